"""Numbers in digits and words, with their comparator: "more than 90", "полсотни", "300-ге жуық"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from apps.extraction.lexer import Hit, Number, Pattern
from apps.extraction.packs import Pack
from apps.extraction.tokens import Token

_SPACES = re.compile("[ \u00a0\u202f]")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+$")
MAX_DIGITS = 12
MAX_REMEMBERED = 50_000


def parse_digits(text: str, *, decimal_comma: bool) -> float | None:
    """The value of "1 300", "1,300", "1.143", "63,25", ".64"; None where it is too long to mean a count."""
    plain = _SPACES.sub("", text)
    if len(plain) > MAX_DIGITS + 3:
        return None
    if _THOUSANDS.match(plain) and not plain.startswith("0"):
        separator = "," if "," in plain else "."
        is_thousands = plain.count(separator) > 1 or separator != ("," if decimal_comma else ".")
        if is_thousands and not ("," in plain and "." in plain):
            return float(plain.replace(separator, ""))
    try:
        return float(plain.replace(",", ".")) if plain.count(",") + plain.count(".") <= 1 else None
    except ValueError:
        return None


def _accepts(patterns: Sequence[tuple[Pattern, float]], token: Token) -> float | None:
    for pattern, value in patterns:
        if len(pattern.items) == 1 and pattern.items[0].accepts(token):
            return value
    return None


class NumberReader:
    """Finds the numbers of a sentence with the tables of one pack."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._words: dict[str, float | None] = {}
        self._multipliers: dict[str, float | None] = {}
        self._openers = frozenset(word for pattern, _ in pack.approximate for word in pattern.items[0].exact)

    def _word(self, token: Token) -> float | None:
        if token.norm not in self._words:
            if len(self._words) > MAX_REMEMBERED:
                self._words.clear()
            value = _accepts(self._pack.number_words, token)
            self._words[token.norm] = self._compound(token) if value is None and "-" in token.norm else value
        return self._words[token.norm]

    def _compound(self, token: Token) -> float | None:
        """A number written with hyphens: "sixty-eight", "quatre-vingt-dix-sept"."""
        total = 0.0
        for part in re.split("[-‑]", token.norm)[:6]:
            if part in _LINKS:
                continue
            value = _accepts(self._pack.number_words, replace(token, norm=part, bare=part, plain=part))
            if value is None:
                return None
            total = 80.0 if total == 4 and value == 20 else total + value
        return total or None

    def _multiplier(self, token: Token) -> float | None:
        if token.norm not in self._multipliers:
            if len(self._multipliers) > MAX_REMEMBERED:
                self._multipliers.clear()
            self._multipliers[token.norm] = _accepts(self._pack.multipliers, token)
        return self._multipliers[token.norm]

    def read(self, tokens: Sequence[Token]) -> dict[int, Number]:
        """Numbers by the index of their first token."""
        found: dict[int, Number] = {}
        position = 0
        while position < len(tokens):
            number = self._at(tokens, position)
            if number:
                found[position] = number
                position = number.last
            else:
                position += 1
        return found

    def _at(self, tokens: Sequence[Token], at: int) -> Number | None:
        token = tokens[at]
        if token.kind == "n":
            return None if self._is_name_part(tokens, at) else self._digits(tokens, at)
        if token.kind != "w":
            return None
        if token.norm in _MULTITUDES:
            return None
        rounded = self._approximate(tokens, at)
        if rounded:
            return rounded
        if self._word(token) is None and (self._multiplier(token) is None or len(token.text) <= 3):
            return None
        return self._in_words(tokens, at)

    @staticmethod
    def _is_name_part(tokens: Sequence[Token], at: int) -> bool:
        """Whether a number only ends a name: "COVID-19"."""
        return (
            at > 1
            and tokens[at - 1].text in "-‑–"
            and tokens[at - 1].end == tokens[at].start
            and (tokens[at - 2].end == tokens[at - 1].start and tokens[at - 2].kind == "w")
        )

    def _approximate(self, tokens: Sequence[Token], at: int) -> Number | None:
        if tokens[at].norm not in self._openers:
            return None
        for pattern, value in self._pack.approximate:
            end = _match_words(pattern, tokens, at)
            if end:
                return Number(at, end, value, comparator="approx")
        return None

    def _digits(self, tokens: Sequence[Token], at: int) -> Number | None:
        value = parse_digits(tokens[at].text, decimal_comma=self._pack.decimal_comma)
        if value is None:
            return None
        end = self._skip_suffix(tokens, at + 1)
        if (
            end < len(tokens)
            and (factor := self._multiplier(tokens[end]))
            and tokens[end].start - tokens[end - 1].end <= 2
        ):
            value, end = round(value * factor, 6), end + 1
            smaller = self._smaller(tokens, end, factor)
            if smaller:
                value, end = value + smaller[0], smaller[1]
        percent = self._percent_at(tokens, end)
        return Number(at, end + percent, value, percent=bool(percent))

    def _smaller(self, tokens: Sequence[Token], at: int, factor: float) -> tuple[float, int] | None:
        """The 563 thousand of "3 million 563 thousand", and the token after it."""
        if at + 1 < len(tokens) and tokens[at].kind == "n":
            value = parse_digits(tokens[at].text, decimal_comma=self._pack.decimal_comma)
            less = self._multiplier(tokens[at + 1])
            if value is not None and less and value < 1000 and less < factor:
                return round(value * less, 6), at + 2
        return None

    def _skip_suffix(self, tokens: Sequence[Token], at: int) -> int:
        """Past a case ending glued on with a hyphen: "300-ге"."""
        glued = at + 1 < len(tokens) and tokens[at].text in "-‑–" and tokens[at].start == tokens[at - 1].end
        if (
            glued
            and tokens[at + 1].start == tokens[at].end
            and tokens[at + 1].kind == "w"
            and len(tokens[at + 1].text) <= 4
        ):
            return at + 2
        return at

    def _percent_at(self, tokens: Sequence[Token], at: int) -> int:
        """How many tokens say "per cent" at `at`."""
        if at < len(tokens) and self._pack.percent.items[0].accepts(tokens[at]):
            return 1
        if (
            at + 1 < len(tokens)
            and tokens[at].norm in {"per", "por", "pour"}
            and tokens[at + 1].norm in {"cent", "ciento"}
        ):
            return 2
        return 0

    def _follows(self, previous: float, value: float) -> bool:
        """Kazakh counts on from ten, too: "он бес" is fifteen."""
        return _continues(previous, value) or (self._pack.language == "kk" and previous == 10 and value < 10)

    @staticmethod
    def _half(tokens: Sequence[Token], at: int) -> int:
        """The token after "and a half" before a multiplier ("две с половиной тысячи"), or 0."""
        for words in _HALVES:
            if tuple(token.norm for token in tokens[at : at + len(words)]) == words:
                return at + len(words)
        return 0

    def _in_words(self, tokens: Sequence[Token], at: int) -> Number | None:
        total, part, end, previous = 0.0, 0.0, at, 0.0
        while end < len(tokens) and tokens[end].kind == "w":
            if tokens[end].norm in _LINKS and previous >= 20:
                linked = self._word(tokens[end + 1]) if end + 1 < len(tokens) else None
                if linked is None or not _continues(previous, linked) or self._pack.language not in {"es", "fr", "en"}:
                    break
                end += 1
            half = self._half(tokens, end) if part else 0
            if half:
                part, end = part + 0.5, half
                continue
            value, factor = self._word(tokens[end]), self._multiplier(tokens[end])
            if value is not None and (end == at or self._follows(previous, value)):
                part, previous = part + value, value if value >= 10 else 1
            elif factor is not None:
                part = (part or 1) * factor
                if factor >= 1000:
                    total, part = total + part, 0.0
                previous = factor
            else:
                break
            end += 1
        percent = self._percent_at(tokens, end)
        return Number(at, end + percent, total + part, percent=bool(percent)) if end > at else None


_HALVES = (
    ("с", "половиной"),
    ("із", "половиною"),
    ("з", "половиною"),
    ("and", "a", "half"),
    ("y", "medio"),
    ("y", "media"),
    ("et", "demi"),
    ("et", "demie"),
)
# Multitudes, not counts, where no number stands before them: "thousands of voters".
_MULTITUDES = {"hundreds", "thousands", "millions", "milliers", "miles", "тысячами", "millones", "billions"}
_LINKS = {"y", "et", "and"}


def _continues(previous: float, value: float) -> bool:
    """Whether a number word may follow one of a higher order: twenty + five, a hundred + twenty."""
    return (previous >= 100 and value < 100) or (20 <= previous < 100 and value < 10)


def _match_words(pattern: Pattern, tokens: Sequence[Token], at: int) -> int:
    """The token after a fixed phrase at `at` (with gaps of one), or 0."""
    for item in pattern.items:
        if item.gap:
            continue
        while at < len(tokens) and not item.accepts(tokens[at]):
            return 0
        if at >= len(tokens):
            return 0
        at += 1
    return at


_BETWEEN = {
    "через",
    "в",
    "на",
    "с",
    "из",
    "за",
    "после",
    "in",
    "after",
    "on",
    "at",
    "dans",
    "en",
    "à",
    "a",
    "о",
    "у",
    "з",
}


def _past(number: Number, tokens: Sequence[Token]) -> int:
    """Where a comparator may end before a number: at it, or before a preposition ("примерно через четыре месяца")."""
    back = number.first - 1
    return back if 0 < back < len(tokens) and tokens[back].norm in _BETWEEN else number.first


_OUT = {"out", "spread", "scattered", "all"}


def _is_of_motion(hit: Hit, tokens: Sequence[Token]) -> bool:
    """ "They fanned out over five regions" compares nothing."""
    alone = hit.last - hit.first == 1 and bool(tokens) and tokens[hit.first].norm == "over"
    return alone and hit.first > 0 and tokens[hit.first - 1].norm in _OUT


def comparator_of(number: Number, hits: Sequence[Hit], tokens: Sequence[Token] = ()) -> tuple[str, int, int]:
    """The comparator of a number, and the tokens [first, last) that it and the number cover."""
    before = [hit for hit in hits if hit.label.startswith("cmp.") and hit.last in {number.first, _past(number, tokens)}]
    if before:
        before = [hit for hit in before if not _is_of_motion(hit, tokens)] or before[:0]
    if before:
        best = min(before, key=lambda hit: hit.first)
        return best.label.partition(".")[2], best.first, number.last
    after = [hit for hit in hits if hit.label.startswith("cmp_after.") and 0 <= hit.first - number.last <= 0]
    if after:
        best = max(after, key=lambda hit: hit.last)
        return best.label.partition(".")[2], number.first, best.last
    return number.comparator, number.first, number.last
