"""Columns on one scale, such as a count for each hour of a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.safestring import SafeString

from apps.core.charts.svg import WIDTH, label, node, picture, width_of

HEIGHT: Final = 120
HEAD: Final = 16
FOOT: Final = 18
SIZE: Final = 11
WIDEST: Final = 34


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what stands under it, what it counts, and its words for those who point at it."""

    short: str
    count: int
    title: str


def columns(bars: Sequence[Column], *, name: str, title: str, description: str) -> SafeString:
    """Columns side by side, with their counts over them where there is room."""
    most = max((bar.count for bar in bars), default=0)
    step = min(WIDEST, WIDTH / max(len(bars), 1))
    drawn = [node("path", d=f"M0 {HEAD + HEIGHT}H{WIDTH}", class_="c-rule")]
    label_each = max(1, round(max((width_of(bar.short, size=SIZE) for bar in bars), default=0) / step + 0.5))
    for place, bar in enumerate(bars):
        tall = HEIGHT * bar.count / most if most else 0
        middle = place * step + step / 2
        drawn.append(
            node(
                "g",
                node("title", text=bar.title),
                node(
                    "rect",
                    x=place * step + 1,
                    y=HEAD + HEIGHT - tall,
                    width=step - 2,
                    height=tall,
                    class_="c-part c-plain",
                ),
            )
        )
        if place % label_each == 0:
            drawn.append(label(bar.short, x=middle, y=HEAD + HEIGHT + 13, kind="c-small", anchor="middle"))
        if width_of(str(bar.count), size=SIZE) <= step:
            drawn.append(label(str(bar.count), x=middle, y=HEAD + HEIGHT - tall - 4, kind="c-small", anchor="middle"))
    return picture(*drawn, name=name, kind="columns", title=title, description=description, height=HEAD + HEIGHT + FOOT)
