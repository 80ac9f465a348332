"""One row of a file made into a visit, or into all that is wrong with it."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, TypeAlias
from zoneinfo import ZoneInfo

from apps.core.codes import visit_code
from apps.visits.answers import Fault, Reader, Unfit, plain, text
from apps.visits.choices import Assessment
from apps.visits.sources import Row

Read: TypeAlias = Callable[[object], Any]
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


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong in which line and column, with the value as it stands there."""

    line: int
    column: str
    value: str
    fault: Fault


@dataclass(frozen=True, slots=True)
class Incoming:
    """A visit as a file gives it, ready for the staging table."""

    line: int
    submission_id: str
    station: str
    region_id: int | None
    arrived_at: datetime | None
    departed_at: datetime | None
    overall: str
    team_code: str
    answers: str
    digest: str
    code: str


class RowReader:
    """Reads the rows of one file: the mapping says which heading each field and question has."""

    def __init__(
        self,
        *,
        mapping: Mapping[str, str],
        questions: Mapping[str, Reader],
        regions: Mapping[str, int],
        zone: ZoneInfo | None = None,
    ) -> None:
        self._zone = zone or UTC
        self._regions = regions
        fields: dict[str, Read] = {
            "submission_id": lambda given: plain(given)[:200],
            "station": lambda given: plain(given)[:60],
            "region": self._region,
            "arrived_at": self._moment,
            "departed_at": self._moment,
            "overall": _grade,
            "team_code": lambda given: text(given)[:40],
        }
        self._fields = [(name, mapping[name], read) for name, read in fields.items() if name in mapping]
        self._questions = [(code, mapping[code], reader.read) for code, reader in questions.items() if code in mapping]

    def read(self, row: Row) -> tuple[Incoming | None, list[RowProblem]]:
        """The visit, or None and what is wrong: a row with a fault does not load."""
        problems: list[RowProblem] = []
        found = self._all(self._fields, row, problems)
        answers = self._all(self._questions, row, problems)
        arrived, departed = found.get("arrived_at"), found.get("departed_at")
        if not found.get("submission_id"):
            problems.append(RowProblem(row.line, "", "", Fault.NO_SUBMISSION))
        if not found.get("station") and found.get("region") is None and not problems:
            problems.append(RowProblem(row.line, "", "", Fault.NO_PLACE))
        if arrived and departed and departed < arrived:
            problems.append(RowProblem(row.line, "", "", Fault.ENDS_EARLY))
        if problems:
            return None, problems
        return _incoming(row.line, found, answers), []

    def _all(self, columns: Sequence[tuple[str, str, Read]], row: Row, problems: list[RowProblem]) -> dict[str, Any]:
        found = {}
        for name, heading, read in columns:
            given = row.values.get(heading)
            if given is None or given == "" or given == []:
                continue
            try:
                found[name] = read(given)
            except Unfit as unfit:
                problems.append(RowProblem(row.line, heading, str(given)[:200], unfit.fault))
        return found

    def _region(self, given: object) -> int:
        found = self._regions.get(plain(given).casefold())
        if found is None:
            raise Unfit(Fault.NO_REGION)
        return found

    def _moment(self, given: object) -> datetime:
        """A moment; one without an offset is in the zone of the polling stations."""
        try:
            moment = given if isinstance(given, datetime) else datetime.fromisoformat(plain(given))
        except ValueError:
            raise Unfit(Fault.NO_MOMENT) from None
        return moment if moment.tzinfo else moment.replace(tzinfo=self._zone)


def _grade(given: object) -> str:
    grade = GRADES.get(plain(given).casefold())
    if grade is None:
        raise Unfit(Fault.NO_GRADE)
    return grade


def _incoming(line: int, found: Mapping[str, Any], answers: Mapping[str, Any]) -> Incoming:
    document = json.dumps(answers, ensure_ascii=False, sort_keys=True)
    shown = {name: str(value) for name, value in found.items()}
    content = json.dumps([shown, document], ensure_ascii=False, sort_keys=True)
    return Incoming(
        line=line,
        submission_id=found["submission_id"],
        station=found.get("station", ""),
        region_id=found.get("region"),
        arrived_at=found.get("arrived_at"),
        departed_at=found.get("departed_at"),
        overall=found.get("overall", ""),
        team_code=found.get("team_code", ""),
        answers=document,
        digest=hashlib.sha256(content.encode()).hexdigest(),
        code=visit_code(),
    )
