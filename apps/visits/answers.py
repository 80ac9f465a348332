"""Answers as observers gave them, made into what a visit keeps, or into a sentence that says what to correct.

A visit keeps a string (yes, no, the code of a choice, a text, a time as HH:MM), a number, or a list of codes; None is
“could not observe”. What is left open is not kept at all.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Final, TypeAlias

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.visits.choices import QuestionType

Value: TypeAlias = "str | int | float | list[str] | None"

YES: Final = frozenset({"yes", "y", "true", "1", "да", "иә", "ия", "oui", "sí", "так"})
NO: Final = frozenset({"no", "n", "false", "0", "нет", "жоқ", "non", "ні"})
UNSEEN: Final = frozenset({
    "could not observe", "could_not_observe", "cno", "not observed", "not_observed", "?",
    "не наблюдал", "не наблюдали", "не удалось наблюдать", "байқай алмадық", "бақылай алмадық",
})  # fmt: skip
LONGEST_TEXT: Final = 10_000
_TIME = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])(?::[0-5][0-9](?:\.[0-9]+)?)?(?:Z|[+-][0-9:]+)?")


class Fault(models.TextChoices):
    """What is wrong with a value, and what to do."""

    NOT_YES_OR_NO = "not_yes_or_no", _("This is neither yes nor no. Write “yes”, “no” or “could not observe”.")
    NO_NUMBER = "no_number", _("This is no number. Use digits, with a point or comma for decimals.")
    NO_TIME = "no_time", _("This is no time of day. Write hours and minutes, such as 07:45.")
    NO_MOMENT = "no_moment", _("This is no date with a time. Write it as 2021-01-10 07:45.")
    NO_CHOICE = "no_choice", _("The question has no such choice. Use a code or a label of the questionnaire.")
    TOO_LONG = "too_long", _("This text is too long. Shorten it.")
    NO_GRADE = "no_grade", _("This is no assessment. Use very good, good, bad or very bad.")
    NO_STATION = "no_station", _("The register has no polling station with this code. Load the station, or correct it.")
    NO_PLACE = "no_place", _("There is neither a station nor a region. Fill in one of them.")
    NO_REGION = "no_region", _("No region has this code or name. Use the ISO 3166-2 code, such as KZ-75.")
    NO_SUBMISSION = "no_submission", _("There is no submission id. Fill in the column that tells submissions apart.")
    NO_FORM = "no_form", _("This is no form. Use opening, voting, closing and counting, or tabulation.")
    ENDS_EARLY = "ends_early", _("The visit ends before it begins. Correct the times.")
    NO_CODE = "no_code", _("There is no code. Every station needs one.")
    NOT_ASKED = (
        "not_asked",
        _("By the other answers this question was not to be asked. The visit was loaded; correct what is wrong."),
    )
    NOT_ON_EARTH = "not_on_earth", _("These are no coordinates. Give latitude and longitude in degrees.")
    BROKEN = "broken", _("The row cannot be read. Compare it with the headings.")


class Unfit(Exception):
    """The value does not fit; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the answers to one question, whatever file they come from."""

    type: QuestionType
    codes: Mapping[str, str] = field(default_factory=dict)
    """Each code and label of a choice in lower case, with its code."""

    def read(self, given: object) -> Value:
        """What a visit keeps. Raises Unfit. An empty value is for the caller to leave out."""
        if isinstance(given, str) and given.strip().casefold() in UNSEEN and given.strip().casefold() not in self.codes:
            return None
        match self.type:
            case QuestionType.YES_NO:
                return _yes_no(given)
            case QuestionType.NUMBER:
                return number(given)
            case QuestionType.TIME:
                return _time(given)
            case QuestionType.TEXT:
                return text(given)
            case QuestionType.MULTIPLE_CHOICE:
                return self._several(given)
            case QuestionType.SCALE | QuestionType.SINGLE_CHOICE:
                return self._one(given)

    def _one(self, given: object) -> str:
        word = plain(given)
        code = self.codes.get(word.casefold())
        if code is None:
            raise Unfit(Fault.NO_CHOICE)
        return code

    def _several(self, given: object) -> list[str]:
        """A list, or codes with spaces between (ODK, Kobo), or labels with a separator (others)."""
        if isinstance(given, Sequence) and not isinstance(given, str):
            return sorted({self._one(item) for item in given})
        word = plain(given)
        if word.casefold() in self.codes:
            return [self._one(word)]
        parts = re.split(r"[;,|]", word) if re.search(r"[;,|]", word) else word.split()
        return sorted({self._one(part) for part in parts if part.strip()})


def plain(given: object) -> str:
    """A cell as text: whole numbers from workbooks lose their “.0”."""
    if isinstance(given, float) and given.is_integer():
        return str(int(given))
    return str(given).replace("\x00", "").strip()


def text(given: object) -> str:
    word = plain(given)
    if len(word) > LONGEST_TEXT:
        raise Unfit(Fault.TOO_LONG)
    return word


def number(given: object) -> int | float:
    """A number; blanks between thousands and a decimal comma are read as such."""
    word = re.sub(r"[\s\u00a0\u202f]", "", plain(given)).replace(",", ".")
    try:
        value = Decimal(word)
    except InvalidOperation:
        raise Unfit(Fault.NO_NUMBER) from None
    if not value.is_finite() or abs(value) >= Decimal(10) ** 12:
        raise Unfit(Fault.NO_NUMBER)
    return int(value) if value == value.to_integral_value() else float(round(value, 3))


def _yes_no(given: object) -> str:
    word = plain(given).casefold()
    if word in YES:
        return "yes"
    if word in NO:
        return "no"
    raise Unfit(Fault.NOT_YES_OR_NO)


def _time(given: object) -> str:
    found = _TIME.fullmatch(plain(given))
    if found is None:
        raise Unfit(Fault.NO_TIME)
    return f"{int(found[1]):02d}:{found[2]}"


def reader_of(question_type: str, choices: Sequence[Mapping[str, Any]]) -> Reader:
    """The reader of a question's answers; labels in every language are understood."""
    codes: dict[str, str] = {}
    for choice in choices:
        for label in choice.get("labels", {}).values():
            codes.setdefault(str(label).strip().casefold(), str(choice["code"]))
    codes |= {str(choice["code"]).casefold(): str(choice["code"]) for choice in choices}
    return Reader(QuestionType(question_type), codes)
