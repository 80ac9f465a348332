"""Countries and regions: as ISO lists them, named in three languages, loaded as often as one likes."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.elections.models import Country, Region
from apps.elections.services import load_countries, load_regions


@pytest.fixture
def reference(db: None) -> None:
    load_countries()
    load_regions()


@pytest.mark.django_db
def test_every_country_of_iso_3166_is_there() -> None:
    assert (load_countries(), Country.objects.count()) == (249, 249)


@pytest.mark.usefixtures("reference")
def test_every_country_is_named_in_three_languages() -> None:
    assert {country.iso2 for country in Country.objects.all() if set(country.names) != {"en", "ru", "kk"}} == set()


@pytest.mark.usefixtures("reference")
@pytest.mark.parametrize(
    ("iso2", "iso3", "names"),
    [
        ("KZ", "KAZ", {"en": "Kazakhstan", "ru": "Казахстан", "kk": "Қазақстан"}),
        ("KG", "KGZ", {"en": "Kyrgyzstan", "ru": "Киргизия", "kk": "Қырғызстан"}),
        ("NO", "NOR", {"en": "Norway", "ru": "Норвегия", "kk": "Норвегия"}),
    ],
)
def test_a_country_has_its_codes_and_names(iso2: str, iso3: str, names: dict[str, str]) -> None:
    country = Country.objects.get(iso2=iso2)
    assert (country.iso3, country.names) == (iso3, names)


@pytest.mark.usefixtures("reference")
def test_loading_again_adds_nothing_and_changes_nothing() -> None:
    before = list(Country.objects.values()), list(Region.objects.values())
    load_countries()
    load_regions()
    assert (list(Country.objects.values()), list(Region.objects.values())) == before


@pytest.mark.usefixtures("reference")
def test_loading_again_restores_a_name_that_was_changed() -> None:
    Region.objects.filter(code="KZ-75").update(names={"en": "Alma-Ata"})
    load_regions()
    assert Region.objects.get(code="KZ-75").names == {"en": "Almaty", "ru": "Алматы", "kk": "Алматы"}


@pytest.mark.usefixtures("reference")
def test_kazakhstan_had_seventeen_divisions_at_the_election_of_2021() -> None:
    now = Region.objects.filter(country__iso2="KZ")
    assert now.count() == 20
    then = now.in_force(date(2021, 1, 10))
    assert (then.filter(kind="region").count(), then.filter(kind="city").count()) == (14, 3)


@pytest.mark.usefixtures("reference")
@pytest.mark.parametrize(
    ("iso2", "count"),
    [("KG", 9), ("UZ", 14), ("TJ", 5), ("TM", 6), ("RU", 83), ("BY", 7), ("UA", 27), ("MD", 37), ("GE", 12),
     ("AM", 11), ("AZ", 70)],
)  # fmt: skip
def test_the_countries_around_have_their_divisions(iso2: str, count: int) -> None:
    assert Region.objects.filter(country__iso2=iso2).count() == count


@pytest.mark.usefixtures("reference")
def test_every_region_is_named_in_english_and_russian_and_those_of_kazakhstan_in_kazakh() -> None:
    for region in Region.objects.select_related("country"):
        wanted = {"en", "ru", "kk"} if region.country.iso2 == "KZ" else {"en", "ru"}
        assert {language for language in wanted if not region.names.get(language)} == set()


@pytest.mark.usefixtures("reference")
def test_no_two_regions_of_a_country_share_a_name() -> None:
    for language in ("en", "ru", "kk"):
        names = [
            (region.country_id, region.names[language]) for region in Region.objects.all() if language in region.names
        ]
        assert len(names) == len(set(names))


@pytest.mark.django_db
def test_loading_takes_a_few_queries_however_many_rows() -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        load_countries()
        load_regions()
    writing = [query for query in queries.captured_queries if query["sql"].startswith("INSERT")]
    assert len(writing) <= 4
