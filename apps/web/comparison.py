"""Missions side by side, topics down: what each said, where they differ, and what kind of silence the rest is."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from apps.findings.choices import Sentiment, Topic, Voice
from apps.findings.models import Finding
from apps.missions.models import Mission

# What a mission without systematic election-day observation did not set out to observe.
ELECTION_DAY_TOPICS: Final = frozenset({Topic.ELECTION_DAY_VOTING, Topic.COUNTING_TABULATION})
# A headline or another party is no mission: their words stand on the mission's page, apart, and never in its column.
MISSION_VOICES: Final = (Voice.MISSION_QUOTE, Voice.MISSION_PARAPHRASE)
SHOWN_IN_A_CELL: Final = 2


class Gap(StrEnum):
    """Why a cell holds no words."""

    NOT_MENTIONED = "not_mentioned"
    NOT_OBSERVED = "not_observed"
    NOT_IMPORTED = "not_imported"


@dataclass(frozen=True, slots=True)
class Cell:
    """One mission on one topic: findings to show, how many more there are, or why there are none.

    `elsewhere` counts the findings in the words of reporters and other parties.
    """

    mission: Mission
    findings: tuple[Finding, ...]
    more: int
    elsewhere: int
    gap: Gap | None


@dataclass(frozen=True, slots=True)
class Row:
    """One topic over all missions; `differs` says that their assessments point in different directions."""

    topic: Topic
    cells: tuple[Cell, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """The table of an election page, and the topics that no imported text mentions."""

    missions: tuple[Mission, ...]
    rows: tuple[Row, ...]
    silent: tuple[Topic, ...]

    @property
    def differing(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.differs)


def compare(*, missions: Sequence[Mission], findings: Iterable[Finding], imported: frozenset[int]) -> Comparison:
    """Lay findings out by topic and mission; `imported` are the ids of missions that have a public statement."""
    said: dict[tuple[str, int], list[Finding]] = defaultdict(list)
    for finding in findings:
        said[finding.topic, finding.mission_id].append(finding)
    spoken = {topic for topic, _ in said}
    return Comparison(
        missions=tuple(missions),
        rows=tuple(_row(topic, missions, said, imported) for topic in Topic if topic in spoken),
        silent=tuple(topic for topic in Topic if topic not in spoken),
    )


def gap(*, mission: Mission, topic: Topic, is_imported: bool) -> Gap:
    """What an empty cell means: nothing can be said of a mission's silence before its words are here."""
    if not is_imported:
        return Gap.NOT_IMPORTED
    if topic in ELECTION_DAY_TOPICS and not mission.observes_election_day_systematically:
        return Gap.NOT_OBSERVED
    return Gap.NOT_MENTIONED


def stance(findings: Iterable[Finding]) -> Sentiment | None:
    """Which way a mission's own words on a topic point; None where they judge nothing."""
    judged = {Sentiment(item.sentiment) for item in findings if item.voice in MISSION_VOICES} - {Sentiment.NEUTRAL}
    if len(judged) > 1:
        return Sentiment.MIXED
    return next(iter(judged), None)


def differ(said: Iterable[tuple[int, str]]) -> bool:
    """Whether missions point in different directions on a topic, by the sentiments that each of them voiced."""
    judged: dict[int, set[str]] = defaultdict(set)
    for mission, sentiment in said:
        if sentiment != Sentiment.NEUTRAL:
            judged[mission].add(sentiment)
    stances = {Sentiment.MIXED if len(voiced) > 1 else next(iter(voiced)) for voiced in judged.values()}
    return len(stances) > 1


def _row(
    topic: Topic, missions: Sequence[Mission], said: dict[tuple[str, int], list[Finding]], imported: frozenset[int]
) -> Row:
    by_mission = [(mission, said.get((topic, mission.pk), [])) for mission in missions]
    stances = {stance(found) for _, found in by_mission} - {None}
    return Row(
        topic=topic,
        cells=tuple(_cell(topic, mission, found, mission.pk in imported) for mission, found in by_mission),
        differs=len(stances) > 1,
    )


def _cell(topic: Topic, mission: Mission, found: list[Finding], is_imported: bool) -> Cell:
    own = [item for item in found if item.voice in MISSION_VOICES]
    shown = _lead(own)
    return Cell(
        mission=mission,
        findings=shown,
        more=len(own) - len(shown),
        elsewhere=len(found) - len(own),
        gap=None if own else gap(mission=mission, topic=topic, is_imported=is_imported),
    )


def _lead(found: list[Finding]) -> tuple[Finding, ...]:
    """The findings that a cell shows: nearest voice first, and never one side of an assessment alone."""
    ranked = sorted(found, key=lambda item: (MISSION_VOICES.index(Voice(item.voice)), item.pk))
    if not ranked:
        return ()
    lead = ranked[0]
    other_side = [item for item in ranked[1:] if item.sentiment != lead.sentiment]
    rest = [item for item in ranked[1:] if item.sentiment == lead.sentiment]
    return (lead, *(other_side + rest)[: SHOWN_IN_A_CELL - 1])
