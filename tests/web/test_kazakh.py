"""Kazakh numbers take the ending of their last spoken word."""

import pytest

from apps.web.kazakh import ablative
from tests.web.test_wording import text


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("0", "0-ден"),
        ("7", "7-ден"),
        ("13", "13-тен"),
        ("26", "26-дан"),
        ("40", "40-тан"),
        ("90", "90-нан"),
        ("300", "300-ден"),
        ("10\xa0061", "10\xa0061-ден"),
        ("12\xa0000", "12\xa0000-нан"),
        ("200\xa0000", "200\xa0000-нан"),
        ("11\xa0000\xa0000", "11\xa0000\xa0000-нан"),
        ("2\xa0000\xa0000\xa0000", "2\xa0000\xa0000\xa0000-тан"),
        ("3,5", "3,5-тен"),
        ("63,25%", "63,25%-дан"),
    ],
)
def test_the_ending_follows_the_last_spoken_word(number: str, expected: str) -> None:
    assert ablative(number) == expected


@pytest.mark.parametrize(
    ("comparator", "expected"),
    [("gt", "90-нан астам"), ("lt", "90-нан аз"), ("gte", "кемінде 90"), ("eq", "90")],
)
def test_only_more_and_less_ask_for_an_ending(comparator: str, expected: str) -> None:
    assert text("kk", comparator, "90") == expected
