"""A draft made into an XLSForm that KoboToolbox and ODK take as it is.

Before and after the questions stand the fields that are kept with every visit, under the names that loading knows.
"""

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, BinaryIO, Final

from openpyxl import Workbook

from apps.core.fields import translated
from apps.visits.choices import Assessment, QuestionType, Trouble
from apps.visits.drafts import LANGUAGES, WITH_CHOICES, FormDraft, QuestionDraft
from apps.visits.sources import Unreadable
from apps.visits.xlsform_reading import NAME

LANGUAGE_NAMES: Final = {"en": "English (en)", "ru": "Русский (ru)", "kk": "Қазақша (kk)"}
TYPES: Final = {QuestionType.NUMBER: "decimal", QuestionType.TEXT: "text", QuestionType.TIME: "time"}
UNSEEN_CHOICE: Final = "could_not_observe"
YES_NO: Final = "yes_no"
OVERALL: Final = "overall"
WORDS: Final[dict[str, dict[str, str]]] = {
    "yes": {"en": "Yes", "ru": "Да", "kk": "Иә"},
    "no": {"en": "No", "ru": "Нет", "kk": "Жоқ"},
    UNSEEN_CHOICE: {"en": "Could not observe", "ru": "Не удалось наблюдать", "kk": "Бақылай алмадық"},
    "station": {"en": "Polling station (code)", "ru": "Избирательный участок (код)", "kk": "Сайлау учаскесі (коды)"},
    "arrived_at": {"en": "Arrival", "ru": "Прибытие", "kk": "Келген уақыты"},
    "departed_at": {"en": "Departure", "ru": "Отъезд", "kk": "Кеткен уақыты"},
    OVERALL: {"en": "Overall assessment", "ru": "Общая оценка", "kk": "Жалпы баға"},
    "very_good": {"en": "Very good", "ru": "Очень хорошо", "kk": "Өте жақсы"},
    "good": {"en": "Good", "ru": "Хорошо", "kk": "Жақсы"},
    "bad": {"en": "Bad", "ru": "Плохо", "kk": "Нашар"},
    "very_bad": {"en": "Very bad", "ru": "Очень плохо", "kk": "Өте нашар"},
}


def write_xlsform(draft: FormDraft, *, form_id: str, version: int, target: BinaryIO) -> None:
    """Raises Unreadable where a code cannot be a name in an XLSForm."""
    _check(draft)
    languages = _languages(draft)
    heads = [f"label::{LANGUAGE_NAMES.get(language, f'{language} ({language})')}" for language in languages]
    book = Workbook()
    survey = book.worksheets[0]
    survey.title = "survey"
    lists: dict[str, str] = {}
    _fill(survey, ["type", "name", "relevant", "appearance", *heads], _survey(draft, languages, lists))
    _fill(book.create_sheet("choices"), ["list_name", "name", *heads], _choices(lists, languages))
    titles = [language for language in languages if draft.titles.get(language)]
    _fill(
        book.create_sheet("settings"),
        ["form_title", "form_id", "version", "default_language", *(f"title_{language}" for language in titles)],
        [[translated(draft.titles, "en"), form_id, str(version), heads[0][7:], *map(draft.titles.get, titles)]],
    )
    book.save(target)


def _fill(sheet: Any, headings: Sequence[str], rows: Iterator[list[Any]] | list[list[Any]]) -> None:
    for number, row in enumerate([list(headings), *rows], start=1):
        for column, value in enumerate(row, start=1):
            if value:
                # As a string, whatever it begins with: a label with “=” is no formula.
                sheet.cell(number, column, value).data_type = "s"


def _check(draft: FormDraft) -> None:
    codes = [question.code for question in draft.questions]
    for code in codes:
        if not NAME.fullmatch(code):
            raise Unreadable(Trouble.NAME, name=code)
    for choice in (choice for question in draft.questions for choice in question.choices):
        if " " in choice["code"]:
            raise Unreadable(Trouble.CHOICE_BLANK, code=choice["code"])


def _languages(draft: FormDraft) -> list[str]:
    """English first, where there is any; a form without labels is in English."""
    used = {language for question in draft.questions for language in (*question.labels, *question.section)}
    used |= {code for question in draft.questions for choice in question.choices for code in choice.get("labels", {})}
    used |= set(draft.titles)
    known = [language for language in LANGUAGES if language in used]
    return [*known, *sorted(used - set(known))] or ["en"]


def _survey(draft: FormDraft, languages: list[str], lists: dict[str, str]) -> Iterator[list[Any]]:
    asked = {question.code for question in draft.questions}
    yield from _fields([("text", "station"), ("dateTime", "arrived_at")], asked, languages)
    for number, (_key, group) in enumerate(groupby(draft.questions, key=lambda question: question.section), start=1):
        questions = list(group)
        section = questions[0].section
        if section:
            yield ["begin_group", f"section_{number}", "", "", *map(section.get, languages)]
        for question in questions:
            yield _question(question, languages, lists)
        if section:
            yield ["end_group", "", "", "", *("" for _ in languages)]
    yield from _fields([(f"select_one {OVERALL}", OVERALL), ("dateTime", "departed_at")], asked, languages)


def _fields(wanted: list[tuple[str, str]], asked: set[str], languages: list[str]) -> Iterator[list[Any]]:
    """What is kept with every visit, unless the form has a question of that name."""
    for kind, name in wanted:
        if name not in asked:
            yield [kind, name, "", "", *(translated(WORDS[name], language) for language in languages)]


def _question(question: QuestionDraft, languages: list[str], lists: dict[str, str]) -> list[Any]:
    kind = QuestionType(question.type)
    name = TYPES.get(kind) or f"select_one {YES_NO}"
    if kind in WITH_CHOICES:
        key = json.dumps(question.choices, ensure_ascii=False, sort_keys=True)
        listed = lists.setdefault(key, f"list_{len(lists) + 1}")
        name = f"select_{'multiple' if kind == QuestionType.MULTIPLE_CHOICE else 'one'} {listed}"
    appearance = "likert" if kind == QuestionType.SCALE else ""
    words = [question.labels.get(language, "") for language in languages]
    return [name, question.code, question.condition, appearance, *(words if any(words) else [question.code])]


def _choices(lists: dict[str, str], languages: list[str]) -> Iterator[list[Any]]:
    for code in ("yes", "no", UNSEEN_CHOICE):
        yield _word(YES_NO, code, languages)
    for grade in Assessment:
        yield _word(OVERALL, grade.value, languages)
    for key, name in lists.items():
        for choice in json.loads(key):
            words = [choice.get("labels", {}).get(language, "") for language in languages]
            yield [name, choice["code"], *(words if any(words) else [choice["code"]])]
        yield _word(name, UNSEEN_CHOICE, languages)


def _word(listed: str, code: str, languages: list[str]) -> list[Any]:
    return [listed, code, *(translated(WORDS[code], language) for language in languages)]
