"""Patterns over words: a small language that pack files are written in, and a matcher indexed by first word.

A pattern is a row of items separated by spaces:
`word` exactly that word · `stem*` any word that begins so · `a|b*` either · `=ПАСЕ` exactly so, capitals included ·
`item?` may be missing · `#` a number · `#%` a share in per cent · `..3` up to three words between.
Case and ё/е make no difference except after `=`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from apps.extraction.text import fold
from apps.extraction.tokens import Token

MAX_GAP = 14


class PatternError(ValueError):
    """A pack holds a pattern that the language above does not know."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number that covers the tokens [first, last); `percent` where a per cent sign or word follows it."""

    first: int
    last: int
    value: float
    percent: bool = False
    comparator: str = "eq"


@dataclass(frozen=True, slots=True)
class Item:
    exact: frozenset[str]
    stems: tuple[str, ...]
    cased: frozenset[str]
    gap: int = 0
    number: str = ""
    optional: bool = False

    def accepts(self, token: Token) -> bool:
        norm = token.norm
        if norm in self.exact or (self.stems and norm.startswith(self.stems)) or token.plain in self.cased:
            return True
        if self.cased and token.named in self.cased:
            return True
        bare = token.bare
        return bare != norm and (bare in self.exact or bool(self.stems and bare.startswith(self.stems)))


@dataclass(frozen=True, slots=True)
class Pattern:
    """A label and what it stands for; a sentence must hold one of the words and stems of `needs`, if any."""

    label: str
    source: str
    items: tuple[Item, ...]
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Hit:
    """A pattern found over the tokens [first, last)."""

    label: str
    source: str
    first: int
    last: int


def parse_item(source: str) -> Item:
    """One item of a pattern. Raises PatternError."""
    if source.startswith(".."):
        gap = source[2:]
        if not gap.isdigit() or not 0 < int(gap) <= MAX_GAP:
            raise PatternError(f"{source!r}: a gap is ..1 to ..{MAX_GAP}")
        return Item(frozenset(), (), frozenset(), gap=int(gap))
    optional = source.endswith("?") and len(source) > 1
    body = source[:-1] if optional else source
    if body in {"#", "#%"}:
        return Item(frozenset(), (), frozenset(), number=body, optional=optional)
    exact, stems, cased = set(), [], set()
    for word in body.split("|"):
        if not word or word in {"*", "="}:
            raise PatternError(f"{source!r}: an empty alternative")
        if "*" in word[:-1]:
            raise PatternError(f"{source!r}: a star stands only at the end of a stem")
        if word.startswith("="):
            cased.add(word[1:])
        elif word.endswith("*"):
            stems.append(fold(word[:-1]))
        else:
            exact.add(fold(word))
    return Item(frozenset(exact), tuple(stems), frozenset(cased), optional=optional)


def parse(label: str, source: str) -> Pattern:
    """A pattern; its first item has to be a word or a number, so that it can be indexed. Raises PatternError."""
    items = tuple(parse_item(part) for part in source.split())
    if not items or items[0].gap or items[0].optional or items[-1].gap:
        raise PatternError(f"{source!r}: a pattern begins with a required word and ends with an item")
    return Pattern(label, source, items, _needs(items))


def _needs(items: tuple[Item, ...]) -> frozenset[str]:
    """The words and stems of the item after the first that is hardest to meet; empty where none has to be met."""
    plain = [item for item in items[1:] if not (item.gap or item.number or item.optional or item.cased)]
    keys = [item.exact | frozenset(item.stems) for item in plain]
    return min(keys, key=len, default=frozenset())


@lru_cache(maxsize=20_000)
def _keys(norm: str, bare: str) -> frozenset[str]:
    """Everything that a pattern may name a word by: the word and its beginnings."""
    return frozenset(word[:length] for word in {norm, bare} for length in range(1, len(word) + 1))


class Matcher:
    """All patterns of a pack, found in one pass."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._exact: dict[str, list[Pattern]] = {}
        self._stems: dict[str, list[Pattern]] = {}
        self._cased: dict[str, list[Pattern]] = {}
        self._numbers: list[Pattern] = []
        for pattern in patterns:
            self._add(pattern)
        self._longest = max((len(stem) for stem in self._stems), default=0)
        self._cache: dict[str, tuple[Pattern, ...]] = {}

    def _add(self, pattern: Pattern) -> None:
        first = pattern.items[0]
        for word in first.exact:
            self._exact.setdefault(word, []).append(pattern)
        for stem in first.stems:
            self._stems.setdefault(stem, []).append(pattern)
        for word in first.cased:
            self._cased.setdefault(word, []).append(pattern)
        if first.number:
            self._numbers.append(pattern)

    def _candidates(self, token: Token) -> tuple[Pattern, ...]:
        known = self._cache.get(token.text)
        if known is not None:
            return known
        found = [*self._cased.get(token.plain, ()), *self._cased.get(token.named, ())]
        for word in {token.norm: None, token.bare: None}:
            found += self._exact.get(word, ())
            for length in range(1, min(len(word), self._longest) + 1):
                found += self._stems.get(word[:length], ())
        unique = tuple(dict.fromkeys(found))
        if len(self._cache) < 50_000:
            self._cache[token.text] = unique
        return unique

    def find(self, tokens: Sequence[Token], numbers: Mapping[int, Number], *, end: int | None = None) -> list[Hit]:
        """Every hit, the longest for each label and start, in the order of the text."""
        last = len(tokens) if end is None else end
        hits: list[Hit] = []
        held: set[str] = set().union(*(_keys(token.norm, token.bare) for token in tokens[:last]))
        for position in range(last):
            best: dict[str, Hit] = {}
            candidates = self._candidates(tokens[position])
            if position in numbers:
                candidates = (*candidates, *self._numbers)
            for pattern in candidates:
                items = pattern.items
                if pattern.needs and pattern.needs.isdisjoint(held):
                    continue
                if items[0].number:
                    stop = _match(items, 0, tokens, position, last, numbers)
                elif len(items) == 1:
                    stop = position + 1  # the index has matched the first word already
                else:
                    stop = _match(items, 1, tokens, position + 1, last, numbers)
                known = best.get(pattern.label)
                if stop and (known is None or known.last < stop):
                    best[pattern.label] = Hit(pattern.label, pattern.source, position, stop)
            hits += best.values()
        return hits


def _match(
    items: tuple[Item, ...], index: int, tokens: Sequence[Token], at: int, end: int, numbers: Mapping[int, Number]
) -> int:
    """The token after the match of items[index:] at `at`, or 0. Depth is bounded by the pattern's length."""
    while index < len(items):
        item = items[index]
        if item.gap:
            for skip in range(item.gap + 1):
                stop = _match(items, index + 1, tokens, at + skip, end, numbers)
                if stop:
                    return stop
            return 0
        step = _step(item, tokens, at, end, numbers)
        if item.optional and not step:
            index += 1
            continue
        if not step:
            return 0
        at, index = step, index + 1
    return at


def _step(item: Item, tokens: Sequence[Token], at: int, end: int, numbers: Mapping[int, Number]) -> int:
    """The token after one item at `at`, or 0."""
    if at >= end:
        return 0
    if item.number:
        number = numbers.get(at)
        if number is None or (item.number == "#%" and not number.percent):
            return 0
        return number.last
    return at + 1 if item.accepts(tokens[at]) else 0
