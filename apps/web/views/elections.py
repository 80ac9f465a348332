"""Elections: the list, and the page on which missions stand side by side."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from apps.statements.models import Statement
from apps.web import selectors
from apps.web.comparison import compare
from apps.web.disagreement import figure_rows
from apps.web.timeline import timeline


@require_safe
def election_list(request: HttpRequest) -> HttpResponse:
    """All elections by year, postponed and cancelled ones included."""
    found = list(selectors.elections())
    years = [(year, list(items)) for year, items in groupby(found, key=lambda item: item.first_polling_day.year)]
    return render(request, "web/elections.html", {"years": years})


@require_safe
def election(request: HttpRequest, code: str) -> HttpResponse:
    """What each mission said on each topic, and where they differ."""
    shown = get_object_or_404(selectors.elections(), code=code)
    missions = list(selectors.missions(election=shown))
    links = list(selectors.statement_links(missions))
    statements: dict[int, Statement] = {link.statement_id: link.statement for link in links}
    promises = list(selectors.deliverables(mission__in=missions))
    checks = list(selectors.headline_checks(statements))
    context = {
        "election": shown,
        "comparison": compare(
            missions=missions,
            findings=selectors.findings(mission__in=missions),
            imported=frozenset(link.mission_id for link in links),
        ),
        "figure_rows": figure_rows(selectors.figures(mission__in=missions)),
        "timeline": timeline(election=shown, statements=statements.values(), promises=promises),
        "checks": {check.quote.version.statement_id: check for check in checks},
    }
    return render(request, "web/election.html", context)
