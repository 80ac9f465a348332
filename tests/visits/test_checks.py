"""Checks find what they should, people have the last word, and what is merged counts once."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from apps.core.models import AuditEvent
from apps.missions.models import Mission
from apps.visits.choices import FormKind
from apps.visits.models import PollingStation, Questionnaire, Visit, VisitCheck
from apps.visits.selectors import statistics
from apps.visits.services import judge
from apps.visits.services.checks import check_visits, check_what_is_new
from apps.visits.services.merge import merge_visits, undo_merge
from apps.visits.services.questionnaires import add_default_forms
from apps.visits.services.rebuild import compare
from tests import factories as make
from tests.visits import builders

pytestmark = pytest.mark.django_db


class Day:
    """A mission with our forms and two stations of a thousand voters, and visits as a test wants them."""

    def __init__(self) -> None:
        self.mission: Mission = builders.eom()
        self.forms: dict[str, Questionnaire] = {form.form: form for form in add_default_forms(mission=self.mission)}
        self.places: list[PollingStation] = builders.stations(self.mission, 2)

    def visit(self, form: FormKind, place: int = 0, hour: float = 0, **fields: Any) -> Visit:
        came = make.NOW + timedelta(hours=hour)
        values = {"overall": "good", "arrived_at": came, "departed_at": came + timedelta(minutes=30), **fields}
        (made,) = builders.visits(
            self.mission, 1, form=form, questionnaire=self.forms[form], station=self.places[place], **values
        )
        return made

    def remarks(self) -> set[tuple[str, str, str]]:
        check_visits(mission=self.mission)
        return set(VisitCheck.objects.values_list("visit__code", "rule", "result"))

    def visits_that_count(self) -> int:
        return int(statistics(self.mission, protect=False)["coverage"]["visits"])


@pytest.fixture
def day() -> Day:
    return Day()


CLOSING = FormKind.CLOSING_COUNTING


@pytest.mark.parametrize(
    ("form", "fields", "rule"),
    [
        (CLOSING, {"answers": {"ballots_found": 300, "signatures": 290}}, "more_votes_than_voters"),
        (CLOSING, {"answers": {"signatures": 1001}}, "more_voted_than_registered"),
        (FormKind.VOTING, {"answers": {"voted_so_far": 1001}}, "more_by_then_than_registered"),
        (
            CLOSING,
            {"answers": {"ballots_found": 300, "valid_ballots": 290, "invalid_ballots": 9}},
            "ballots_add_up",
        ),
        (FormKind.VOTING, {"overall": ""}, "essentials"),
    ],
)
def test_a_rule_finds_what_it_is_for(day: Day, form: FormKind, fields: dict[str, Any], rule: str) -> None:
    visit = day.visit(form, **fields)
    result = "missing" if rule == "essentials" else "flagged"

    assert day.remarks() == {(visit.code, rule, result)}
    visit.refresh_from_db()
    assert (visit.quality, visit.flags) == (result, [rule])


@pytest.mark.parametrize(
    "answers",
    [
        {"ballots_found": 290, "signatures": 290, "valid_ballots": 280, "invalid_ballots": 10},
        {"ballots_found": 300, "signatures": None},
        {"ballots_found": 300, "valid_ballots": 1},
    ],
    ids=["it adds up", "not observed", "left open"],
)
def test_rules_are_silent_where_nothing_is_wrong_or_known(day: Day, answers: dict[str, Any]) -> None:
    day.visit(CLOSING, answers=answers)

    assert day.remarks() == set()


def test_an_answer_that_was_set_aside_is_not_checked(day: Day) -> None:
    day.visit(CLOSING, answers={"signatures": 1001}, set_aside=["signatures"])

    assert day.remarks() == set()


def test_times_of_a_station_are_compared_over_its_forms(day: Day) -> None:
    opening = day.visit(FormKind.OPENING, answers={"opened_at": "20:00"})
    closing = day.visit(CLOSING, hour=5, answers={"closed_at": "07:00"})
    day.visit(CLOSING, 1, hour=6, answers={"closed_at": "06:00"})

    assert {code for code, rule, _result in day.remarks() if rule == "times_in_order"} == {opening.code, closing.code}


def test_a_team_is_in_one_place_at_a_time(day: Day) -> None:
    first = day.visit(FormKind.VOTING, 0, team_code="T1")
    second = day.visit(FormKind.VOTING, 1, hour=0.25, team_code="T1")
    day.visit(FormKind.VOTING, 1, hour=3, team_code="T1")

    assert {code for code, rule, _result in day.remarks() if rule == "team_in_two_places"} == {first.code, second.code}


def test_what_is_verified_stays_so_until_the_facts_change(day: Day) -> None:
    visit = day.visit(CLOSING, answers={"signatures": 1001})
    day.remarks()
    judge.verify(visit=visit, rule="more_voted_than_registered", by=make.user(), reason="A list was added by court")

    assert day.remarks() == {(visit.code, "more_voted_than_registered", "verified")}
    Visit.objects.update(answers={"signatures": 1002})
    assert day.remarks() == {(visit.code, "more_voted_than_registered", "flagged")}


def test_quarantine_and_back_again_move_the_counts(day: Day) -> None:
    visit = day.visit(FormKind.VOTING, answers={"crowding": "yes"})
    judge.quarantine(visit=visit, reason="Made up")
    during = (day.visits_that_count(), compare())
    judge.lift_quarantine(visit=visit, reason="It was there after all")

    assert (during, day.visits_that_count(), compare()) == ((0, []), 1, [])


def test_one_answer_is_set_aside_and_taken_back(day: Day) -> None:
    visit = day.visit(FormKind.VOTING, answers={"crowding": "yes"})

    def crowding() -> dict[str, Any]:
        (form,) = statistics(day.mission, protect=False)["forms"]
        return next(question for question in form["questions"] if question["code"] == "crowding")

    judge.set_aside(visit=visit, question="crowding", reason="Misread")
    aside = crowding()["set_aside"], crowding()["answered"]
    judge.take_back(visit=visit, question="crowding", reason="Read well")

    assert (aside, crowding()["answered"]) == ((1, 0), 1)


@pytest.mark.parametrize("reason", ["", "  \x00"])
def test_nothing_is_decided_without_a_reason(day: Day, reason: str) -> None:
    visit = day.visit(FormKind.VOTING)
    with pytest.raises(judge.NotPossible, match="Say why"):
        judge.quarantine(visit=visit, reason=reason)


def test_what_is_new_rings_for_the_checks_once(day: Day) -> None:
    day.visit(CLOSING, answers={"signatures": 1001})

    assert (check_what_is_new(), VisitCheck.objects.count(), check_what_is_new()) == (1, 1, 0)


@pytest.fixture
def two(day: Day) -> tuple[Visit, Visit]:
    """Two teams at one station, who agree on one question and differ on another and on the whole."""
    same = {"access": "yes"}
    first = day.visit(FormKind.VOTING, team_code="T1", answers={**same, "crowding": "yes", "tension": "no"})
    second = day.visit(
        FormKind.VOTING, hour=0.2, team_code="T2", overall="bad", answers={**same, "crowding": "no", "secrecy": "yes"}
    )
    return first, second


def test_two_visits_at_one_time_are_found(day: Day, two: tuple[Visit, Visit]) -> None:
    assert {code for code, rule, _result in day.remarks() if rule == "two_observers"} == {one.code for one in two}


def test_visits_one_after_the_other_are_no_conflict(day: Day) -> None:
    day.visit(FormKind.VOTING)
    day.visit(FormKind.VOTING, hour=2)

    assert day.remarks() == set()


def merged(two: tuple[Visit, Visit], by: User) -> Any:
    first, second = two
    return merge_visits(
        visits=two, chosen={"crowding": second.code, "overall": first.code}, by=by, reason="T2 saw it all"
    )


def test_a_merge_keeps_whose_answer_holds_and_what_was_overridden(day: Day, two: tuple[Visit, Visit]) -> None:
    first, second = two
    merge = merged(two, make.user())

    assert merge.visit.answers == {"access": "yes", "crowding": "no", "tension": "no", "secrecy": "yes"}
    assert merge.overridden == {"crowding": {first.code: "yes"}, "overall": {second.code: "bad"}}
    assert (merge.visit.arrived_at, merge.visit.departed_at) == (first.arrived_at, second.departed_at)


def test_only_the_merged_record_counts_until_the_merge_is_undone(day: Day, two: tuple[Visit, Visit]) -> None:
    merge = merged(two, make.user())
    during = (day.visits_that_count(), compare(), day.remarks())
    undo_merge(merge=merge, by=make.user(), reason="Two rooms")

    assert (during, day.visits_that_count(), compare()) == ((1, [], set()), 2, [])
    assert len(day.remarks()) == 2


def test_a_dispute_needs_a_choice(two: tuple[Visit, Visit]) -> None:
    with pytest.raises(judge.NotPossible, match="crowding"):
        merge_visits(visits=two, chosen={"overall": two[0].code}, by=make.user(), reason="x")


def test_a_merge_is_undone_once(two: tuple[Visit, Visit]) -> None:
    merge = merged(two, make.user())
    undo_merge(merge=merge, by=make.user(), reason="Two rooms")
    with pytest.raises(judge.NotPossible, match="already"):
        undo_merge(merge=merge, by=make.user(), reason="Two rooms")


def test_a_correction_of_a_merged_visit_does_not_count_beside_the_merged_record(
    day: Day, two: tuple[Visit, Visit], tmp_path: Path
) -> None:
    merge = merged(two, make.user())
    file = tmp_path / "visits.csv"
    file.write_text(f"submission_id,station,crowding\n{two[0].submission_id},0,no\n")
    call_command("load_visits", str(file), "--mission", day.forms["voting"].mission.code, "--form", "voting")

    assert (day.visits_that_count(), compare()) == (1, [])
    assert day.remarks() == {(merge.visit.code, "corrected_after_merge", "flagged")}


def test_the_audit_tells_of_a_merge_and_of_no_team_or_time(two: tuple[Visit, Visit]) -> None:
    Visit.objects.filter(pk=two[0].pk).update(team_code="T9", arrived_at=make.NOW - timedelta(hours=1), overall="bad")
    (event,) = AuditEvent.objects.filter(table="visits_visit")

    assert event.before == {"team_code": "(not kept)", "arrived_at": "(not kept)", "overall": "good"}
    assert event.after == {"team_code": "(not kept)", "arrived_at": "(not kept)", "overall": "bad"}
