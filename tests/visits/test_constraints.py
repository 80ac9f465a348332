"""What the database refuses of polling stations, questionnaires, visits and answers."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from apps.visits.models import (
    AnswerTally,
    CheckedMission,
    CoverageTally,
    Load,
    LoadProblem,
    PollingStation,
    Question,
    Questionnaire,
    RegisterTally,
    StationTally,
    StatisticsRelease,
    Visit,
    VisitCheck,
    VisitMerge,
    VisitTally,
)
from tests import factories as make
from tests.violations import Violation, change, delete, frozen_rules, publication_rules, rule_that_refuses

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


def answer(type_: str, given: object) -> Visit:
    return visit(questionnaire=question(type_).questionnaire, answers={"q1": given})


def release(**fields: Any) -> StatisticsRelease:
    return StatisticsRelease.objects.create(**{"mission": make.mission(), "numbers": {"forms": []}, **fields})


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
    question(questionnaire=form(version=2))
    visit(questionnaire=form(), answers={"q1": "yes"})


def _asked_twice(**second: Any) -> None:
    asked = question()
    question(questionnaire=asked.questionnaire, **second)


def _station_twice() -> None:
    station()
    station()


def _form_twice() -> None:
    form()
    form()


def _same_release_code() -> None:
    release(code="st-1")
    release(code="st-1")


def _tallied_again(model: Any) -> None:
    """Copies a line of counts that a visit left."""
    visit(station=station(region=make.region()), questionnaire=question().questionnaire, answers={"q1": "yes"})
    line = model.objects.first()
    line.pk = None
    line.save(force_insert=True)


def _answered() -> Question:
    asked = question("single_choice")
    visit(questionnaire=asked.questionnaire, answers={"q1": "yes"})
    return asked


def check(**fields: Any) -> VisitCheck:
    values = {"rule": "sums", "result": "flagged", **fields}
    return VisitCheck.objects.create(**{"visit": fields.get("visit") or visit(), **values})


def _checked_twice() -> None:
    check(visit=check().visit)


def _two_of_one_role() -> None:
    first = question("time", role="opened_at")
    question("time", role="opened_at", code="q2", position=2, questionnaire=first.questionnaire)


def _checked_mission_twice() -> None:
    for last in (1, 2):
        CheckedMission.objects.create(mission=make.mission(), checked_at=make.NOW, last_visit=last)


def merge(**fields: Any) -> VisitMerge:
    values = {"chosen": {}, "overridden": {}, "reason": "Two teams", "made_by": make.user(), **fields}
    return VisitMerge.objects.create(**{"visit": fields.get("visit") or visit(), **values})


def _merged_twice() -> None:
    merge(visit=merge().visit)


def load(**fields: Any) -> Load:
    sheet = Questionnaire.objects.filter(form="voting").first() or form()
    values = {"name": "visits.csv", "sha256": "0" * 64, "size": 1, "ending": ".csv", **fields}
    if values.get("kind") != "stations":
        values = {"mission": sheet.mission, "questionnaire": sheet, **values}
    return Load.objects.create(election=sheet.mission.election, **values)


def _names_nothing(**columns: int) -> None:
    change(visit(station=station(), questionnaire=form()), **columns)


def _same_load_code() -> None:
    load(code="l-1")
    load(code="l-1")


LEASED = {"state": "running", "lease_token": UUID(int=1), "lease_until": make.NOW}
TYPE = "answer_has_the_type_of_its_question"
WRONG_ANSWERS: list[tuple[str, Any]] = [
    ("yes_no", 1),
    ("yes_no", "maybe"),
    ("yes_no", True),
    ("number", "5"),
    ("text", False),
    ("time", "8 o'clock"),
    ("time", "24:00"),
    ("scale", ["yes", "no"]),
    ("single_choice", "perhaps"),
    ("multiple_choice", []),
    ("multiple_choice", "yes"),
    ("multiple_choice", ["yes", "perhaps"]),
]
RIGHT_ANSWERS: list[tuple[str, Any]] = [
    ("yes_no", "no"),
    ("number", 0),
    ("number", 1.5),
    ("text", ""),
    ("time", "08:00"),
    ("scale", "yes"),
    ("single_choice", "yes"),
    ("multiple_choice", ["yes", "no"]),
    ("yes_no", None),
    ("multiple_choice", None),
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
    Violation("questionnaire_has_each_role_once", _two_of_one_role),
    Violation("visits_checkedmission_mission_id_key", _checked_mission_twice),
    Violation("question_role_is_known_and_fits_its_type", lambda: question("number", role="lunch"), "unknown"),
    Violation("question_role_is_known_and_fits_its_type", lambda: question("text", role="voters"), "another type"),
    Violation("visit_is_checked_once_by_each_rule", _checked_twice),
    Violation("verified_check_has_person_moment_and_reason", lambda: check(result="verified"), "nobody"),
    Violation(
        "verified_check_has_person_moment_and_reason",
        lambda: check(result="verified", verified_at=make.NOW, verified_by=make.user()),
        "no reason",
    ),
    Violation("verified_check_has_person_moment_and_reason", lambda: check(result="ok"), "no result"),
    Violation("merge_has_a_reason", lambda: merge(reason="")),
    Violation("undone_merge_has_moment_and_person", lambda: merge(undone_at=make.NOW)),
    Violation("visits_visitmerge_visit_id_key", _merged_twice),
    Violation("visit_code_is_unique", _same_code),
    Violation("mission_has_each_submission_once", _submitted_twice),
    Violation("visit_form_is_known", lambda: visit(form="lunch")),
    Violation("visit_assessment_is_known", lambda: visit(overall="so_so")),
    Violation("visit_has_a_station_or_a_region", lambda: visit(region=None)),
    Violation("visit_ends_after_it_begins", _ends_before_it_begins),
    Violation("visit_has_a_submission_id", lambda: visit(submission_id="")),
    Violation("visit_is_to_a_station_of_its_election", _elsewhere),
    Violation("visit_uses_a_form_of_its_mission", _form_of_another_mission, "another mission's"),
    Violation("visit_uses_a_form_of_its_mission", lambda: visit(questionnaire=form(form="opening")), "another form"),
    Violation("answer_is_on_the_form_of_its_visit", _question_of_another_form, "another form"),
    Violation("answer_is_on_the_form_of_its_visit", lambda: visit(answers={"q1": "yes"}), "a visit without a form"),
    *(
        Violation(TYPE, lambda type_=type_, given=given: answer(type_, given), f"{type_} {given}")  # type: ignore[misc]
        for type_, given in WRONG_ANSWERS
    ),
    Violation(TYPE, lambda: change(answer("number", 1), answers={"q1": "1"}), "changed afterwards"),
    Violation("visit_standing_is_known", lambda: visit(standing="lost")),
    Violation("visit_quality_is_known", lambda: visit(quality="superb")),
    Violation("replaced_or_merged_visit_names_its_successor", lambda: visit(standing="merged")),
    Violation("quarantined_visit_has_a_reason", lambda: visit(standing="quarantined")),
    Violation("answered_question_keeps_its_meaning", lambda: change(_answered(), type="text"), "another type"),
    Violation("answered_question_keeps_its_meaning", lambda: change(_answered(), choices=CHOICES[:1]), "less choice"),
    Violation("answered_question_keeps_its_meaning", lambda: delete(_answered()), "deleted"),
    Violation("visits_are_tallied_once", lambda: _tallied_again(VisitTally)),
    Violation("answers_are_tallied_once", lambda: _tallied_again(AnswerTally)),
    Violation("station_is_tallied_once", lambda: _tallied_again(StationTally)),
    Violation("coverage_is_tallied_once", lambda: _tallied_again(CoverageTally)),
    Violation("register_is_tallied_once", lambda: _tallied_again(RegisterTally)),
    Violation("visits_statisticsrelease_code_key", _same_release_code),
    *(
        Violation(f"visit_names_what_is_there_by_{column}", lambda column=column: _names_nothing(**{column: 0}))  # type: ignore[misc]
        for column in ("mission_id", "questionnaire_id", "station_id", "region_id")
    ),
    Violation(
        "visit_names_what_is_there_by_station_id", lambda: delete(visit(station=station()).station), "station deleted"
    ),
    Violation("visit_names_what_is_there_by_region_id", lambda: delete(visit().region), "region deleted"),
    Violation("visit_names_what_is_there_by_mission_id", lambda: delete(visit().mission), "mission deleted"),
    Violation(
        "visit_names_what_is_there_by_questionnaire_id",
        lambda: delete(visit(questionnaire=form()).questionnaire),
        "form deleted",
    ),
    Violation("visits_load_code_key", _same_load_code),
    Violation("load_kind_is_known", lambda: load(kind="ballots")),
    Violation("load_origin_is_known", lambda: load(origin="pigeon")),
    Violation("load_state_is_known", lambda: load(state="lost")),
    Violation("load_of_visits_has_a_form_of_a_mission", lambda: load(questionnaire=None), "no form"),
    Violation("load_of_visits_has_a_form_of_a_mission", lambda: change(load(), kind="stations"), "stations of a form"),
    Violation("load_names_its_file_by_hash", lambda: load(sha256="visits.csv")),
    Violation("failed_load_has_a_reason", lambda: load(state="failed")),
    Violation("running_load_is_leased", lambda: load(state="running")),
    Violation("running_load_is_leased", lambda: load(**{**LEASED, "state": "done"}), "leased when over"),
    Violation("load_is_tried_five_times_at_most", lambda: load(attempts=6)),
    Violation("problem_of_a_load_is_known", lambda: LoadProblem.objects.create(load=load(), line=1, fault="odd")),
    *publication_rules("statisticsrelease", "visits_statisticsrelease", release),
    *frozen_rules("visits_statisticsrelease", release, numbers={"forms": [1]}),
]


@pytest.mark.django_db
@pytest.mark.parametrize("violation", VIOLATIONS, ids=str)
def test_the_database_refuses(violation: Violation) -> None:
    assert rule_that_refuses(violation.act) == violation.rule


@pytest.mark.django_db
@pytest.mark.parametrize(("type_", "given"), RIGHT_ANSWERS)
def test_an_answer_of_the_right_type_is_stored(type_: str, given: Any) -> None:
    assert rule_that_refuses(lambda: answer(type_, given)) == "nothing refused it"
