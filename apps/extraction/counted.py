"""A number with the thing that it counts, and the word for that thing behind it."""

from dataclasses import dataclass

from apps.extraction.lexer import Hit, Number
from apps.extraction.packs import load
from apps.extraction.reading import Sentence

REACH = 4  # words between a number and the word that it counts
BREAKS = {".", ";", ":", ")", "(", ",", "«", "»", "“", "”", '"'}
PEOPLE = {"observer", "observer_lt", "observer_st", "person"}


@dataclass(frozen=True, slots=True)
class Measured:
    """A number, the word it counts, and the tokens [first, last) of both with the comparator.

    `part` marks the first number of "13 of 17 regions", `whole` the second; `told` one whose noun stands elsewhere.
    """

    number: Number
    unit: str
    hit: Hit | None
    comparator: str
    first: int
    last: int
    part: bool = False
    whole: bool = False
    told: bool = False


def near(sentence: Sentence, one: Measured, *labels: str, before: int, after: int) -> bool:
    """Whether one of the labels stands within so many words before the number or after what it counts."""
    return any(
        (0 <= one.first - hit.last <= before or 0 <= hit.first - one.last <= after)
        and not _parted(sentence, min(hit.last, one.last), max(hit.first, one.first))
        for hit in sentence.of(*labels)
    )


def _parted(sentence: Sentence, first: int, last: int) -> bool:
    return any(token.norm == ";" for token in sentence.tokens[first:last])


def unit_after(sentence: Sentence, number: Number) -> Hit | None:
    """The nearest counted thing after a number, with no other number or mark between; the longest of equals."""
    stop = min((other for other in sentence.numbers if other >= number.last), default=len(sentence.tokens))
    best: Hit | None = None
    for hit in sentence.starting("unit."):
        if not number.last <= hit.first < min(number.last + REACH, stop) or hit.label == "unit.percent":
            continue
        if any(of.first <= hit.first and hit.last <= of.last for of in sentence.of("ctx.of")):
            continue  # "1,050 of the country's 40,976 stations"
        between = sentence.tokens[number.last : hit.first]
        if any(token.norm in BREAKS or _is_verb(sentence, token.norm) for token in between):
            continue
        if best is None or (hit.first, -hit.last, -len(hit.label)) < (best.first, -best.last, -len(best.label)):
            best = hit
    return best


def _is_verb(sentence: Sentence, word: str) -> bool:
    """Whether a word is a finite verb, where a list of verbs tells: "6,200 were stationed in polling centres"."""
    return sentence.language in {"en", "fr", "es"} and bool(load(sentence.language).finite.search(word))


def is_year(sentence: Sentence, number: Number) -> bool:
    token = sentence.tokens[number.first]
    after = sentence.tokens[number.last].norm if number.last < len(sentence.tokens) else ""
    four = 1900 <= number.value <= 2100 and len(token.text) == 4 and token.kind == "n"
    return four and (after in load(sentence.language).year_words or after in {".", ",", ")", "–", "-", ""})
