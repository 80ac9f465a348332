"""A quote within the sentences around it."""

from dataclasses import dataclass
from typing import Final

from razdel import sentenize

# Sentences are looked for only this near to the quote: a text may be two million characters long.
WINDOW: Final = 1_500
SENTENCES_AROUND: Final = 2
# A run of text without sentence ends, such as a table, is cut here.
LONGEST_SIDE: Final = 600
CUT: Final = "…"
# As many closing marks as may follow a full stop.
TAIL: Final = 8


@dataclass(frozen=True, slots=True)
class Passage:
    """The words before a quote, the quote itself, and the words after it."""

    before: str
    exact: str
    after: str


def passage(body: str, *, start: int, end: int) -> Passage:
    """The quote [start, end) with its own sentence completed and two sentences on either side.

    Headings and paragraphs end sentences too, so that a headline never runs into the text under it.
    """
    return Passage(before=_before(body, start), exact=body[start:end], after=_after(body, end))


def _before(body: str, start: int) -> str:
    floor = max(0, start - WINDOW)
    spans = _sentences(body, floor, start)
    # A quote that begins within a sentence: its beginning does not count as one of the sentences around.
    begins_within = bool(spans) and not _ends_sentence(body, spans[-1][1], start)
    wanted = SENTENCES_AROUND + begins_within
    if not spans:
        return ""
    first = spans[-wanted:][0][0]
    text = body[first:start]
    return text if len(text) <= LONGEST_SIDE else CUT + text[-LONGEST_SIDE:]


def _after(body: str, end: int) -> str:
    ceiling = min(len(body), end + WINDOW)
    spans = _sentences(body, end, ceiling)
    if not spans:
        return ""
    ends_within = body[end : end + 1] != "\n" and not _closes(body[max(0, end - TAIL) : end])
    wanted = SENTENCES_AROUND + ends_within
    text = body[end : spans[:wanted][-1][1]]
    return text if len(text) <= LONGEST_SIDE else text[:LONGEST_SIDE] + CUT


def _sentences(body: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of body[start:end] as spans of the body; a line end is a sentence end."""
    spans: list[tuple[int, int]] = []
    offset = start
    for line in body[start:end].split("\n"):
        spans += [(offset + item.start, offset + item.stop) for item in sentenize(line) if item.text.strip()]
        offset += len(line) + 1
    return spans


def _ends_sentence(body: str, stop: int, start: int) -> bool:
    return "\n" in body[stop:start] or _closes(body[max(0, stop - TAIL) : stop])


def _closes(text: str) -> bool:
    return text.rstrip("»”\"') \t")[-1:] in (".", "!", "?", "…", "\n", "")
