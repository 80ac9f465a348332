"""Where regions stand in a tile map."""

from datetime import date

import pytest

from apps.core.reference import read_table
from apps.elections.models import Region
from apps.elections.services import load_countries, load_regions
from apps.elections.tiles import TABLE, layout

DRAWN = sorted(read_table(TABLE))


def at(day: date, iso2: str) -> list[str]:
    return list(Region.objects.filter(country__iso2=iso2).in_force(day).values_list("code", flat=True))


@pytest.fixture
def reference(db: None) -> None:
    load_countries()
    load_regions()


@pytest.mark.usefixtures("reference")
@pytest.mark.parametrize("iso2", DRAWN)
@pytest.mark.parametrize("day", [date(2021, 1, 10), date(2024, 1, 1)], ids=str)
def test_a_drawn_picture_holds_every_region_of_its_time_once(iso2: str, day: date) -> None:
    codes = at(day, iso2)
    found = layout(codes, country=iso2, day=day)
    assert (found.is_drawn, sorted(found.places), len(set(found.places.values()))) == (True, codes, len(codes))


@pytest.mark.usefixtures("reference")
def test_kazakhstan_of_2021_has_no_place_for_later_regions() -> None:
    found = layout(at(date(2021, 1, 10), "KZ"), country="KZ", day=date(2021, 1, 10))
    assert (len(found.places), found.columns, found.rows) == (17, 6, 5)
    assert found.places["KZ-27"][0] < found.places["KZ-11"][0] < found.places["KZ-63"][0]
    assert found.places["KZ-59"][1] < found.places["KZ-71"][1] < found.places["KZ-75"][1]


@pytest.mark.usefixtures("reference")
@pytest.mark.parametrize("iso2", ["RU", "MD", "AZ"])
def test_a_country_without_a_picture_gets_a_plain_grid(iso2: str) -> None:
    codes = at(date(2021, 1, 10), iso2)
    found = layout(codes, country=iso2, day=date(2021, 1, 10))
    assert not found.is_drawn
    assert len(set(found.places.values())) == len(codes)
    assert all(column < found.columns and row < found.rows for column, row in found.places.values())


def test_regions_that_the_picture_does_not_know_are_never_left_out() -> None:
    found = layout(["KZ-75", "KZ-99"], country="KZ", day=date(2021, 1, 10))
    assert set(found.places) == {"KZ-75", "KZ-99"}
