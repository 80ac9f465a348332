"""What the database refuses of polling stations, questionnaires, visits and answers."""

from datetime import time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from apps.visits.models import Answer, PollingStation, Question, Questionnaire, Visit
from tests import factories as make
from tests.violations import Violation, change, rule_that_refuses

CHOICES = [{"code": "yes", "labels": {"en": "Yes"}}, {"code": "no", "labels": {"en": "No"}}]


def station(**fields: Any) -> PollingStation:
    return PollingStation.objects.create(**{"election": make.election(), "code": "12", **fields})


def form(**fields: Any) -> Questionnaire:
    return Questionnaire.objects.create(**{"mission": make.mission(), "form": "voting", **fields})


def question(type_: str = "yes_no", **fields: Any) -> Question:
    values = {"code": "q1", "position": 1, "type": type_, "choices": CHOICES, **fields}
    return Question.objects.create(**{"questionnaire": fields.get("questionnaire") or form(), **values})


def visit(**fields: Any) -> Visit:
    values = {"mission": make.mission(), "region": make.region(), "form": "voting", "submission_id": "s-1", **fields}
    return Visit.objects.create(**values)


def answer(type_: str, **fields: Any) -> Answer:
    asked = question(type_)
    return Answer.objects.create(visit=visit(questionnaire=asked.questionnaire), question=asked, **fields)


def _ends_before_it_begins() -> None:
    visit(arrived_at=make.NOW, departed_at=make.NOW - timedelta(seconds=1))


def _submitted_twice() -> None:
    visit()
    visit()


def _same_code() -> None:
    visit(code="v-1")
    visit(code="v-1", submission_id="s-2")


def _elsewhere() -> None:
    visit(station=station(election=make.election("kz-2016-03-20-parliamentary")))


def _form_of_another_mission() -> None:
    visit(questionnaire=form(mission=make.mission("another-code", format="eom")))


def _question_of_another_form() -> None:
    Answer.objects.create(
        visit=visit(questionnaire=form()), question=question(questionnaire=form(version=2)), yes_no=True
    )


def _asked_twice(**second: Any) -> None:
    asked = question()
    question(questionnaire=asked.questionnaire, **second)


def _station_twice() -> None:
    station()
    station()


def _form_twice() -> None:
    form()
    form()


def _answered_twice() -> None:
    first = answer("yes_no", yes_no=True)
    Answer.objects.create(visit=first.visit, question=first.question, yes_no=False)


TYPE = "answer_has_the_type_of_its_question"
WRONG_ANSWERS: list[tuple[str, dict[str, Any]]] = [
    ("yes_no", {"number": 1}),
    ("yes_no", {}),
    ("yes_no", {"yes_no": True, "text": "and more"}),
    ("yes_no", {"yes_no": True, "could_not_observe": True}),
    ("number", {"text": "5"}),
    ("text", {"yes_no": True}),
    ("time", {"text": "08:00"}),
    ("scale", {"choices": ["1", "2"]}),
    ("single_choice", {"choices": []}),
    ("multiple_choice", {"choices": []}),
]
RIGHT_ANSWERS: list[tuple[str, dict[str, Any]]] = [
    ("yes_no", {"yes_no": False}),
    ("number", {"number": Decimal("0")}),
    ("text", {"text": ""}),
    ("time", {"time": time(8)}),
    ("scale", {"choices": ["1"]}),
    ("single_choice", {"choices": ["yes"]}),
    ("multiple_choice", {"choices": ["yes", "no"]}),
    ("yes_no", {"could_not_observe": True}),
    ("multiple_choice", {"could_not_observe": True}),
]

VIOLATIONS = [
    Violation("election_has_each_station_once", _station_twice),
    Violation("station_coordinates_are_whole_and_on_earth", lambda: station(latitude=43), "half of them"),
    Violation("station_coordinates_are_whole_and_on_earth", lambda: station(latitude=91, longitude=0), "beyond a pole"),
    Violation("questionnaire_version_is_unique", _form_twice),
    Violation("questionnaire_form_is_known", lambda: form(form="lunch")),
    Violation("questionnaire_versions_count_from_one", lambda: form(version=0)),
    Violation("questionnaire_has_each_question_once", lambda: _asked_twice(position=2)),
    Violation("questions_have_their_places", lambda: _asked_twice(code="q2")),
    Violation("question_type_is_known", lambda: question("riddle")),
    Violation("question_with_choices_lists_them", lambda: question("single_choice", choices=[])),
    Violation("visits_visit_code_key", _same_code),
    Violation("mission_has_each_submission_once", _submitted_twice),
    Violation("visit_form_is_known", lambda: visit(form="lunch")),
    Violation("visit_assessment_is_known", lambda: visit(overall="so_so")),
    Violation("visit_has_a_station_or_a_region", lambda: visit(region=None)),
    Violation("visit_ends_after_it_begins", _ends_before_it_begins),
    Violation("visit_has_a_submission_id", lambda: visit(submission_id="")),
    Violation("visit_is_to_a_station_of_its_election", _elsewhere),
    Violation("visit_uses_a_form_of_its_mission", _form_of_another_mission, "another mission's"),
    Violation("visit_uses_a_form_of_its_mission", lambda: visit(questionnaire=form(form="opening")), "another form"),
    Violation("visit_answers_a_question_once", _answered_twice),
    Violation("answer_is_on_the_form_of_its_visit", _question_of_another_form, "another form"),
    Violation(
        "answer_is_on_the_form_of_its_visit",
        lambda: Answer.objects.create(visit=visit(), question=question(), yes_no=True),
        "a visit without a form",
    ),
    *(
        Violation(TYPE, lambda type_=type_, given=given: answer(type_, **given), f"{type_} {given}")  # type: ignore[misc]
        for type_, given in WRONG_ANSWERS
    ),
    Violation(TYPE, lambda: change(answer("number", number=1), number=None, text="1"), "changed afterwards"),
]


@pytest.mark.django_db
@pytest.mark.parametrize("violation", VIOLATIONS, ids=str)
def test_the_database_refuses(violation: Violation) -> None:
    assert rule_that_refuses(violation.act) == violation.rule


@pytest.mark.django_db
@pytest.mark.parametrize(("type_", "given"), RIGHT_ANSWERS)
def test_an_answer_of_the_right_type_is_stored(type_: str, given: dict[str, Any]) -> None:
    assert rule_that_refuses(lambda: answer(type_, **given)) == "nothing refused it"
