"""What readers may see of visits: aggregates of one mission, never a visit."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef
from django.db.models.functions import Coalesce

from apps.elections.models import Region, RegionQuerySet
from apps.missions.models import Mission
from apps.visits.choices import FormKind
from apps.visits.models import PollingStation, Visit
from apps.visits.regional import RegionalCoverage, cover_regions
from apps.visits.statistics import Coverage, FormStatistics, assess, cover


@dataclass(frozen=True, kw_only=True, slots=True)
class VisitStatistics:
    """One mission's visits in numbers; forms that it did not use are left out.

    `regions` are the divisions of the country on polling day, and `regional` says how many visits each of them saw.
    """

    coverage: Coverage
    forms: tuple[FormStatistics, ...]
    regions: tuple[Region, ...]
    regional: RegionalCoverage


def visit_statistics(mission: Mission) -> VisitStatistics:
    """Three queries, whatever the number of visits. Whether the mission is public is for the caller to ask before."""
    tallies: dict[FormKind, Counter[str]] = {}
    by_region: Counter[int | None] = Counter()
    visits = Visit.objects.filter(mission=mission).order_by().annotate(place=Coalesce("region", "station__region"))
    for form, overall, place, count in visits.values_list("form", "overall", "place").annotate(count=Count("pk")):
        tallies.setdefault(FormKind(form), Counter())[overall] += count
        by_region[place] += count
    regions = tuple(regions_of(mission))
    stations = _stations(mission)
    return VisitStatistics(
        coverage=cover(
            forms={form: sum(tally.values()) for form, tally in tallies.items()},
            stations_visited=stations["visited"],
            stations_total=stations["total"],
            regions_visited=sum(by_region[region.pk] > 0 for region in regions),
            regions_total=len(regions),
        ),
        forms=tuple(
            assess(form=form, tally=tallies[form], by_mandate=mission.observes_election_day_systematically)
            for form in FormKind
            if form in tallies
        ),
        regions=regions,
        regional=cover_regions(
            {region.pk: by_region[region.pk] for region in regions},
            unplaced=sum(by_region.values()) - sum(by_region[region.pk] for region in regions),
        ),
    )


def regions_of(mission: Mission) -> RegionQuerySet:
    """The divisions of the country in which a mission observed, as they were on polling day."""
    election = mission.election
    return Region.objects.filter(country=election.country_id).in_force(election.first_polling_day).order_by("code")


def _stations(mission: Mission) -> dict[str, int]:
    """How many stations the election's register has, and how many of them the mission visited."""
    visited = Exists(Visit.objects.filter(mission=mission, station=OuterRef("pk")))
    register = PollingStation.objects.filter(election=mission.election_id)
    counted: dict[str, int] = register.aggregate(total=Count("pk"), visited=Count("pk", filter=visited))
    return counted
