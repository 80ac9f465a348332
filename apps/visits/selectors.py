"""What readers may see of visits: aggregates of one mission, never a visit."""

from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import Coalesce

from apps.elections.models import Region
from apps.missions.models import Mission
from apps.visits.choices import FormKind
from apps.visits.models import PollingStation, Visit
from apps.visits.statistics import Coverage, FormStatistics, assess, cover


@dataclass(frozen=True, kw_only=True, slots=True)
class VisitStatistics:
    """One mission's visits in numbers; forms that it did not use are left out."""

    coverage: Coverage
    forms: tuple[FormStatistics, ...]


def visit_statistics(mission: Mission) -> VisitStatistics:
    """Four queries, whatever the number of visits. Whether the mission is public is for the caller to ask before."""
    visits = Visit.objects.filter(mission=mission)
    tallies: dict[FormKind, dict[str, int]] = {}
    for form, overall, count in visits.order_by().values_list("form", "overall").annotate(count=Count("pk")):
        tallies.setdefault(FormKind(form), {})[overall] = count
    reached = visits.aggregate(
        stations=Count("station", distinct=True), regions=Count(Coalesce("region", "station__region"), distinct=True)
    )
    return VisitStatistics(
        coverage=cover(
            forms={form: sum(tally.values()) for form, tally in tallies.items()},
            stations_visited=reached["stations"],
            stations_total=PollingStation.objects.filter(election=mission.election_id).count(),
            regions_visited=reached["regions"],
            regions_total=Region.objects.filter(country=mission.election.country_id).count(),
        ),
        forms=tuple(
            assess(form=form, tally=tallies[form], by_mandate=mission.observes_election_day_systematically)
            for form in FormKind
            if form in tallies
        ),
    )
