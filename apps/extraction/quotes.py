"""Direct speech between quotation marks of all kinds."""

from collections.abc import Sequence
from dataclasses import dataclass

from apps.extraction.drafts import Block

MIN_QUOTE = 12
MAX_QUOTE = 4_000
_SINGLE = {"‘’", "''"}


@dataclass(frozen=True, slots=True)
class Speech:
    """Spoken words text[start:end]; `marked` tells whether quotation marks enclose them."""

    start: int
    end: int
    marked: bool


def marked_speech(text: str, block: Block, pairs: Sequence[tuple[str, str]]) -> list[Speech]:
    """Stretches between quotation marks of one block, without the marks, in one pass over the text."""
    found: list[Speech] = []
    opened: tuple[int, str] | None = None
    openers = {pair[0]: pair[1] for pair in pairs if len(pair[0]) == 1 and pair[0] + pair[1] not in _SINGLE}
    position = block.start
    while position < block.end:
        sign = text[position]
        if opened and (sign == opened[1] or (sign in "”»" and opened[1] in "”»")):
            if MIN_QUOTE <= position - opened[0] <= MAX_QUOTE:
                found.append(Speech(opened[0], position, True))
            opened = None
        elif not opened and sign in openers:
            opened = (position + 1, openers[sign])
        position += 1
    if opened and block.end - opened[0] >= MIN_QUOTE * 3:
        found.append(Speech(opened[0], block.end, True))
    return found
