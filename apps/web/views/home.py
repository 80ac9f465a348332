"""The front page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.elections.models import Election
from apps.web import selectors
from apps.web.comparison import Row, compare

ELECTIONS_SHOWN = 6
STATEMENTS_SHOWN = 6
MISSIONS_COMPARED = 3


@dataclass(frozen=True, slots=True)
class Feature:
    """One topic of one election on which missions point in different directions."""

    election: Election
    row: Row


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, the latest elections, the newest statements, and one difference in the missions' words."""
    latest = list(selectors.elections()[:ELECTIONS_SHOWN])
    newest = list(selectors.statements()[:STATEMENTS_SHOWN])
    checks = selectors.headline_checks(statement.pk for statement in newest)
    context = {
        "elections": latest,
        "statements": newest,
        "checks": {check.quote.version.statement_id: check for check in checks},
        "feature": _feature(latest),
    }
    return render(request, "web/home.html", context)


def _feature(elections: Sequence[Election]) -> Feature | None:
    """The first difference in the newest election that several missions observed."""
    observed = next((election for election in elections if election.mission_count > 1), None)  # type: ignore[attr-defined]
    if observed is None:
        return None
    missions = list(selectors.missions(election=observed))
    imported = frozenset(link.mission_id for link in selectors.statement_links(missions))
    comparison = compare(missions=missions, findings=selectors.findings(mission__in=missions), imported=imported)
    for row in comparison.differing:
        spoken = tuple(cell for cell in row.cells if cell.findings)
        return Feature(election=observed, row=Row(topic=row.topic, cells=spoken[:MISSIONS_COMPARED], differs=True))
    return None
