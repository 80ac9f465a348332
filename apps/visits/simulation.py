"""An invented election day: teams that visit stations, and what they send, late, twice, corrected and with mistakes.

The same seed gives the same day. Nothing here reads or writes the database.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from apps.visits.choices import Assessment, FormKind, QuestionType
from apps.visits.conditions import rests_on
from apps.visits.drafts import QuestionDraft

DAY: Final = datetime(2030, 1, 6, tzinfo=UTC)
UNSEEN: Final = "could not observe"
# Teams work from the first hour to the second, and use each form from its hour on.
BEGIN, END = 6.5, 23.5
FROM_HOUR: Final = (
    (22.0, FormKind.TABULATION),
    (19.75, FormKind.CLOSING_COUNTING),
    (7.5, FormKind.VOTING),
    (0.0, FormKind.OPENING),
)
LEFT_OPEN, NOT_SEEN, MISCODED = 0.05, 0.04, 0.01
TWICE, CORRECTED, WRONG, MENDED = 0.03, 0.02, 0.015, 0.6
GRADES: Final = (
    (Assessment.VERY_GOOD, 46),
    (Assessment.GOOD, 38),
    (Assessment.BAD, 9),
    (Assessment.VERY_BAD, 3),
    ("", 4),
)


@dataclass(frozen=True, slots=True)
class Station:
    """A station of the invented register."""

    code: str
    region: str
    voters: int


@dataclass(frozen=True, slots=True)
class Sent:
    """One submission as headquarters receive it; `mistake` says that no honest loader can take the row."""

    at: datetime
    form: FormKind
    row: dict[str, Any]
    mistake: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """How large a day is to be: of each mission its teams and its visits."""

    teams: int
    visits: int
    seed: int = 1
    stations: int = field(default=0)

    @property
    def station_count(self) -> int:
        return self.stations or max(30, self.visits // 4)


def register(plan: Plan, regions: Sequence[str]) -> list[Station]:
    """The stations of the day, more in some regions than in others."""
    chance = random.Random(plan.seed)  # noqa: S311 - nothing secret hangs on it
    weights = [1 + number % 5 for number in range(len(regions))]
    places = chance.choices(list(regions), weights=weights, k=plan.station_count)
    return [
        Station(f"S{number:05d}", region, chance.randrange(80, 2800)) for number, region in enumerate(places, start=1)
    ]


def day_of(
    plan: Plan, *, name: str, stations: Sequence[Station], forms: Mapping[FormKind, Sequence[QuestionDraft]]
) -> list[Sent]:
    """Everything that one mission's teams send, in the order in which it arrives."""
    chance = random.Random(f"{plan.seed}/{name}")  # noqa: S311
    sent = [item for number in range(plan.visits) for item in _visit(chance, plan, name, number, stations, forms)]
    return sorted(sent, key=lambda item: (item.at, item.row["submission_id"]))


def _visit(
    chance: random.Random,
    plan: Plan,
    name: str,
    number: int,
    stations: Sequence[Station],
    forms: Mapping[FormKind, Sequence[QuestionDraft]],
) -> Iterator[Sent]:
    """One visit with all that is sent of it: once, or again, or first with a mistake."""
    team, turn = number % plan.teams, number // plan.teams
    wide = (END - BEGIN) / (plan.visits // plan.teams + 1)
    hour = BEGIN + wide * (turn + chance.uniform(0, 0.3))
    form = next(kind for begin, kind in FROM_HOUR if hour >= begin)
    came = DAY + timedelta(seconds=round(3600 * hour))
    left = came + timedelta(seconds=round(3600 * wide * chance.uniform(0.3, 0.6)))
    if chance.random() < MISCODED:
        team = chance.randrange(plan.teams)
    station = chance.choice(stations)
    row: dict[str, Any] = {
        "submission_id": f"{name}-{number:06d}",
        "station": station.code,
        "arrived_at": came.isoformat(),
        "departed_at": left.isoformat(),
        "overall": chance.choices([grade for grade, _weight in GRADES], weights=[w for _grade, w in GRADES])[0],
        "team_code": f"{name}-T{team:04d}",
        **_answers(chance, forms[form], station),
    }
    # Most send at once; some drive out of reach of any network first.
    at = left + timedelta(minutes=chance.expovariate(1 / 20) + (chance.random() < 0.1) * chance.uniform(60, 240))
    if chance.random() < WRONG:
        wrong, mistake = _mistaken(chance, row)
        yield Sent(at, form, wrong, mistake)
        if chance.random() > MENDED:
            return
        at += timedelta(minutes=30)
    yield Sent(at, form, row)
    if chance.random() < TWICE:
        yield Sent(at + timedelta(minutes=chance.uniform(1, 90)), form, row)
    if chance.random() < CORRECTED:
        again = {**row, "overall": Assessment.BAD if row["overall"] != Assessment.BAD else Assessment.GOOD}
        yield Sent(at + timedelta(minutes=chance.uniform(91, 180)), form, again)


def _mistaken(chance: random.Random, row: dict[str, Any]) -> tuple[dict[str, Any], str]:
    match chance.randrange(3):
        case 0:
            return {**row, "station": "no such station"}, "station"
        case 1:
            return {**row, "overall": "so-so"}, "overall"
        case _:
            return {**row, "departed_at": DAY.isoformat()}, "times"


def _answers(chance: random.Random, questions: Sequence[QuestionDraft], station: Station) -> dict[str, str]:
    """Answers as a file holds them; a question that another answer rules out is not asked."""
    given: dict[str, str] = {}
    for question in questions:
        needs = rests_on(question.condition)
        if (needs and given.get(needs[0]) != needs[1]) or chance.random() < LEFT_OPEN:
            continue
        given[question.code] = UNSEEN if chance.random() < NOT_SEEN else _answer(chance, question, station, given)
    return given


def _answer(chance: random.Random, question: QuestionDraft, station: Station, given: Mapping[str, str]) -> str:
    codes = [str(choice["code"]) for choice in question.choices]
    match QuestionType(question.type):
        case QuestionType.YES_NO:
            return chance.choices(["yes", "no"], weights=[4, 1])[0]
        case QuestionType.SCALE | QuestionType.SINGLE_CHOICE:
            return chance.choices(codes, weights=[2 ** (len(codes) - n) for n in range(len(codes))])[0]
        case QuestionType.MULTIPLE_CHOICE:
            return " ".join(sorted(chance.sample(codes, k=chance.choice([1, 1, 1, 2]))))
        case QuestionType.NUMBER:
            return str(_number(chance, question.role, station, given))
        case QuestionType.TIME:
            hour = {"opened_at": 7, "closed_at": 20}.get(question.role, 23)
            return f"{hour:02d}:{chance.choice([0, 0, 0, 5, 10, 20]):02d}"
        case QuestionType.TEXT:
            return chance.choice(["As it should be.", "A long queue.", "The list was late."])


def _number(chance: random.Random, role: str, station: Station, given: Mapping[str, str]) -> int:
    """Numbers that fit each other, but for one visit in thirty."""
    slip = chance.random() < 1 / 30
    known = {code: int(value) for code, value in given.items() if value.isdigit()}
    match role:
        case "ballots_received":
            return station.voters
        case "voters" | "voted_so_far":
            return int(station.voters * chance.uniform(0.2, 0.8)) + (station.voters if slip else 0)
        case "ballots_cast":
            return known.get("signatures", station.voters // 2) + (7 if slip else 0)
        case "valid_ballots":
            return max(known.get("ballots_found", 50) - 9, 0)
        case "invalid_ballots":
            return min(9, known.get("ballots_found", 50)) + (3 if slip else 0)
        case _:
            return chance.randrange(3, 12)
