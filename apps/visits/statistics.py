"""Statistics of visits as pure functions of counts: nothing here reads the database.

What readers may see of counts that few observations made:
- a count from 1 to 4 is suppressed (None); a zero is shown, since it points at nobody;
- what could be worked out by subtraction from what is shown is suppressed with it;
- a share needs at least 30 assessed visits (METHOD B4), and a mandate that covers election day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.visits.choices import Assessment, FormKind

SMALLEST_CELL: Final = 5
SMALLEST_BASE: Final = 30
Z_95: Final = 1.959963984540054
"""The 97.5th percentile of the standard normal distribution, for two-sided intervals of 95 %."""

POSITIVE: Final = (Assessment.VERY_GOOD, Assessment.GOOD)
NEGATIVE: Final = (Assessment.BAD, Assessment.VERY_BAD)
NOT_ASSESSED: Final = ""


class Withheld(models.TextChoices):
    """Why a number is not shown."""

    MANDATE = (
        "mandate",
        _("A mission of this format does not observe election day systematically, so there are no percentages."),
    )
    FEW_VISITS = "few_visits", _("There are too few visits to show without pointing at single polling stations.")
    FEW_FOR_SHARE = "few_for_share", _("A percentage needs at least 30 assessed visits.")
    SMALL_CELL = "small_cell", _("Counts from 1 to 4 are not shown, nor any from which they could be worked out.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """A part of a whole between 0 and 1, with its Wilson interval of 95 %."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True, slots=True)
class FormStatistics:
    """How the visits of one form were assessed overall; None is “not shown”, for the reasons in `withheld`."""

    form: FormKind
    visits: int | None
    assessed: int | None
    missing: int | None
    counts: Mapping[Assessment, int | None]
    positive: int | None
    negative: int | None
    positive_share: Share | None
    withheld: tuple[Withheld, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Coverage:
    """How far a mission got; totals are None where no register of stations or regions is known."""

    visits: int | None
    stations_visited: int | None
    stations_total: int | None
    regions_visited: int
    regions_total: int | None


def wilson(*, successes: int, n: int) -> Share:
    """The Wilson score interval of 1927, to four places. Raises ValueError unless 0 ≤ successes ≤ n and n > 0."""
    if not 0 <= successes <= n or n == 0:
        raise ValueError(f"{successes} of {n} is no share")
    share, z2 = successes / n, Z_95**2
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z_95 / (1 + z2 / n) * sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return Share(value=round(share, 4), low=round(max(0.0, centre - half), 4), high=round(min(1.0, centre + half), 4))


def is_small(count: int) -> bool:
    return 0 < count < SMALLEST_CELL


def shown(count: int) -> int | None:
    """A count as readers may see it."""
    return None if is_small(count) else count


def assess(*, form: FormKind, tally: Mapping[str, int], by_mandate: bool) -> FormStatistics:
    """One form's statistics from its visits by overall assessment ("" where none was given).

    `by_mandate`: whether the mission observes election day systematically; without, only the visits are counted.
    """
    _refuse_unknown(tally)
    visits = sum(tally.values())
    missing = tally.get(NOT_ASSESSED, 0)
    if is_small(visits):
        return _only_visits(form, visits=None, reason=Withheld.FEW_VISITS)
    if not by_mandate:
        return _only_visits(form, visits=visits, reason=Withheld.MANDATE)
    counts = {grade: tally.get(grade, 0) for grade in Assessment}
    positive = sum(counts[grade] for grade in POSITIVE)
    negative = sum(counts[grade] for grade in NEGATIVE)
    # A hidden half could be worked out from the other and the base, and so could the grades within it.
    halves_shown = not (is_small(positive) or is_small(negative))
    cells = _protected(counts) if halves_shown else dict.fromkeys(Assessment)
    share = _share(positive=positive, assessed=visits - missing) if halves_shown else None
    return FormStatistics(
        form=form,
        visits=visits,
        assessed=visits - missing,
        missing=missing,
        counts=cells,
        positive=positive if halves_shown else None,
        negative=negative if halves_shown else None,
        positive_share=share,
        withheld=_reasons(assessed=visits - missing, halves_shown=halves_shown, cells=cells),
    )


def cover(
    *,
    forms: Mapping[FormKind, int],
    stations_visited: int,
    stations_total: int,
    regions_visited: int,
    regions_total: int,
) -> Coverage:
    """Coverage as readers may see it. The sum of visits would give a single hidden form away, so it goes with it."""
    hidden = any(is_small(visits) for visits in forms.values())
    return Coverage(
        visits=None if hidden else sum(forms.values()),
        stations_visited=shown(stations_visited),
        stations_total=stations_total or None,
        regions_visited=regions_visited,
        regions_total=regions_total or None,
    )


def _refuse_unknown(tally: Mapping[str, int]) -> None:
    if unknown := set(tally) - {NOT_ASSESSED, *Assessment.values}:
        raise ValueError(f"unknown assessments: {sorted(unknown)}")


def _only_visits(form: FormKind, *, visits: int | None, reason: Withheld) -> FormStatistics:
    return FormStatistics(
        form=form,
        visits=visits,
        assessed=None,
        missing=None,
        counts=dict.fromkeys(Assessment),
        positive=None,
        negative=None,
        positive_share=None,
        withheld=(reason,),
    )


def _protected(counts: Mapping[Assessment, int]) -> dict[Assessment, int | None]:
    """The four counts; both grades of a half vanish if either is small, since the half itself is shown."""
    cells: dict[Assessment, int | None] = {}
    for half in (POSITIVE, NEGATIVE):
        hide = any(is_small(counts[grade]) for grade in half)
        cells.update({grade: None if hide else counts[grade] for grade in half})
    return cells


def _share(*, positive: int, assessed: int) -> Share | None:
    return wilson(successes=positive, n=assessed) if assessed >= SMALLEST_BASE else None


def _reasons(*, assessed: int, halves_shown: bool, cells: Mapping[Assessment, int | None]) -> tuple[Withheld, ...]:
    reasons = []
    if not halves_shown or None in cells.values():
        reasons.append(Withheld.SMALL_CELL)
    if assessed < SMALLEST_BASE:
        reasons.append(Withheld.FEW_FOR_SHARE)
    return tuple(reasons)
