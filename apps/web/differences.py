"""What changed between two versions of a text, paragraph by paragraph and word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest
from typing import Final

# A number with its separators is one word: “1,006” does not become “1,021” by halves.
TOKEN: Final = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)*|\w+|\s+|[^\w\s]")
# How many unchanged paragraphs stay on either side of a change.
AROUND: Final = 1
# Comparing two long paragraphs word by word takes the product of their lengths; above this they are shown whole.
MOST_PAIRS: Final = 1_000_000
# Paragraphs with less in common are not one that changed, but one that went and one that came.
ALIKE: Final = 0.4
# From so many paragraphs on, ones that occur often no longer count as meeting points.
MANY: Final = 2_000


class Kind(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words with what became of them."""

    text: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the comparison; a `skipped` above nought stands for so many that did not change."""

    pieces: tuple[Piece, ...] = ()
    skipped: int = 0


def differences(old: str, new: str) -> list[Paragraph]:
    """Both texts as one, unchanged paragraphs left out but for those beside a change; empty where nothing changed."""
    before, after = _paragraphs(old), _paragraphs(new)
    if before == after:
        return []
    matcher = SequenceMatcher(None, before, after, autojunk=max(len(before), len(after)) > MANY)
    found: list[Paragraph] = []
    for tag, first, last, to_first, to_last in matcher.get_opcodes():
        if tag == "equal":
            found += [_whole(text, Kind.SAME) for text in before[first:last]]
        else:
            found += _changed(before[first:last], after[to_first:to_last])
    return _shortened(found)


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _changed(before: Sequence[str], after: Sequence[str]) -> Iterator[Paragraph]:
    for old, new in zip_longest(before, after):
        if old is None:
            yield _whole(new, Kind.ADDED)
        elif new is None:
            yield _whole(old, Kind.REMOVED)
        else:
            yield from _words(old, new)


def _words(old: str, new: str) -> Iterator[Paragraph]:
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    if len(before) * len(after) <= MOST_PAIRS:
        matcher = SequenceMatcher(None, before, after, autojunk=False)
        if matcher.ratio() >= ALIKE:
            yield Paragraph(pieces=tuple(_pieces(matcher, before, after)))
            return
    yield _whole(old, Kind.REMOVED)
    yield _whole(new, Kind.ADDED)


def _pieces(matcher: "SequenceMatcher[str]", before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    for tag, first, last, to_first, to_last in matcher.get_opcodes():
        if tag == "equal":
            yield Piece("".join(before[first:last]), Kind.SAME)
            continue
        if first < last:
            yield Piece("".join(before[first:last]), Kind.REMOVED)
        if to_first < to_last:
            yield Piece("".join(after[to_first:to_last]), Kind.ADDED)


def _whole(text: str, kind: Kind) -> Paragraph:
    return Paragraph(pieces=(Piece(text, kind),))


def _is_same(item: Paragraph) -> bool:
    return all(piece.kind is Kind.SAME for piece in item.pieces)


def _shortened(found: Sequence[Paragraph]) -> list[Paragraph]:
    changed = [place for place, item in enumerate(found) if not _is_same(item)]
    near = {place + step for place in changed for step in range(-AROUND, AROUND + 1)}
    shown: list[Paragraph] = []
    for place, item in enumerate(found):
        if place in near:
            shown.append(item)
        elif shown and shown[-1].skipped:
            shown[-1] = Paragraph(skipped=shown[-1].skipped + 1)
        else:
            shown.append(Paragraph(skipped=1))
    return shown
