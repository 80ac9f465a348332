"""A time line: polling day, statements over the line, promises under it, each with the number of its entry."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from xml.etree.ElementTree import Element

from django.utils.safestring import SafeString

from apps.core.charts.svg import WIDTH, label, node, picture, width_of

INSET: Final = 14
RADIUS: Final = 9
STACK: Final = 2 * RADIUS + 3
AXIS_WORDS: Final = 20
SMALL: Final = 11
# Days before the first and after the last event, as a part of the whole.
MARGIN: Final = 0.03


class Mark(StrEnum):
    """What an event is. Statements stand over the line; what was promised and kept or not, under it."""

    POLLING = "polling"
    STATEMENT = "statement"
    KEPT = "kept"
    LATE = "late"
    OVERDUE = "overdue"
    OPEN = "open"


UNDER: Final = (Mark.KEPT, Mark.LATE, Mark.OVERDUE, Mark.OPEN)


@dataclass(frozen=True, slots=True)
class Event:
    """One event with the number under which the list beside the picture has it.

    `until` ends a delay; that of an overdue report runs out of the picture.
    """

    mark: Mark
    day: date
    number: int
    until: date | None = None


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    days: int

    def x(self, day: date) -> float:
        return INSET + (day - self.first).days / self.days * (WIDTH - 2 * INSET)


def time_line(
    events: Sequence[Event], *, ticks: Sequence[tuple[date, str]], name: str, title: str, description: str
) -> SafeString:
    """Events on a scale of days; `ticks` are days to write under the line, the most important first.

    Those that would meet one before them are left out.
    """
    scale = _scale(events)
    over = _stacked([event for event in events if event.mark not in UNDER], scale)
    under = _stacked([event for event in events if event.mark in UNDER], scale)
    axis = 8 + STACK * (1 + max((level for _event, level in over), default=0))
    height = axis + AXIS_WORDS + (STACK * (1 + max(level for _event, level in under)) + 8 if under else 0)
    drawn = [node("path", d=f"M0 {axis:g}H{WIDTH}", class_="c-axis"), *_ticks(ticks, scale, axis)]
    # Stems first, or they would cross the marks that stand under others.
    drawn += [_stem(scale.x(event.day), axis, level) for event, level in over]
    drawn += [_numbered(event, scale.x(event.day), _height(axis, level)) for event, level in over]
    drawn += [piece for event, level in under for piece in _under(event, scale, axis + AXIS_WORDS, level)]
    return picture(*drawn, name=name, kind="days", title=title, description=description, height=height)


def _scale(events: Sequence[Event]) -> _Scale:
    days = [day for event in events for day in (event.day, event.until) if day is not None]
    span = max((max(days) - min(days)).days, 14)
    margin = max(1, round(span * MARGIN))
    return _Scale(first=min(days) - timedelta(days=margin), days=span + 2 * margin)


def _stacked(events: Iterable[Event], scale: _Scale) -> list[tuple[Event, int]]:
    """Each event with its level: one that would cover another moves a level away from the line."""
    ends: list[float] = []
    placed = []
    for event in sorted(events, key=lambda item: (item.day, item.number)):
        left = scale.x(event.day) - RADIUS
        right = WIDTH if event.mark is Mark.OVERDUE else scale.x(event.until or event.day) + RADIUS
        level = next((number for number, end in enumerate(ends) if end < left), len(ends))
        ends[level : level + 1] = [right]
        placed.append((event, level))
    return placed


def _ticks(ticks: Sequence[tuple[date, str]], scale: _Scale, axis: float) -> Iterable[Element]:
    taken: list[tuple[float, float]] = []
    for day, words in ticks:
        x, wide = scale.x(day), width_of(words, size=SMALL)
        left = min(max(x - wide / 2, 0), WIDTH - wide)
        yield node("path", d=f"M{x:g} {axis:g}v4", class_="c-axis")
        if all(left >= end + 6 or left + wide + 6 <= start for start, end in taken):
            yield label(words, x=left + wide / 2, y=axis + 15, kind="c-small", anchor="middle")
            taken.append((left, left + wide))


def _height(axis: float, level: int) -> float:
    return axis - 4 - RADIUS - level * STACK


def _stem(x: float, axis: float, level: int) -> Element:
    return node("path", d=f"M{x:g} {_height(axis, level):g}V{axis:g}", class_="c-stem")


def _under(event: Event, scale: _Scale, top: float, level: int) -> Iterable[Element]:
    x, y = scale.x(event.day), top + RADIUS + level * STACK
    if event.mark is Mark.OVERDUE:
        yield node("path", d=f"M{x:g} {y:g}H{WIDTH - 2}M{WIDTH - 8} {y - 5:g}l6 5l-6 5", class_="c-delay m-overdue")
    elif event.until is not None and event.until > event.day:
        yield node("path", d=f"M{x:g} {y:g}H{scale.x(event.until):g}", class_=f"c-delay m-{event.mark}")
        yield node("path", d=f"M{scale.x(event.until):g} {y - 5:g}v10", class_=f"c-delay-end m-{event.mark}")
    yield _numbered(event, x, y)


def _numbered(event: Event, x: float, y: float) -> Element:
    """A round mark for what happened, a square one for what was promised."""
    shape = (
        node("rect", x=x - RADIUS, y=y - RADIUS, width=2 * RADIUS, height=2 * RADIUS, rx=2, class_="c-mark")
        if event.mark in UNDER
        else node("circle", cx=x, cy=y, r=RADIUS, class_="c-mark")
    )
    return node(
        "g", shape, label(str(event.number), x=x, y=y + 4, kind="c-number", anchor="middle"), class_=f"m-{event.mark}"
    )
