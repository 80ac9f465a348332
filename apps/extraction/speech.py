"""Direct speech of a text: between marks, in dialogue with dashes, and whole paragraphs that end in ", - said X"."""

import re

from apps.extraction.quotes import Speech, marked_speech
from apps.extraction.reading import Reading, Sentence
from apps.extraction.vocabulary import BlockKind

NEAR = 25  # characters between a dash and the verb of saying after it
SHORTEST = 20
_DASH = re.compile(r",?\s[-–—]\s")
_OPENING = re.compile(r"[-–—]\s")
_SPEAKING = {BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE}


def speech_of(reading: Reading) -> dict[int, list[Speech]]:
    """Direct speech of each block, in the order of the text."""
    inside: dict[int, list[Sentence]] = {}
    for sentence in reading.sentences:
        inside.setdefault(sentence.block, []).append(sentence)
    found: dict[int, list[Speech]] = {}
    for index, block in enumerate(reading.blocks):
        marked = marked_speech(reading.text, block, reading.pack.quotes)
        sentences = inside.get(index, [])
        found[index] = marked or (_unmarked(reading, sentences) if block.kind in _SPEAKING else [])
    return found


def _unmarked(reading: Reading, sentences: list[Sentence]) -> list[Speech]:
    """Speech that only dashes set apart: "- So it was, - said she. - And more." or "So it was, - said she."."""
    if not sentences:
        return []
    dialogue = bool(_OPENING.match(reading.text, sentences[0].start))
    tails = {index: tail for index, one in enumerate(sentences) if (tail := _tail(reading, one)) is not None}
    if not tails:
        return []
    found: list[Speech] = []
    start: int | None = sentences[0].start if dialogue or len(sentences) - 1 in tails else None
    for index, sentence in enumerate(sentences):
        tail = tails.get(index)
        if index and _OPENING.match(reading.text, sentence.start):
            start = sentence.start
        if tail is None:
            start = None if start is not None and _is_told(sentence) and not dialogue else start
            continue
        begin = sentence.start if start is None else start
        if tail - begin > SHORTEST:
            found.append(Speech(begin, tail, False))
        start = _again(reading, sentence, tail)
    if start is not None and (dialogue or found) and sentences[-1].end - start > SHORTEST:
        found.append(Speech(start, sentences[-1].end, False))
    return found


def _is_told(sentence: Sentence) -> bool:
    """Whether a sentence names who speaks, so that the speech of its paragraph begins only after it."""
    actor = sentence.has("who.mission") or bool(sentence.starting("org."))
    return actor and sentence.has("say", "say.by", "say.pronoun") and not sentence.has("who.own")


def _tail(reading: Reading, sentence: Sentence) -> int | None:
    """Where ", - said X" begins in a sentence, or None."""
    said = [sentence.place(hit)[0] for hit in sentence.of("say", "say.pronoun")]
    for dash in _DASH.finditer(reading.text, sentence.start, sentence.end):
        if any(dash.end() <= place <= dash.end() + NEAR for place in said):
            return dash.start()
    return None


def _again(reading: Reading, sentence: Sentence, tail: int) -> int | None:
    """Where speech goes on after ", - said X, -" in the same sentence, or None."""
    dashes = [dash for dash in _DASH.finditer(reading.text, tail + 3, sentence.end) if dash.start() > tail + 5]
    return dashes[-1].end() if dashes else None
