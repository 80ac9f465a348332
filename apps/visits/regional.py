"""How many visits each region saw, as far as readers may know it. Pure functions of counts.

A region's exact count is shown only where no region has a small one: else the hidden count would follow from the
others and their sum. Then all regions are given in bands, which no subtraction narrows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from apps.visits.statistics import SMALLEST_CELL, Withheld, is_small
from apps.visits.tables import FormCounts


@dataclass(frozen=True, slots=True)
class Band:
    """Visits from `low` to `high`, both included; an open end is None."""

    low: int
    high: int | None

    @property
    def is_exact(self) -> bool:
        return self.low == self.high


class Precision(StrEnum):
    """How the regions of one mission are told."""

    EXACT = "exact"
    BANDS = "bands"
    HIDDEN = "hidden"


BANDS: Final = (Band(0, 0), Band(1, 9), Band(10, 24), Band(25, 49), Band(50, 99), Band(100, None))


@dataclass(frozen=True, kw_only=True, slots=True)
class RegionalCoverage:
    """Bands by region id, regions without a visit included; empty where even that would say too much."""

    bands: Mapping[int, Band]
    precision: Precision
    withheld: tuple[Withheld, ...] = ()


def cover_regions(visits: Mapping[int, int], *, unplaced: int = 0) -> RegionalCoverage:
    """Coverage of the given regions from their exact counts; `unplaced` are visits in no region of the map."""
    counts = [*visits.values(), *([unplaced] if unplaced else [])]
    if not any(is_small(count) for count in counts):
        exact = {region: Band(count, count) for region, count in visits.items()}
        return RegionalCoverage(bands=exact, precision=Precision.EXACT)
    bands = {region: band(count) for region, count in visits.items()}
    if _gives_away([band(count) for count in counts], sum(counts)):
        return RegionalCoverage(bands={}, precision=Precision.HIDDEN, withheld=(Withheld.FEW_VISITS,))
    return RegionalCoverage(bands=bands, precision=Precision.BANDS, withheld=(Withheld.SMALL_CELL,))


def band(count: int) -> Band:
    return next(item for item in BANDS if item.low <= count and (item.high is None or count <= item.high))


def _gives_away(bands: list[Band], total: int) -> bool:
    """Whether the sum of all visits, which readers may know, pins a small count down.

    It does where a region's smallest and largest possible counts, the others being anything in their bands, both
    lie under the smallest cell and above nought.
    """
    lows = sum(item.low for item in bands)
    highs = None if any(item.high is None for item in bands) else sum(item.high or 0 for item in bands)
    for item in bands:
        if item.low == 0:
            continue
        largest = total - (lows - item.low)
        smallest = item.low if highs is None or item.high is None else total - (highs - item.high)
        if max(smallest, item.low) > 0 and min(largest, item.high or largest) < SMALLEST_CELL:
            return True
    return False


def regional_table(codes: Sequence[str], forms: Sequence[FormCounts]) -> dict[str, Any]:
    """Regional coverage as a release keeps it.

    The tables of forms put regions with few visits together. The sum of a region over all forms would take one of
    them apart again, so that regions are then told neither exactly nor in bands.
    """
    counts = {code: sum(sum(form.overall.get(code, {}).values()) for form in forms) for code in codes}
    unplaced = sum(sum(row.values()) for form in forms for code, row in form.overall.items() if code not in counts)
    coverage = cover_regions({place: counts[code] for place, code in enumerate(codes)}, unplaced=unplaced)
    if len(forms) > 1 and any(is_small(sum(row.values())) for form in forms for row in form.overall.values()):
        coverage = RegionalCoverage(bands={}, precision=Precision.HIDDEN, withheld=(Withheld.SMALL_CELL,))
    return {
        "precision": coverage.precision.value,
        "bands": {codes[place]: [item.low, item.high] for place, item in coverage.bands.items()},
        "withheld": [reason.value for reason in coverage.withheld],
    }


def regional_from(row: Mapping[str, Any] | None, ids: Mapping[str, int]) -> RegionalCoverage:
    """The regional coverage of a release, for regions that exist today; hidden where nothing is released."""
    if row is None or not set(ids) <= set(row["bands"]):
        return RegionalCoverage(bands={}, precision=Precision.HIDDEN)
    return RegionalCoverage(
        bands={ids[code]: Band(low, high) for code, (low, high) in row["bands"].items() if code in ids},
        precision=Precision(row["precision"]),
        withheld=tuple(Withheld(code) for code in row["withheld"]),
    )
