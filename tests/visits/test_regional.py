"""What readers learn of a region's visits, and what they cannot work out."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.visits.regional import BANDS, Band, Precision, band, cover_regions
from apps.visits.statistics import Withheld


def test_large_counts_are_exact() -> None:
    coverage = cover_regions({1: 12, 2: 0, 3: 5})
    assert (coverage.precision, coverage.withheld) == (Precision.EXACT, ())
    assert coverage.bands == {1: Band(12, 12), 2: Band(0, 0), 3: Band(5, 5)}


def test_one_small_count_puts_every_region_into_bands() -> None:
    coverage = cover_regions({1: 12, 2: 0, 3: 4})
    assert (coverage.precision, coverage.withheld) == (Precision.BANDS, (Withheld.SMALL_CELL,))
    assert coverage.bands == {1: Band(10, 24), 2: Band(0, 0), 3: Band(1, 9)}


def test_visits_outside_the_map_count_as_a_region_that_is_not_shown() -> None:
    assert cover_regions({1: 12}, unplaced=3).precision is Precision.BANDS


@pytest.mark.parametrize("counts", [(1, 1, 1, 1, 1), (1, 1, 3), (4,), (1, 10)])
def test_a_sum_that_pins_a_small_count_down_hides_all(counts: tuple[int, ...]) -> None:
    coverage = cover_regions(dict(enumerate(counts)))
    assert (coverage.precision, coverage.bands, coverage.withheld) == (Precision.HIDDEN, {}, (Withheld.FEW_VISITS,))


@pytest.mark.parametrize(("count", "expected"), [(0, "0-0"), (1, "1-9"), (9, "1-9"), (10, "10-24"), (100, "100-None")])
def test_bands_hold_their_edges(count: int, expected: str) -> None:
    assert f"{band(count).low}-{band(count).high}" == expected


@given(st.lists(st.integers(0, 12), min_size=1, max_size=4))
def test_no_small_count_follows_from_the_bands_and_the_sum(counts: list[int]) -> None:
    """Tries every set of counts that fits what is shown: for each region one of them must not be small."""
    coverage = cover_regions(dict(enumerate(counts)))
    if coverage.precision is Precision.HIDDEN:
        return
    ranges = [range(item.low, (item.high if item.high is not None else 30) + 1) for item in coverage.bands.values()]
    possible = [tried for tried in product(*ranges) if sum(tried) == sum(counts)]
    for place in range(len(counts)):
        values = {tried[place] for tried in possible}
        assert values == {0} or max(values) >= 5


def test_bands_follow_each_other_without_a_gap() -> None:
    assert [item.low for item in BANDS[1:]] == [(item.high or 0) + 1 for item in BANDS[:-1]]
