"""What happened when: polling, statements and promised reports on one line, and as a numbered list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from apps.elections.models import Election
from apps.findings.models import Deliverable
from apps.findings.promises import Standing
from apps.statements.models import Statement
from apps.web.charts.days import Event, Mark, time_line
from apps.web.promises import standing_of
from apps.web.timeline import Entry, EntryKind, timeline
from apps.web.wording import short_day_text

FEWEST = 2
PROMISE_MARK: Final = {
    Standing.KEPT: Mark.KEPT,
    Standing.LATE: Mark.LATE,
    Standing.OVERDUE: Mark.OVERDUE,
    Standing.OPEN: Mark.OPEN,
    Standing.UNDATED: Mark.OPEN,
}


@dataclass(frozen=True, slots=True)
class Numbered:
    """An entry with its number in the picture; those without a day have none."""

    entry: Entry
    number: int | None
    mark: Mark


@dataclass(frozen=True, slots=True)
class DayChart:
    """The time line with its list."""

    picture: SafeString
    entries: tuple[Numbered, ...]


def day_chart(
    *, election: Election, statements: Iterable[Statement], promises: Iterable[Deliverable], name: str = "days"
) -> DayChart | None:
    """None where there is nothing but the polling day to show."""
    entries = timeline(election=election, statements=statements, promises=promises)
    dated = sum(entry.day is not None for entry in entries)
    if dated < FEWEST:
        return None
    today = timezone.localdate()
    numbered = tuple(
        Numbered(entry=entry, number=place if entry.day else None, mark=_mark(entry, today))
        for place, entry in enumerate(entries, start=1)
    )
    events = [
        Event(mark=item.mark, day=item.entry.day, number=item.number, until=_until(item))
        for item in numbered
        if item.entry.day is not None and item.number is not None
    ]
    picture = time_line(
        events,
        ticks=[(event.day, short_day_text(event.day)) for event in _by_weight(events)],
        name=name,
        title=gettext("Polling, statements and promised reports on a line of days"),
        description=gettext("The numbers are those of the list beside it."),
    )
    return DayChart(picture=picture, entries=numbered)


def _mark(entry: Entry, today: date) -> Mark:
    match entry.kind:
        case EntryKind.POLLING:
            return Mark.POLLING
        case EntryKind.STATEMENT:
            return Mark.STATEMENT
        case EntryKind.PROMISE:
            return PROMISE_MARK[standing_of(entry.promise, today=today)] if entry.promise else Mark.OPEN


def _by_weight(events: list[Event]) -> list[Event]:
    """Polling day first, then the ends of the line, then the rest."""
    by_day = {event.day: event for event in sorted(events, key=lambda event: event.mark is Mark.POLLING)}
    ends = (min(by_day), max(by_day))
    return sorted(by_day.values(), key=lambda event: (event.mark is not Mark.POLLING, event.day not in ends, event.day))


def _until(item: Numbered) -> date | None:
    promise = item.entry.promise
    return promise.fulfilled_on if promise is not None and item.mark is Mark.LATE else None
