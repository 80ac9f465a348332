"""Outlines with fewer points, and the measures of a ring."""

from collections.abc import Sequence

from apps.elections.projection import Point


def area(ring: Sequence[Point]) -> float:
    """The area that a ring encloses, whichever way round it runs."""
    return abs(_signed(ring))


def centre(ring: Sequence[Point]) -> Point:
    """The centroid of a ring; of one without area, its first point."""
    signed = _signed(ring)
    if abs(signed) < 1e-9:
        return ring[0]
    x = y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x1 * y2 - x2 * y1
        x += (x1 + x2) * cross
        y += (y1 + y2) * cross
    return x / (6 * signed), y / (6 * signed)


def simplified(ring: Sequence[Point], tolerance: float) -> list[Point]:
    """Douglas and Peucker's line (1973): no dropped point lies further than `tolerance` from what is left.

    A stack instead of recursion, so that a long coast cannot exhaust Python's own.
    """
    if len(ring) < 4:
        return list(ring)
    keep = [False] * len(ring)
    # A closed ring is cut at the point furthest from its beginning, or both ends of the line would be one point.
    furthest = max(range(len(ring)), key=lambda index: _squared(ring[0], ring[index]))
    keep[0] = keep[furthest] = keep[-1] = True
    stack = [(0, furthest), (furthest, len(ring) - 1)]
    while stack:
        first, last = stack.pop()
        index, distance = _furthest(ring, first, last)
        if distance > tolerance * tolerance:
            keep[index] = True
            stack += [(first, index), (index, last)]
    return [point for point, kept in zip(ring, keep, strict=True) if kept]


def _furthest(ring: Sequence[Point], first: int, last: int) -> tuple[int, float]:
    best, index = -1.0, first
    for at in range(first + 1, last):
        distance = _to_segment(ring[at], ring[first], ring[last])
        if distance > best:
            best, index = distance, at
    return index, best


def _to_segment(point: Point, one: Point, other: Point) -> float:
    """The square of the distance from a point to a line between two others."""
    length = _squared(one, other)
    if length == 0:
        return _squared(point, one)
    along = ((point[0] - one[0]) * (other[0] - one[0]) + (point[1] - one[1]) * (other[1] - one[1])) / length
    along = min(1.0, max(0.0, along))
    return _squared(point, (one[0] + along * (other[0] - one[0]), one[1] + along * (other[1] - one[1])))


def _squared(one: Point, other: Point) -> float:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def _signed(ring: Sequence[Point]) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], *ring[:1]], strict=True)) / 2
