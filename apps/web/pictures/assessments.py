"""Which way findings point, topic by topic: a mark for each, never an average."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from apps.findings.choices import Sentiment, Topic
from apps.findings.models import Finding
from apps.missions.models import Mission
from apps.web.charts.dots import Group, Units, unit_chart
from apps.web.comparison import MISSION_VOICES

FEWEST = 2


@dataclass(frozen=True, slots=True)
class Row:
    """One mission on one topic, with the number of findings for each assessment in the order of the closed set."""

    topic: Topic
    mission: Mission
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AssessmentChart:
    """The marks with their table."""

    picture: SafeString
    rows: tuple[Row, ...]
    sentiments: tuple[Sentiment, ...]
    names_missions: bool


def assessment_chart(
    missions: Sequence[Mission], findings: Iterable[Finding], *, name: str = "assessments"
) -> AssessmentChart | None:
    """Findings in the missions' own voices; None where there are too few to look at. One mission needs no names."""
    own = [item for item in findings if item.voice in MISSION_VOICES]
    if len(own) < FEWEST:
        return None
    counted = Counter((item.topic, item.mission_id, Sentiment(item.sentiment)) for item in own)
    rows = tuple(
        Row(topic, mission, tuple(counted[topic, mission.pk, sentiment] for sentiment in Sentiment))
        for topic in Topic
        for mission in missions
        if any(counted[topic, mission.pk, sentiment] for sentiment in Sentiment)
    )
    names_missions = len(missions) > 1
    return AssessmentChart(
        picture=unit_chart(
            _groups(rows, names_missions=names_missions),
            heads=(gettext("← criticism"), gettext("mixed or neutral"), gettext("approval →")),
            name=name,
            title=gettext("Findings by topic and assessment"),
            description=gettext("Each mark is one finding. The table has the numbers."),
        ),
        rows=rows,
        sentiments=tuple(Sentiment),
        names_missions=names_missions,
    )


def _groups(rows: Sequence[Row], *, names_missions: bool) -> list[Group]:
    topics = list(dict.fromkeys(row.topic for row in rows))
    return [
        Group(
            title=str(topic.label),
            units=tuple(
                Units(
                    who=str(row.mission.organisation) if names_missions else "",
                    counts=dict(zip(Sentiment, row.counts, strict=True)),
                )
                for row in rows
                if row.topic is topic
            ),
        )
        for topic in topics
    ]
