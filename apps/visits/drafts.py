"""A questionnaire before it is in the database: what reference data, XLSForms and stored versions have in common."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from apps.core.reference import read_table
from apps.visits.answers import NO, YES
from apps.visits.choices import FormKind, QuestionType

REFERENCE: Final = Path(__file__).parent / "reference" / "forms.yaml"
LANGUAGES: Final = ("en", "ru", "kk")
WITH_CHOICES: Final = frozenset({QuestionType.SCALE, QuestionType.SINGLE_CHOICE, QuestionType.MULTIPLE_CHOICE})
# Types whose answer is one word, so that a condition can compare it.
ONE_WORD: Final = frozenset({QuestionType.YES_NO, QuestionType.SCALE, QuestionType.SINGLE_CHOICE})
_REFERENCE: Final = re.compile(r"\$\{\s*([^}\s]+)\s*\}")
_EQUALS: Final = re.compile(r"""\s*\$\{\s*([\w.-]+)\s*\}\s*=\s*(['"])([^'"]*)\2\s*""")
_SELECTED: Final = re.compile(r"""\s*selected\(\s*\$\{\s*([\w.-]+)\s*\}\s*,\s*(['"])([^'"]*)\2\s*\)\s*""")


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """One question; `choices` as the model keeps them."""

    code: str
    type: str
    labels: dict[str, str]
    section: dict[str, str] = field(default_factory=dict)
    choices: list[dict[str, Any]] = field(default_factory=list)
    condition: str = ""
    # What the checks know it as is ours to say: an XLSForm has no word for it, so that it makes no other version.
    role: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class FormDraft:
    """One form with its questions in order."""

    titles: dict[str, str]
    questions: list[QuestionDraft]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> "FormDraft":
        return cls(dict(document["titles"]), [QuestionDraft(**question) for question in document["questions"]])


def references(condition: str) -> list[str]:
    """The questions that a condition names."""
    return _REFERENCE.findall(condition)


def one_answer(condition: str, types: Mapping[str, str]) -> str | None:
    """The condition as statistics understand it, `${code} = 'answer'`; None where it does not rest on one answer."""
    found = _EQUALS.fullmatch(condition) or _SELECTED.fullmatch(condition)
    if found is None or types.get(found[1]) not in ONE_WORD:
        return None
    return f"${{{found[1]}}} = '{_as_kept(found[3], types[found[1]])}'"


def _as_kept(answer: str, question_type: str) -> str:
    """Whatever a form calls yes and no, visits keep `yes` and `no`."""
    word = answer.casefold()
    if question_type == QuestionType.YES_NO and word in YES | NO:
        return "yes" if word in YES else "no"
    return answer


def default_forms() -> dict[FormKind, FormDraft]:
    """Our own forms, in the order of election day."""
    document = read_table(REFERENCE)
    lists = {name: [_choice(item) for item in items] for name, items in document["lists"].items()}
    return {FormKind(kind): _form(form, lists) for kind, form in document["forms"].items()}


def _form(form: Mapping[str, Any], lists: Mapping[str, list[dict[str, Any]]]) -> FormDraft:
    return FormDraft(
        titles=_texts(form["title"]),
        questions=[
            QuestionDraft(
                code=item["code"],
                type=item["type"],
                labels=_texts(item),
                section=_texts(section),
                choices=lists[item["choices"]] if "choices" in item else [],
                condition=item.get("when", ""),
                role=item.get("role", ""),
            )
            for section in form["sections"]
            for item in section["questions"]
        ],
    )


def _choice(item: Mapping[str, str]) -> dict[str, Any]:
    return {"code": item["code"], "labels": _texts(item)}


def _texts(item: Mapping[str, Any]) -> dict[str, str]:
    return {language: item[language] for language in LANGUAGES}
