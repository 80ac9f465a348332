"""A country: its elections and what missions recommended."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.elections.models import Country
from apps.web import selectors


@require_safe
def country(request: HttpRequest, iso2: str) -> HttpResponse:
    """Elections with their missions. A country whose elections are all hidden looks like one that has none."""
    shown = Country.objects.filter(iso2=iso2.upper()).first()
    if shown is None or iso2 != iso2.lower():
        raise Http404
    elections = list(selectors.elections().filter(country=shown))
    by_election: dict[int, list[object]] = {}
    for mission in selectors.missions(election__in=elections):
        by_election.setdefault(mission.election_id, []).append(mission)
    context = {
        "country": shown,
        "elections": [(election, by_election.get(election.pk, [])) for election in elections],
        "recommendations": selectors.recommendations(mission__election__country=shown),
    }
    return render(request, "web/country.html", context)
