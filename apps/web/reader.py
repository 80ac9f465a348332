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
    under: list[list[Span]] = [[] for _ in lines]
    for span in sorted(spans, key=lambda item: (item.start, -item.end)):
        first = max(bisect_right(starts, span.start) - 1, 0)
        for index in range(first, len(lines)):
            if starts[index] >= span.end:
                break
            if lines[index][1] > span.start:
                under[index].append(span)
    opened: set[Span] = set()
    return [_paragraph(body, line, found, opened) for line, found in zip(lines, under, strict=True)]


def _lines(body: str) -> list[tuple[int, int]]:
    found, offset = [], 0
    for line in body.split("\n"):
        if line.strip():
            found.append((offset, offset + len(line)))
        offset += len(line) + 1
    return found


def _paragraph(body: str, line: tuple[int, int], spans: list[Span], opened: set[Span]) -> Paragraph:
    start, end = line
    edges = {start, end} | {edge for span in spans for edge in (span.start, span.end) if start < edge < end}
    cuts = sorted(edges)
    pieces = []
    # A quote over several lines is one quote: it opens in the first of them only.
    new = tuple(span for span in spans if span not in opened)
    opened.update(new)
    for left, right in pairwise(cuts):
        over = [span for span in spans if span.start < right and span.end > left]
        pieces.append(
            Piece(
                text=body[left:right],
                voice=_voice(over),
                depth=sum(span.number is not None for span in over),
                opens=tuple(span for span in over if span in new and max(span.start, start) == left),
                closes=tuple(span for span in over if span.number is not None and _closes(span, right, end, body)),
            )
        )
    return Paragraph(start=start, pieces=tuple(pieces), spans=new)


def _closes(span: Span, right: int, line_end: int, body: str) -> bool:
    """Whether a quote's last visible words end here; one that ends in blank lines closes with the line before them."""
    return span.end == right or (right == line_end and span.end > right and not body[right : span.end].strip())


def _voice(spans: list[Span]) -> Voice | None:
    voices = {span.voice for span in spans if span.number is not None}
    return next((voice for voice in NEAREST_FIRST if voice in voices), None)
