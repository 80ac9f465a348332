"""Is a run of capitalised words a person, and what is the nominative?"""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Protocol

import pymorphy3

from apps.extraction.packs import ROOT, read_yaml
from apps.extraction.tokens import Token

_SUFFIX_FEMALE = ("ова", "ева", "ина", "ская", "цкая", "ая")


class Namer(Protocol):
    def is_person(self, words: Sequence[Token], *, opens: bool, has_role: bool) -> bool: ...

    def nominative(self, words: Sequence[Token], *, before: str = "") -> tuple[str, bool]: ...


@cache
def first_names() -> frozenset[str]:
    """Given names in Latin letters, folded."""
    return frozenset(read_yaml(ROOT / "names.yaml")["given"])


@cache
def common_words() -> frozenset[str]:
    """Words that open sentences or stand in titles with a capital and are no names, folded."""
    return frozenset(read_yaml(ROOT / "names.yaml")["not_names"])


def _spoken(words: Sequence[Token]) -> str:
    """The words as one name: initials keep their stops."""
    parts: list[str] = []
    for token in words:
        if token.text == "." and parts:
            parts[-1] += "."
        else:
            parts.append(token.text)
    return " ".join(parts)


class LatinNamer:
    """Names that do not decline."""

    def is_person(self, words: Sequence[Token], *, opens: bool, has_role: bool) -> bool:
        names = [token for token in words if token.kind == "w"]
        if not 2 <= len(names) <= 5 or any(token.norm in common_words() for token in names if token.capital):
            return False
        return has_role or names[0].norm in first_names()

    def nominative(self, words: Sequence[Token], *, before: str = "") -> tuple[str, bool]:
        return _spoken(words).removeprefix("H. E. ").removesuffix("'s").removesuffix("’s"), True


class SlavicNamer:
    """Names that decline, by the morphology of pymorphy3."""

    def __init__(self, language: str) -> None:
        self._morph = pymorphy3.MorphAnalyzer(lang=language)
        self._parse = lru_cache(maxsize=20_000)(self._morph.parse)

    def _tags(self, word: str) -> list[str]:
        return [str(one.tag) for one in self._parse(word)[:6]]

    def _is_namelike(self, word: str) -> tuple[bool, bool]:
        """Whether a word may be a given name, and whether it is some ordinary word."""
        parses = self._parse(word)[:6]
        named = any("Name" in one.tag or "Surn" in one.tag for one in parses)
        known = self._morph.word_is_known(word.lower()) and not named
        return any("Name" in one.tag for one in parses), known

    def is_person(self, words: Sequence[Token], *, opens: bool, has_role: bool) -> bool:
        names = [token for token in words if token.kind == "w"]
        if not 2 <= len(names) <= 4:
            return False
        judged = [self._is_namelike(token.text) for token in names]
        if any(token.norm in common_words() for token in names if token.capital):
            return False
        ordinary = sum(known for _, known in judged)
        given = any(given for given, _ in judged)
        if ordinary == 0:
            return True
        return (given or has_role) and ordinary < len(names)

    def nominative(self, words: Sequence[Token], *, before: str = "") -> tuple[str, bool]:
        names = [token for token in words if token.kind == "w"]
        gender = self._gender(names)
        case = self._case(names, gender, before)
        if case == "nomn":
            return _spoken(words), True
        parts: dict[int, str] = {token.start: self._inflect(token.text, case, gender) for token in names}
        told = " ".join(parts.get(token.start, token.text) for token in words).replace(" .", ".")
        return told, False

    def _gender(self, names: Sequence[Token]) -> str:
        for token in names:
            for one in self._parse(token.text)[:4]:
                if "Name" in one.tag and one.tag.gender:
                    return str(one.tag.gender)
        last = names[-1].norm
        return "femn" if last.endswith(_SUFFIX_FEMALE) else "masc"

    def _case(self, names: Sequence[Token], gender: str, before: str) -> str:
        """The case that most parts of the name agree on, within those of the office before it; nominative on a tie."""
        allowed = {str(one.tag.case) for one in self._parse(before)[:6] if one.tag.case} if before else set()
        if "nomn" in allowed and "gent" not in allowed:
            return "nomn"
        votes: dict[str, float] = {}
        for token in names:
            for case in self._cases(token.text, gender):
                weight = 2.0 if self._is_namelike(token.text)[0] else 1.0
                votes[case] = votes.get(case, 0.0) + weight
        if allowed & set(votes):
            votes = {case: count for case, count in votes.items() if case in allowed}
        best = max(votes.values(), default=0.0)
        return "nomn" if votes.get("nomn", 0.0) >= best else max(votes, key=lambda case: votes[case])

    def _cases(self, word: str, gender: str) -> set[str]:
        """The cases a part of a name may stand in; a word that the dictionary lacks may be an unchanged nominative."""
        cases = {
            str(one.tag.case)
            for one in self._parse(word)[:8]
            if one.tag.case
            and (not one.tag.gender or str(one.tag.gender) == gender or "Surn" in one.tag)
            and one.tag.number != "plur"
        }
        unknown = not self._morph.word_is_known(word.lower())
        return (
            cases | {"nomn"}
            if unknown and not word.endswith(("а", "я", "у", "ю", "ом", "ем", "ой", "ым", "им"))
            else cases
        )

    def _inflect(self, word: str, case: str, gender: str) -> str:
        """One part in the nominative, its letters' case kept; unchanged where the dictionary has no such form."""
        for one in self._parse(word)[:8]:
            fits = str(one.tag.case) == case and one.tag.number != "plur"
            if fits and (not one.tag.gender or str(one.tag.gender) == gender):
                form = one.inflect({"nomn", gender} if "Surn" in one.tag else {"nomn"})
                if form:
                    return _cased(str(form.word), word)
        return word


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
    """Kazakh names carry case endings after an unchanging stem; Russian given names are told by morphology."""

    _ENDINGS = (
        "ның",
        "нің",
        "дың",
        "дің",
        "тың",
        "тің",
        "ға",
        "ге",
        "қа",
        "ке",
        "ды",
        "ді",
        "ты",
        "ті",
        "ны",
        "ні",
        "мен",
        "пен",
        "бен",
    )

    def is_person(self, words: Sequence[Token], *, opens: bool, has_role: bool) -> bool:
        names = [token for token in words if token.kind == "w"]
        return not (not 2 <= len(names) <= 4 or any(token.norm in common_words() for token in names if token.capital))

    def nominative(self, words: Sequence[Token], *, before: str = "") -> tuple[str, bool]:
        spoken = _spoken(words)
        for ending in self._ENDINGS:
            if spoken.endswith(ending) and len(words[-1].text) - len(ending) >= 4:
                return spoken.removesuffix(ending), False
        return spoken, True
