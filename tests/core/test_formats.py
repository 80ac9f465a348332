"""Dates and numbers of the admin in each language's own way."""

from datetime import date, datetime

import pytest
from django.utils.formats import date_format, localize
from django.utils.translation import override


@pytest.mark.parametrize(
    ("language", "expected"),
    [("ru", "10 января 2021 г."), ("kk", "2021 ж. 10 қаңтар")],
)
def test_a_date_is_written_in_the_languages_order(language: str, expected: str) -> None:
    with override(language):
        assert date_format(date(2021, 1, 10)) == expected


@pytest.mark.parametrize(("language", "expected"), [("ru", "10 января"), ("kk", "10 қаңтар")])
def test_a_day_and_its_month_agree(language: str, expected: str) -> None:
    with override(language):
        assert date_format(date(2021, 1, 10), "MONTH_DAY_FORMAT") == expected


def test_kazakh_times_have_twenty_four_hours() -> None:
    with override("kk"):
        assert date_format(datetime(2021, 1, 10, 15, 5), "DATETIME_FORMAT") == "2021 ж. 10 қаңтар, 15:05"  # noqa: DTZ001


def test_kazakh_decimals_have_a_comma() -> None:
    with override("kk"):
        assert localize(63.25) == "63,25"
