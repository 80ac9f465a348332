"""The arithmetic of visits: shares with their intervals, and which counts are small. It reads no database.

What readers may see of counts that few observations made:
- a count from 1 to 4 is suppressed (None); a zero is shown, since it points at nobody;
- what could be worked out by subtraction is shown together with something else;
- a share needs at least 30 assessed visits (METHOD B4), and a mandate that covers election day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Any, Final

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


def wilson(*, successes: int, n: int, population: int | None = None) -> Share:
    """The Wilson score interval of 1927, to four places. Raises ValueError unless 0 ≤ successes ≤ n and n > 0.

    `population`: how many stations there are, where those visited were drawn at random. The sample then counts as
    n (N - 1) / (N - n) of an endless population (Cochran's finite-population correction); a full count has no error.
    """
    if not 0 <= successes <= n or n == 0:
        raise ValueError(f"{successes} of {n} is no share")
    share = successes / n
    if population is not None and population <= n:
        return Share(value=round(share, 4), low=round(share, 4), high=round(share, 4))
    z2 = Z_95**2
    size = n if population is None else n * (population - 1) / (population - n)
    centre = (share + z2 / (2 * size)) / (1 + z2 / size)
    half = Z_95 / (1 + z2 / size) * sqrt(share * (1 - share) / size + z2 / (4 * size * size))
    return Share(value=round(share, 4), low=round(max(0.0, centre - half), 4), high=round(min(1.0, centre + half), 4))


def is_small(count: int) -> bool:
    return 0 < count < SMALLEST_CELL


def shown(count: int) -> int | None:
    """A count as readers may see it."""
    return None if is_small(count) else count


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
    voters_covered: int | None = None
    voters_total: int | None = None


def form_from(row: Mapping[str, Any]) -> FormStatistics:
    """One form of a release."""
    share = row["positive_share"]
    return FormStatistics(
        form=FormKind(row["form"]),
        counts={grade: row["counts"][grade.value] for grade in Assessment},
        positive_share=Share(**share) if share else None,
        withheld=tuple(Withheld(code) for code in row["withheld"]),
        **{name: row[name] for name in ("visits", "assessed", "missing", "positive", "negative")},
    )


def coverage_from(row: Mapping[str, Any] | None) -> Coverage:
    """The coverage of a release; nothing where nothing is released."""
    known = row or {}
    return Coverage(
        visits=known.get("visits"),
        stations_visited=known.get("stations_visited"),
        stations_total=known.get("stations_total"),
        regions_visited=known.get("regions_visited", 0),
        regions_total=known.get("regions_total"),
        voters_covered=known.get("voters_covered"),
        voters_total=known.get("voters_total"),
    )
