"""Stacked bars of counts on one scale: as long as there is something to count, and never stretched to a hundred."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from django.utils.formats import number_format
from django.utils.safestring import SafeString

from apps.core.charts.svg import WIDTH, hatch, hatches, label, node, picture, width_of

BAR: Final = 20
ROW: Final = 66
HEAD: Final = 16
COUNT_SIZE: Final = 12
GAP: Final = 3
# Kinds that a pattern tells from their neighbour; the others are plain surfaces.
HATCHED: Final = ("good", "bad", "positive", "negative", "unsplit", "missing")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bar; `kind` names its surface, which the style sheet colours."""

    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with what stands over it on the left and on the right."""

    title: str
    total: str
    parts: tuple[Part, ...]


def stacked_bars(bars: Sequence[Bar], *, name: str, title: str, description: str) -> SafeString:
    """Bars under each other, each count under its piece where there is room for it."""
    longest = max((sum(part.count for part in bar.parts) for bar in bars), default=0)
    scale = WIDTH / longest if longest else 0
    used = {part.kind for bar in bars for part in bar.parts}
    drawn = [hatches(name, [kind for kind in HATCHED if kind in used])]
    for number, bar in enumerate(bars):
        drawn += _bar(bar, top=number * ROW, scale=scale, name=name)
    return picture(*drawn, name=name, kind="bars", title=title, description=description, height=len(bars) * ROW)


def _bar(bar: Bar, *, top: float, scale: float, name: str) -> list[Element]:
    drawn = [
        label(bar.title, x=0, y=top + HEAD - 3, kind="c-strong"),
        label(bar.total, x=WIDTH, y=top + HEAD - 3, kind="c-quiet", anchor="end"),
        node("rect", x=0, y=top + HEAD + 4, width=WIDTH, height=BAR, class_="c-track"),
    ]
    left, free_from = 0.0, 0.0
    for part in bar.parts:
        wide = part.count * scale
        if not part.count:
            continue
        fill = hatch(name, part.kind) if part.kind in HATCHED else None
        drawn.append(
            node("rect", x=left, y=top + HEAD + 4, width=wide, height=BAR, class_=f"c-part c-{part.kind}", fill=fill)
        )
        words = number_format(part.count, force_grouping=True)
        half = width_of(words, size=COUNT_SIZE) / 2
        middle = min(max(left + wide / 2, half), WIDTH - half)
        if middle - half >= free_from:
            drawn.append(
                label(words, x=middle, y=top + HEAD + 4 + BAR + COUNT_SIZE + 1, kind="c-count", anchor="middle")
            )
            free_from = middle + half + GAP
        left += wide
    return drawn
