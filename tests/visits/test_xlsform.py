"""Questionnaires go out as XLSForm and come in again; what cannot come in is named with its cell."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from pyxform.xls2xform import convert

from apps.visits.choices import FormKind
from apps.visits.drafts import FormDraft, QuestionDraft, default_forms
from apps.visits.sources import Unreadable
from apps.visits.xlsform_problems import Problem, Trouble, stands_in_the_way
from apps.visits.xlsform_reading import read_xlsform
from apps.visits.xlsform_writing import write_xlsform

CHOICES = [["list_name", "name", "label::English (en)", "label::Русский (ru)"],
           ["yn", "yes", "Yes", "Да"], ["yn", "no", "No", "Нет"],
           ["yn", "could_not_observe", "Did not see", "Не видели"],
           ["who", "police", "Police", "Полиция"], ["who", "other", "Others", "Другие"]]  # fmt: skip
HEAD = ["type", "name", "label::English (en)", "label::Русский (ru)", "relevant", "required"]


def book(tmp_path: Path, *survey: list[Any], head: list[str] | None = None, choices: list[list[Any]] = CHOICES) -> Path:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "survey"
    for row in (head or HEAD, *survey):
        sheet.append(row)
    other = made.create_sheet("choices")
    for row in choices:
        other.append(row)
    path = tmp_path / "form.xlsx"
    made.save(path)
    return path


def exported(tmp_path: Path, draft: FormDraft) -> Path:
    target = BytesIO()
    write_xlsform(draft, form_id="form", version=2, target=target)
    path = tmp_path / "out.xlsx"
    path.write_bytes(target.getvalue())
    return path


def troubles(problems: list[Problem]) -> list[tuple[Trouble, int, str]]:
    return [(problem.trouble, problem.row, problem.column) for problem in problems]


@pytest.mark.parametrize("form", FormKind)
def test_the_default_forms_come_in_again_as_they_went_out(tmp_path: Path, form: FormKind) -> None:
    draft = default_forms()[form]

    again, problems = read_xlsform(exported(tmp_path, draft))

    assert again == draft
    assert not stands_in_the_way(problems)


@pytest.mark.parametrize("form", FormKind)
def test_pyxform_takes_what_is_exported(tmp_path: Path, form: FormKind) -> None:
    result = convert(str(exported(tmp_path, default_forms()[form])), validate=False)

    assert "procedures" in result.xform


@pytest.mark.parametrize("form", FormKind)
def test_default_forms_have_8_to_16_questions_in_three_languages_with_conditions_that_count(form: FormKind) -> None:
    draft = default_forms()[form]
    texts = [one for q in draft.questions for one in (q.labels, q.section, *(c["labels"] for c in q.choices))]

    assert 8 <= len(draft.questions) <= 16
    assert all(set(one) == {"en", "ru", "kk"} for one in texts)


def test_sections_types_and_languages_are_read(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        ["begin group", "g", "Inside", "Внутри"],
        ["select_one yn", "queue", "Queue?", "Очередь?"],
        ["select_multiple who", "people", "Who?", "Кто?", "selected(${queue}, 'yes')"],
        ["integer", "voters", "Voters", "Избиратели"],
        ["end group"],
        ["time", "closed_at", "Closed", "Закрыт"],
    )

    draft, problems = read_xlsform(path)

    assert problems == []
    assert [(q.code, q.type, q.condition, q.section.get("ru", "")) for q in draft.questions] == [
        ("queue", "yes_no", "", "Внутри"),
        ("people", "multiple_choice", "${queue} = 'yes'", "Внутри"),
        ("voters", "number", "", "Внутри"),
        ("closed_at", "time", "", ""),
    ]
    assert draft.questions[1].choices[0] == {"code": "police", "labels": {"en": "Police", "ru": "Полиция"}}


def test_what_is_left_out_is_named_and_stands_in_nobodys_way(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        ["start", "start"],
        ["geopoint", "where", "Where", "Где"],
        ["note", "hello", "Hello", "Привет"],
        ["text", "station", "Station", "Участок"],
        ["text", "remark", "Remark", "Замечание", "", "yes"],
    )

    draft, problems = read_xlsform(path)

    assert [question.code for question in draft.questions] == ["remark"]
    assert troubles(problems) == [
        (Trouble.LEFT_OUT, 2, "type"),
        (Trouble.LEFT_OUT, 3, "type"),
        (Trouble.WITH_VISIT, 5, "type"),
        (Trouble.REQUIRED, 6, "required"),
    ]
    assert not stands_in_the_way(problems)


def test_a_condition_on_more_than_one_answer_is_kept_and_named(tmp_path: Path) -> None:
    path = book(tmp_path, ["integer", "n", "N", "Н"], ["text", "why", "Why", "Почему", "${n} > 5"])

    draft, problems = read_xlsform(path)

    assert draft.questions[1].condition == "${n} > 5"
    assert troubles(problems) == [(Trouble.NOT_ONE, 3, "relevant")]


def test_the_condition_of_a_group_holds_for_its_questions(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        ["select_one yn", "queue", "Queue?", "Очередь?"],
        ["begin_group", "g", "Line", "Линия", '${queue}="yes"'],
        ["integer", "people", "People", "Люди"],
        ["end_group"],
    )

    assert read_xlsform(path)[0].questions[1].condition == "${queue} = 'yes'"


@pytest.mark.parametrize(
    ("row", "trouble", "column"),
    [
        (["tekst", "a", "A", "А"], Trouble.NO_TYPE, "type"),
        (["select_one nolist", "a", "A", "А"], Trouble.NO_LIST, "type"),
        (["text", "1a", "A", "А"], Trouble.BAD_NAME, "name"),
        (["text", "b", "A", "А"], Trouble.TWICE, "name"),
        (["text", "a", "A", "А", "${lost} = 'yes'"], Trouble.NO_QUESTION, "relevant"),
        (["begin group", "a", "A", "А"], Trouble.GROUPS, "type"),
        (["end group"], Trouble.GROUPS, "type"),
        (["begin repeat", "a", "A", "А"], Trouble.REPEAT, "type"),
    ],
)
def test_a_fault_is_named_with_its_cell(tmp_path: Path, row: list[Any], trouble: Trouble, column: str) -> None:
    problems = read_xlsform(book(tmp_path, ["text", "b", "B", "Б"], row))[1]

    assert (trouble, 3, column) in troubles(problems)
    assert stands_in_the_way(problems)


def test_a_column_whose_language_is_not_known_is_named(tmp_path: Path) -> None:
    path = book(tmp_path, ["text", "a", "A"], head=["type", "name", "label::Klingonese"])

    assert (Trouble.NO_LANGUAGE, 1, "label::Klingonese") in troubles(read_xlsform(path)[1])


def test_a_choice_that_only_looks_like_could_not_observe_is_kept_and_named(tmp_path: Path) -> None:
    choices = [["list_name", "name", "label"], ["who", "a", "A"], ["who", "99", "Could not observe"]]
    path = book(tmp_path, ["select_one who", "who", "Who?"], choices=choices)

    draft, problems = read_xlsform(path)

    assert [choice["code"] for choice in draft.questions[0].choices] == ["a", "99"]
    assert troubles(problems) == [(Trouble.UNSEEN, 3, "name")]


def test_a_label_that_begins_like_a_formula_stays_words(tmp_path: Path) -> None:
    draft = FormDraft({"en": "F"}, [QuestionDraft("a", "text", {"en": "=1+1"})])

    assert read_xlsform(exported(tmp_path, draft))[0] == draft


def test_a_code_that_no_xlsform_can_have_is_refused_on_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="вопрос 1"):
        exported(tmp_path, FormDraft({}, [QuestionDraft("вопрос 1", "text", {"en": "A"})]))


def test_what_is_no_workbook_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(b"no zip")

    with pytest.raises(Unreadable, match="no workbook"):
        read_xlsform(path)
