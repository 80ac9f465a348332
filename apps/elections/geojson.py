"""A country's regions from a GeoJSON file: checked, projected, simplified, and written as paths of a picture.

Nothing of the file reaches a page but whole numbers that were computed here.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any, Final, TypeAlias

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from apps.elections.projection import Point, Projection
from apps.elections.simplify import area, centre, simplified

LARGEST_FILE: Final = 20_000_000
MOST_POINTS: Final = 1_000_000
# A map is part of a page that has to stay small: details are given up until the outlines fit.
MOST_CHARACTERS: Final = 14_000
WIDTH: Final = 1_000
HIGHEST: Final = 1_200
TOLERANCES: Final = (1.0, 1.5, 2.5, 4.0, 6.0, 9.0, 14.0)
# Where the common sources of boundaries keep the code of ISO 3166-2.
CODE_NAMES: Final = ("iso_3166_2", "ISO_3166_2", "ISO3166-2", "shapeISO", "iso", "code")

Ring: TypeAlias = list[Point]


@dataclass(frozen=True, slots=True)
class Outline:
    """One region: its path, and the middle of its largest part."""

    path: str
    label_at: tuple[int, int]


@dataclass(frozen=True, slots=True)
class CountryShape:
    """The outlines of a country by region code, in a box of `WIDTH` and `height`."""

    outlines: Mapping[str, Outline]
    height: int


def read_shape(content: bytes, *, codes: Iterable[str]) -> CountryShape:
    """The map in a file, for the regions of one country. ValidationError says what is wrong and what to do."""
    if len(content) > LARGEST_FILE:
        raise ValidationError(_("The file is larger than 20 MB: take a simplified version of the map."))
    rings = _rings(_features(content), frozenset(codes))
    drawn = _drawn(rings)
    height = round(max(point[1] for parts in drawn.values() for ring in parts for point in ring))
    for tolerance in TOLERANCES:
        outlines = {code: _outline(parts, tolerance) for code, parts in drawn.items()}
        if sum(len(item.path) for item in outlines.values()) <= MOST_CHARACTERS:
            return CountryShape(outlines=outlines, height=height)
    raise ValidationError(_("The outlines have too many parts for a page: take a simplified version of the map."))


def _features(content: bytes) -> list[Any]:
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        raise ValidationError(_("This is no JSON: give a GeoJSON file in UTF-8.")) from None
    features = data.get("features") if isinstance(data, dict) and data.get("type") == "FeatureCollection" else None
    if not isinstance(features, list) or not features:
        raise ValidationError(_("This is no map: give a GeoJSON “FeatureCollection” with a feature for each region."))
    return features


def _rings(features: list[Any], codes: frozenset[str]) -> dict[str, list[Ring]]:
    """Outer and inner rings by region, in degrees."""
    found: dict[str, list[Ring]] = {}
    left = MOST_POINTS
    for number, feature in enumerate(features, start=1):
        code = _code(feature, number, codes)
        rings = _polygons(feature, number)
        left -= sum(len(ring) for ring in rings)
        if left < 0:
            raise ValidationError(_("The map has more than a million points: take a simplified version."))
        found.setdefault(code, []).extend(rings)
    return found


def _code(feature: Any, number: int, codes: frozenset[str]) -> str:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    named = properties if isinstance(properties, dict) else {}
    code = next((str(named[name]) for name in CODE_NAMES if named.get(name)), "")
    if code not in codes:
        raise ValidationError(
            _(
                "Feature %(number)d names no region of this country (“%(code)s”): give each feature the code of "
                "ISO 3166-2 in the property “iso_3166_2”, and leave other features out."
            ),
            params={"number": number, "code": code[:40]},
        )
    return code


def _polygons(feature: Any, number: int) -> list[Ring]:
    geometry = feature.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    coordinates: Any = geometry.get("coordinates") if isinstance(geometry, dict) else None
    polygons: list[Any]
    match kind:
        case "Polygon":
            polygons = [coordinates]
        case "MultiPolygon":
            polygons = coordinates if isinstance(coordinates, list) else []
        case _:
            raise ValidationError(_("Feature %(number)d is no Polygon and no MultiPolygon."), params={"number": number})
    try:
        return [[_point(place) for place in ring] for polygon in polygons for ring in polygon]
    except (TypeError, ValueError, IndexError):
        raise ValidationError(
            _("Feature %(number)d has coordinates that are no longitudes and latitudes in degrees."),
            params={"number": number},
        ) from None


def _point(place: Any) -> Point:
    longitude, latitude = float(place[0]), float(place[1])
    if not (isfinite(longitude) and isfinite(latitude) and abs(longitude) <= 180 and abs(latitude) <= 90):
        raise ValueError("not on earth")
    return longitude, latitude


def _drawn(rings: Mapping[str, list[Ring]]) -> dict[str, list[Ring]]:
    """The rings in the box of the picture, y downwards."""
    points = [point for parts in rings.values() for ring in parts for point in ring]
    if len(points) < 3:
        raise ValidationError(_("The map has no outlines."))
    projection = Projection.fitting(points)
    flat = {code: [[projection.flat(point) for point in ring] for ring in parts] for code, parts in rings.items()}
    every = [point for parts in flat.values() for ring in parts for point in ring]
    left, top = min(x for x, _y in every), max(y for _x, y in every)
    wide, high = max(x for x, _y in every) - left, top - min(y for _x, y in every)
    if wide <= 0 or high <= 0:
        raise ValidationError(_("The map has no outlines."))
    # A long country such as Chile is drawn narrower than the box, in its middle.
    scale = min(WIDTH / wide, HIGHEST / high)
    margin = (WIDTH - wide * scale) / 2
    return {
        code: [[((x - left) * scale + margin, (top - y) * scale) for x, y in ring] for ring in parts]
        for code, parts in flat.items()
    }


def _outline(parts: list[Ring], tolerance: float) -> Outline:
    """Small islands go with the details; the largest part of a region always stays."""
    ordered = sorted(parts, key=area, reverse=True)
    kept = [ring for number, ring in enumerate(ordered) if number == 0 or area(ring) > 8 * tolerance]
    x, y = centre(ordered[0])
    return Outline(path="".join(_path(simplified(ring, tolerance)) for ring in kept), label_at=(round(x), round(y)))


def _path(ring: Ring) -> str:
    """Whole numbers, each relative to the one before: a third of the length of absolute ones."""
    places = [(round(x), round(y)) for x, y in ring]
    (x, y), steps = places[0], []
    for to_x, to_y in places[1:]:
        if (to_x, to_y) != (x, y):
            steps.append(f"{to_x - x} {to_y - y}")
        x, y = to_x, to_y
    return f"M{places[0][0]} {places[0][1]}l{' '.join(steps)}z" if steps else ""
