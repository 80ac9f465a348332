"""Columns of a file: each reads a cell once and remembers what it made of it, since most cells repeat.

What is remembered is bounded, so that memory stays the same whatever the file holds.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, tzinfo
from typing import Any, Final, NamedTuple, TypeAlias

from apps.visits.answers import Fault, Reader, Unfit, Value, plain, text
from apps.visits.choices import Assessment, QuestionType, TallyKind

REMEMBERED: Final = 4_096
MOST_CLASSES: Final = 10_000

# The first classes of what a cell can be; from CLASSES on, a question counts its own.
OPEN: Final = 0
BAD: Final = 1
CLASSES: Final = 2

GRADES: Final = {
    **{grade.value: grade.value for grade in Assessment},
    "very good": "very_good",
    "very bad": "very_bad",
    "очень хорошо": "very_good",
    "хорошо": "good",
    "плохо": "bad",
    "очень плохо": "very_bad",
    "өте жақсы": "very_good",
    "жақсы": "good",
    "нашар": "bad",
    "өте нашар": "very_bad",
}
ESCAPES: Final = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\x00": None})
"""How COPY wants what separates its columns and rows."""


class Entry(NamedTuple):
    """What became of a cell: what it is, its class, and for numbers the thousandths to add up."""

    value: Any
    kind: int
    thousandths: int = 0
    written: str = ""
    """For questions, the cell's part of the document of answers, ready for COPY."""


NOTHING: Final = Entry(None, OPEN)
WRONG: Final = Entry(None, BAD)
Counted: TypeAlias = tuple[str, str, tuple[str, ...]]
"""What an answer is counted as: kind, value, and the choices of a question that takes several."""


def is_empty(cell: object) -> bool:
    return cell is None or cell == () or (isinstance(cell, str) and not cell.strip())


class Column(dict[Any, Entry]):
    """Cells as they stand in the file, with what became of each."""

    def __init__(self, read: Callable[[object], Any], *, remember: int = REMEMBERED) -> None:
        super().__init__()
        self._read, self._remember = read, remember

    def __missing__(self, cell: Any) -> Entry:
        entry = self._entry(cell)
        if len(self) < self._remember:
            self[cell] = entry
        return entry

    def _entry(self, cell: object) -> Entry:
        if is_empty(cell):
            return NOTHING
        try:
            return self.made_of(self._read(cell))
        except Unfit:
            return WRONG

    def made_of(self, value: Any) -> Entry:
        return Entry(value, CLASSES)

    def entries(self, cells: Iterable[Any]) -> list[Entry]:
        return list(map(self.__getitem__, cells))

    def fault(self, cell: object) -> Fault:
        """What is wrong with a cell that did not fit."""
        try:
            self._read(cell)
        except Unfit as unfit:
            return unfit.fault
        raise ValueError("the cell fits")


class QuestionColumn(Column):
    """The answers to one question."""

    def __init__(self, *, code: str, pk: int, reader: Reader) -> None:
        super().__init__(reader.read)
        self.code, self.pk, self.type = code, pk, reader.type
        self._name = json.dumps(code, ensure_ascii=False)
        self.kinds: list[Counted] = []
        self._known: dict[Counted, int] = {}

    def made_of(self, value: Value) -> Entry:
        written = f",{self._name}: {json.dumps(value, ensure_ascii=False)}".translate(ESCAPES)
        thousandths = round(value * 1000) if isinstance(value, int | float) else 0
        return Entry(value, self._class(self._counted(value)), thousandths, written)

    def _counted(self, value: Value) -> Counted:
        match value:
            case None:
                return (TallyKind.UNSEEN.value, "", ())
            case list():
                return (TallyKind.VALUE.value, "", tuple(value))
            case str() if self.type in (QuestionType.YES_NO, QuestionType.SCALE, QuestionType.SINGLE_CHOICE):
                return (TallyKind.VALUE.value, value, ())
            case _:
                return (TallyKind.VALUE.value, "", ())

    def _class(self, counted: Counted) -> int:
        known = self._known.get(counted)
        if known is None:
            known = self._known[counted] = CLASSES + len(self.kinds)
            self.kinds.append(counted)
        return known

    def forget_if_large(self) -> None:
        """Between two blocks: combinations of choices may be many."""
        if len(self.kinds) > MOST_CLASSES:
            self.clear()
            self.kinds.clear()
            self._known.clear()


class Moment(NamedTuple):
    """A moment as it is written, with the hour under which it is counted."""

    at: datetime
    written: str
    hour: str


def moments(zone: tzinfo) -> Callable[[object], Moment]:
    """Reads moments; one without an offset is in the zone of the polling stations."""

    def read(cell: object) -> Moment:
        try:
            given = cell if isinstance(cell, datetime) else datetime.fromisoformat(plain(cell))
            at = (given if given.tzinfo else given.replace(tzinfo=zone)).astimezone(UTC)
        except (ValueError, OverflowError):
            raise Unfit(Fault.NO_MOMENT) from None
        return Moment(at, at.isoformat(), at.replace(minute=0, second=0, microsecond=0).isoformat())

    return read


def places(regions: Mapping[str, int]) -> Callable[[object], int]:
    """Reads regions by code or name."""

    def read(cell: object) -> int:
        found = regions.get(plain(cell).casefold())
        if found is None:
            raise Unfit(Fault.NO_REGION)
        return found

    return read


def grade(cell: object) -> str:
    found = GRADES.get(plain(cell).casefold())
    if found is None:
        raise Unfit(Fault.NO_GRADE)
    return found


def team(cell: object) -> str:
    return text(cell)[:40].translate(ESCAPES)


def station(cell: object) -> str:
    return plain(cell)[:60]
