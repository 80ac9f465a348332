"""Regions are found in their declined forms, only for the country where the election was held."""

import pytest

from apps.extraction.packs import load
from apps.extraction.pipeline import extract
from apps.extraction.reading import read
from apps.extraction.regions import covered_countries, regions_of


@pytest.mark.parametrize("country", covered_countries())
def test_a_file_of_regions_can_be_read(country: str) -> None:
    assert regions_of(read("выборы", load("ru"), headline=None), country) == ()


def test_regions_in_declined_forms() -> None:
    text = "Выборы в Казахстане прошли спокойно, заявила миссия ОБСЕ. Работала она в Караганде и Павлодарской области."
    assert {one.code for one in extract(text).regions} == {"KZ-35", "KZ-55"}


def test_no_region_of_another_country() -> None:
    text = "Наблюдатели ОБСЕ заявили, что выборы в Казахстане прошли спокойно, сообщили в Харькове."
    assert extract(text).regions == ()
