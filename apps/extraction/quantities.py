"""Figures that observation reports speak of, each with its place, its measure and whose figure it is."""

from collections.abc import Iterator

from apps.extraction.counted import Measured
from apps.extraction.drafts import QuantityDraft
from apps.extraction.figures import kind_of
from apps.extraction.measures import measured
from apps.extraction.reading import Reading, Sentence
from apps.extraction.vocabulary import BlockKind, Comparator, Confidence, QuantityKind, Voice

RULE, PART_OF, ALL = "quantity.measure", "quantity.part_of", "quantity.all_of"


def _draft(
    reading: Reading, sentence: Sentence, one: Measured, kind: QuantityKind, voice: Voice, rule: str
) -> QuantityDraft:
    start, end = sentence.tokens[one.first].start, sentence.tokens[one.last - 1].end
    hits = [hit for hit in (one.hit,) if hit]
    around = sorted(
        (*sentence.starting("ctx."), *sentence.of("visit")), key=lambda hit: abs(hit.first - one.number.first)
    )
    shown = reading.cues(sentence, [*hits, *around]) or reading.cues(
        sentence, [*sentence.of("who.mission"), *sentence.starting("org."), *sentence.starting("unit.")]
    )
    return QuantityDraft(
        start=start,
        end=end,
        quote=reading.text[start:end],
        rule=rule,
        confidence=Confidence.GRAMMAR,
        because=shown,
        kind=kind,
        value=_summed(sentence, one) if kind is QuantityKind.OBSERVER_COUNTRIES else one.number.value,
        comparator=Comparator(one.comparator),
        voice=voice,
        source="cec" if kind in _OFFICIAL else None,
    )


# Figures that election commissions establish, whoever repeats them.
_OFFICIAL = {QuantityKind.TURNOUT_PERCENT, QuantityKind.REGISTERED_VOTERS, QuantityKind.POLLING_STATIONS_TOTAL}
_LIST = {
    ",",
    "and",
    "as",
    "well",
    "и",
    "также",
    "а",
    "та",
    "et",
    "y",
    "мен",
    "de",
    "d'",
    "from",
    "of",
    "из",
    "з",
    "du",
    "la",
}


def _summed(sentence: Sentence, one: Measured) -> float:
    """ "27 EU Member States, Norway and Switzerland" are 29 countries."""
    total, reach = one.number.value, one.last
    for hit in sorted(sentence.starting("land."), key=lambda hit: hit.first):
        between = sentence.tokens[reach : hit.first]
        if hit.first >= reach and 0 < len(between) <= 4 and all(token.norm in _LIST for token in between):
            total, reach = total + 1, hit.last
    return total


def _kinds(sentence: Sentence, one: Measured) -> Iterator[tuple[QuantityKind, str]]:
    """The measure of a number; "all 18 departments" counts those covered and the total."""
    kind = kind_of(sentence, one)
    if kind is None:
        return
    yield kind, PART_OF if one.part or one.whole else RULE
    every = any(hit.last == one.first for hit in sentence.of("ctx.all"))
    if kind is QuantityKind.REGIONS_COVERED and every and not one.part:
        yield QuantityKind.REGIONS_TOTAL, ALL


def quantities_of(reading: Reading, voices: dict[int, Voice]) -> tuple[QuantityDraft, ...]:
    """Every measured number of the body, and of the headline where the body does not repeat it."""
    drafts = [
        _draft(reading, sentence, one, kind, voices.get(index, Voice.REPORTER), rule)
        for index, sentence in enumerate(reading.sentences)
        if sentence.kind is not BlockKind.CAPTION
        for one in measured(sentence)
        for kind, rule in _kinds(sentence, one)
    ]
    return _distinct(drafts)


def _distinct(drafts: list[QuantityDraft]) -> tuple[QuantityDraft, ...]:
    """One draft for each measure, value and comparator; the body's wins over the headline's by coming later."""
    seen: dict[tuple[QuantityKind, float, Comparator], QuantityDraft] = {}
    for draft in drafts:
        seen[(draft.kind, draft.value, draft.comparator)] = draft
    return tuple(sorted(seen.values(), key=lambda draft: (draft.start, draft.end)))
