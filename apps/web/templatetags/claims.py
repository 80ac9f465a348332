"""What the pages of claims, missions and statements need beyond the tags of every page."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from apps.findings.models import AuthorityReply, Claim, ClaimObligation, Deliverable, Evidence
from apps.web import linked_data
from apps.web.kinds import kind_of
from apps.web.previews.drawing import HEIGHT, WIDTH
from apps.web.promises import days_late, standing_of

register = template.Library()

register.simple_tag(linked_data.script, name="json_ld")
register.filter("claim_kind", kind_of)


@register.inclusion_tag("components/responses.html")
def responses(claim: Claim) -> dict[str, Any]:
    """What authorities answered to a claim in public, and the commitments that it touches."""
    of_claim = {Evidence.link_to(type(claim)): claim.pk}
    return {
        "replies": AuthorityReply.objects.public().filter(**of_claim).select_related("quote__version__statement"),
        "obligations": ClaimObligation.objects.filter(**of_claim).select_related("obligation"),
    }


@register.simple_tag(takes_context=True)
def short_address(context: Context, code: str) -> str:
    return linked_data.permanent_address(context["request"], code)


@register.simple_tag(takes_context=True)
def oembed_address(context: Context, address: str) -> str:
    """Where software of other sites learns how to show the card of an address."""
    request: HttpRequest = context["request"]
    return f"{request.build_absolute_uri(reverse('web_plain:oembed'))}?{urlencode({'url': address})}"


@register.simple_tag(takes_context=True)
def social(context: Context, title: str, description: str, *, picture: str = "", kind: str = "article") -> SafeString:
    """What a link to the page looks like where it is shared; `picture` is the kind of record whose preview it shows."""
    request: HttpRequest = context["request"]
    properties = {
        "og:site_name": "Electionwatch",
        "og:type": kind,
        "og:title": title,
        "og:description": description,
        "og:url": request.build_absolute_uri(request.path),
        "og:locale": get_language() or "en",
    }
    if picture:
        address = reverse("web:preview", args=[picture, request.path.rstrip("/").rpartition("/")[2]])
        properties |= {
            "og:image": request.build_absolute_uri(address),
            "og:image:type": "image/png",
            "og:image:width": str(WIDTH),
            "og:image:height": str(HEIGHT),
            "og:image:alt": f"{title}. {description}",
        }
    lines = [format_html('<meta property="{}" content="{}">', name, value) for name, value in properties.items()]
    card = "summary_large_image" if picture else "summary"
    return SafeString("\n  ".join([*lines, f'<meta name="twitter:card" content="{card}">']))


@register.inclusion_tag("components/promise_standing.html")
def promise_state(promise: Deliverable) -> dict[str, Any]:
    """Whether a promised report came, when, and by how many days it is or was late."""
    return {"promise": promise, "state": standing_of(promise), "days": days_late(promise)}
