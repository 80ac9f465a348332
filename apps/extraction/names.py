"""Is a run of capitalised words a person, and what is the nominative?"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Protocol

import pymorphy3

from apps.extraction.declension import CASES, Reading, by_endings
from apps.extraction.packs import ROOT, read_yaml
from apps.extraction.tokens import Token

_SURNAME_FEMALE = ("овой", "евой", "ёвой", "ская", "ской", "скую", "ової", "евої", "ська", "ської")
_PREPOSITIONS: dict[str, tuple[str, ...]] = {
    "с": ("ablt",), "со": ("ablt",), "между": ("ablt",), "перед": ("ablt",), "у": ("gent",), "от": ("gent",),
    "для": ("gent",), "без": ("gent",), "против": ("gent",), "из": ("gent",), "к": ("datv",), "ко": ("datv",),
    "о": ("loct",), "об": ("loct",), "при": ("loct",), "про": ("accs",), "через": ("accs",), "з": ("ablt", "gent"),
    "із": ("ablt", "gent"), "від": ("gent",), "до": ("gent",), "проти": ("gent",),
}  # fmt: skip
_SURE, _DOUBTFUL, _UNKNOWN = 0.5, 1.0, 0.25


@dataclass(frozen=True, slots=True)
class Place:
    """What stands around a name: the office and the preposition before it, a verb of saying beside it.

    `attested` are the words of the text with a capital: a nominative among them is no guess.
    """

    office: str = ""
    preposition: str = ""
    speaks: bool = False
    attested: frozenset[str] = frozenset()


NOWHERE = Place()


class Namer(Protocol):
    def is_person(self, words: Sequence[Token], *, has_role: bool) -> bool | None:
        """Whether words are a person; None where they may be."""
        ...

    def guess(self, words: Sequence[Token]) -> bool:
        """The best answer where `is_person` has none and nobody else can tell."""
        ...

    def ordinary(self, word: Token) -> bool:
        """Whether a word with a capital is an ordinary word rather than a name ("President", "Senator")."""
        ...

    def nominative(self, words: Sequence[Token], place: Place = NOWHERE) -> tuple[str, bool]: ...


@cache
def first_names() -> frozenset[str]:
    """Given names in Latin letters, folded."""
    return frozenset(read_yaml(ROOT / "names.yaml")["given"])


@cache
def common_words() -> frozenset[str]:
    """Words that open sentences or stand in titles with a capital and are no names, folded."""
    return frozenset(read_yaml(ROOT / "names.yaml")["not_names"])


def _spoken(words: Sequence[Token], forms: Mapping[int, str] = MappingProxyType({})) -> str:
    """The words as one name, in the given forms: initials keep their stops."""
    parts: list[str] = []
    for token in words:
        if token.text == "." and parts:
            parts[-1] += "."
        else:
            parts.append(forms.get(token.start, token.text))
    return " ".join(parts)


class LatinNamer:
    """Names that do not decline."""

    def is_person(self, words: Sequence[Token], *, has_role: bool) -> bool | None:
        names = [token for token in words if token.kind == "w"]
        if not 2 <= len(names) <= 5 or any(token.norm in common_words() for token in names if token.capital):
            return False
        return has_role or names[0].norm in first_names()

    def guess(self, words: Sequence[Token]) -> bool:
        return False

    def ordinary(self, word: Token) -> bool:
        return False

    def nominative(self, words: Sequence[Token], place: Place = NOWHERE) -> tuple[str, bool]:
        return _spoken(words).removeprefix("H. E. ").removesuffix("'s").removesuffix("’s"), True


class SlavicNamer:
    """Names that decline, by the dictionary of pymorphy3 and by their endings."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._morph = pymorphy3.MorphAnalyzer(lang=language)
        self._parse = lru_cache(maxsize=20_000)(self._morph.parse)
        self._readings = lru_cache(maxsize=5_000)(self._read)
        self._is_namelike = lru_cache(maxsize=20_000)(self._judge)

    def _judge(self, word: str) -> tuple[bool, bool]:
        """Whether a word may be a given name, and whether it is some ordinary word."""
        parses = self._parse(word)[:6]
        named = any({"Name", "Surn", "Patr"} & one.tag.grammemes for one in parses)
        known = self._morph.word_is_known(word.lower()) and not named
        return any({"Name", "Patr"} & one.tag.grammemes for one in parses), known

    def is_person(self, words: Sequence[Token], *, has_role: bool) -> bool | None:
        names = [token for token in words if token.kind == "w"]
        if not 2 <= len(names) <= 5 or any(token.norm in common_words() for token in names if token.capital):
            return False
        judged = [self._is_namelike(token.text) for token in names]
        ordinary = sum(known for _, known in judged)
        given = any(given for given, _ in judged)
        if ordinary == 0:
            return True if given or has_role else None
        return True if has_role and ordinary < len(names) else None

    def guess(self, words: Sequence[Token]) -> bool:
        judged = [self._is_namelike(token.text) for token in words if token.kind == "w"]
        ordinary = sum(known for _, known in judged)
        return ordinary == 0 or (any(given for given, _ in judged) and ordinary < len(judged))

    def ordinary(self, word: Token) -> bool:
        return self._is_namelike(word.text)[1]

    def nominative(self, words: Sequence[Token], place: Place = NOWHERE) -> tuple[str, bool]:
        names = [token for token in words if token.kind == "w" and token.capital and len(token.text) > 1]
        if not names:
            return _spoken(words), True
        best: tuple[float, str, dict[int, str]] = (99.0, "nomn", {})
        masculine = self._is_mans(names[0].text)
        strange = not any(self._is_namelike(token.text)[0] for token in names)
        for gender in self._genders(names):
            read = {token.start: self._readings(token.text, gender) for token in names}
            for case in CASES:
                cost, forms = _agreed(read, case)
                cost += self._context(case, place)
                if gender == "femn" and not place.speaks:
                    cost += _DOUBTFUL * masculine + _UNKNOWN * strange
                cost -= 0.5 * any(
                    form.casefold() in place.attested for form in list(forms.values())[-1:] if case != "nomn"
                )
                if cost < best[0]:
                    best = (cost, case, forms)
        told = _spoken(words, best[2])
        return told, best[1] == "nomn"

    def _is_mans(self, word: str) -> bool:
        """Whether a given name that looks a woman's is a man's in an oblique case: "Леонида", "Геннадия"."""
        if not word.endswith(("а", "я")) or word.endswith("ія"):
            return False
        odds = {"masc": 0.0, "femn": 0.0}
        for one in self._parse(word)[:6]:
            wanted = {"gent", "accs"} if one.tag.gender == "masc" else {"nomn"}
            if "Name" in one.tag and one.tag.gender in odds and one.tag.case in wanted:
                odds[str(one.tag.gender)] += one.score
        return odds["masc"] > odds["femn"]

    def _genders(self, names: Sequence[Token]) -> list[str]:
        """Genders that the given name allows."""
        found = {
            str(one.tag.gender)
            for token in names[:-1] or names
            for one in self._parse(token.text)[:4]
            if {"Name", "Patr"} & one.tag.grammemes and one.tag.gender in {"masc", "femn"}
        }
        if len(names) > 1 and names[-1].norm.endswith(_SURNAME_FEMALE):
            return ["femn"]
        return sorted(found) or ["masc", "femn"]

    def _read(self, word: str, gender: str) -> dict[str, Reading]:
        """The best reading of a part of a name for each case."""
        best: dict[str, Reading] = {}
        known = list(self._known(word, gender))
        oblique = any(one.cost < _SURE for one in known) and not any(one.case == "nomn" for one in known)
        for one in [*known, *by_endings(word, gender, self._language)]:
            if one.case == "nomn" and oblique:
                one = replace(one, cost=2.0)
            if one.case not in best or one.cost < best[one.case].cost:
                best[one.case] = one
        return best

    def _known(self, word: str, gender: str) -> Iterator[Reading]:
        for rank, one in enumerate(self._parse(word)[:8]):
            tag = one.tag
            named = {"Name", "Surn", "Patr"} & tag.grammemes
            if not tag.case or tag.number == "plur" or (named and tag.gender and str(tag.gender) != gender):
                continue
            if not named and not self._morph.word_is_known(word.lower()):
                continue
            form = one.inflect({"nomn", gender} if "Surn" in tag else {"nomn"})
            if form:
                cost = (0.0 if named else 0.35) + 0.03 * rank
                yield Reading(str(tag.case), _cased(str(form.word), word), cost)

    def _context(self, case: str, place: Place) -> float:
        """How badly a case fits what stands around the name."""
        cost = 0.0 if case == "nomn" else 0.5
        if place.speaks:
            cost += 0.0 if case == "nomn" else 0.6
        if place.preposition:
            cost += 0.0 if case in _PREPOSITIONS.get(place.preposition, CASES) else 1.2
        office = {str(one.tag.case) for one in self._parse(place.office)[:6] if one.tag.case} if place.office else set()
        if office:
            cost += 0.0 if case in office else 1.2
        return cost


def _agreed(read: Mapping[int, Mapping[str, Reading]], case: str) -> tuple[float, dict[int, str]]:
    """What it costs to read every part in one case, and the nominatives."""
    told = {start: options[case] for start, options in read.items() if case in options}
    lost = 5.0 * (len(read) - len(told))
    return lost + sum(one.cost for one in told.values()), {start: one.form for start, one in told.items()}


def _cased(form: str, like: str) -> str:
    return "-".join(part.capitalize() for part in form.split("-")) if like[:1].isupper() else form


@cache
def namer(language: str) -> Namer:
    """The way names work in a language."""
    if language in {"ru", "uk"}:
        return SlavicNamer(language)
    if language == "kk":
        return KazakhNamer()
    return LatinNamer()


class KazakhNamer:
    """Kazakh names carry case endings after an unchanging stem; surnames of Russian shape tell a person too."""

    _ENDINGS = re.compile(
        "(?:ның|нің|дың|дің|тың|тің|ға|ге|қа|ке|на|не|ды|ді|ты|ті|ны|ні|дан|ден|тан|тен|нан|нен|мен|пен|бен"
        "|да|де|та|те|нда|нде|мыз|міз)$"
    )
    _SURNAME = re.compile("(?:ов|ев|ова|ева|ин|ина|ұлы|улы|қызы|кызы|баев|баева|бек|бай|хан|ский|ская)$")

    def is_person(self, words: Sequence[Token], *, has_role: bool) -> bool | None:
        names = [token for token in words if token.kind == "w"]
        if not 2 <= len(names) <= 4 or any(token.norm in common_words() for token in names if token.capital):
            return False
        return True if has_role or self._SURNAME.search(self._bare(names[-1].norm)) else None

    def guess(self, words: Sequence[Token]) -> bool:
        return True

    def ordinary(self, word: Token) -> bool:
        return False

    def _bare(self, word: str) -> str:
        """A word without its case ending, where four letters remain."""
        found = self._ENDINGS.search(word)
        return word[: found.start()] if found and found.start() >= 4 else word

    def nominative(self, words: Sequence[Token], place: Place = NOWHERE) -> tuple[str, bool]:
        last = words[-1].text
        bare = self._bare(last)
        if bare == last or last.casefold() in place.attested - {last.casefold()}:
            return _spoken(words), True
        kept = self._SURNAME.search(last.casefold()) and not self._SURNAME.search(bare.casefold())
        if kept or (place.speaks and bare.casefold() not in place.attested):
            return _spoken(words), True
        return _spoken(words, {words[-1].start: bare}), False
