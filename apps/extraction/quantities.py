"""Numbers with their measure: what is counted, decided by the word counted and the sentence around it."""

from dataclasses import dataclass

from apps.extraction.drafts import QuantityDraft
from apps.extraction.lexer import Hit, Number
from apps.extraction.numbers import comparator_of
from apps.extraction.packs import load
from apps.extraction.reading import Reading, Sentence
from apps.extraction.vocabulary import BlockKind, Comparator, Confidence, QuantityKind, Voice

RULE, PART_OF = "quantity.measure", "quantity.part_of"
REACH = 4
_THEM = {"их", "–", "—", "them", "їх"}


@dataclass(frozen=True, slots=True)
class Measured:
    """A number, the word it counts, and the tokens [first, last) of both with the comparator."""

    number: Number
    unit: str
    hit: Hit | None
    comparator: str
    first: int
    last: int


def _unit_after(sentence: Sentence, number: Number) -> Hit | None:
    """The nearest counted thing after a number, with no other number or full stop between; the longest of equals."""
    stop = min((other for other in sentence.numbers if other >= number.last), default=len(sentence.tokens))
    best: Hit | None = None
    for hit in sentence.starting("unit."):
        if not number.last <= hit.first < min(number.last + REACH, stop) or hit.label == "unit.percent":
            continue
        if any(sentence.tokens[place].norm in {".", ";", ":", ")", "("} for place in range(number.last, hit.first)):
            continue
        if best is None or (hit.first, -hit.last, -len(hit.label)) < (best.first, -best.last, -len(best.label)):
            best = hit
    return best


def _is_day(sentence: Sentence, number: Number) -> bool:
    """Whether a number is the day or the year of a date."""
    after = sentence.tokens[number.last : number.last + 2]
    months = load(sentence.language).months
    before = sentence.tokens[max(0, number.first - 1) : number.first]
    near = [*before, *after[:1], *(after[1:2] if after and after[0].norm in {"de", "of", "-"} else [])]
    small = number.value == int(number.value) and (number.value <= 31 or 1900 <= number.value <= 2100)
    return small and any(token.kind == "w" and month.items[0].accepts(token) for token in near for month in months)


def measured(sentence: Sentence) -> list[Measured]:
    """Each number of a sentence with what it counts; shares come with the unit `percent`."""
    found = []
    for number in sentence.numbers.values():
        if _is_day(sentence, number):
            continue
        sign, first, last = comparator_of(number, sentence.hits)
        if number.percent:
            found.append(Measured(number, "percent", None, sign, first, last))
            continue
        hit = _unit_after(sentence, number)
        if hit:
            found.append(Measured(number, hit.label.partition(".")[2], hit, sign, first, max(last, hit.last)))
        elif unit := _implied(sentence, number, found):
            found.append(Measured(number, unit, None, sign, first, last))
    return found


def _implied(sentence: Sentence, number: Number, before: list[Measured]) -> str | None:
    """What a bare number counts: "3,070 stations (of 3,512)", "ODIHR has 344 observers, PACE 15"."""
    if number.value < 2 or _is_year(sentence, number):
        return None
    if _is_part_of(sentence, number) and before and number.first - before[-1].last <= 3:
        return before[-1].unit if before[-1].unit in {"station", "region"} else None
    counted = any(one.unit in {"observer", "person"} for one in before) or sentence.has("unit.observer", "unit.person")
    after = sentence.tokens[number.last].norm if number.last < len(sentence.tokens) else "."
    opening = sentence.tokens[number.first - 1].norm if number.first else ""
    bare = after in {".", ",", ";", ")", "из", "of", "de", "от", "from"} or opening in _THEM
    return "observer" if bare and counted and sentence.starting("org.") else None


def _is_year(sentence: Sentence, number: Number) -> bool:
    return 1900 <= number.value <= 2100 and len(sentence.tokens[number.first].text) == 4


def _is_part_of(sentence: Sentence, number: Number) -> bool:
    """Whether "of" stands between an earlier number and this one: "13 of 17 regions"."""
    for hit in sentence.of("ctx.of"):
        if hit.last == number.first and any(other.last == hit.first for other in sentence.numbers.values()):
            return True
        if hit.last == number.first and hit.first > 0 and sentence.tokens[hit.first - 1].norm == "(":
            return True
    return False


_OBSERVERS = {
    "observer": QuantityKind.OBSERVERS_DEPLOYED,
    "observer_lt": QuantityKind.OBSERVERS_LONG_TERM,
    "observer_st": QuantityKind.OBSERVERS_SHORT_TERM,
}
_REPORTS = {"week": QuantityKind.REPORT_DUE_WEEKS, "month": QuantityKind.REPORT_DUE_MONTHS}


def kind_of(sentence: Sentence, one: Measured) -> QuantityKind | None:
    """The measure of a number, or None where it is none that observation reports speak of."""
    value = one.number.value
    if one.unit in _OBSERVERS:
        return _OBSERVERS[one.unit] if value >= 2 else None
    if one.unit == "percent":
        return _share(sentence)
    if one.unit == "station":
        if _is_part_of(sentence, one.number) or (
            sentence.has("ctx.total") and not sentence.has("ctx.visit", "who.mission")
        ):
            return QuantityKind.POLLING_STATIONS_TOTAL
        return QuantityKind.POLLING_STATIONS_VISITED if sentence.has("ctx.visit", "who.mission", "who.own") else None
    if one.unit == "region":
        if _is_part_of(sentence, one.number):
            return QuantityKind.REGIONS_TOTAL
        return QuantityKind.REGIONS_COVERED if sentence.has("ctx.visit", "ctx.observers") else None
    return _by_context(sentence, one)


def _counts_observers(sentence: Sentence, one: Measured) -> bool:
    """Whether a number of countries is where observers come from: they are counted, or named just before."""
    counted = any(
        0 <= one.first - hit.last <= 12
        for label in ("observer", "person", "observer_lt", "observer_st")
        for hit in sentence.of(f"unit.{label}")
        if any(number.last <= hit.first <= number.last + 3 for number in sentence.numbers.values())
    )
    named = any(0 <= one.first - hit.last <= 4 for hit in sentence.of("unit.observer", "who.international"))
    return counted or named


def _share(sentence: Sentence) -> QuantityKind | None:
    if sentence.has("ctx.turnout"):
        return QuantityKind.TURNOUT_PERCENT
    return QuantityKind.VOTES_PERCENT_POSITIVE if sentence.has("ctx.positive_share") else None


def _by_context(sentence: Sentence, one: Measured) -> QuantityKind | None:
    value = one.number.value
    if one.unit == "person":
        return QuantityKind.OBSERVERS_DEPLOYED if sentence.has("ctx.observers") and value >= 2 else None
    if one.unit == "country":
        return QuantityKind.OBSERVER_COUNTRIES if value >= 2 and _counts_observers(sentence, one) else None
    if one.unit == "party":
        return QuantityKind.PARTIES_CONTESTING if sentence.has("ctx.contest") and value >= 2 else None
    if one.unit == "candidate":
        stands = sentence.has("ctx.contest") or _is_part_of(sentence, one.number)
        return QuantityKind.CANDIDATES if stands and value >= 2 else None
    if one.unit == "voter":
        return QuantityKind.REGISTERED_VOTERS if value >= 1000 else None
    if one.unit in _REPORTS and sentence.has("ctx.report"):
        return _REPORTS[one.unit]
    return None


def _draft(reading: Reading, sentence: Sentence, one: Measured, kind: QuantityKind, voice: Voice) -> QuantityDraft:
    start, end = sentence.tokens[one.first].start, sentence.tokens[one.last - 1].end
    hits = [hit for hit in (one.hit,) if hit]
    return QuantityDraft(
        start=start,
        end=end,
        quote=reading.text[start:end],
        rule=RULE,
        confidence=Confidence.GRAMMAR,
        because=reading.cues(sentence, [*hits, *(hit for hit in sentence.starting("ctx."))]),
        kind=kind,
        value=one.number.value,
        comparator=Comparator(one.comparator),
        voice=voice,
        source="cec" if kind is QuantityKind.TURNOUT_PERCENT else None,
    )


def _first_of_pair(sentence: Sentence, one: Measured) -> Measured | None:
    """The 13 of "13 of 17 regions", which borrows the counted thing of the 17."""
    for hit in sentence.of("ctx.of"):
        if hit.last != one.number.first:
            continue
        for other in sentence.numbers.values():
            if other.last == hit.first:
                sign, first, _ = comparator_of(other, sentence.hits)
                return Measured(other, one.unit, one.hit, sign, first, one.last)
    return None


def quantities_of(reading: Reading, voices: dict[int, Voice]) -> tuple[QuantityDraft, ...]:
    """Every measured number of the body, and of the headline where the body does not repeat it."""
    drafts: list[QuantityDraft] = []
    for index, sentence in enumerate(reading.sentences):
        if sentence.kind is BlockKind.CAPTION:
            continue
        voice = voices.get(index, Voice.REPORTER)
        for one in measured(sentence):
            pair = _first_of_pair(sentence, one)
            for each in (pair, one) if pair else (one,):
                kind = kind_of(sentence, each) if each is not pair or pair is None else _covered(kind_of(sentence, one))
                if kind:
                    drafts.append(_draft(reading, sentence, each, kind, voice))
    return _distinct(drafts)


def _covered(total: QuantityKind | None) -> QuantityKind | None:
    """What the first number of "A of B" counts, given what B counts."""
    if total is QuantityKind.REGIONS_TOTAL:
        return QuantityKind.REGIONS_COVERED
    if total is QuantityKind.POLLING_STATIONS_TOTAL:
        return QuantityKind.POLLING_STATIONS_VISITED
    return None


def _distinct(drafts: list[QuantityDraft]) -> tuple[QuantityDraft, ...]:
    """One draft for each measure, value and comparator; the body's wins over the headline's by coming later."""
    seen: dict[tuple[QuantityKind, float, Comparator], QuantityDraft] = {}
    for draft in drafts:
        seen[(draft.kind, draft.value, draft.comparator)] = draft
    return tuple(sorted(seen.values(), key=lambda draft: (draft.start, draft.end)))
