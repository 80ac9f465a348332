"""The search page: words, facets and pages, all in the address, so that a search can be kept and passed on."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Final, TypeAlias

from django.core.paginator import Paginator
from django.db.models import TextChoices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from apps.core.choices import SearchKind
from apps.elections.models import Country
from apps.findings.choices import Sentiment, Topic, Voice
from apps.missions.models import Organisation
from apps.web import search
from apps.web.filters import PAGE
from apps.web.paging import page_number
from apps.web.results import results

TITLES: Final[Mapping[str, Promise | str]] = {
    "kind": _("What"),
    "country": _("Country"),
    "organisation": _("Organisation"),
    "topic": _("Topic"),
    "sentiment": _("Assessment"),
    "voice": _("Whose words"),
    "year": _("Year"),
}
LABELS: Final[dict[str, type[TextChoices]]] = {
    "kind": SearchKind,
    "topic": Topic,
    "sentiment": Sentiment,
    "voice": Voice,
}
SHOWN: Final = 12
FacetCounts: TypeAlias = Mapping[str, list[tuple[str, int]]]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet, with the address of the search that it leads to."""

    label: str
    number: int
    query: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow a search."""

    title: str
    choices: list[Choice]


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """What was found, best first; without words, the form alone."""
    question = search.question_of(request.GET)
    if not question.words:
        return render(request, "web/search.html", {"question": question})
    answers = search.answers(question)
    pages = Paginator(range(answers.total), search.PAGE_SIZE)
    number = min(page_number(request.GET.get(PAGE, "")), max(1, ceil(answers.total / search.PAGE_SIZE)))
    context = {
        "question": question,
        "total": answers.total,
        "are_all": answers.are_all,
        "page": pages.get_page(number),
        "results": results(question, answers.page(number)),
        "facets": _facets(question, answers.facets),
        "query": search.query_of(question),
        "plain": search.query_of(search.Question(words=question.words)),
    }
    return render(request, "web/search.html", context)


def _facets(question: search.Question, facets: FacetCounts) -> list[Facet]:
    labels = _labels(facets)
    return [
        Facet(
            title=str(title),
            choices=[
                Choice(
                    label=labels.get((name, value), value),
                    number=number,
                    query=search.query_of(question, **{name: "" if question.chosen.get(name) == value else value}),
                    is_chosen=question.chosen.get(name) == value,
                )
                for value, number in facets[name][:SHOWN]
            ],
        )
        for name, title in TITLES.items()
        if name in facets
    ]


def _labels(facets: FacetCounts) -> dict[tuple[str, str], str]:
    """How the values of the facets are called in the reader's language, in two queries."""
    found = {(name, str(item)): str(item.label) for name, kind in LABELS.items() for item in kind}
    values = {name: [value for value, _number in items] for name, items in facets.items()}
    countries = Country.objects.filter(iso2__in=values.get("country", []))
    organisations = Organisation.objects.filter(code__in=values.get("organisation", []))
    found |= {("country", item.iso2): str(item) for item in countries}
    found |= {("organisation", item.code): str(item) for item in organisations}
    return found
