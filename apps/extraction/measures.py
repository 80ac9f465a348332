"""Each number of a sentence with the thing that it counts, its comparator, and the pair that it belongs to."""

from dataclasses import dataclass

from apps.extraction.lexer import Hit, Number
from apps.extraction.numbers import comparator_of
from apps.extraction.packs import load
from apps.extraction.reading import Sentence

RATIO = 12
REACH = 4  # words between a number and the word that it counts
_THEM = {"их", "–", "—", "them", "їх"}
_BREAKS = {".", ";", ":", ")", "(", ",", "«", "»", "“", "”", '"'}
_SHOWS = {".", ",", ";", ")", "из", "of", "de", "от", "from"}
_TERMS = {"dans", "sous"}  # a limit where time is told, a place elsewhere: "dans les cinq régions"
_TALLIES = {"number", "total", "nombre", "número", "cifra", "number's"}
_COPULAS = {
    "was",
    "is",
    "were",
    "stood",
    "reached",
    "at",
    "as",
    "est",
    "était",
    "fue",
    "es",
    "era",
    "atteint",
    "ascendió",
}
_MANY = ("ов", "ей", "ий", "ев", "ран", "ек", "ів", "їв", "иць", "аїн")
_PAST = ("ло", "ли", "лась", "лось", "лися", "лося")
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


def _unit_after(sentence: Sentence, number: Number) -> Hit | None:
    """The nearest counted thing after a number, with no other number or mark between; the longest of equals."""
    stop = min((other for other in sentence.numbers if other >= number.last), default=len(sentence.tokens))
    best: Hit | None = None
    for hit in sentence.starting("unit."):
        if not number.last <= hit.first < min(number.last + REACH, stop) or hit.label == "unit.percent":
            continue
        between = sentence.tokens[number.last : hit.first]
        if any(token.norm in _BREAKS or _is_verb(sentence, token.norm) for token in between):
            continue
        if best is None or (hit.first, -hit.last, -len(hit.label)) < (best.first, -best.last, -len(best.label)):
            best = hit
    return best


def _is_verb(sentence: Sentence, word: str) -> bool:
    """Whether a word is a finite verb, where a list of verbs tells: "6,200 were stationed in polling centres"."""
    return sentence.language in {"en", "fr", "es"} and bool(load(sentence.language).finite.search(word))


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


def _is_year(sentence: Sentence, number: Number) -> bool:
    token = sentence.tokens[number.first]
    after = sentence.tokens[number.last].norm if number.last < len(sentence.tokens) else ""
    four = 1900 <= number.value <= 2100 and len(token.text) == 4 and token.kind == "n"
    return four and (after in load(sentence.language).year_words or after in {".", ",", ")", "–", "-", ""})


def measured(sentence: Sentence) -> list[Measured]:
    """Each number of a sentence with what it counts; shares come with the unit `percent`."""
    found: list[Measured] = []
    for number in sentence.numbers.values():
        if _is_day(sentence, number) or _is_age(sentence, number) or _is_year(sentence, number):
            continue
        sign, first, last = comparator_of(number, sentence.hits, sentence.tokens)
        hit = None if number.percent else _unit_after(sentence, number)
        unit = "percent" if number.percent else hit.label.partition(".")[2] if hit else None
        told = unit is None
        if unit is None:
            unit = _told_before(sentence, number)
        if unit is None:
            unit = _implied(sentence, number, found)
        if unit is None:
            continue
        if sign == "lte" and sentence.tokens[first].norm in _TERMS and unit not in {"week", "month", "day"}:
            sign, first = "eq", number.first
        one = Measured(number, unit, hit, sign, first, max(last, hit.last) if hit else last, told=told)
        found += _ranged(sentence, one) or _paired(sentence, one, found)
    return [*found, *_unnumbered_terms(sentence)]


_YEARS = {
    *("year", "years", "year's", "decade", "decades", "hour", "hours", "minute", "minutes"),
    *("год", "года", "году", "лет", "час", "часа", "часов", "минут", "рік", "роки", "років", "року", "годин"),
    *("an", "ans", "année", "années", "heure", "heures", "año", "años", "hora", "horas", "жыл", "жылы", "жылғы"),
}


def _is_age(sentence: Sentence, number: Number) -> bool:
    """Whether a number counts years or hours: "four years from closed lists" are no lists."""
    return number.last < len(sentence.tokens) and sentence.tokens[number.last].norm in _YEARS


def _unnumbered_terms(sentence: Sentence) -> list[Measured]:
    """One week or month that is told without a number: "within a month", «через месяц»."""
    found = []
    for hit in sentence.of("unit.week", "unit.month"):
        before = next((one for one in sentence.of("ctx.term") if one.last == hit.first), None)
        numbered = any(
            number.last in {hit.first, hit.first - 1} or number.first == hit.last
            for number in sentence.numbers.values()
        )
        plural = sentence.tokens[hit.first].norm.endswith(("s", "ов", "ев", "ів", "ль", "ели", "яца"))
        if before and not numbered and not plural:
            number = Number(before.first, hit.last, 1.0)
            found.append(Measured(number, hit.label.partition(".")[2], hit, "eq", before.first, hit.last))
    return found


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
    if one.unit == "station" and one.number.value <= RATIO:
        return []  # "four of five stations" is a share, not a count
    if any(hit.last == part.first for hit in sentence.of("ctx.but")):
        return [one]
    sign, first, _ = comparator_of(part, sentence.hits, sentence.tokens)
    last = known.last if known else one.last
    return [Measured(part, one.unit, known.hit if known else one.hit, sign, first, last, part=True), whole]


def _told_before(sentence: Sentence, number: Number) -> str | None:
    """What a number counts that ends its clause: «участков они обошли 1200», "the number of voters was 1,200"."""
    if number.value < 2 or number.percent or _is_year(sentence, number):
        return None
    for hit in reversed(sentence.starting("unit.")):
        between = sentence.tokens[hit.last : number.first]
        if not 0 < len(between) <= 6 or any(token.norm in _BREAKS for token in between):
            continue
        if any(hit.last - 4 <= other.last <= hit.last for other in sentence.numbers.values()):
            continue
        words = {token.norm for token in between}
        total = {token.norm for token in sentence.tokens[max(0, hit.first - 4) : hit.first]} & _TALLIES
        manifold = sentence.tokens[hit.last - 1].norm.endswith(_MANY) and sentence.language in {"ru", "uk"}
        if (total and words & _COPULAS) or (manifold and any(word.endswith(_PAST) for word in words)):
            return hit.label.partition(".")[2]
    return None


def _part_before(sentence: Sentence, one: Measured) -> Number | None:
    """The 13 of "13 of 17 regions" and of "13 regions of 17"."""
    for hit in sentence.of("ctx.of"):
        if hit.last != one.number.first:
            continue
        for other in sentence.numbers.values():
            gap = hit.first - other.last
            counted = gap == 0 or (gap <= 3 and _unit_after(sentence, other) is not None)
            if counted and gap >= 0 and not other.percent and other.value <= one.number.value:
                return other
    return None


def _opens_bracket(sentence: Sentence, number: Number) -> bool:
    """ "3,070 stations (of 3,512)"."""
    return any(
        hit.last == number.first and hit.first > 0 and sentence.tokens[hit.first - 1].norm == "("
        for hit in sentence.of("ctx.of")
    )


def _implied(sentence: Sentence, number: Number, before: list[Measured]) -> str | None:
    """What a bare number counts: "3,070 stations (of 3,512)", "ODIHR has 344 observers, PACE 15"."""
    if number.value < 2 or _is_year(sentence, number):
        return None
    opening = sentence.tokens[number.first - 1].norm if number.first else ""
    if not before:
        sent = opening in {"–", "—"} and any(hit.last == number.first - 1 for hit in sentence.starting("org."))
        return "observer" if sent and sentence.has("ctx.observers", "body.joint") else None
    last = before[-1]
    ordered = any(hit.last == number.first and hit.first >= last.last - 1 for hit in sentence.of("ctx.of"))
    if last.unit in {"station", "region"} and ordered and number.first - last.last <= 3:
        return last.unit
    if last.unit == "station" and any(0 <= number.first - hit.last <= 2 for hit in sentence.of("ctx.them")):
        return "station"
    after = sentence.tokens[number.last].norm if number.last < len(sentence.tokens) else "."
    bare = (after in _SHOWS or opening in _THEM) and after != "%"
    people = any(one.unit in PEOPLE for one in before)
    return "observer" if bare and people and _is_bodys(sentence, number, last.last) else None


def _is_bodys(sentence: Sentence, number: Number, since: int) -> bool:
    """Whether a body is named between the last counted people and a bare number, or after it: "the CIS had 90"."""
    return any(
        since <= hit.first < number.first or 0 < hit.first - number.last <= 4 for hit in sentence.starting("org.")
    )
