"""What analysts see of a mission while its visits come in: all of it from the counts, however many visits there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Sum

from apps.elections.models import Region
from apps.missions.models import Mission
from apps.visits.choices import FormKind
from apps.visits.models import CheckedMission, VisitTally
from apps.visits.reading import EVERYTHING, NOWHERE, Cut, form_counts, reach
from apps.visits.selectors import coverage_of, regions_of, rules_for
from apps.visits.tables import form_table


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Numbers of one part of a mission's visits, with what one may cut them by.

    `forms` are tables as `form_table` makes them, unprotected; `hours` and `places` count the visits of the part.
    """

    mission: Mission
    cut: Cut
    coverage: dict[str, Any]
    forms: list[dict[str, Any]]
    hours: Sequence[tuple[datetime | None, int]]
    places: dict[str, int]
    regions: Sequence[Region]
    checked_at: datetime | None
    remarks: Sequence[tuple[str, str, int]]

    @property
    def visits(self) -> int:
        return sum(form["visits"] for form in self.forms)


def dashboard(mission: Mission, cut: Cut = EVERYTHING) -> Dashboard:
    """Nine queries over counts; none of them reads a visit. Questions are counted where a form is chosen."""
    visited, register = reach(mission)
    rules = rules_for(mission, register, protect=False)
    counts = form_counts(mission, cut, questions=bool(cut.form))
    regions = list(regions_of(mission))
    checked_at, found = remarks(mission)
    without_hour = Cut(form=cut.form, region=cut.region)
    without_place = Cut(form=cut.form, hour=cut.hour)
    return Dashboard(
        mission=mission,
        cut=cut,
        coverage=coverage_of(visited, register, counts, regions_total=len(regions), protect=False),
        forms=[form_table(form, rules) for form in counts],
        hours=[(hour, count) for hour, count in _by(mission, without_hour, "hour").items() if hour is None or count],
        places={code or NOWHERE: count for code, count in _by(mission, without_place, "region__code").items()},
        regions=regions,
        checked_at=checked_at,
        remarks=found,
    )


def _by(mission: Mission, cut: Cut, field: str) -> dict[Any, int]:
    tallies = cut.of(VisitTally.objects.filter(mission=mission)).values_list(field)
    return dict(tallies.annotate(count=Sum("visits")).filter(count__gt=0).order_by(field))


def hours_of(mission: Mission) -> list[datetime]:
    """The hours in which visits of a mission began."""
    hours = VisitTally.objects.filter(mission=mission, visits__gt=0, hour__isnull=False)
    found = hours.values_list("hour", flat=True).distinct().order_by("hour")
    return [hour for hour in found if hour is not None]


def forms_of(mission: Mission) -> list[FormKind]:
    used = set(VisitTally.objects.filter(mission=mission, visits__gt=0).values_list("form", flat=True))
    return [form for form in FormKind if form in used]


def remarks(mission: Mission) -> tuple[datetime | None, list[tuple[str, str, int]]]:
    """When a mission's visits were checked last, and how many visits each rule has something to say of."""
    state = CheckedMission.objects.filter(mission=mission).first()
    return (None, []) if state is None else (state.checked_at, [tuple(row) for row in state.counts])
