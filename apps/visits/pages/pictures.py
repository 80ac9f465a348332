"""The pictures of the dashboard: a map, the hours, the forms, the answers to questions."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext

from apps.core.charts.bars import Bar, Part, stacked_bars
from apps.core.charts.columns import Column, columns
from apps.core.charts.places import Place, outline_map, tile_map
from apps.core.charts.short import short_names
from apps.elections.choices import RegionKind
from apps.elections.models import Region
from apps.elections.tiles import layout
from apps.missions.models import Mission
from apps.visits.choices import Assessment, FormKind

# From which part of the fullest region's visits a place gets its next shade.
SHADES: Final = (0.0, 0.25, 0.5, 0.75)


def region_map(mission: Mission, regions: Sequence[Region], visits: Mapping[str, int]) -> SafeString | None:
    """The regions on polling day, shaded by their visits as parts of the fullest one's; None where none is known."""
    if not regions:
        return None
    most = max(visits.values(), default=0)
    shorts = short_names([(str(region), region.kind == RegionKind.CITY) for region in regions])
    words = {
        "name": "map",
        "title": gettext("Visits by region"),
        "description": gettext("The darker a region, the more visits. The table has the numbers."),
    }
    country = mission.election.country
    outlined = country.map_height is not None and all(region.outline and region.label_at for region in regions)
    found = layout([region.code for region in regions], country=country.iso2, day=mission.election.first_polling_day)
    places = [
        Place(
            short=short,
            title=str(region),
            value=str(visits.get(region.code, 0)),
            level=_level(visits.get(region.code, 0), most),
            is_city=region.kind == RegionKind.CITY,
            at=(region.label_at[0], region.label_at[1]) if outlined and region.label_at else found.places[region.code],
            path=region.outline if outlined else "",
        )
        for short, region in zip(shorts, regions, strict=True)
    ]
    if outlined:
        return outline_map(places, height=country.map_height or 0, **words)
    return tile_map(places, columns=found.columns, rows=found.rows, **words)


def _level(count: int, most: int) -> int:
    return sum(count > most * edge for edge in SHADES) if most else 0


def hour_chart(hours: Sequence[tuple[datetime | None, int]]) -> SafeString | None:
    """Visits by hour of arrival; visits without a time stand last."""
    if not hours:
        return None
    bars = [
        Column(
            short=date_format(localtime(hour), "H") if hour else "?",
            count=count,
            title=f"{_moment(hour)}: {count}",
        )
        for hour, count in hours
    ]
    return columns(
        bars,
        name="hours",
        title=gettext("Visits by hour of arrival"),
        description=gettext("One column for each hour in which a visit began."),
    )


def _moment(hour: datetime | None) -> str:
    return date_format(localtime(hour), "DATETIME_FORMAT") if hour else gettext("not known")


def form_chart(forms: Sequence[Mapping[str, Any]]) -> SafeString | None:
    """How visits were assessed overall, form by form; where a mandate gives no grades, visits alone."""
    if not forms:
        return None
    bars = [
        Bar(
            title=str(FormKind(form["form"]).label),
            total=gettext("n = %(number)s") % {"number": form["visits"]},
            parts=_grades(form),
        )
        for form in forms
    ]
    return stacked_bars(
        bars,
        name="forms",
        title=gettext("Visits by form and overall assessment"),
        description=gettext("Bars of counts on one scale. The table has all the numbers."),
    )


def _grades(form: Mapping[str, Any]) -> tuple[Part, ...]:
    if form["assessed"] is None:
        return (Part("plain", form["visits"]),)
    grades = [Part(grade.value, form["counts"][grade.value] or 0) for grade in Assessment]
    return (*grades, Part("missing", form["missing"] or 0))
