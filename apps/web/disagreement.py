"""Figures of one measure side by side, and whether they can all be true at once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Final

from apps.findings.choices import Comparator, Measure
from apps.findings.models import Figure

# Facts of the election are one number whoever reports them; how many observers a mission had is each mission's own.
ELECTION_WIDE: Final = frozenset(
    {
        Measure.POLLING_STATIONS_TOTAL,
        Measure.REGIONS_TOTAL,
        Measure.TURNOUT_PERCENT,
        Measure.PARTIES_CONTESTING,
        Measure.CANDIDATES,
        Measure.REGISTERED_VOTERS,
    }
)
# Figures that share a label and nothing else are never held against each other.
INCOMPARABLE: Final = frozenset({Measure.OTHER})
# How far from the number an “about” is taken to reach.
ABOUT: Final = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class Range:
    """The values that a published figure allows; None is no bound."""

    low: Decimal | None
    high: Decimal | None
    is_open: bool = False

    def meets(self, other: "Range") -> bool:
        return not self._below(other) and not other._below(self)

    def _below(self, other: "Range") -> bool:
        if self.high is None or other.low is None:
            return False
        return self.high < other.low or (self.high == other.low and (self.is_open or other.is_open))


@dataclass(frozen=True, slots=True)
class FigureRow:
    """All figures of one measure; `differ` says that some of them contradict each other."""

    measure: Measure
    figures: tuple[Figure, ...]
    differ: bool


def allowed(figure: Figure) -> Range:
    """What a comparator leaves open: “more than 90” is every number above 90."""
    value = figure.value
    match Comparator(figure.comparator):
        case Comparator.EQ:
            return Range(value, value)
        case Comparator.GT:
            return Range(value, None, is_open=True)
        case Comparator.GTE:
            return Range(value, None)
        case Comparator.LT:
            return Range(None, value, is_open=True)
        case Comparator.LTE:
            return Range(None, value)
        case Comparator.APPROX:
            return Range(value * (1 - ABOUT), value * (1 + ABOUT))


def figure_rows(figures: Iterable[Figure]) -> list[FigureRow]:
    """Figures by measure in the order of the closed set, each row with its disagreement marked."""
    by_measure: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_measure[figure.measure].append(figure)
    return [
        FigureRow(measure=measure, figures=tuple(found), differ=_differ(measure, found))
        for measure in Measure
        if (found := by_measure.get(measure))
    ]


def _differ(measure: Measure, figures: list[Figure]) -> bool:
    if measure in INCOMPARABLE:
        return False
    return any(
        not allowed(one).meets(other_range)
        for one, other in combinations(figures, 2)
        for other_range in [allowed(other)]
        if measure in ELECTION_WIDE or one.mission_id == other.mission_id
    )
