"""Conditions of questions, as XLSForm writes them (`relevant`): who was to be asked, by the other answers.

Understood are `and`, `or`, `not()`, `selected()`, `count-selected()`, `true()`, `false()`, comparisons, brackets, texts
and numbers. What is not understood gives None, and then nothing is said of anybody's answers.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from apps.visits.answers import NO, YES, Value
from apps.visits.choices import QuestionType

Answers: TypeAlias = Mapping[str, Value]
Part: TypeAlias = Callable[[Answers], Any]

UNSEEN: Final = "could_not_observe"
_TOKEN: Final = re.compile(
    r"""\s*(?:\$\{\s*(?P<question>[\w.-]+)\s*\}|'(?P<single>[^']*)'|"(?P<double>[^"]*)"|(?P<number>-?\d+(?:\.\d+)?)"""
    r"""|(?P<sign>!=|<=|>=|[=<>(),])|(?P<word>[A-Za-z][\w-]*))"""
)
_COMPARE: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


# A condition that one answer decides, as forms keep it: the only kind from which the number of those asked follows.
_ONE_ANSWER: Final = re.compile(r"\$\{([\w.-]+)\}\s*=\s*'([^']*)'")


def rests_on(text: str) -> tuple[str, str] | None:
    """The one question and answer that decide; None where a question is always asked, or more than one decides."""
    found = _ONE_ANSWER.fullmatch(text.strip())
    return (found[1], found[2]) if found else None


class NotUnderstood(Exception):
    """The condition uses something that is not known here."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What has to hold for a question to be asked, and the questions on whose answers that rests."""

    holds: Callable[[Answers], bool]
    questions: tuple[str, ...]


def condition(text: str, types: Mapping[str, str]) -> Condition | None:
    """The condition in a text; `types` gives each question's type. None where it is empty or not understood."""
    if not text.strip():
        return None
    try:
        reading = _Reading(_tokens(text), types)
        whole = reading.either()
        reading.end()
    except (NotUnderstood, RecursionError):
        return None
    return Condition(lambda answers: _truth(whole(answers)), tuple(dict.fromkeys(reading.questions)))


def _tokens(text: str) -> list[tuple[str, str]]:
    found, at = [], 0
    text = text.rstrip()
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None or token.lastgroup is None:
            raise NotUnderstood
        found.append((token.lastgroup, token[token.lastgroup]))
        at = token.end()
    return found


@dataclass(slots=True)
class _Reading:
    """Reads tokens from left to right, from what binds least to what binds most."""

    tokens: list[tuple[str, str]]
    types: Mapping[str, str]
    at: int = 0
    questions: list[str] = field(default_factory=list)

    def either(self) -> Part:
        parts = [self._all()]
        while self._take("word", "or"):
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else lambda answers: any(_truth(part(answers)) for part in parts)

    def _all(self) -> Part:
        parts = [self._compared()]
        while self._take("word", "and"):
            parts.append(self._compared())
        return parts[0] if len(parts) == 1 else lambda answers: all(_truth(part(answers)) for part in parts)

    def _compared(self) -> Part:
        asked, left = self._peek(), self._value()
        kind, sign = self._peek()
        if kind != "sign" or sign not in _COMPARE:
            return left
        self.at += 1
        other, right = self._peek(), self._value()
        if self._is_yes_no(asked) or self._is_yes_no(other):
            left, right = _as_kept(left), _as_kept(right)
        return lambda answers: _compare(_COMPARE[sign], left(answers), right(answers))

    def _is_yes_no(self, token: tuple[str, str]) -> bool:
        return token[0] == "question" and self.types.get(token[1]) == QuestionType.YES_NO

    def _value(self) -> Part:
        kind, word = self._next()
        match kind:
            case "question" if word in self.types:
                self.questions.append(word)
                return lambda answers: _plain(answers.get(word, ""))
            case "single" | "double":
                return lambda _answers: word
            case "number":
                return lambda _answers: float(word)
            case "sign" if word == "(":
                inner = self.either()
                self._need(")")
                return inner
            case "word":
                return self._function(word)
            case _:
                raise NotUnderstood

    def _function(self, name: str) -> Part:
        self._need("(")
        given: list[Part] = []
        asked = self._peek()
        while not self._take("sign", ")"):
            if given:
                self._need(",")
            given.append(self.either())
        match name, given:
            case "not", [one]:
                return lambda answers: not _truth(one(answers))
            case "selected", [several, one]:
                if self._is_yes_no(asked):
                    several, one = _as_kept(several), _as_kept(one)
                return lambda answers: _text(one(answers)) in _text(several(answers)).split()
            case "count-selected", [several]:
                return lambda answers: float(len(_text(several(answers)).split()))
            case (("true" | "false"), []):
                return lambda _answers: name == "true"
            case _:
                raise NotUnderstood

    def _peek(self) -> tuple[str, str]:
        return self.tokens[self.at] if self.at < len(self.tokens) else ("end", "")

    def _next(self) -> tuple[str, str]:
        token = self._peek()
        self.at += 1
        return token

    def _take(self, kind: str, word: str) -> bool:
        if self._peek() != (kind, word):
            return False
        self.at += 1
        return True

    def _need(self, sign: str) -> None:
        if not self._take("sign", sign):
            raise NotUnderstood

    def end(self) -> None:
        if self.at < len(self.tokens):
            raise NotUnderstood


def _plain(value: Value) -> str | float:
    match value:
        case None:
            return UNSEEN
        case list():
            return " ".join(value)
        case str():
            return value
        case _:
            return float(value)


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _as_kept(part: Part) -> Part:
    """Whatever a form calls yes and no, visits keep `yes` and `no`."""

    def kept(answers: Answers) -> Any:
        word = _text(part(answers))
        if word.casefold() in YES:
            return "yes"
        return "no" if word.casefold() in NO else word

    return kept


def _truth(value: Any) -> bool:
    return bool(value)


def _compare(sign: Callable[[Any, Any], bool], left: Any, right: Any) -> bool:
    """As numbers where one is a number, otherwise as texts; nothing is less or greater than what is no number."""
    if isinstance(left, float) or isinstance(right, float):
        try:
            return sign(float(left), float(right))
        except ValueError:
            return sign is _COMPARE["!="]
    return sign(_text(left), _text(right))
