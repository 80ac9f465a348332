"""The front page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.elections.models import Election
from apps.findings.choices import Topic
from apps.web import selectors
from apps.web.charts.world import world_map
from apps.web.comparison import Cell, Row, compare, differ, stance
from apps.web.counted import kept_part

ELECTIONS_SHOWN = 6
NEXT_SHOWN = 4
STATEMENTS_SHOWN = 6
MISSIONS_COMPARED = 3


@dataclass(frozen=True, slots=True)
class Feature:
    """One topic of one election on which missions point in different directions."""

    election: Election
    row: Row


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, elections to come and gone, the newest statements, one difference, and where missions observed."""
    latest = list(selectors.past_elections()[:ELECTIONS_SHOWN])
    newest = list(selectors.statements()[:STATEMENTS_SHOWN])
    checks = selectors.headline_checks(statement.pk for statement in newest)
    context = {
        "upcoming": selectors.upcoming_elections()[:NEXT_SHOWN],
        "elections": latest,
        "statements": newest,
        "checks": {check.quote.version.statement_id: check for check in checks},
        "feature": _feature(latest),
        "world": kept_part(request, "components/world_map.html", "", _world),
    }
    return render(request, "web/home.html", context)


def _world() -> dict[str, Any]:
    return {"world": world_map(selectors.observed_countries())}


def _feature(elections: Sequence[Election]) -> Feature | None:
    """The first topic of the newest election on which missions point in different directions, in three queries."""
    found = selectors.differences([election for election in elections if election.mission_count > 1])  # type: ignore[attr-defined]
    for election in elections:
        for topic in Topic:
            if differ(found.get((election.pk, topic), [])):
                return _shown(election, topic)
    return None


def _shown(election: Election, topic: Topic) -> Feature:
    said = list(selectors.findings(mission__election=election, topic=topic))
    missions = list({finding.mission_id: finding.mission for finding in said}.values())
    (row,) = compare(missions=missions, findings=said, imported=frozenset(item.pk for item in missions)).rows
    spoken = sorted((cell for cell in row.cells if cell.findings), key=lambda cell: cell.mission.pk)
    return Feature(election=election, row=replace(row, cells=_first_of_each_side(spoken)[:MISSIONS_COMPARED]))


def _first_of_each_side(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """Cells in an order in which those shown first point in different directions."""
    sides: dict[object, Cell] = {}
    for cell in cells:
        sides.setdefault(stance(cell.findings), cell)
    leading = [cell for side, cell in sides.items() if side is not None]
    return (*leading, *(cell for cell in cells if cell not in leading))
