"""Days that a text writes out: "10 января 2021", "March 17–19", "2021-01-10", "10.01.2021", «2023 жылғы 19 наурыз»."""

import re
from dataclasses import dataclass
from datetime import date

from apps.extraction.packs import Pack
from apps.extraction.reading import Sentence
from apps.extraction.tokens import Token

_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.((?:19|20)\d\d)$")
_RANGE = {"-", "–", "—", "‑", "and", "и", "та", "й", "і", "et", "y", "to", "au", "al", "мен"}
_DAY_TO_MONTH = {"de", "of", "the", ",", "-", "º", "°", "."}
FIRST_YEAR, LAST_YEAR = 1950, 2099


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a month over the tokens [first, last), its year where it is written."""

    sentence: Sentence
    first: int
    last: int
    month: int
    day: int
    year: int | None

    def on(self, year: int | None) -> date | None:
        """The date in a year, None where there is no such day."""
        try:
            return date(year, self.month, self.day) if year else None
        except ValueError:
            return None


_MONTHS: dict[tuple[str, str], int] = {}


def month_of(pack: Pack, token: Token) -> int:
    """The month that a word names, 0 for any other word; remembered for the words met so far."""
    if token.kind != "w":
        return 0
    known = _MONTHS.get((pack.language, token.norm))
    if known is None:
        found = (index for index, pattern in enumerate(pack.months, 1) if pattern.items[0].accepts(token))
        known = next(found, 0)
        if len(_MONTHS) < 50_000:
            _MONTHS[(pack.language, token.norm)] = known
    return known


def whole(token: Token, low: int, high: int) -> int | None:
    """The whole number that a token writes, within bounds."""
    if token.kind == "n" and token.text.isascii() and token.text.isdigit() and len(token.text) <= 4:
        value = int(token.text)
        return value if low <= value <= high else None
    return None


def _year_after(tokens: list[Token], at: int) -> tuple[int | None, int]:
    """A year at or one mark or word ("de", ",") past `at`, and the token after it."""
    for skip in range(2):
        if at + skip < len(tokens):
            year = whole(tokens[at + skip], FIRST_YEAR, LAST_YEAR)
            if year:
                return year, at + skip + 1
            if tokens[at + skip].norm not in {",", ".", "de", "del", "of"}:
                break
    return None, at


def _year_before(tokens: list[Token], first: int, pack: Pack) -> tuple[int | None, int]:
    """Kazakh writes the year first: "2023 жылғы 19 наурыз"."""
    if pack.language == "kk" and first >= 2:
        year = whole(tokens[first - 2], FIRST_YEAR, LAST_YEAR)
        if year and tokens[first - 1].norm.startswith("жыл"):
            return year, first - 2
    return None, first


def _before(tokens: list[Token], index: int, pack: Pack) -> tuple[int | None, int, int]:
    """The day before a month's name: "10 января", "the 10th of January", "17-19 марта" (its last day)."""
    for back in range(1, 4):
        if index - back < 0:
            break
        token = tokens[index - back]
        day = whole(token, 1, 31)
        if day:
            return day, index - back, index + 1
        if token.norm not in _DAY_TO_MONTH and token.norm not in pack.ordinal_suffix:
            break
    return None, index, index + 1


def _after(tokens: list[Token], index: int, pack: Pack) -> tuple[int | None, int, int]:
    """The day after a month's name: "January 10th", "Jan. 10", "March 17–19" (its last day)."""
    after = index + 2 if index + 1 < len(tokens) and tokens[index + 1].norm == "." else index + 1
    day = whole(tokens[after], 1, 31) if after < len(tokens) else None
    if day is None:
        return None, index, index + 1
    after += 1
    if after < len(tokens) and tokens[after].norm in pack.ordinal_suffix:
        after += 1
    if after + 1 < len(tokens) and tokens[after].norm in _RANGE:
        later = whole(tokens[after + 1], day + 1, 31)
        if later and not (after + 2 < len(tokens) and month_of(pack, tokens[after + 2])):
            return later, index, after + 2
    return day, index, after


def _numeric(sentence: Sentence, at: int) -> Day | None:
    """ "10.01.2021", "2021-01-10", "10/01/2021" (day first; month first where only that is a date)."""
    tokens = sentence.tokens
    dotted = _DOTTED.match(tokens[at].text) if tokens[at].kind == "n" else None
    if dotted:
        day, month, year = (int(part) for part in dotted.groups())
        return _valid(Day(sentence, at, at + 1, month, day, year))
    if at + 4 >= len(tokens) or tokens[at + 1].text != tokens[at + 3].text or tokens[at + 1].text not in "-/":
        return None
    parts = [whole(tokens[at + step], 0, LAST_YEAR) for step in (0, 2, 4)]
    if None in parts or tokens[at + 4].end - tokens[at].start > 10:
        return None
    first, second, third = (part or 0 for part in parts)
    if first >= FIRST_YEAR:
        return _valid(Day(sentence, at, at + 5, second, third, first))
    if third >= FIRST_YEAR:
        day_first = _valid(Day(sentence, at, at + 5, second, first, third))
        return day_first or _valid(Day(sentence, at, at + 5, first, second, third))
    return None


def _valid(day: Day) -> Day | None:
    return day if day.on(day.year) else None


def days_in(sentence: Sentence, pack: Pack) -> list[Day]:
    """Every day that the sentence writes, in any order of day, month and year."""
    found = []
    tokens = sentence.tokens
    for index, token in enumerate(tokens):
        if token.kind == "n":
            numeric = _numeric(sentence, index)
            if numeric:
                found.append(numeric)
            continue
        month = month_of(pack, token)
        if not month:
            continue
        day, first, last = _before(tokens, index, pack)
        if day is None:
            day, first, last = _after(tokens, index, pack)
        if day is None:
            continue
        year, end = _year_after(tokens, last)
        if year is None:
            year, first = _year_before(tokens, first, pack)
        found.append(Day(sentence, first, end, month, day, year))
    return found
