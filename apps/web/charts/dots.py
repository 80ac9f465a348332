"""A unit chart of assessments: one mark for each finding, criticism to the left, approval to the right, no average."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from django.utils.safestring import SafeString

from apps.core.charts.svg import WIDTH, label, node, picture
from apps.findings.choices import Sentiment

HEAD: Final = 22
UNIT: Final = 16
TITLE_LINE: Final = 18
MISSION_LINE: Final = 15
LINE: Final = 20
AFTER: Final = 8
MIDDLE: Final = WIDTH / 2
# Marks that judge neither way stand about the middle; the sides begin beyond them.
CENTRE: Final = 54
MOST_ON_A_SIDE: Final = int((MIDDLE - CENTRE) // UNIT)
MOST_IN_THE_CENTRE: Final = int(2 * CENTRE // UNIT) - 1
# The same shapes as in the marks beside the words.
SHAPES: Final = {
    Sentiment.POSITIVE: ("M0 -6a6 6 0 1 0 .01 0z", "M0 -3v6M-3 0h6"),
    Sentiment.NEGATIVE: ("M0 -7L7 0L0 7L-7 0z", "M-3 0h6"),
    Sentiment.MIXED: ("M-5 -5h10v10h-10z", "M-5 5V-5H5z"),
    Sentiment.NEUTRAL: ("M0 -5a5 5 0 1 0 .01 0z", ""),
}


@dataclass(frozen=True, slots=True)
class Units:
    """The assessments of one mission on one topic; `who` is empty where a chart shows a single mission."""

    who: str
    counts: dict[Sentiment, int]


@dataclass(frozen=True, slots=True)
class Group:
    """One topic with a line for each mission that judged it."""

    title: str
    units: tuple[Units, ...]


def unit_chart(
    groups: Sequence[Group], *, heads: tuple[str, str, str], name: str, title: str, description: str
) -> SafeString:
    """Topics down, each finding a mark; `heads` name the three columns."""
    left, middle, right = heads
    drawn = [
        label(left, x=0, y=13, kind="c-quiet"),
        label(middle, x=MIDDLE, y=13, kind="c-quiet", anchor="middle"),
        label(right, x=WIDTH, y=13, kind="c-quiet", anchor="end"),
    ]
    top: float = HEAD
    for group in groups:
        lines, bottom = _group(group, top)
        drawn += lines
        top = bottom
    return picture(*drawn, name=name, kind="units", title=title, description=description, height=top)


def _group(group: Group, top: float) -> tuple[list[Element], float]:
    drawn = [
        node("path", d=f"M0 {top:g}H{WIDTH}", class_="c-rule"),
        label(group.title, x=0, y=top + TITLE_LINE - 3, kind="c-strong"),
    ]
    y = top + TITLE_LINE
    for units in group.units:
        if units.who:
            drawn.append(label(units.who, x=0, y=y + MISSION_LINE - 3, kind="c-quiet"))
            y += MISSION_LINE
        drawn += _marks(units.counts, y + LINE / 2)
        y += LINE
    return drawn, y + AFTER


def _marks(counts: dict[Sentiment, int], y: float) -> Iterable[Element]:
    """Marks outwards from the middle; a run too long for the picture ends in its number."""
    centre = [(Sentiment.MIXED, counts.get(Sentiment.MIXED, 0)), (Sentiment.NEUTRAL, counts.get(Sentiment.NEUTRAL, 0))]
    marks = [sentiment for sentiment, count in centre for _mark in range(count)]
    yield from _run(
        marks,
        start=MIDDLE - (min(len(marks), MOST_IN_THE_CENTRE) - 1) * UNIT / 2,
        y=y,
        step=UNIT,
        most=MOST_IN_THE_CENTRE,
    )
    for sentiment, side in ((Sentiment.NEGATIVE, -1), (Sentiment.POSITIVE, 1)):
        run = [sentiment] * counts.get(sentiment, 0)
        yield from _run(run, start=MIDDLE + side * (CENTRE + UNIT / 2), y=y, step=side * UNIT, most=MOST_ON_A_SIDE)


def _run(marks: Sequence[Sentiment], *, start: float, y: float, step: float, most: int) -> Iterable[Element]:
    fits = len(marks) <= most
    shown = marks if fits else marks[: most - 2]
    for number, sentiment in enumerate(shown):
        yield _mark(sentiment, x=start + number * step, y=y)
    if not fits:
        yield label(
            f"+{len(marks) - len(shown)}", x=start + (most - 1.5) * step, y=y + 4, kind="c-count", anchor="middle"
        )


def _mark(sentiment: Sentiment, *, x: float, y: float) -> Element:
    outline, inner = SHAPES[sentiment]
    return node(
        "g",
        node("path", d=outline, class_="c-shape"),
        *([node("path", d=inner, class_="c-inner")] if inner else []),
        class_=f"c-unit s-{sentiment}",
        transform=f"translate({x:g} {y:g})",
    )
