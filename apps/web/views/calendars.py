"""Calendars to subscribe to; they take the filters of the list that they follow."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from apps.web import filter_sets, selectors
from apps.web.calendars import election_calendar, promise_calendar
from apps.web.changes import with_changes
from apps.web.filters import narrow, refused, titled
from apps.web.promises import promises

# A calendar is one file, read whole by whoever subscribes.
EVENTS: Final = 2_000


@require_safe
def elections(request: HttpRequest) -> HttpResponse:
    """Polling days, postponed and cancelled ones struck out."""
    narrowing = narrow(request.GET, filter_sets.ELECTIONS)
    refusal = refused(narrowing)
    if refusal is not None:
        return refusal
    found = with_changes(selectors.elections().filter(narrowing.condition)).prefetch_related(selectors.successors())
    title = titled(gettext("Elections"), narrowing)
    return _answer(election_calendar(found[:EVENTS], title=title, origin=_origin(request)), "elections")


@require_safe
def deadlines(request: HttpRequest) -> HttpResponse:
    """The days on which promised reports fall due."""
    narrowing = narrow(request.GET, filter_sets.PROMISES)
    refusal = refused(narrowing)
    if refusal is not None:
        return refusal
    dated = promises().filter(narrowing.condition, due_on__isnull=False).order_by("-due_on", "id")
    found = with_changes(dated).select_related("mission__organisation", "mission__election__country")
    title = titled(gettext("Promised reports"), narrowing)
    return _answer(promise_calendar(found[:EVENTS], title=title, origin=_origin(request)), "promises")


def _origin(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def _answer(body: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'inline; filename="electionwatch-{name}.ics"'
    return answer
