"""How a country's elections were assessed, topic by topic and election by election: counts, never an average."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Count

from apps.elections.models import Country, Election
from apps.findings.choices import Sentiment, Topic, Voice
from apps.findings.models import Finding
from apps.web.comparison import MISSION_VOICES

# The longest bar of a table, in units of the drawing; all others are in proportion, so that length is number.
BAR: Final = 100


@dataclass(frozen=True, slots=True)
class Part:
    """How many findings of one sentiment a cell holds, and where its piece of the bar lies."""

    sentiment: Sentiment
    number: int
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One topic at one election: the findings in the missions' own words and in reported speech, by sentiment."""

    election: Election
    parts: tuple[Part, ...]
    own: int
    reported: int

    @property
    def total(self) -> int:
        return self.own + self.reported


@dataclass(frozen=True, slots=True)
class HeatRow:
    topic: Topic
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True)
class HeatTable:
    """Topics down, elections across from the oldest to the newest; without elections and topics nobody spoke of."""

    elections: tuple[Election, ...]
    rows: tuple[HeatRow, ...]


def heat_table(*, country: Country, elections: Sequence[Election]) -> HeatTable:
    """One query. A headline or another party is no mission, so their words are not counted."""
    tallies: dict[tuple[str, int], Counter[tuple[str, str]]] = defaultdict(Counter)
    found = Finding.objects.public().filter(mission__election__country=country, voice__in=MISSION_VOICES)
    counted = found.order_by().values_list("topic", "mission__election", "sentiment", "voice").annotate(n=Count("pk"))
    for topic, election, sentiment, voice, number in counted:
        tallies[topic, election][sentiment, voice] = number
    spoken = {election for _, election in tallies}
    shown = tuple(item for item in sorted(elections, key=_by_day) if item.pk in spoken)
    topics = {topic for topic, _ in tallies}
    most = max((sum(tally.values()) for tally in tallies.values()), default=1)
    return HeatTable(
        elections=shown,
        rows=tuple(
            HeatRow(topic=topic, cells=tuple(_cell(item, tallies[topic, item.pk], most) for item in shown))
            for topic in Topic
            if topic in topics
        ),
    )


def _by_day(election: Election) -> tuple[object, str]:
    return election.first_polling_day, election.code


def _cell(election: Election, tally: Counter[tuple[str, str]], most: int) -> HeatCell:
    parts = []
    x = 0.0
    for sentiment in Sentiment:
        number = sum(count for (kind, _), count in tally.items() if kind == sentiment)
        if number:
            width = BAR * number / most
            parts.append(Part(sentiment=sentiment, number=number, x=f"{x:.1f}", width=f"{width:.1f}"))
            x += width
    own = sum(count for (_, voice), count in tally.items() if voice == Voice.MISSION_QUOTE)
    return HeatCell(election=election, parts=tuple(parts), own=own, reported=sum(tally.values()) - own)
