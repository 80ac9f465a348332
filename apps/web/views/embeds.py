"""Claims on other sites: the card that they frame, and what tells their software how (oEmbed 1.0)."""

from typing import Final
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.safestring import SafeString
from django.utils.translation import get_language_from_path, override
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from apps.findings.models import AnyClaim
from apps.web import selectors
from apps.web.embedding import HEIGHT, NARROWEST, WIDTH, card_title, content_policy, snippet, style
from apps.web.kinds import find_of_kind, kind_by_code
from apps.web.linked_data import permanent_address

# The addresses that have a card, by the name of their route.
EMBEDDABLE: Final = frozenset(
    {"web:finding", "web:figure", "web:recommendation", "web:deliverable", "web_plain:short", "web_cards:card"}
)


@require_safe
@xframe_options_exempt
@cache_control(public=True, max_age=300)
def card(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """A claim as a card; a withdrawn one says so before its words."""
    claim = find_of_kind(kind, code)
    if claim is None:
        raise Http404
    context = {
        "claim": claim,
        "quote": selectors.lead_quote(claim),
        "successor": selectors.successor_of(claim),
        "address": permanent_address(request, claim.code),
        "sheet": SafeString(f"<style>{style()}</style>"),
    }
    response = render(request, "web/embed.html", context)
    response._csp_config = content_policy()  # type: ignore[attr-defined]
    # Sites that isolate themselves load a frame only where the framed page agrees.
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@require_safe
@cache_control(public=True, max_age=300)
def oembed(request: HttpRequest) -> HttpResponse:
    """The card of one of our addresses as JSON, no larger than the other site wants it."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse("Only JSON is offered.\n", status=501, content_type="text/plain; charset=utf-8")
    address = request.GET.get("url", "")
    with override(_language(address)):
        claim = _claim_at(request, address)
        if claim is None:
            raise Http404
        width = max(NARROWEST, min(WIDTH, _number(request.GET.get("maxwidth"), WIDTH)))
        height = min(HEIGHT, _number(request.GET.get("maxheight"), HEIGHT))
        return JsonResponse(
            {
                "version": "1.0",
                "type": "rich",
                "title": card_title(claim),
                "author_name": str(claim.mission.organisation),
                "author_url": request.build_absolute_uri(claim.mission.get_absolute_url()),
                "provider_name": "Electionwatch",
                "provider_url": request.build_absolute_uri("/"),
                "cache_age": 300,
                "width": width,
                "height": height,
                "html": snippet(request, claim, width=width, height=height),
            },
            json_dumps_params={"ensure_ascii": False},
        )


def _language(address: str) -> str | None:
    return get_language_from_path(_path(address))


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def _claim_at(request: HttpRequest, address: str) -> AnyClaim | None:
    """The claim that an address of this site leads to."""
    try:
        host, match = urlsplit(address).netloc, resolve(_path(address))
    except (ValueError, Resolver404):
        return None
    if host != request.get_host() or match.view_name not in EMBEDDABLE:
        return None
    code = str(match.kwargs["code"])
    kind = kind_by_code(code)
    return find_of_kind(kind, code) if kind else None


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and 0 < len(text) < 6 else default
