"""Where a mission observed: a map of the country's regions on polling day, and the same as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from apps.core.charts.places import Place, outline_map, tile_map
from apps.core.charts.short import short_names
from apps.elections.choices import RegionKind
from apps.elections.models import Region
from apps.elections.tiles import layout
from apps.missions.models import Mission
from apps.visits.regional import Band, Precision
from apps.visits.selectors import VisitStatistics
from apps.web.wording import number_text

NAME: Final = "coverage"
# From which number of visits a place gets its next shade; the bands of small counts have the same edges.
SHADES: Final = (1, 10, 25, 50)


@dataclass(frozen=True, slots=True)
class Row:
    """One region in the table."""

    short: str
    region: Region
    value: str
    level: int


@dataclass(frozen=True, slots=True)
class CoverageMap:
    """The map with its table; `source` is to be named where somebody else drew the outlines."""

    picture: SafeString
    rows: tuple[Row, ...]
    in_bands: bool
    is_drawn: bool
    source: str


def coverage_map(mission: Mission, statistics: VisitStatistics) -> CoverageMap | None:
    """None where no region is known, or where even bands would point at single visits."""
    regional = statistics.regional
    if not statistics.regions or regional.precision is Precision.HIDDEN or not statistics.forms:
        return None
    shorts = short_names([(str(region), region.kind == RegionKind.CITY) for region in statistics.regions])
    rows = tuple(
        Row(short=short, region=region, value=band_text(band), level=_level(band))
        for short, region in zip(shorts, statistics.regions, strict=True)
        for band in [regional.bands[region.pk]]
    )
    country = mission.election.country
    has_outlines = country.map_height is not None and all(row.region.outline for row in rows)
    return CoverageMap(
        picture=_outlines(mission, rows, country.map_height or 0) if has_outlines else _tiles(mission, rows),
        rows=tuple(sorted(rows, key=lambda row: str(row.region))),
        in_bands=regional.precision is Precision.BANDS,
        is_drawn=has_outlines,
        source=country.map_source if has_outlines else "",
    )


def band_text(band: Band) -> str:
    """A number, or the two ends between which it lies."""
    if band.is_exact:
        return number_text(band.low)
    if band.high is None:
        return gettext("%(number)s or more") % {"number": number_text(band.low)}
    return f"{number_text(band.low)}–{number_text(band.high)}"


def _level(band: Band) -> int:
    return sum(band.low >= edge for edge in SHADES)


def _tiles(mission: Mission, rows: Sequence[Row]) -> SafeString:
    election = mission.election
    found = layout([row.region.code for row in rows], country=election.country.iso2, day=election.first_polling_day)
    places = [
        Place(
            short=row.short,
            title=str(row.region),
            value=_brief(row),
            level=row.level,
            is_city=row.region.kind == RegionKind.CITY,
            at=found.places[row.region.code],
        )
        for row in rows
    ]
    title, description = _words(mission, rows)
    return tile_map(places, columns=found.columns, rows=found.rows, name=NAME, title=title, description=description)


def _outlines(mission: Mission, rows: Sequence[Row], height: int) -> SafeString:
    places = [
        Place(
            short=row.short,
            title=str(row.region),
            value=_brief(row),
            level=row.level,
            at=(row.region.label_at[0], row.region.label_at[1]),
            path=row.region.outline,
        )
        for row in rows
        if row.region.label_at
    ]
    title, description = _words(mission, rows)
    return outline_map(places, height=height, name=NAME, title=title, description=description)


def _brief(row: Row) -> str:
    """A tile has room for a few signs: an open end is a plus."""
    return row.value if len(row.value) <= 6 else f"{number_text(100)}+"


def _words(mission: Mission, rows: Sequence[Row]) -> tuple[str, str]:
    title = gettext("Visits of %(organisation)s by region of %(country)s") % {
        "organisation": mission.organisation,
        "country": mission.election.country,
    }
    visited = sum(row.level > 0 for row in rows)
    description = gettext("Visited: %(visited)s of %(total)s regions. The table has the number for each.") % {
        "visited": number_text(visited),
        "total": number_text(len(rows)),
    }
    return title, description
