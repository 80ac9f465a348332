"""What a number counts whose noun stands before it, in another clause, or not at all."""

from apps.extraction.counted import BREAKS, PEOPLE, Measured, is_year, unit_after
from apps.extraction.lexer import Hit, Number
from apps.extraction.numbers import comparator_of
from apps.extraction.reading import Sentence

OUT_OF = 6  # words of "out of a total of" at most
NUMBERING = 6  # words between what is counted and "numbered"
_THEM = {"их", "–", "—", "them", "їх"}
_SHOWS = {".", ",", ";", ")", "из", "of", "de", "от", "from"}
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


def is_rest(sentence: Sentence, number: Number, hit: Hit, found: list[Measured]) -> bool:
    """Whether a number belongs to what stands before it: «на 17 участках из 96 наблюдателям не дали …»."""
    if hit.label.partition(".")[2] not in PEOPLE or not found or sentence.language not in {"ru", "uk"}:
        return False
    last = found[-1]
    joined = any(of.last == number.first and of.first == last.last for of in sentence.of("ctx.of"))
    return joined and last.unit in {"station", "region"}


def swapped(sentence: Sentence, number: Number) -> Hit | None:
    """What a number counts that stands before it and so is about so many: «месяца через два», «человек двести»."""
    if sentence.language not in {"ru", "uk"} or number.percent or not number.first:
        return None
    term = any(hit.last == number.first for hit in sentence.of("ctx.term"))
    last = number.first - term
    for hit in sentence.starting("unit."):
        unit = hit.label.partition(".")[2]
        counts = unit in {"week", "month"} if term else unit in {*PEOPLE, "station"} and _is_worded(sentence, number)
        counted = any(other.last in {hit.first, hit.first - 1} for other in sentence.numbers.values())
        if hit.last == last and counts and not counted and (term or not unit_after(sentence, number)):
            return hit
    return None


def _is_worded(sentence: Sentence, number: Number) -> bool:
    return sentence.tokens[number.first].kind == "w"


def numbering(sentence: Sentence, number: Number, first: int) -> str | None:
    """What a number counts behind a word of counting: "observers from 42 countries numbered 529"."""
    for hit in sentence.of("ctx.numbering"):
        if hit.last != first:
            continue
        before = [one for one in sentence.of("unit.observer", "unit.person") if one.last <= hit.first]
        return before[-1].label.partition(".")[2] if before and hit.first - before[-1].last <= NUMBERING else None
    return None


def told_before(sentence: Sentence, number: Number) -> str | None:
    """What a number counts that ends its clause: «участков они обошли 1200», "the number of voters was 1,200"."""
    if number.value < 2 or number.percent or is_year(sentence, number):
        return None
    for hit in reversed(sentence.starting("unit.")):
        between = sentence.tokens[hit.last : number.first]
        if not 0 < len(between) <= 6 or any(token.norm in BREAKS for token in between):
            continue
        if any(_counts(sentence, other, hit) for other in sentence.numbers.values()):
            continue
        words = {token.norm for token in between}
        total = {token.norm for token in sentence.tokens[max(0, hit.first - 4) : hit.first]} & _TALLIES
        manifold = sentence.tokens[hit.last - 1].norm.endswith(_MANY) and sentence.language in {"ru", "uk"}
        if (total and words & _COPULAS) or (manifold and any(word.endswith(_PAST) for word in words)):
            return hit.label.partition(".")[2]
    return None


def _counts(sentence: Sentence, number: Number, hit: Hit) -> bool:
    """Whether a number stands before a word that it may count, with no mark between."""
    between = sentence.tokens[number.last : hit.first]
    return hit.last - 4 <= number.last <= hit.last and not any(token.norm in BREAKS for token in between)


def of_whole(sentence: Sentence, number: Number, found: list[Measured]) -> Measured | None:
    """Kazakh names the whole first: "20 өңірдің 11-інде", 11 of the 20 regions."""
    last = found[-1] if found and sentence.language == "kk" else None
    if last is None or last.last != number.first or last.unit not in {"station", "region"} or last.whole:
        return None
    genitive = sentence.tokens[last.last - 1].norm.endswith(("дың", "дің", "ның", "нің", "тың", "тің"))
    return last if genitive and number.value <= last.number.value else None


def _is_polling(sentence: Sentence, hit: Hit) -> bool:
    return sentence.tokens[hit.first].norm in {"voting", "opening", "counting", "closing"}


def implied(sentence: Sentence, number: Number, before: list[Measured]) -> str | None:
    """What a bare number counts: "3,070 stations (of 3,512)", "ODIHR has 344 observers, PACE 15"."""
    if number.value < 2 or is_year(sentence, number):
        return None
    opening = sentence.tokens[number.first - 1].norm if number.first else ""
    if not before:
        sent = opening in {"–", "—"} and any(hit.last == number.first - 1 for hit in sentence.starting("org."))
        return "observer" if sent and sentence.has("ctx.observers", "body.joint") else None
    last = before[-1]
    ordered = any(hit.last == number.first and hit.first >= last.last - 1 for hit in sentence.of("ctx.of"))
    if last.unit in {"station", "region"} and ordered and number.first - last.last <= OUT_OF:
        return last.unit
    if last.unit == "station" and any(
        hit.last == number.first and _is_polling(sentence, hit) for hit in sentence.of("visit")
    ):
        return "station"  # "opening was observed in 112 stations and voting in 1,094"
    if last.unit == "station" and any(0 <= number.first - hit.last <= 2 for hit in sentence.of("ctx.them")):
        return "station"
    after = sentence.tokens[number.last].norm if number.last < len(sentence.tokens) else "."
    bare = (after in _SHOWS or opening in _THEM) and after != "%"
    people = any(one.unit in PEOPLE for one in before)
    if any(hit.first - last.last >= 0 and hit.last <= number.first for hit in sentence.of("ctx.among")):
        return None  # "529 observers, including 380 from ODIHR"
    return "observer" if bare and people and _is_bodys(sentence, number, last.last) else None


def _is_bodys(sentence: Sentence, number: Number, since: int) -> bool:
    """Whether a body is named between the last counted people and a bare number, or after it: "the CIS had 90"."""
    return any(
        since <= hit.first < number.first or 0 < hit.first - number.last <= 4 for hit in sentence.starting("org.")
    )


def unnumbered_terms(sentence: Sentence) -> list[Measured]:
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
            sign, first, _ = comparator_of(number, sentence.hits, sentence.tokens)
            found.append(Measured(number, hit.label.partition(".")[2], hit, sign, first, hit.last))
    return found
