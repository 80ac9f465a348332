"""Maps of regions: a square for each, or outlines where a map was loaded. The number stands in every place."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from django.utils.safestring import SafeString

from apps.core.charts.svg import WIDTH, label, node, picture

SPACE: Final = 3
WIDEST_TILE: Final = 58
OUTLINE_BOX: Final = 1_000


@dataclass(frozen=True, slots=True)
class Place:
    """A region as it is drawn: its short name, what it counts in words, and how strongly it is coloured (0 to 4).

    `is_city` makes its tile round. A place in an outline map has a path and a point for its label.
    """

    short: str
    title: str
    value: str
    level: int
    is_city: bool = False
    at: tuple[int, int] = (0, 0)
    path: str = ""


def tile_map(
    places: Sequence[Place], *, columns: int, rows: int, name: str, title: str, description: str
) -> SafeString:
    """A square for every region in its row and column; cities of their own are round."""
    side = min(WIDEST_TILE, WIDTH / columns)
    margin = (WIDTH - side * columns) / 2
    tiles = [_tile(place, side=side, margin=margin) for place in places]
    return picture(*tiles, name=name, kind="tiles", title=title, description=description, height=side * rows)


def outline_map(places: Sequence[Place], *, height: int, name: str, title: str, description: str) -> SafeString:
    """The outlines, then the labels over all of them."""
    outlines = [
        node("path", node("title", text=_words(place)), d=place.path, class_=f"c-region c-level-{place.level}")
        for place in places
    ]
    labels = [label(place.value, x=place.at[0], y=place.at[1], kind="c-on-map", anchor="middle") for place in places]
    return picture(
        *outlines,
        *labels,
        name=name,
        kind="outlines",
        title=title,
        description=description,
        width=OUTLINE_BOX,
        height=height,
    )


def _tile(place: Place, *, side: float, margin: float) -> Element:
    x, y = margin + place.at[0] * side, place.at[1] * side
    inner = side - SPACE
    middle = x + inner / 2
    return node(
        "g",
        node("title", text=_words(place)),
        node(
            "rect",
            x=x,
            y=y,
            width=inner,
            height=inner,
            rx=inner / 2.6 if place.is_city else 2,
            class_=f"c-tile c-level-{place.level}",
        ),
        label(place.short, x=middle, y=y + inner * 0.45, kind="c-short", anchor="middle"),
        label(place.value, x=middle, y=y + inner * 0.78, kind="c-value", anchor="middle"),
    )


def _words(place: Place) -> str:
    return f"{place.title}: {place.value}"
