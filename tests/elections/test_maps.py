"""Maps that an administrator loads: what is refused, with which words, and what is drawn."""

import json
import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.elections.geojson import MOST_CHARACTERS, WIDTH, read_shape
from apps.elections.models import Region
from apps.elections.services import remove_country_map, save_country_map
from apps.elections.simplify import area, centre, simplified
from tests import factories as make

CODES = ("KZ-ALA", "KZ-AST")
SQUARE = [[70, 50], [72, 50], [72, 52], [70, 52], [70, 50]]
BESIDE = [[72, 50], [74, 50], [74, 52], [72, 52], [72, 50]]


def feature(code: str = "KZ-ALA", ring: Any = SQUARE, kind: str = "Polygon", name: str = "iso_3166_2") -> Any:
    coordinates = [ring] if kind == "Polygon" else [[ring]]
    return {"type": "Feature", "properties": {name: code}, "geometry": {"type": kind, "coordinates": coordinates}}


def collection(*features: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


TWO = collection(feature(), feature("KZ-AST", BESIDE, "MultiPolygon", "shapeISO"))


def test_regions_stand_beside_each_other_in_the_box() -> None:
    shape = read_shape(TWO, codes=CODES)
    left, right = shape.outlines["KZ-ALA"].label_at, shape.outlines["KZ-AST"].label_at
    assert left[0] < WIDTH / 2 < right[0]
    # Two degrees by four at 51° north: cos 51° is 0.63, so the picture is nearly as high as 1,000 / (4 · 0.63 / 2).
    assert shape.height == pytest.approx(WIDTH / (4 * 0.6293 / 2), rel=0.03)


def test_north_is_up() -> None:
    north = [[70, 52], [72, 52], [72, 54], [70, 54], [70, 52]]
    shape = read_shape(collection(feature(), feature("KZ-AST", north)), codes=CODES)
    assert shape.outlines["KZ-AST"].label_at[1] < shape.outlines["KZ-ALA"].label_at[1]


def test_a_path_holds_nothing_but_whole_numbers() -> None:
    for outline in read_shape(TWO, codes=CODES).outlines.values():
        assert re.fullmatch(r"(M\d+ \d+l(-?\d+ -?\d+ ?)+z)+", outline.path)


def test_a_country_on_both_sides_of_the_date_line_is_drawn_in_one_piece() -> None:
    west = [[170, 60], [180, 60], [180, 65], [170, 65], [170, 60]]
    east = [[-180, 60], [-170, 60], [-170, 65], [-180, 65], [-180, 60]]
    shape = read_shape(collection(feature("KZ-ALA", west), feature("KZ-AST", east)), codes=CODES)
    assert 400 < shape.outlines["KZ-AST"].label_at[0] - shape.outlines["KZ-ALA"].label_at[0] < 600


def test_a_long_coast_is_simplified_until_it_fits() -> None:
    ring = [[70 + (number % 7) / 500, 50 + number / 20_000] for number in range(40_000)]
    shape = read_shape(collection(feature(ring=[*ring, [78, 51], ring[0]])), codes=CODES)
    assert len(shape.outlines["KZ-ALA"].path) <= MOST_CHARACTERS


BROKEN: list[tuple[str, bytes, str]] = [
    ("no JSON", b"\x00\xff", "This is no JSON"),
    ("deep JSON", b"[" * 200_000, "This is no JSON"),
    ("another kind", b'{"type": "Feature"}', "This is no map"),
    ("no features", collection(), "This is no map"),
    ("unknown region", collection(feature("KG-C")), "Feature 1 names no region of this country (“KG-C”)"),
    ("no code", collection({"type": "Feature"}), "Feature 1 names no region"),
    ("a line", collection(feature(kind="LineString")), "Feature 1 is no Polygon"),
    ("a line", collection(feature(), feature("KZ-AST", kind="LineString")), "Feature 2 is no Polygon"),
    ("metres", collection(feature(ring=[[7e6, 5e6], [7e6, 6e6], [8e6, 5e6]])), "no longitudes and latitudes"),
    ("words", collection(feature(ring=[["a", "b"]])), "no longitudes and latitudes"),
    ("nothing", collection(feature(ring=None)), "no longitudes and latitudes"),
    ("not a number", collection(feature()).replace(b"[70, 50]", b"[NaN, 50]"), "no longitudes and latitudes"),
    ("one point", collection(feature(ring=[[70, 50]] * 4)), "The map has no outlines."),
    ("too large", b" " * 20_000_001, "larger than 20 MB"),
]


@pytest.mark.parametrize(("content", "message"), [(content, message) for _name, content, message in BROKEN])
def test_what_cannot_be_drawn_is_refused_in_words(content: bytes, message: str) -> None:
    with pytest.raises(ValidationError) as refused:
        read_shape(content, codes=CODES)
    assert message in " ".join(refused.value.messages)


def test_flat_corners_go_first() -> None:
    ring = [(0.0, 0.0), (5.0, 0.4), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0)]
    assert (5.0, 0.4) not in simplified(ring, 2.0)
    assert (5.0, 0.4) in simplified(ring, 0.1)


def test_a_ring_has_its_area_and_its_centre() -> None:
    ring = [(0.0, 0.0), (4.0, 0.0), (4.0, 2.0), (0.0, 2.0)]
    assert (area(ring), centre(ring)) == (8.0, (2.0, 1.0))


@pytest.fixture
def regions(db: None) -> list[Region]:
    return [make.region(code, code) for code in CODES]


def test_a_new_map_replaces_the_old_one(regions: list[Region]) -> None:
    country = regions[0].country
    save_country_map(country=country, shape=read_shape(TWO, codes=CODES), source="Somebody, CC BY 4.0")
    save_country_map(country=country, shape=read_shape(collection(feature()), codes=CODES), source="Another")
    assert [bool(region.outline) for region in Region.objects.order_by("code")] == [True, False]
    remove_country_map(country=country)
    assert not Region.objects.exclude(outline="").exists()


def upload(client: Client, regions: list[Region], content: bytes, credit: str = "Somebody, CC BY 4.0") -> str:
    client.force_login(make.user(is_staff=True, is_superuser=True))
    country = regions[0].country
    data = {
        "iso2": country.iso2,
        "iso3": country.iso3,
        "names": json.dumps(country.names),
        **{f"names_{language}": name for language, name in country.names.items()},
        "map_file": SimpleUploadedFile("map.geojson", content),
        "map_credit": credit,
        "regions-TOTAL_FORMS": "0",
        "regions-INITIAL_FORMS": "0",
    }
    response = client.post(f"/admin/elections/country/{country.pk}/change/", data, follow=True)
    return response.content.decode()


def test_an_administrator_loads_a_map(client: Client, regions: list[Region]) -> None:
    upload(client, regions, TWO)
    country = type(regions[0].country).objects.get()
    assert country.map_source == "Somebody, CC BY 4.0"
    assert not Region.objects.filter(outline="").exists()


def test_a_map_without_a_source_is_refused(client: Client, regions: list[Region]) -> None:
    assert "Say where the map comes from" in upload(client, regions, TWO, credit="")
    assert not Region.objects.exclude(outline="").exists()


def test_a_broken_map_is_refused_beside_its_field(client: Client, regions: list[Region]) -> None:
    assert "This is no JSON" in upload(client, regions, b"{")
