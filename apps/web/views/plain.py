"""Addresses without a language: the short ones that stay, and what search engines ask for."""

from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from apps.elections.models import Election
from apps.findings.models import Deliverable, Figure, Finding, Recommendation
from apps.missions.models import Mission, Organisation
from apps.statements.models import Statement
from apps.web import selectors
from apps.web.kinds import KINDS, kind_by_code

ON_A_PAGE: Final = 2_000
STATEMENT_PREFIX: Final = "s-"


@require_safe
def short(request: HttpRequest, code: str) -> HttpResponse:
    """To the page in the reader's language. What has no page answers like a code that never was."""
    response = HttpResponseRedirect(_address(code))
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


def _address(code: str) -> str:
    if code.startswith(STATEMENT_PREFIX):
        found: QuerySet[Any] = Statement.objects.public()
    elif kind := kind_by_code(code):
        claims: Any = KINDS[kind].objects
        found = claims.addressable()
    else:
        raise Http404
    record = found.filter(code=code).first()
    if record is None:
        raise Http404
    return str(record.get_absolute_url())


@require_safe
@cache_control(public=True, max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read by machines; the desk and endless searches are no use to them."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /i18n/",
        *(f"Disallow: /{code}/search/" for code, _name in settings.LANGUAGES),
        "Allow: /",
        "",
        f"Sitemap: {request.build_absolute_uri(reverse('web_plain:sitemap'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@dataclass(frozen=True, slots=True)
class Address:
    """One page in every language."""

    languages: dict[str, str]
    modified: Any


SECTIONS: Final[dict[str, tuple[str, Any]]] = {
    "elections": ("election", Election.objects),
    "missions": ("mission", Mission.objects),
    "statements": ("statement", Statement.objects),
    "findings": ("finding", Finding.objects),
    "figures": ("figure", Figure.objects),
    "recommendations": ("recommendation", Recommendation.objects),
    "promises": ("deliverable", Deliverable.objects),
}
PAGES: Final = (
    "home", "elections", "statements", "recommendations", "promises", "corrections", "organisations", "methodology",
    "data", "downloads", "api_guide", "search",
)  # fmt: skip


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The list of the parts of the map; each has at most `ON_A_PAGE` pages."""
    parts = [("pages", 1)]
    for name, (_route, manager) in SECTIONS.items():
        count = manager.public().count()
        parts += [(name, number) for number in range(1, -(-count // ON_A_PAGE) + 1)]
    addresses = [
        request.build_absolute_uri(reverse("web_plain:sitemap_part", args=[name, number])) for name, number in parts
    ]
    return render(request, "web/sitemap_index.xml", {"addresses": addresses}, content_type="application/xml")


@require_safe
def sitemap_part(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """Public pages with the address of each in every language."""
    if name == "pages" and number == 1:
        places: list[tuple[str, list[str], Any]] = [(f"web:{route}", [], None) for route in PAGES]
        places += [("web:country", [country.iso2.lower()], None) for country in selectors.countries_with_elections()]
        codes = Organisation.objects.observing().order_by("code").values_list("code", flat=True)
        places += [("web:organisation", [code], None) for code in codes]
    elif name in SECTIONS and number >= 1:
        places = _records(name, number)
    else:
        places = []
    if not places:
        raise Http404
    addresses = [
        Address(languages=_in_every_language(request, route, arguments), modified=modified)
        for route, arguments, modified in places
    ]
    return render(request, "web/sitemap.xml", {"addresses": addresses}, content_type="application/xml")


def _records(name: str, number: int) -> list[tuple[str, list[str], Any]]:
    route, manager = SECTIONS[name]
    rows = manager.public().order_by("id").values_list("code", "published_at", "embargo_until")
    first = (number - 1) * ON_A_PAGE
    return [
        (f"web:{route}", [code], max(filter(None, (published, embargo)), default=None))
        for code, published, embargo in rows[first : first + ON_A_PAGE]
    ]


def _in_every_language(request: HttpRequest, route: str, arguments: list[str]) -> dict[str, str]:
    addresses = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            addresses[code] = request.build_absolute_uri(reverse(route, args=arguments))
    return addresses
