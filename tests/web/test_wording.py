"""Numbers and days in each language's own way."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from apps.findings.choices import Comparator, Sentiment, Voice
from apps.findings.models import Figure
from apps.web import wording
from apps.web.comparison import Gap


def text(language: str, comparator: str, value: str, measure: str = "polling_stations_visited") -> str:
    with override(language):
        return wording.figure_text(Figure(comparator=comparator, value=Decimal(value), measure=measure))


@pytest.mark.parametrize(
    ("comparator", "expected"),
    [
        ("eq", "90"),
        ("gt", "more than 90"),
        ("gte", "at least 90"),
        ("lt", "fewer than 90"),
        ("lte", "at most 90"),
        ("approx", "about 90"),
    ],
)
def test_a_comparator_is_said_in_words(comparator: str, expected: str) -> None:
    assert text("en", comparator, "90.000") == expected


@pytest.mark.parametrize(("language", "expected"), [("en", "63.25%"), ("ru", "63,25\xa0%"), ("kk", "63,25%")])
def test_a_share_is_written_in_the_readers_way(language: str, expected: str) -> None:
    assert text(language, "eq", "63.250", "turnout_percent") == expected


def test_a_share_is_less_and_things_are_fewer() -> None:
    assert text("en", "lt", "50", "turnout_percent") == "less than 50%"


@pytest.mark.parametrize(("language", "expected"), [("en", "10,061"), ("ru", "10\xa0061"), ("kk", "10\xa0061")])
def test_thousands_are_grouped_in_the_readers_way(language: str, expected: str) -> None:
    assert text(language, "eq", "10061") == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "10 January 2021"), ("ru", "10 января 2021\u202fг."), ("kk", "2021\u202fж. 10 қаңтар")],
)
def test_a_day_is_written_in_the_readers_way(language: str, expected: str) -> None:
    with override(language):
        assert wording.day_text(date(2021, 1, 10)) == expected


def test_every_member_of_a_closed_set_has_its_words_and_its_drawing() -> None:
    assert set(wording.COMPARED) == set(Comparator)
    assert set(wording.VOICE_SHORT) == set(wording.VOICE_ICON) == set(Voice)
    assert set(wording.SENTIMENT_ICON) == set(Sentiment)
    assert set(wording.GAP_LABEL) == set(wording.GAP_ICON) == set(Gap)
