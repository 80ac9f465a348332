"""Each number of a sentence with the thing that it counts, its comparator, and the pair that it belongs to."""

from dataclasses import replace

from apps.extraction.counted import Measured, is_year, unit_after
from apps.extraction.elsewhere import implied, is_rest, numbering, of_whole, swapped, told_before, unnumbered_terms
from apps.extraction.lexer import Hit, Number
from apps.extraction.numbers import comparator_of
from apps.extraction.packs import load
from apps.extraction.reading import Sentence

RATIO = 12  # of so many stations at most a part is a share of visits: "nine of ten stations"
_TERMS = {"dans", "sous"}  # a limit where time is told, a place elsewhere: "dans les cinq régions"


def _is_day(sentence: Sentence, number: Number) -> bool:
    """Whether a number is the day or the year of a date."""
    after = sentence.tokens[number.last : number.last + 2]
    pack = load(sentence.language)
    before = sentence.tokens[max(0, number.first - 1) : number.first]
    linked = after[:1] and after[0].norm in {"de", "of", "-"}
    nearby = [*before, *after[:1], *(after[1:2] if linked else [])]
    small = number.value == int(number.value) and (number.value <= 31 or 1900 <= number.value <= 2100)
    months = (month.items[0] for month in pack.months)
    return small and any(token.kind == "w" and month.accepts(token) for month in months for token in nearby)


def measured(sentence: Sentence) -> list[Measured]:
    """Each number of a sentence with what it counts; shares come with the unit `percent`."""
    found: list[Measured] = []
    for number in sentence.numbers.values():
        if _is_day(sentence, number) or _is_age(sentence, number) or is_year(sentence, number):
            continue
        sign, first, last = comparator_of(number, sentence.hits, sentence.tokens)
        if entire := of_whole(sentence, number, found):
            found[-1] = replace(entire, whole=True)
            found.append(Measured(number, entire.unit, entire.hit, sign, entire.first, last, part=True))
            continue
        ahead = swapped(sentence, number)
        hit = None if number.percent or ahead else unit_after(sentence, number)
        hit = None if hit and is_rest(sentence, number, hit, found) else hit
        unit = "percent" if number.percent else hit.label.partition(".")[2] if hit else None
        told = unit is None
        if ahead:
            unit, sign, first = ahead.label.partition(".")[2], "approx", ahead.first
        if unit is None:
            unit = told_before(sentence, number) or numbering(sentence, number, first)
        if unit is None:
            unit = implied(sentence, number, found)
        if unit is None:
            continue
        if sign == "eq" and hit and sentence.language == "kk":
            sign, last = _sign_behind(sentence, hit)
        if sign == "lte" and sentence.tokens[first].norm in _TERMS and unit not in {"week", "month", "day"}:
            sign, first = "eq", number.first
        one = Measured(number, unit, hit, sign, first, max(last, hit.last) if hit else last, told=told)
        found += _ranged(sentence, one) or _paired(sentence, one, found)
    return [*found, *unnumbered_terms(sentence)]


def _sign_behind(sentence: Sentence, hit: Hit) -> tuple[str, int]:
    """A comparator behind what is counted, as Kazakh has it: "бір ай ішінде", within a month."""
    signs = [one for one in sentence.hits if one.label.startswith("cmp_after.") and one.first == hit.last]
    return (signs[0].label.partition(".")[2], signs[0].last) if signs else ("eq", hit.last)


_YEARS = {
    *("year", "years", "year's", "decade", "decades", "hour", "hours", "minute", "minutes"),
    *("год", "года", "году", "лет", "час", "часа", "часов", "минут", "рік", "роки", "років", "року", "годин"),
    *("an", "ans", "année", "années", "heure", "heures", "año", "años", "hora", "horas", "жыл", "жылы", "жылғы"),
}


def _is_age(sentence: Sentence, number: Number) -> bool:
    """Whether a number counts years or hours: "four years from closed lists" are no lists."""
    return number.last < len(sentence.tokens) and sentence.tokens[number.last].norm in _YEARS


_TO = {"to", "до", "à", "a", "–", "—", "-"}
_AND = {"and", "и", "et", "y", "та", "і", "й"}
_BETWEEN = {"between", "entre", "между", "між"}


def _ranged(sentence: Sentence, one: Measured) -> list[Measured]:
    """Both ends of a range: "between 80 and 85 percent", «от 8 до 31 процента», "in three to four months"."""
    number = one.number
    low = next((other for other in sentence.numbers.values() if other.last == number.first - 1), None)
    if low is None or (low.percent and not number.percent) or low.value >= number.value:
        return []
    joint = sentence.tokens[low.last].norm
    opening = sentence.tokens[low.first - 1].norm if low.first else ""
    if joint not in _TO and not (joint in _AND and opening in _BETWEEN):
        return []
    first = low.first - (opening in _BETWEEN | {"from", "от", "de", "від", "with"})
    least = Measured(low, one.unit, one.hit, "gte", first, one.last, told=one.told)
    return [least, Measured(number, one.unit, one.hit, "lte", first, one.last, told=one.told)]


def _paired(sentence: Sentence, one: Measured, found: list[Measured]) -> list[Measured]:
    """A number as it is, or as the whole of which the number before it is a part: "13 of (the) 17 regions"."""
    part = _part_before(sentence, one)
    if part is None or one.unit == "percent":
        return [one]
    if any(other.number is part and other.unit != one.unit for other in found):
        return [one]  # "262 observers toured some thousand stations" in words that also mean "of"
    whole = Measured(one.number, one.unit, one.hit, one.comparator, one.first, one.last, whole=True, told=one.told)
    known = next((other for other in found if other.number is part), None)
    if known:
        found.remove(known)
    if one.unit in {"station", "case"} and one.number.value <= RATIO:
        return [_share_of(sentence, part, one)]
    if any(hit.last == part.first for hit in sentence.of("ctx.but")):
        return [one]
    sign, first, _ = comparator_of(part, sentence.hits, sentence.tokens)
    last = known.last if known else one.last
    return [Measured(part, one.unit, known.hit if known else one.hit, sign, first, last, part=True), whole]


def _share_of(sentence: Sentence, part: Number, one: Measured) -> Measured:
    """ "Nine of ten stations" as the share that it is, not a count of stations."""
    share = Number(part.first, one.number.last, round(100 * part.value / one.number.value, 1))
    sign, first, _ = comparator_of(part, sentence.hits, sentence.tokens)
    return Measured(share, "ratio", one.hit, sign, first, one.last)


def _part_before(sentence: Sentence, one: Measured) -> Number | None:
    """The 13 of "13 of 17 regions" and of "13 regions of 17"."""
    for hit in sentence.of("ctx.of"):
        if hit.last != one.number.first:
            continue
        for other in sentence.numbers.values():
            gap = hit.first - other.last
            counted = gap == 0 or (gap <= 3 and unit_after(sentence, other) is not None)
            if counted and gap >= 0 and not other.percent and other.value <= one.number.value:
                return other
    return None
