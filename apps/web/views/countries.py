"""A country: its elections, how missions assessed them, and what they recommended."""

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from apps.elections.models import Country
from apps.findings.choices import Sentiment
from apps.web import followup, selectors
from apps.web.heat import heat_table
from apps.web.matrix import mission_matrix

RECOMMENDATIONS_SHOWN: Final = 6


@require_safe
def country(request: HttpRequest, iso2: str) -> HttpResponse:
    """A country whose elections are all hidden looks like one that has none."""
    shown = Country.objects.filter(iso2=iso2.upper()).first()
    if shown is None or iso2 != iso2.lower():
        raise Http404
    elections = list(selectors.elections().filter(country=shown).prefetch_related(selectors.successors()))
    tracked = followup.tracked().filter(mission__election__country=shown)
    waiting = tracked.exclude(latest__in=followup.CLOSED)
    counts = followup.counts(tracked)
    context = {
        "country": shown,
        "matrix": mission_matrix(elections, selectors.missions(election__in=elections)),
        "heat": heat_table(country=shown, elections=elections),
        "counts": [(status, number) for status, number in counts if number],
        "waiting": sum(number for status, number in counts if status not in followup.CLOSED),
        "recommendations": followup.shown(waiting)[:RECOMMENDATIONS_SHOWN],
        "regions": shown.regions.all(),
        "query": f"country={iso2}",
        "tally_link": f"{reverse('web:recommendations')}?country={iso2}&status",
        "sentiments": Sentiment,
    }
    return render(request, "web/country.html", context)
