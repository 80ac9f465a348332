"""Missions side by side: what a cell shows and what its silence means."""

import pytest

from apps.findings.choices import Sentiment, Topic
from apps.findings.models import Finding
from apps.missions.models import Mission
from apps.web.comparison import Gap, compare, gap, stance


def said(topic: str, sentiment: str, *, by: Mission, voice: str = "mission_quote", pk: int = 1) -> Finding:
    return Finding(pk=pk, mission=by, topic=topic, sentiment=sentiment, voice=voice)


@pytest.fixture
def limited() -> Mission:
    return Mission(pk=1, format="leom")


@pytest.fixture
def full() -> Mission:
    return Mission(pk=2, format="eom")


@pytest.mark.parametrize(
    ("form", "topic", "imported", "expected"),
    [
        ("leom", Topic.COUNTING_TABULATION, True, Gap.NOT_OBSERVED),
        ("eet", Topic.ELECTION_DAY_VOTING, True, Gap.NOT_OBSERVED),
        ("leom", Topic.MEDIA, True, Gap.NOT_MENTIONED),
        ("eom", Topic.ELECTION_DAY_VOTING, True, Gap.NOT_MENTIONED),
        ("leom", Topic.ELECTION_DAY_VOTING, False, Gap.NOT_IMPORTED),
    ],
)
def test_kinds_of_silence(form: str, topic: Topic, imported: bool, expected: Gap) -> None:
    assert gap(mission=Mission(format=form), topic=topic, is_imported=imported) is expected


def test_opposite_assessments_differ(limited: Mission, full: Mission) -> None:
    findings = [said("media", "negative", by=limited), said("media", "positive", by=full)]
    (row,) = compare(missions=[limited, full], findings=findings, imported=frozenset({1, 2})).rows
    assert row.differs


def test_a_neutral_description_differs_from_nothing(limited: Mission, full: Mission) -> None:
    findings = [said("media", "neutral", by=limited), said("media", "positive", by=full)]
    (row,) = compare(missions=[limited, full], findings=findings, imported=frozenset({1, 2})).rows
    assert not row.differs


def test_a_reporters_words_make_no_difference_between_missions(limited: Mission, full: Mission) -> None:
    findings = [said("media", "negative", by=limited, voice="reporter"), said("media", "positive", by=full)]
    (row,) = compare(missions=[limited, full], findings=findings, imported=frozenset({1, 2})).rows
    assert not row.differs


@pytest.mark.parametrize("voice", ["reporter", "other_party"])
def test_nobody_elses_words_stand_in_a_missions_column(limited: Mission, voice: str) -> None:
    findings = [said("overall", "positive", by=limited, voice=voice)]
    (row,) = compare(missions=[limited], findings=findings, imported=frozenset({1})).rows
    (cell,) = row.cells
    assert (cell.findings, cell.elsewhere, cell.gap) == ((), 1, Gap.NOT_MENTIONED)


def test_a_cell_never_shows_one_side_alone(limited: Mission) -> None:
    findings = [
        said("media", sentiment, by=limited, pk=pk)
        for pk, sentiment in enumerate(["positive", "positive", "negative"], start=1)
    ]
    (row,) = compare(missions=[limited], findings=findings, imported=frozenset({1})).rows
    (cell,) = row.cells
    assert ([item.pk for item in cell.findings], cell.more) == ([1, 3], 1)


def test_topics_that_nobody_speaks_of_are_named_apart(limited: Mission) -> None:
    compared = compare(missions=[limited], findings=[said("media", "mixed", by=limited)], imported=frozenset({1}))
    assert Topic.MEDIA not in compared.silent
    assert len(compared.silent) == len(Topic) - 1


def test_praise_and_criticism_together_are_mixed(limited: Mission) -> None:
    findings = [said("media", "positive", by=limited), said("media", "negative", by=limited)]
    assert stance(findings) is Sentiment.MIXED
