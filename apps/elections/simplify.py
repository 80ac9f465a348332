"""Outlines with fewer points, and the measures of a ring."""

from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from typing import Final

from apps.elections.projection import Point

# Two corners left would be a line.
FEWEST: Final = 4


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
    """Drop corner after corner, the flattest first, until each has a triangle of at least `tolerance` squared.

    Visvalingam and Whyatt (1993). With a heap it takes n log n steps however a coast is shaped.
    """
    before = list(range(-1, len(ring) - 1))
    after = list(range(1, len(ring) + 1))
    current = [0.0, *(_triangle(ring[at - 1], ring[at], ring[at + 1]) for at in range(1, len(ring) - 1)), 0.0]
    heap = [(current[at], at) for at in range(1, len(ring) - 1)]
    heapify(heap)
    gone: set[int] = set()
    while heap and len(ring) - len(gone) > FEWEST:
        size, at = heappop(heap)
        if size != current[at] or at in gone:
            continue
        if size >= tolerance * tolerance:
            break
        gone.add(at)
        left, right = before[at], after[at]
        after[left], before[right] = right, left
        for corner in (left, right):
            if 0 < corner < len(ring) - 1:
                # A corner never becomes flatter than one that went before it, or a coast would unravel.
                current[corner] = max(size, _triangle(ring[before[corner]], ring[corner], ring[after[corner]]))
                heappush(heap, (current[corner], corner))
    return [point for at, point in enumerate(ring) if at not in gone]


def _triangle(one: Point, two: Point, three: Point) -> float:
    return abs((two[0] - one[0]) * (three[1] - one[1]) - (three[0] - one[0]) * (two[1] - one[1])) / 2


def _signed(ring: Sequence[Point]) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], *ring[:1]], strict=True)) / 2
