"""From longitude and latitude to a flat map on which areas keep their proportions."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sin, sqrt
from typing import Final, Self, TypeAlias

Point: TypeAlias = tuple[float, float]

# Parallels as far from the edges as cartographers commonly put them (the rule of sixths).
SIXTH: Final = 1 / 6
# Near the equator the cone becomes a cylinder, and its formula divides by nought.
FLATTEST_CONE: Final = 0.05


@dataclass(frozen=True, slots=True)
class Projection:
    """Albers' equal-area conic projection (1805), as in Snyder, Map Projections (USGS 1987), chapter 14."""

    cone: float
    constant: float
    middle: float
    is_across_the_date_line: bool

    @classmethod
    def fitting(cls, points: Sequence[Point]) -> Self:
        """The projection that suits a region of the earth."""
        across = _spans_date_line(points)
        longitudes = [_turned(longitude, across) for longitude, _latitude in points]
        latitudes = [latitude for _longitude, latitude in points]
        low, high = min(latitudes), max(latitudes)
        first, second = radians(low + (high - low) * SIXTH), radians(high - (high - low) * SIXTH)
        cone = (sin(first) + sin(second)) / 2
        if abs(cone) < FLATTEST_CONE:
            cone = FLATTEST_CONE if cone >= 0 else -FLATTEST_CONE
        return cls(
            cone=cone,
            constant=cos(first) ** 2 + 2 * cone * sin(first),
            middle=(min(longitudes) + max(longitudes)) / 2,
            is_across_the_date_line=across,
        )

    def flat(self, point: Point) -> Point:
        """x to the east and y to the north, in radii of the earth."""
        longitude, latitude = point
        turned = _turned(longitude, self.is_across_the_date_line)
        angle = self.cone * radians(turned - self.middle)
        radius = sqrt(max(0.0, self.constant - 2 * self.cone * sin(radians(latitude)))) / self.cone
        return radius * sin(angle), -radius * cos(angle)


def _spans_date_line(points: Sequence[Point]) -> bool:
    """Whether a country lies on both sides of 180°, as Russia does: the two halves belong together."""
    longitudes = [longitude for longitude, _latitude in points]
    if max(longitudes) - min(longitudes) <= 180:
        return False
    turned = [_turned(longitude, True) for longitude in longitudes]
    return max(turned) - min(turned) < max(longitudes) - min(longitudes)


def _turned(longitude: float, across: bool) -> float:
    return longitude + 360 if across and longitude < 0 else longitude
