"""A statement's text cut into pieces at every edge of its quotes, so that overlapping quotes need not nest.

Offsets are Unicode code points from the database to the page: the browser never computes one.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from apps.findings.choices import Voice

# Where claims of several voices rest on the same words, the mark shows the one that is nearest to the mission.
NEAREST_FIRST: Final = (Voice.MISSION_QUOTE, Voice.MISSION_PARAPHRASE, Voice.REPORTER, Voice.OTHER_PARTY)


@dataclass(frozen=True, slots=True)
class Span:
    """A quote in the text. `number` is that of its note; one without a number is an anchor only."""

    start: int
    end: int
    voice: Voice | None = None
    number: int | None = None

    @property
    def anchor(self) -> str:
        return quote_anchor(start=self.start, end=self.end)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that lie under the same quotes; `opens` and `closes` are the quotes that begin and end with them."""

    text: str
    voice: Voice | None
    depth: int
    opens: tuple[Span, ...]
    closes: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the text, with the quotes that begin in it."""

    start: int
    pieces: tuple[Piece, ...]
    spans: tuple[Span, ...]


def quote_anchor(*, start: int, end: int) -> str:
    """The name by which a quote is addressed within the reader."""
    return f"q-{start}-{end}"


def paragraphs(body: str, spans: Sequence[Span]) -> list[Paragraph]:
    """The lines of a text that have words, each cut at every edge of every span."""
    lines = _lines(body)
    starts = [start for start, _ in lines]
    under: list[list[_Placed]] = [[] for _ in lines]
    for span in sorted(spans, key=lambda item: (item.start, -item.end)):
        placed = _placed(body, span)
        first = max(bisect_right(starts, placed.left) - 1, 0)
        for index in range(first, len(lines)):
            if starts[index] >= placed.right:
                break
            under[index].append(placed)
    return [_paragraph(body, line, found) for line, found in zip(lines, under, strict=True)]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A span with the edges of its visible words: a quote may begin or end in blank lines, its mark may not."""

    span: Span
    left: int
    right: int


def _placed(body: str, span: Span) -> _Placed:
    words = body[span.start : span.end]
    return _Placed(
        span=span,
        left=span.start + len(words) - len(words.lstrip()),
        right=span.start + len(words.rstrip()),
    )


def _lines(body: str) -> list[tuple[int, int]]:
    found, offset = [], 0
    for line in body.split("\n"):
        if line.strip():
            found.append((offset, offset + len(line)))
        offset += len(line) + 1
    return found


def _paragraph(body: str, line: tuple[int, int], placed: list[_Placed]) -> Paragraph:
    start, end = line
    edges = {start, end} | {edge for item in placed for edge in (item.left, item.right) if start < edge < end}
    pieces = []
    for left, right in pairwise(sorted(edges)):
        over = [item for item in placed if item.left < right and item.right > left]
        pieces.append(
            Piece(
                text=body[left:right],
                voice=_voice([item.span for item in over]),
                depth=sum(item.span.number is not None for item in over),
                opens=tuple(item.span for item in over if item.left == left),
                closes=tuple(item.span for item in over if item.right == right and item.span.number is not None),
            )
        )
    return Paragraph(start=start, pieces=tuple(pieces), spans=tuple(item.span for item in placed if item.left >= start))


def _voice(spans: list[Span]) -> Voice | None:
    voices = {span.voice for span in spans if span.number is not None}
    return next((voice for voice in NEAREST_FIRST if voice in voices), None)
