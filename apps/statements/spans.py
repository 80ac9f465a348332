"""Finding the words that a person typed or pasted in a text: [start, end) in Unicode code points."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal, TypeAlias

Place: TypeAlias = tuple[int, int]
"""[start, end) of a text, in Unicode code points."""

Move: TypeAlias = Literal["grow-end", "shrink-end", "grow-start", "shrink-start"]

_WORD = re.compile(r"\w(?:[\w’'-]*\w)?")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one text, with its exact words as the text writes them."""

    start: int
    end: int
    exact: str


def canonical(text: str) -> str:
    """Composed characters and LF line ends, without white space at the end: the form that offsets count in."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).rstrip()


def find_spans(body: str, words: str) -> list[Span]:
    """Every place of the text that has these words, in order.

    Line breaks and spaces need not agree, since a paste from a PDF breaks lines elsewhere; everything else has to.
    """
    parts = canonical(words).split()
    if not parts:
        return []
    pattern = re.compile(r"\s+".join(re.escape(part) for part in parts))
    return [Span(match.start(), match.end(), match.group()) for match in pattern.finditer(body)]


def trimmed(body: str, start: int, end: int) -> Place | None:
    """The span without white space at its ends; None where nothing is left."""
    words = body[start:end]
    first = start + len(words) - len(words.lstrip())
    last = end - (len(words) - len(words.rstrip()))
    return (first, last) if first < last else None


def selected(body: str, start: int, words: str) -> Span | None:
    """The words that somebody selected near an offset; None where the text does not have them.

    The offset only chooses among equal words: it comes from a browser, which counts in other units than the text.
    """
    spans = find_spans(body, words)
    return min(spans, key=lambda span: abs(span.start - start), default=None)


def occurrence(body: str, start: int, words: str) -> tuple[Span, int] | None:
    """The words that somebody selected, and which of their occurrences they are; 1 is the first."""
    span = selected(body, start, words)
    return None if span is None else (span, find_spans(body, span.exact).index(span) + 1)


def moved(body: str, place: Place, move: Move) -> Place:
    """The span with one end moved by a word. It stays as it is where there is no word to move over."""
    start, end = place
    words = [match.span() for match in _WORD.finditer(body)]
    match move:
        case "grow-end":
            return start, next((last for _first, last in words if last > end), end)
        case "shrink-end":
            return start, max((last for first, last in words if first >= start and last < end), default=end)
        case "grow-start":
            return max((first for first, _last in words if first < start), default=start), end
        case "shrink-start":
            return next((first for first, last in words if first > start and last <= end), start), end


def cuts(body: str, place: Place) -> list[int]:
    """Where a span can be split: before each of its words but the first."""
    start, end = place
    return [first for first, _last in (match.span() for match in _WORD.finditer(body, start, end)) if first > start]
