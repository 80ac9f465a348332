"""What is counted of visits: all of it for a mission's analysts, and for readers what an editor released."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Sum

from apps.elections.models import Region, RegionQuerySet
from apps.missions.models import Mission
from apps.visits.coverage import Reach, coverage_table
from apps.visits.models import StationTally, StatisticsRelease, VisitTally
from apps.visits.reading import form_counts, reach, regions_seen
from apps.visits.regional import RegionalCoverage, regional_from, regional_table
from apps.visits.statistics import Coverage, FormStatistics, coverage_from, form_from
from apps.visits.tables import FormCounts, Rules, form_table


def statistics(mission: Mission, *, protect: bool) -> dict[str, Any]:
    """A mission's visits in numbers, from the counts that triggers keep: six queries, however many visits there are.

    `protect` puts small counts together as readers may see them; without it the numbers are for the mission's analysts.
    """
    visited, register = reach(mission)
    rules = rules_for(mission, register, protect=protect)
    forms = form_counts(mission)
    places = list(regions_of(mission))
    return {
        "sample_is_random": mission.sample_is_random,
        "coverage": coverage_of(visited, register, forms, regions_total=len(places), protect=protect),
        "regional": regional_table([place.code for place in places], forms),
        "forms": [form_table(form, rules) for form in forms],
    }


def coverage_of(
    visited: Reach, register: Reach, forms: Collection[FormCounts], *, regions_total: int, protect: bool
) -> dict[str, Any]:
    """How much of the register, and how many of the regions, the visits of some forms reached."""
    return coverage_table(
        visited=visited,
        register=register,
        visits={form.form: sum(sum(row.values()) for row in form.overall.values()) for form in forms},
        regions=regions_seen(forms),
        regions_total=regions_total,
        protect=protect,
    )


def rules_for(mission: Mission, register: Reach, *, protect: bool) -> Rules:
    """How a mission's counts may be read: with shares or without, and of how many stations it drew at random."""
    return Rules(
        by_mandate=mission.observes_election_day_systematically,
        population=sum(register.stations.values()) or None if mission.sample_is_random else None,
        protect=protect,
    )


def by_hour(mission: Mission) -> list[dict[str, Any]]:
    """Visits by hour of arrival and form; for analysts only, since hours tell where a team was."""
    tallies = VisitTally.objects.filter(mission=mission, visits__gt=0).values("hour", "form")
    return [dict(row) for row in tallies.annotate(count=Sum("visits")).order_by("hour", "form")]


def released_statistics(mission: Mission) -> StatisticsRelease | None:
    """What readers see of a mission's visits; None where nothing is released."""
    return StatisticsRelease.objects.public().filter(mission=mission).newest_first().first()


def released_forms() -> Subquery:
    """For a query of missions: what readers see of each one's visits, form by form; null where nothing is released."""
    public = StatisticsRelease.objects.public().filter(mission=OuterRef("pk")).newest_first()
    return Subquery(public.values("numbers__forms")[:1])


def stations_seen_twice(mission: Mission) -> QuerySet[StationTally]:
    """Stations to which more than one visit stands."""
    return StationTally.objects.filter(mission=mission, visits__gt=1).select_related("station__region")


def regions_of(mission: Mission) -> RegionQuerySet:
    """The divisions of the country in which a mission observed, as they were on polling day."""
    election = mission.election
    return Region.objects.filter(country=election.country_id).in_force(election.first_polling_day).order_by("code")


@dataclass(frozen=True, kw_only=True, slots=True)
class VisitStatistics:
    """One mission's released numbers as pages draw them; forms that it did not use are left out.

    `regions` are the divisions of the country on polling day, and `regional` says how many visits each of them saw.
    """

    coverage: Coverage
    forms: tuple[FormStatistics, ...]
    regions: tuple[Region, ...]
    regional: RegionalCoverage
    release: StatisticsRelease | None


def visit_statistics(mission: Mission) -> VisitStatistics:
    """What readers see, in two queries. Whether the mission is public is for the caller to ask before."""
    release = released_statistics(mission)
    regions = tuple(regions_of(mission))
    numbers = release.numbers if release is not None else {}
    return VisitStatistics(
        coverage=coverage_from(numbers.get("coverage")),
        forms=tuple(form_from(form) for form in numbers.get("forms", [])),
        regions=regions,
        regional=regional_from(numbers.get("regional"), {region.code: region.pk for region in regions}),
        release=release,
    )
