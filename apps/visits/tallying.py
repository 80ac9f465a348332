"""Counts what a load adds, and writes it where the triggers would: a trigger would read every answer once more.

`rebuild_statistics --check` compares what is kept with a full count, as the tests do after every kind of load.
"""

from collections import Counter, defaultdict
from itertools import repeat
from operator import add, mul
from typing import Any, Final, TypeAlias

from django.db.backends.utils import CursorWrapper

from apps.visits.blocks import Block
from apps.visits.choices import QuestionType, TallyKind
from apps.visits.columns import CLASSES, Entry, QuestionColumn
from apps.visits.counting import write_stations

Place: TypeAlias = tuple[int | None, str]
"""Region and hour."""

# Larger than the number of classes of any question, so that place and class fit into one number.
WIDTH: Final = 1 << 20

VISITS: Final = """
    INSERT INTO visits_visittally AS t (mission_id, questionnaire_id, form, region_id, hour, overall, visits)
    SELECT %s, %s, %s, region, nullif(hour, '')::timestamptz, overall, visits
    FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::integer[]) AS n(region, hour, overall, visits)
    ON CONFLICT (mission_id, questionnaire_id, form, region_id, hour, overall)
    DO UPDATE SET visits = t.visits + excluded.visits"""
ANSWERS: Final = """
    INSERT INTO visits_answertally AS t (mission_id, question_id, region_id, hour, kind, value, visits, total)
    SELECT %s, question, region, nullif(hour, '')::timestamptz, kind, value, visits, total / 1000.0
    FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::text[], %s::integer[], %s::bigint[])
        AS n(question, region, hour, kind, value, visits, total)
    ON CONFLICT (question_id, region_id, hour, kind, value)
    DO UPDATE SET visits = t.visits + excluded.visits, total = t.total + excluded.total"""
STATIONS: Final = write_stations(
    "SELECT %s::bigint AS mission_id, station AS station_id, visits"
    " FROM unnest(%s::bigint[], %s::integer[]) AS n(station, visits)"
)


class Tally:
    """What the visits of a part add to the counts."""

    def __init__(self) -> None:
        self._visits: Counter[tuple[int | None, str, str]] = Counter()
        self._stations: Counter[int] = Counter()
        self._answers: Counter[tuple[int, int | None, str, str, str]] = Counter()
        self._totals: defaultdict[tuple[int, int | None, str, str, str], int] = defaultdict(int)

    def count(self, block: Block) -> None:
        self._visits.update(zip(block.regions, block.hours, block.overall, strict=True))
        self._stations.update(station for station in block.stations if station is not None)
        numbers: dict[Place, int] = {}
        at = [numbers.setdefault(place, len(numbers)) for place in zip(block.regions, block.hours, strict=True)]
        places = list(numbers)
        shifted = list(map(mul, at, repeat(WIDTH)))
        for question, entries in block.answers:
            found = Counter(map(add, shifted, [entry.kind for entry in entries]))
            for key, visits in found.items():
                place, kind = divmod(key, WIDTH)
                if kind >= CLASSES:
                    self._add(question, places[place], kind - CLASSES, visits)
            if question.type == QuestionType.NUMBER:
                self._add_up(question, places, at, entries)

    def _add(self, question: QuestionColumn, place: Place, number: int, visits: int) -> None:
        kind, value, chosen = question.kinds[number]
        self._answers[question.pk, *place, kind, value] += visits
        for choice in chosen:
            self._answers[question.pk, *place, TallyKind.CHOSEN.value, choice] += visits

    def _add_up(self, question: QuestionColumn, places: list[Place], at: list[int], entries: list[Entry]) -> None:
        totals = [0] * len(places)
        for place, entry in zip(at, entries, strict=True):
            totals[place] += entry.thousandths
        for where, total in zip(places, totals, strict=True):
            self._totals[question.pk, *where, TallyKind.VALUE.value, ""] += total

    def write(self, cursor: CursorWrapper, *, mission: int, questionnaire: int, form: str) -> None:
        """Add to the kept counts; the caller holds the lock of the mission's counts."""
        visits = sorted(self._visits.items(), key=str)
        columns: list[Any] = [[key[n] for key, _count in visits] for n in range(3)]
        cursor.execute(VISITS, [mission, questionnaire, form, *columns, [count for _key, count in visits]])
        answers = sorted(self._answers.items(), key=str)
        columns = [[key[n] for key, _count in answers] for n in range(5)]
        totals = [self._totals[key] for key, _count in answers]
        cursor.execute(ANSWERS, [mission, *columns, [count for _key, count in answers], totals])
        stations = sorted(self._stations.items())
        cursor.execute(STATIONS, [mission, *map(list, zip(*stations, strict=True))] if stations else [mission, [], []])
