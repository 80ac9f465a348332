"""Elections: the list, and the page on which missions stand side by side."""

from itertools import groupby
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.elections.models import Election
from apps.statements.models import Statement
from apps.visits.selectors import released_forms
from apps.web import filter_sets, selectors
from apps.web.comparison import compare
from apps.web.counted import kept_in_language
from apps.web.disagreement import figure_rows
from apps.web.filters import narrow
from apps.web.linked_data import election_data
from apps.web.paging import page_of
from apps.web.pictures.visits_compared import RELEASED, visits_compared
from apps.web.timeline import timeline

CALENDAR_PAGE: Final = 40


@require_safe
def election_list(request: HttpRequest) -> HttpResponse:
    """The calendar: elections to come, then those that were, by year; postponed and cancelled ones stay in it."""
    narrowing = narrow(request.GET, filter_sets.ELECTIONS, keep=kept_in_language(request, "elections narrowed by"))
    found = selectors.calendar().filter(narrowing.condition).prefetch_related(selectors.successors())
    page = page_of(request, found, size=CALENDAR_PAGE)
    years = [(year, list(items)) for year, items in groupby(page, key=_year)]
    return render(request, "web/elections.html", {"narrowing": narrowing, "page": page, "years": years})


def _year(election: Election) -> int | None:
    """The heading under which an election stands in the calendar; None for those to come."""
    is_past = election.last_polling_day < timezone.localdate()
    return election.first_polling_day.year if is_past else None


@require_safe
def election(request: HttpRequest, code: str) -> HttpResponse:
    """What each mission said on each topic, and where they differ."""
    shown = get_object_or_404(selectors.elections(), code=code)
    missions = list(selectors.missions(election=shown).annotate(**{RELEASED: released_forms()}))
    links = list(selectors.statement_links(missions))
    statements: dict[int, Statement] = {link.statement_id: link.statement for link in links}
    promises = list(selectors.deliverables(mission__in=missions))
    checks = list(selectors.headline_checks(statements))
    context = {
        "election": shown,
        "data": election_data(request, shown),
        "related": selectors.related_elections(shown),
        "comparison": compare(
            missions=missions,
            findings=selectors.findings(mission__in=missions),
            imported=frozenset(link.mission_id for link in links),
        ),
        "figure_rows": figure_rows(selectors.figures(mission__in=missions)),
        "visits": visits_compared(missions),
        "timeline": timeline(election=shown, statements=statements.values(), promises=promises),
        "checks": {check.quote.version.statement_id: check for check in checks},
    }
    return render(request, "web/election.html", context)
