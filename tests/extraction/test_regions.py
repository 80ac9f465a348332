"""Regions are found in their declined forms, only for the country where the election was held."""

import re

import pytest

from apps.extraction.geography import country_of
from apps.extraction.packs import ROOT, load, read_yaml
from apps.extraction.pipeline import extract
from apps.extraction.reading import read
from apps.extraction.regions import covered_countries, regions_of


@pytest.mark.parametrize("country", covered_countries())
def test_a_file_of_regions_can_be_read(country: str) -> None:
    assert regions_of(read("выборы", load("ru"), headline=None), country) == ()


# First-level subdivisions that ISO 3166-2 counts, where all of them are listed.
COMPLETE = {
    "AD": 7, "AL": 12, "AM": 11, "AT": 9, "BA": 3, "BE": 3, "BY": 7, "CA": 13, "CH": 26, "CY": 6, "CZ": 14, "DE": 16,
    "DK": 5, "EE": 15, "ES": 19, "FI": 19, "GB": 4, "GR": 14, "HR": 21, "IT": 20, "KG": 9, "KZ": 20, "LI": 11, "LT": 10,
    "LU": 12, "MN": 22, "NL": 12, "PL": 16, "PT": 20, "RO": 42, "SE": 21, "SK": 8, "SM": 9, "TR": 81, "UA": 27,
    "UZ": 14,
}  # fmt: skip


def test_every_participating_state_of_the_osce_is_covered() -> None:
    """All 57 but the Holy See, which has no subdivisions."""
    assert len(covered_countries()) == 56


@pytest.mark.parametrize("country", covered_countries())
def test_codes_belong_to_their_country(country: str) -> None:
    codes = read_yaml(ROOT / "regions" / f"{country}.yaml")
    assert all(re.fullmatch(rf"{country}-[A-Z0-9]{{1,3}}", code) for code in codes)


@pytest.mark.parametrize("country", COMPLETE)
def test_no_region_is_left_out(country: str) -> None:
    assert len(read_yaml(ROOT / "regions" / f"{country}.yaml")) == COMPLETE[country]


@pytest.mark.parametrize(
    ("country", "language", "text", "codes"),
    [
        (
            "RU",
            "ru",
            "Наблюдатели работали в Татарстане, Екатеринбурге и в Московской области.",
            {"RU-TA", "RU-SVE", "RU-MOS"},
        ),
        ("US", "en", "Observers were refused in Texas and North Carolina.", {"US-TX", "US-NC"}),
        ("TR", "en", "The mission visited Diyarbakır, Istanbul and İzmir.", {"TR-21", "TR-34", "TR-35"}),
        ("RS", "ru", "Миссия посетила Белград, Воеводину и Нови-Сад.", {"RS-00", "RS-VO"}),
        ("MN", "ru", "Голосование видели в Улан-Баторе и Дархане.", {"MN-1", "MN-037"}),
        ("ES", "es", "La misión visitó Cataluña y Andalucía.", {"ES-CT", "ES-AN"}),
        ("RO", "en", "Voting was slow in Cluj and Iași.", {"RO-CJ", "RO-IS"}),
    ],
)
def test_regions_that_missions_name(country: str, language: str, text: str, codes: set[str]) -> None:
    found = regions_of(read(text, load(language), headline=None), country)
    assert {one.code for one in found} == codes


def test_regions_in_declined_forms() -> None:
    text = "Выборы в Казахстане прошли спокойно, заявила миссия ОБСЕ. Работала она в Караганде и Павлодарской области."
    assert {one.code for one in extract(text).regions} == {"KZ-35", "KZ-55"}


def test_no_region_of_another_country() -> None:
    text = "Наблюдатели ОБСЕ заявили, что выборы в Казахстане прошли спокойно, сообщили в Харькове."
    assert extract(text).regions == ()


@pytest.mark.parametrize(
    ("language", "text", "country"),
    [
        ("uk", "Чернівці. Повторне голосування на виборах міського голови минуло спокійно.", "UA"),
        ("ru", "Выборы прошли спокойно, сообщили наблюдатели.", None),
    ],
)
def test_a_text_without_a_country_is_about_that_of_its_cities(language: str, text: str, country: str | None) -> None:
    found = country_of(read(text, load(language), headline=None))
    assert [one.iso2 for one in found] == ([country] if country else [])
