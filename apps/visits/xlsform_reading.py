"""An XLSForm made into a draft, with all that is wrong with it or left out."""

import re
from pathlib import Path
from typing import Any, Final

from apps.visits.answers import NO, UNSEEN, YES
from apps.visits.choices import QuestionType
from apps.visits.drafts import FormDraft, QuestionDraft, one_answer, references
from apps.visits.mapping import FIELDS
from apps.visits.xlsform_problems import Problem, Trouble
from apps.visits.xlsform_sheets import Line, Sheet, label_columns, labels, language_of, sheets_of

PLAIN: Final = {
    "integer": QuestionType.NUMBER,
    "int": QuestionType.NUMBER,
    "decimal": QuestionType.NUMBER,
    "range": QuestionType.NUMBER,
    "text": QuestionType.TEXT,
    "string": QuestionType.TEXT,
    "time": QuestionType.TIME,
}
LEFT_OUT: Final = frozenset({
    "calculate", "hidden", "geopoint", "geotrace", "geoshape", "start", "end", "today", "deviceid", "username",
    "phonenumber", "email", "simserial", "subscriberid", "start-geopoint", "audit", "background-audio", "image",
    "photo", "audio", "video", "file", "barcode", "acknowledge", "trigger", "date", "datetime", "rank", "csv-external",
    "xml-external", "select_one_from_file", "select_multiple_from_file", "note",
})  # fmt: skip
NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,59}")
LONGEST_CONDITION: Final = 500
EMPTY: Final = Sheet([], [])


def read_xlsform(path: Path) -> tuple[FormDraft, list[Problem]]:
    """The draft is whole where no problem stands in the way. Raises Unreadable."""
    return _Reading(sheets_of(path)).read()


class _Reading:
    """One form while it is read: the groups that are open, the names that are taken, what was found wrong."""

    def __init__(self, sheets: dict[str, Sheet]) -> None:
        self._survey, self._has_survey = sheets.get("survey", EMPTY), "survey" in sheets
        self._settings = sheets.get("settings", EMPTY)
        self._default = self._setting("default_language", "en")
        self._problems: list[Problem] = []
        self._groups: list[tuple[dict[str, str], str]] = []
        self._names: dict[str, str] = {}
        self._asked: list[tuple[Line, QuestionDraft]] = []
        self._choices_sheet = sheets.get("choices", EMPTY)
        self._lists: dict[str, list[dict[str, Any]]] = {}

    def read(self) -> tuple[FormDraft, list[Problem]]:
        if not self._has_survey:
            self._tell(Trouble.NO_SHEET, 0, "", sheet="survey")
            return FormDraft({}, []), self._problems
        for wanted in {"type", "name"} - set(self._survey.headings):
            self._tell(Trouble.NO_COLUMN, 1, "", wanted)
        self._columns = self._label_columns(self._survey, "survey")
        self._read_choices()
        for line in self._survey.lines:
            self._line(line)
        if self._groups:
            self._tell(Trouble.GROUPS, self._survey.lines[-1].row, "type")
        questions = [self._with_condition(line, question) for line, question in self._asked]
        if not questions:
            self._tell(Trouble.EMPTY, 0, "")
        return FormDraft(self._titles(), questions), self._problems

    def _setting(self, name: str, otherwise: str) -> str:
        given = next((line.get(name) for line in self._settings.lines if line.get(name)), "")
        return (language_of(given) if given else None) or otherwise

    def _titles(self) -> dict[str, str]:
        """The title of the settings; other languages under `title_ru`, which we write ourselves."""
        found: dict[str, str] = {}
        for line in self._settings.lines[:1]:
            for heading, word in line.cells.items():
                language = language_of(heading.removeprefix("title_")) if heading.startswith("title_") else None
                if language:
                    found[language] = word
            if not found and line.get("form_title"):
                found[self._default] = line.get("form_title")
        return found

    def _label_columns(self, sheet: Sheet, name: str) -> dict[str, str | None]:
        columns = label_columns(sheet, self._default)
        for heading, language in columns.items():
            if language is None:
                self._tell(Trouble.NO_LANGUAGE, 1, heading, sheet=name)
        return columns

    def _read_choices(self) -> None:
        columns = self._label_columns(self._choices_sheet, "choices")
        for line in self._choices_sheet.lines:
            code, known = line.get("name") or line.get("value"), self._lists.setdefault(line.get("list_name"), [])
            texts = labels(line, columns)
            if not code or re.search(r"\s", code) or len(code) > 60:
                self._tell(Trouble.BAD_NAME, line.row, "name", code, sheet="choices")
            elif any(choice["code"] == code for choice in known):
                self._tell(Trouble.TWICE, line.row, "name", code, sheet="choices")
            elif code.casefold() not in UNSEEN:
                known.append({"code": code, "labels": texts})
                if UNSEEN & {text.casefold() for text in texts.values()}:
                    self._tell(Trouble.UNSEEN, line.row, "name", code, sheet="choices")

    def _line(self, line: Line) -> None:
        kind, _, rest = line.get("type").replace("begin group", "begin_group").partition(" ")
        kind = kind.casefold()
        match f"{kind} {rest.split(' ')[0]}".strip():
            case "":
                return
            case "begin_group":
                self._groups.append((labels(line, self._columns), line.get("relevant")))
            case "end_group" | "end group":
                self._end(line)
            case "begin_repeat" | "begin repeat":
                self._groups.append(({}, ""))
                self._tell(Trouble.REPEAT, line.row, "type")
            case "end_repeat" | "end repeat":
                self._end(line)
            case _:
                self._question(line, kind, rest.strip())

    def _end(self, line: Line) -> None:
        if self._groups:
            self._groups.pop()
        else:
            self._tell(Trouble.GROUPS, line.row, "type")

    def _question(self, line: Line, kind: str, rest: str) -> None:
        name = line.get("name")
        if kind in LEFT_OUT or name in FIELDS:
            self._names.setdefault(name, "")
            if kind != "note":
                trouble, word = (Trouble.WITH_VISIT, name) if name in FIELDS else (Trouble.LEFT_OUT, kind)
                self._tell(trouble, line.row, "type", word)
            return
        if not NAME.fullmatch(name):
            self._tell(Trouble.BAD_NAME, line.row, "name", name)
        elif name in self._names:
            self._tell(Trouble.TWICE, line.row, "name", name)
        found = self._typed(line, kind, rest)
        if found is None:
            self._names.setdefault(name, "")
            return
        self._names[name] = found[0]
        if line.get("required").casefold() in {"yes", "true", "true()", "1"}:
            self._tell(Trouble.REQUIRED, line.row, "required")
        section = next((texts for texts, _relevant in reversed(self._groups) if texts), {})
        draft = QuestionDraft(
            name, found[0].value, labels(line, self._columns), section, found[1], self._relevant(line)
        )
        self._asked.append((line, draft))

    def _typed(self, line: Line, kind: str, rest: str) -> tuple[QuestionType, list[dict[str, Any]]] | None:
        """Type and choices of a question, or None where there is no such type or list."""
        if kind in PLAIN:
            return PLAIN[kind], []
        if kind not in ("select_one", "select_multiple"):
            self._tell(Trouble.NO_TYPE, line.row, "type", line.get("type"))
            return None
        wanted, _, or_other = rest.partition(" ")
        choices = list(self._lists.get(wanted, []))
        if not choices:
            self._tell(Trouble.NO_LIST, line.row, "type", wanted)
            return None
        if or_other.strip() == "or_other" and all(choice["code"] != "other" for choice in choices):
            choices.append({"code": "other", "labels": {"en": "Other", "ru": "Другое", "kk": "Басқа"}})
        if kind == "select_multiple":
            return QuestionType.MULTIPLE_CHOICE, choices
        codes = [choice["code"].casefold() for choice in choices]
        if len(codes) == 2 and len(YES & set(codes)) == len(NO & set(codes)) == 1:
            return QuestionType.YES_NO, []
        is_scale = line.get("appearance").split(" ")[0] == "likert"
        return (QuestionType.SCALE if is_scale else QuestionType.SINGLE_CHOICE), choices

    def _relevant(self, line: Line) -> str:
        """The conditions of the groups around a question and its own."""
        all_of_them = [relevant for _texts, relevant in self._groups if relevant]
        all_of_them += [line.get("relevant")] if line.get("relevant") else []
        return all_of_them[0] if len(all_of_them) == 1 else " and ".join(f"({one})" for one in all_of_them)

    def _with_condition(self, line: Line, question: QuestionDraft) -> QuestionDraft:
        if not question.condition:
            return question
        for name in references(question.condition):
            if name not in self._names:
                self._tell(Trouble.NO_QUESTION, line.row, "relevant", name)
        simple = one_answer(question.condition, self._names)
        if simple is None:
            self._tell(Trouble.NOT_ONE, line.row, "relevant")
        condition = simple or question.condition
        if len(condition) > LONGEST_CONDITION:
            self._tell(Trouble.LONG, line.row, "relevant", condition[:40])
        return QuestionDraft(
            question.code, question.type, question.labels, question.section, question.choices, condition
        )

    def _tell(self, trouble: Trouble, row: int, column: str, word: str = "", *, sheet: str = "survey") -> None:
        self._problems.append(Problem(trouble, sheet, row, column, word))
