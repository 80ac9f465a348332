"""Blocks (headline, paragraphs, items, captions) and the sentences inside them."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from apps.extraction.drafts import Block
from apps.extraction.vocabulary import BlockKind

MAX_HEADLINE = 250
_LINE = re.compile(r"[^\n]+")
_ITEM = re.compile(r"(?:[-–—•*▪●]|\(?\d{1,2}[.)]|\(?[a-zа-я]\))\s+\S")
_CAPTION = re.compile(
    r"!\[[^\n]{0,900}\)$|(?:фото|фотография|photo|image|crédit|credit|foto|сурет|світлина)\s*:", re.IGNORECASE
)
_STOP = re.compile(r"(?:[.!?…]+[\"'»”’)\]*_]*|[!?…]+)(?=\s|[A-ZА-ЯЁ«“\[]|$)")
_ENDS = (".", "!", "?", "…", ":", ";", "»", "”", '"')
_INITIAL = re.compile(r"(?:^|[\s(«\"„“.])(\w{1,12}(?:-\w{1,4})?)\.$")


@dataclass(frozen=True, slots=True)
class Line:
    start: int
    end: int


def split_lines(text: str) -> list[Line]:
    """Non-blank lines without the space around them."""
    lines = []
    for found in _LINE.finditer(text):
        raw = found.group()
        body = raw.strip()
        if body:
            start = found.start() + raw.index(body[0])
            lines.append(Line(start, start + len(body)))
    return lines


def _is_wrapped(text: str, lines: Sequence[Line]) -> bool:
    """Whether lines were cut at a fixed width rather than at paragraphs."""
    if len(lines) < 6:
        return False
    open_ended = sum(1 for line in lines if text[line.end - 1] not in _ENDS and 40 <= line.end - line.start <= 110)
    return open_ended >= 0.6 * len(lines)


def _paragraphs(text: str, lines: Sequence[Line]) -> list[Line]:
    """Lines joined to paragraphs where the text is wrapped at a fixed width."""
    if not _is_wrapped(text, lines):
        return list(lines)
    joined: list[Line] = []
    for line in lines:
        gap = text[joined[-1].end : line.start] if joined else "\n\n"
        if gap.count("\n") == 1 and not _ITEM.match(text, line.start):
            joined[-1] = Line(joined[-1].start, line.end)
        else:
            joined.append(line)
    return joined


def _kind(text: str, line: Line, *, is_first: bool, has_body: bool) -> BlockKind:
    if _CAPTION.match(text, line.start) and line.end - line.start < 600:
        return BlockKind.CAPTION
    if is_first and has_body and line.end - line.start <= MAX_HEADLINE and text[line.end - 1] not in ".:;,":
        return BlockKind.HEADLINE
    if _ITEM.match(text, line.start):
        return BlockKind.ITEM
    return BlockKind.PARAGRAPH


def blocks_of(text: str, *, headline: str | None, limit: int) -> tuple[Block, ...]:
    """At most `limit` blocks; a headline that the caller knows wins over the first line."""
    lines = _paragraphs(text, split_lines(text))[:limit]
    known = (headline or "").strip()
    blocks = []
    for position, line in enumerate(lines):
        is_first = position == 0 if not known else text[line.start : line.end] == known
        kind = _kind(text, line, is_first=is_first, has_body=len(lines) > 1)
        blocks.append(Block(kind, line.start, line.end))
    return tuple(blocks)


def sentences_of(text: str, block: Block, abbreviations: frozenset[str]) -> list[tuple[int, int]]:
    """Places of the sentences of one block; together they cover its words."""
    cuts = [
        stop.end()
        for stop in _STOP.finditer(text, block.start, block.end)
        if _is_end(text, stop.start(), stop.end(), block, abbreviations)
    ]
    edges = [block.start, *cuts, block.end]
    spans = []
    for start, end in itertools.pairwise(edges):
        body = text[start:end]
        kept = body.strip()
        if kept:
            first = start + body.index(kept[0])
            spans.append((first, first + len(kept)))
    return spans


def _is_end(text: str, start: int, end: int, block: Block, abbreviations: frozenset[str]) -> bool:
    """Whether the mark at text[start:end] closes a sentence: not after an abbreviation or initial."""
    after = text[end : min(end + 4, block.end)].lstrip(" \u00a0\t\"'«“„([*_—–-")
    if after and (
        after[0].islower()
        or (after[0].isdigit() and text[start] == "." and end == start + 1 and not text[end].isspace())
    ):
        return False
    if text[start] != "." or end - start > 1:
        return True
    before = _INITIAL.search(text, max(block.start, start - 16), start + 1)
    if not before:
        return True
    word = before.group(1)
    is_initial = len(word) == 1 and word.isupper()
    return not (is_initial or word.casefold() in abbreviations)
