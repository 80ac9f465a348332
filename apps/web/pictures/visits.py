"""How visits were assessed, form by form: bars of counts, and the table with every denominator."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.core.charts.bars import HATCHED, Bar, Part, stacked_bars
from apps.core.charts.svg import hatch
from apps.missions.models import Mission
from apps.visits.choices import Assessment, FormKind
from apps.visits.selectors import VisitStatistics
from apps.visits.statistics import FormStatistics, Share, Withheld
from apps.web.wording import number_text, percent_text

NAME: Final = "visits"
KINDS: Final[dict[str, str | Promise]] = {
    **{grade.value: grade.label for grade in Assessment},
    "positive": _("Very good or good, not told apart"),
    "negative": _("Bad or very bad, not told apart"),
    "unsplit": _("Assessed; how, is not shown"),
    "missing": _("Without an overall assessment"),
    "plain": _("Visits"),
}


@dataclass(frozen=True, slots=True)
class Key:
    """One surface of the picture and what it means."""

    kind: str
    label: str | Promise
    fill: str


@dataclass(frozen=True, slots=True)
class Row:
    """One form in the table; an empty text is a number that is not shown."""

    form: FormStatistics
    visits: str
    counts: tuple[str, ...]
    missing: str
    assessed: str
    share: str
    interval: str


@dataclass(frozen=True, slots=True)
class RegionRow:
    """One form in one region, or in several that are told together."""

    form: FormKind
    regions: str
    visits: str
    assessed: str
    missing: str
    share: str
    interval: str


@dataclass(frozen=True, slots=True)
class VisitChart:
    """The bars with their key and table, and every reason for which something is not shown."""

    picture: SafeString
    key: tuple[Key, ...]
    rows: tuple[Row, ...]
    grades: tuple[Assessment, ...]
    withheld: tuple[Withheld, ...]
    is_by_mandate: bool


def visit_chart(mission: Mission, statistics: VisitStatistics) -> VisitChart | None:
    """None where no visit of the mission is known."""
    if not statistics.forms:
        return None
    bars = [_bar(form) for form in statistics.forms]
    used = {part.kind for bar in bars for part in bar.parts}
    reasons = {reason for form in statistics.forms for reason in form.withheld}
    return VisitChart(
        picture=stacked_bars(
            bars,
            name=NAME,
            title=gettext("Visits of %(organisation)s by form and overall assessment")
            % {"organisation": mission.organisation},
            description=gettext("Bars of counts on one scale. The table has all the numbers."),
        ),
        key=tuple(
            Key(kind=kind, label=label, fill=hatch(NAME, kind) if kind in HATCHED else "")
            for kind, label in KINDS.items()
            if kind in used
        ),
        rows=tuple(row_of(form) for form in statistics.forms),
        grades=tuple(Assessment),
        withheld=tuple(reason for reason in Withheld if reason in reasons),
        is_by_mandate=mission.observes_election_day_systematically,
    )


def region_rows(statistics: VisitStatistics) -> tuple[RegionRow, ...]:
    """The forms by region, as far as they were released; regions with few visits stand in one row."""
    if statistics.release is None:
        return ()
    names = {region.code: str(region) for region in statistics.regions}
    rows = [(FormKind(form["form"]), part) for form in statistics.release.numbers["forms"] for part in form["regions"]]
    return tuple(
        RegionRow(
            form=form,
            regions=", ".join(names.get(code) or code or gettext("Region not known") for code in part["regions"]),
            visits=_number(part["visits"]),
            assessed=_number(part["assessed"]),
            missing=_number(part["missing"]),
            share=_percent(part["positive_share"]["value"]) if part["positive_share"] else "",
            interval=_interval(Share(**part["positive_share"])) if part["positive_share"] else "",
        )
        for form, part in rows
    )


def _bar(form: FormStatistics) -> Bar:
    total = (
        gettext("n = %(number)s") % {"number": number_text(form.visits)}
        if form.visits is not None
        else gettext("too few to show")
    )
    return Bar(title=str(form.form.label), total=total, parts=tuple(_parts(form)))


def _parts(form: FormStatistics) -> Sequence[Part]:
    """As fine as may be shown: grades, else halves, else the assessed as one, else the visits alone."""
    if form.visits is None:
        return []
    if form.assessed is None:
        return [Part("plain", form.visits)]
    rest = [Part("missing", form.missing or 0)]
    if form.positive is None or form.negative is None:
        return [Part("unsplit", form.assessed), *rest]
    good = _half(form, ("positive", form.positive), (Assessment.VERY_GOOD, Assessment.GOOD))
    bad = _half(form, ("negative", form.negative), (Assessment.BAD, Assessment.VERY_BAD))
    return [*good, *bad, *rest]


def _half(form: FormStatistics, whole: tuple[str, int], grades: tuple[Assessment, ...]) -> list[Part]:
    parts = [Part(grade.value, count) for grade in grades if (count := form.counts[grade]) is not None]
    return parts if len(parts) == len(grades) else [Part(*whole)]


def row_of(form: FormStatistics) -> Row:
    """One form as a table shows it."""
    share = form.positive_share
    return Row(
        form=form,
        visits=_number(form.visits),
        counts=tuple(_number(form.counts[grade]) for grade in Assessment),
        missing=_number(form.missing),
        assessed=_number(form.assessed),
        share=_percent(share.value) if share else "",
        interval=_interval(share) if share else "",
    )


def _interval(share: Share) -> str:
    return gettext("%(low)s to %(high)s") % {"low": _percent(share.low), "high": _percent(share.high)}


def _number(count: int | None) -> str:
    return "" if count is None else number_text(count)


def _percent(part: float) -> str:
    return percent_text(Decimal(round(part * 100)))
