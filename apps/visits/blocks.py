"""Blocks of rows read column by column: the good ones ready to be written, and all that is wrong with the others."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo
from itertools import compress
from typing import Any, Final, NamedTuple, TypeAlias

from apps.visits.answers import Fault, plain, reader_of
from apps.visits.columns import BAD, OPEN, Column, Entry, QuestionColumn, grade, moments, places, station, team
from apps.visits.conditions import Condition, condition
from apps.visits.mapping import parts_of
from apps.visits.sources import Row

Register: TypeAlias = Mapping[str, tuple[int, int | None]]
"""The stations of an election by code: number and region."""
REMARKS: Final = frozenset({Fault.NOT_ASKED})
"""What is told of a row that loads all the same."""


class RowProblem(NamedTuple):
    """What is wrong in which line and column, with the value as it stands there."""

    line: int
    column: str
    value: str
    fault: Fault


class Asked(NamedTuple):
    """A question as loading needs it."""

    pk: int
    code: str
    type: str
    choices: Sequence[Mapping[str, Any]]
    condition: str


@dataclass(slots=True)
class Block:
    """Visits column by column, as they are written."""

    submissions: list[str]
    stations: list[int | None]
    regions: list[int | None]
    arrived: list[str]
    departed: list[str]
    hours: list[str]
    overall: list[str]
    teams: list[str]
    documents: list[str]
    digests: list[str]
    answers: list[tuple[QuestionColumn, list[Entry]]]

    def __len__(self) -> int:
        return len(self.submissions)

    def select(self, wanted: Sequence[bool]) -> "Block":
        """Only the visits at which `wanted` is true."""
        columns = {name: list(compress(getattr(self, name), wanted)) for name in self.__slots__ if name != "answers"}
        answers = [(column, list(compress(entries, wanted))) for column, entries in self.answers]
        return Block(answers=answers, **columns)

    def rounds(self) -> "Iterator[Block]":
        """Parts in which no submission comes twice: a second one with other content corrects the first."""
        if len(set(self.submissions)) == len(self.submissions):
            yield self
            return
        numbers: list[int] = []
        seen: set[str] = set()
        number = 0
        for submission in self.submissions:
            if submission in seen:
                number, seen = number + 1, set()
            seen.add(submission)
            numbers.append(number)
        for wanted in range(number + 1):
            yield self.select([own == wanted for own in numbers])


class BlockReader:
    """Reads the rows of one file: the mapping says which heading each field and question has."""

    def __init__(
        self,
        *,
        mapping: Mapping[str, str],
        questions: Iterable[Asked],
        regions: Mapping[str, int],
        register: Register,
        headings: Iterable[str] = (),
        zone: tzinfo = UTC,
    ) -> None:
        self._register = register
        self._mapping = mapping
        self.headings: list[str] = []
        known = frozenset(headings)
        self._at = {target: self._places(parts_of(heading, known)) for target, heading in mapping.items()}
        fields = {
            "station": Column(station, remember=50_000),
            "region": Column(places(regions)),
            "arrived_at": Column(moments(zone)),
            "departed_at": Column(moments(zone)),
            "overall": Column(grade),
            "team_code": Column(team),
        }
        self._fields = {name: column for name, column in fields.items() if name in mapping}
        asked = list(questions)
        # In the order in which PostgreSQL keeps the keys of a document, which saves it sorting them.
        ordered = sorted(asked, key=lambda question: (len(question.code.encode()), question.code.encode()))
        self._questions = [
            QuestionColumn(code=one.code, pk=one.pk, reader=reader_of(one.type, one.choices))
            for one in ordered
            if one.code in mapping
        ]
        by_code = {question.code: question for question in self._questions}
        self._in_form_order: dict[str, Column] = {one.code: by_code[one.code] for one in asked if one.code in mapping}
        self._conditions = _conditions(asked, mapping)

    def _places(self, headings: Sequence[str]) -> list[int]:
        for heading in headings:
            if heading not in self.headings:
                self.headings.append(heading)
        return [self.headings.index(heading) for heading in headings]

    def read(self, rows: Sequence[Row]) -> tuple[Block, list[RowProblem], int]:
        """The good rows, what is wrong with the others, and how many those are."""
        for question in self._questions:
            question.forget_if_large()
        problems = [RowProblem(line, "", "", Fault.BROKEN) for line, cells in rows if cells is None]
        whole = [row for row in rows if row[1] is not None]
        found = self._entries(whole)
        bad = self._faults(whole, found, problems)
        refused = len(rows) - len(whole) + len(bad)
        if bad:
            whole = [row for number, row in enumerate(whole) if number not in bad]
            found = self._entries(whole)
        self._remarks(whole, found, problems)
        problems.sort(key=lambda problem: problem.line)
        return self._block(found, len(whole)), problems, refused

    def _cells(self, columns: Sequence[Sequence[Any]], target: str) -> Sequence[Any]:
        at = self._at[target]
        if len(at) == 1:
            return columns[at[0]]
        return [
            "/".join(map(plain, cells)) if all(cells) else "" for cells in zip(*(columns[n] for n in at), strict=True)
        ]

    def _entries(self, rows: Sequence[Row]) -> dict[str, Any]:
        """Each target's entries; for the submission, its texts."""
        columns: Sequence[Sequence[Any]] = list(zip(*(cells for _line, cells in rows if cells), strict=True))
        columns = columns or [()] * len(self.headings)
        found: dict[str, Any] = {"submission_id": _submissions(self._cells(columns, "submission_id"))}
        for name, column in self._fields.items():
            found[name] = column.entries(self._cells(columns, name))
        for question in self._questions:
            found[question.code] = question.entries(self._cells(columns, question.code))
        return found

    def _faults(self, rows: Sequence[Row], found: dict[str, Any], problems: list[RowProblem]) -> set[int]:
        """The numbers of the rows that cannot be loaded."""
        bad: set[int] = set()

        def tell(number: int, fault: Fault, target: str = "") -> None:
            bad.add(number)
            problems.append(self._problem(rows[number], fault, target))

        columns = {**self._fields, **self._in_form_order}
        for target, column in columns.items():
            kinds = [entry.kind for entry in found[target]]
            if BAD in kinds:
                for number in (number for number, kind in enumerate(kinds) if kind == BAD):
                    tell(number, column.fault(self._given(rows[number], target)), target)
        for number in (number for number, word in enumerate(found["submission_id"]) if not word):
            tell(number, Fault.NO_SUBMISSION)
        nothing = [None] * len(rows)
        codes = [entry.value for entry in found["station"]] if "station" in found else nothing
        regions = [entry.value for entry in found["region"]] if "region" in found else nothing
        for number, (code, region) in enumerate(zip(codes, regions, strict=True)):
            if code is None and region is None and number not in bad:
                tell(number, Fault.NO_PLACE)
            elif code is not None and code not in self._register:
                tell(number, Fault.NO_STATION, "station")
        if "arrived_at" in found and "departed_at" in found:
            for number, (arrived, departed) in enumerate(zip(found["arrived_at"], found["departed_at"], strict=True)):
                if arrived.value and departed.value and departed.value.at < arrived.value.at:
                    tell(number, Fault.ENDS_EARLY, "departed_at")
        return bad

    def _given(self, row: Row, target: str) -> Any:
        cells = row[1] or ()
        return (
            "/".join(str(cells[at]) for at in self._at[target])
            if len(self._at[target]) > 1
            else cells[self._at[target][0]]
        )

    def _problem(self, row: Row, fault: Fault, target: str) -> RowProblem:
        if not target:
            return RowProblem(row[0], "", "", fault)
        return RowProblem(row[0], self._mapping[target], plain(self._given(row, target))[:200], fault)

    def _remarks(self, rows: Sequence[Row], found: dict[str, Any], problems: list[RowProblem]) -> None:
        """Answers to questions that by the other answers were not to be asked."""
        for code, rule in self._conditions:
            asked: dict[tuple[Any, ...], bool] = {}
            others = [found[name] if name in found else [None] * len(rows) for name in rule.questions]
            cells = zip(found[code], *others, strict=True)
            for number, (own, *given) in enumerate(cells):
                if own.kind == OPEN:
                    continue
                key = tuple(entry.written if entry else "" for entry in given)
                holds = asked.get(key)
                if holds is None:
                    holds = rule.holds(
                        {
                            name: entry.value
                            for name, entry in zip(rule.questions, given, strict=True)
                            if entry and entry.kind != OPEN
                        }
                    )
                    if len(asked) < 10_000:
                        asked[key] = holds
                if not holds:
                    problems.append(self._problem(rows[number], Fault.NOT_ASKED, code))

    def _block(self, found: dict[str, Any], count: int) -> Block:
        def values(name: str) -> list[Any]:
            return [entry.value for entry in found[name]] if name in found else [None] * count

        codes, given = values("station"), values("region")
        stations = [self._register[code] if code is not None else (None, None) for code in codes]
        arrived, departed = values("arrived_at"), values("departed_at")
        answers = [(question, found[question.code]) for question in self._questions]
        written = [[entry.written for entry in entries] for _question, entries in answers]
        documents = [f"{{{''.join(parts)[1:]}}}" for parts in zip(*written, strict=True)] if written else ["{}"] * count
        block = Block(
            submissions=found["submission_id"],
            stations=[number for number, _region in stations],
            regions=[
                own if own is not None else region for (_number, own), region in zip(stations, given, strict=True)
            ],
            arrived=[moment.written if moment else "\\N" for moment in arrived],
            departed=[moment.written if moment else "\\N" for moment in departed],
            hours=[moment.hour if moment else "" for moment in arrived],
            overall=[word or "" for word in values("overall")],
            teams=[word or "" for word in values("team_code")],
            documents=documents,
            digests=[],
            answers=answers,
        )
        block.digests = _digests(block, codes, given)
        return block


def _digests(block: Block, codes: Sequence[str | None], regions: Sequence[int | None]) -> list[str]:
    """What tells whether a submission that comes again is the same."""
    shown = zip(codes, regions, block.arrived, block.departed, block.overall, block.teams, block.documents, strict=True)
    return [hashlib.sha256("\t".join(map(str, row)).encode("utf-8", "replace")).hexdigest() for row in shown]


def _submissions(cells: Sequence[Any]) -> list[str]:
    found = [
        cell.strip()[:200] if type(cell) is str else plain(cell)[:200] if cell is not None else "" for cell in cells
    ]
    return [word.replace("\x00", "") for word in found] if "\x00" in "".join(found) else found


def _conditions(asked: Sequence[Asked], mapping: Mapping[str, str]) -> list[tuple[str, Condition]]:
    types = {question.code: question.type for question in asked}
    rules = ((question.code, condition(question.condition, types)) for question in asked if question.code in mapping)
    # Where no column holds what a condition rests on, nothing is known of it.
    return [(code, rule) for code, rule in rules if rule is not None and set(rule.questions) <= set(mapping)]
