"""SVG put together with ElementTree, so that every text in it is escaped."""

from collections.abc import Iterable
from typing import Final, TypeAlias
from xml.etree.ElementTree import Element, tostring

from django.utils.safestring import SafeString

Value: TypeAlias = str | float | int | None

# A picture is this wide in its own units: about as many as a phone has pixels, so that its letters stay readable.
WIDTH: Final = 360
# The average advance of a letter, as a part of its size, in the faces of the style sheet.
ADVANCE: Final = 0.58


def node(tag: str, *children: Element, text: str | None = None, **attributes: Value) -> Element:
    """An element; underscores in names of attributes are hyphens, and None leaves one out."""
    written = {_name(name): _written(value) for name, value in attributes.items() if value is not None}
    made = Element(tag, written)
    made.text = text
    made.extend(children)
    return made


def picture(
    *children: Element, name: str, kind: str, title: str, description: str, height: float, width: float = WIDTH
) -> SafeString:
    """A whole picture, named for those who do not see it; `name` makes its ids unique on the page."""
    drawn = node(
        "svg",
        node("title", text=title, id=f"{name}-title"),
        node("desc", text=description, id=f"{name}-desc"),
        *children,
        class_=f"chart chart-{kind}",
        viewBox=f"0 0 {_written(width)} {_written(height)}",
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
    )
    return SafeString(tostring(drawn, encoding="unicode"))


def label(text: str, *, x: float, y: float, kind: str = "", anchor: str | None = None) -> Element:
    """One line of words; `anchor` is start (the default), middle or end."""
    return node("text", text=text, x=x, y=y, class_=f"c-label {kind}".strip(), text_anchor=anchor)


def hatches(name: str, kinds: Iterable[str]) -> Element:
    """Patterns that tell surfaces apart without colour; each kind is drawn by the style sheet's classes."""
    return node("defs", *(_hatch(name, kind) for kind in kinds))


def hatch(name: str, kind: str) -> str:
    """The fill that shows a pattern of `hatches`."""
    return f"url(#{name}-{kind})"


def width_of(text: str, *, size: float) -> float:
    """About how wide a text comes out; labels that would meet are left out by it."""
    return len(text) * size * ADVANCE


def _hatch(name: str, kind: str) -> Element:
    side = 6
    strokes = {
        "good": "M0 6L6 0M-1 1L1 -1M5 7L7 5",
        "bad": "M0 0L6 6M-1 5L1 7M5 -1L7 1",
        "positive": "M0 3H6M3 0V6",
        "negative": "M0 3H6M3 0V6",
        "unsplit": "M0 3H6",
        "missing": "M3 3h.01",
    }
    return node(
        "pattern",
        node("rect", width=side, height=side, class_=f"c-ground c-{kind}"),
        node("path", d=strokes[kind], class_=f"c-stroke c-{kind}"),
        id=f"{name}-{kind}",
        width=side,
        height=side,
        patternUnits="userSpaceOnUse",
    )


def _name(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def _written(value: Value) -> str:
    return value if isinstance(value, str) else f"{round(float(value or 0), 2):g}"
