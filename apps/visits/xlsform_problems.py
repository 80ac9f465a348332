"""What can be wrong with an XLSForm, where, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Trouble(models.TextChoices):
    """What was found; `%(word)s` stands for the word at fault."""

    NO_SHEET = "no_sheet", _("The workbook has no sheet of this name. Name the sheet with the questions “survey”.")
    NO_COLUMN = "no_column", _("The sheet has no column “%(word)s”. The first row has to name the columns.")
    NO_LANGUAGE = "no_language", _("The language of this column is not known. Write it as “label::English (en)”.")
    NO_TYPE = "no_type", _("“%(word)s” is no type of an XLSForm. Correct it, or take the row out.")
    NO_LIST = "no_list", _("The sheet “choices” has no list “%(word)s”. Add it, or correct its name.")
    BAD_NAME = "bad_name", _("“%(word)s” cannot be a name. Use letters, digits and underscores, at most 60.")
    TWICE = "twice", _("“%(word)s” is there twice. Give each a name of its own.")
    GROUPS = "groups", _("Groups do not begin and end in pairs. Add the “begin group” or “end group” that is missing.")
    REPEAT = "repeat", _("Repeated groups cannot be imported. Ask each question once.")
    NO_QUESTION = "no_question", _("The condition names “%(word)s”, which is not in the form. Correct the name.")
    LONG = "long", _("This is too long: “%(word)s”. Shorten it.")
    EMPTY = "empty", _("The form has no question that can be imported. Add one to the sheet “survey”.")
    LEFT_OUT = "left_out", _("What is of type “%(word)s” is left out.")
    WITH_VISIT = "with_visit", _("“%(word)s” is kept with every visit and is no question of its own.")
    NOT_ONE = (
        "not_one",
        _(
            "This condition does not rest on one answer, so that those not asked count as missing. "
            "Write it as ${question} = 'answer' to have them counted apart."
        ),
    )
    UNSEEN = (
        "unseen",
        _("“%(word)s” counts as an answer. Name this choice “could_not_observe” to have it counted apart."),
    )
    REQUIRED = "required", _("That an answer is required is not kept: what is missing is counted instead.")


HARMLESS = frozenset({Trouble.LEFT_OUT, Trouble.WITH_VISIT, Trouble.NOT_ONE, Trouble.UNSEEN, Trouble.REQUIRED})
"""What is worth knowing and does not stand in the way."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One remark on a cell of the workbook; row 0 is the sheet as a whole."""

    trouble: Trouble
    sheet: str
    row: int
    column: str
    word: str = ""

    @property
    def harmless(self) -> bool:
        return self.trouble in HARMLESS

    @property
    def sentence(self) -> str:
        return str(self.trouble.label).replace("%(word)s", self.word)

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.sheet, str(self.row or ""), self.column) if part)
        return f"{place}: {self.sentence}"


def stands_in_the_way(problems: Iterable[Problem]) -> bool:
    return any(not problem.harmless for problem in problems)
