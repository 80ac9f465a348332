"""Pages that explain the site itself."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from apps.findings.choices import Sentiment, Voice
from apps.web import selectors
from apps.web.accuracy import measured_sets, telling
from apps.web.comparison import Gap

TOTALS: Final = (
    ("elections", _("Elections")),
    ("missions", _("Missions")),
    ("statements", _("Statements")),
    ("findings", _("Findings")),
    ("figures", _("Figures")),
    ("recommendations", _("Recommendations")),
    ("promises", _("Promised reports")),
)
OF_ALL_CLAIMS: Final = ("country", "election", "mission", "organisation", "voice", "statement", "authenticity")
# What the API lists. A test holds this table to the API's own description.
ENDPOINTS: Final = (
    ("countries", _("Countries with their regions"), ()),
    ("organisations", _("Bodies that observe"), ("kind", "country")),
    (
        "elections",
        _("Elections with their missions"),
        ("country", "type", "status", "polling_from", "polling_to"),
    ),
    ("missions", _("Who observed what, in which format"), ("country", "election", "organisation", "format")),
    (
        "statements",
        _("Published texts"),
        (
            "kind",
            "language",
            "authenticity",
            "publisher",
            "published_from",
            "published_to",
            "mission",
            "election",
            "organisation",
            "country",
        ),
    ),
    ("findings", _("Assessments"), (*OF_ALL_CLAIMS, "topic", "sentiment")),
    ("figures", _("Numbers as they were said"), (*OF_ALL_CLAIMS, "measure", "comparator", "source")),
    (
        "recommendations",
        _("What should change, and what became of it"),
        (*OF_ALL_CLAIMS, "topic", "priority", "addressee"),
    ),
    ("deliverables", _("Reports that were promised"), (*OF_ALL_CLAIMS, "report", "due_from", "due_to")),
)


@require_safe
def methodology(request: HttpRequest) -> HttpResponse:
    """Where a claim comes from, how it becomes public, what the marks mean, and how often extraction errs."""
    sets = measured_sets()
    context = {
        "voices": Voice,
        "sentiments": Sentiment,
        "gaps": Gap,
        "sets": sets,
        "telling": telling(sets),
    }
    return render(request, "web/methodology.html", context)


@require_safe
def about_data(request: HttpRequest) -> HttpResponse:
    """What is in the records and what is not, in numbers of public records."""
    return render(request, "web/data.html", {"totals": selectors.totals(), "labels": TOTALS})


@require_safe
def api_guide(request: HttpRequest) -> HttpResponse:
    """How programs read the site."""
    context = {"origin": f"{request.scheme}://{request.get_host()}", "endpoints": ENDPOINTS}
    return render(request, "web/api_guide.html", context)
