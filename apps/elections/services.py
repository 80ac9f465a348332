"""Reference data of elections: countries by ISO 3166-1, first-level divisions by ISO 3166-2, and their maps."""

from datetime import date
from pathlib import Path

from babel import Locale
from django.db import transaction

from apps.core.reference import BadReference, read_table
from apps.elections.choices import RegionKind
from apps.elections.geojson import CountryShape
from apps.elections.models import Country, Region

REFERENCE = Path(__file__).resolve().parent / "reference"
# The languages of the interface; countries are named by CLDR, regions in the order of their table's columns.
LANGUAGES = ("en", "ru", "kk")


def country_names(iso2: str) -> dict[str, str]:
    """What CLDR calls a country in each language of the interface."""
    return {language: Locale.parse(language).territories[iso2] for language in LANGUAGES}


@transaction.atomic
def load_countries() -> int:
    """Make every country of ISO 3166-1 as the table and CLDR have it, and return how many there are."""
    codes: dict[str, str] = read_table(REFERENCE / "countries.yaml")["countries"]
    rows = [Country(iso2=iso2, iso3=iso3, names=country_names(iso2)) for iso2, iso3 in codes.items()]
    Country.objects.bulk_create(rows, update_conflicts=True, unique_fields=["iso2"], update_fields=["iso3", "names"])
    return len(rows)


@transaction.atomic
def load_regions() -> int:
    """Make the first-level divisions as their table has them, and return how many there are. Countries come first."""
    countries = {country.iso2: country for country in Country.objects.all()}
    table: dict[str, dict[str, list[str]]] = read_table(REFERENCE / "regions.yaml")
    dates: dict[str, str] = read_table(REFERENCE / "region_dates.yaml")
    rows = [
        _region(countries[iso2], code, entry, since=dates.get(f"{iso2}-{code}"))
        for iso2, divisions in table.items()
        for code, entry in divisions.items()
    ]
    Region.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["code"], update_fields=["country", "names", "kind", "began_on"]
    )
    return len(rows)


@transaction.atomic
def save_country_map(*, country: Country, shape: CountryShape, source: str) -> Country:
    """Replace the outlines of a country's regions in one stroke; regions that the map leaves out have none."""
    Country.objects.select_for_update().get(pk=country.pk)
    regions = list(country.regions.all())
    for region in regions:
        outline = shape.outlines.get(region.code)
        region.outline = outline.path if outline else ""
        region.label_at = list(outline.label_at) if outline else None
    Region.objects.bulk_update(regions, ["outline", "label_at"])
    country.map_height, country.map_source = shape.height, source
    country.save(update_fields=["map_height", "map_source"])
    return country


@transaction.atomic
def remove_country_map(*, country: Country) -> Country:
    """Go back to the tiles."""
    country.regions.update(outline="", label_at=None)
    country.map_height, country.map_source = None, ""
    country.save(update_fields=["map_height", "map_source"])
    return country


def _region(country: Country, code: str, entry: list[str], *, since: str | None) -> Region:
    kind, *names = entry
    if kind not in RegionKind.values or not 2 <= len(names) <= len(LANGUAGES):
        raise BadReference(f"{country.iso2}-{code}: give a known kind, and names in English and Russian at least")
    named = dict(zip(LANGUAGES, names, strict=False))
    began_on = date.fromisoformat(since) if since else None
    return Region(country=country, code=f"{country.iso2}-{code}", kind=kind, names=named, began_on=began_on)
