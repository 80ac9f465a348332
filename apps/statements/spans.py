"""Finding the words that a person typed or pasted in a text: [start, end) in Unicode code points."""

import re
import unicodedata
from dataclasses import dataclass


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
