"""Conditions of questions: what is understood, what holds, and what is told when an answer should not be there."""

from typing import Any

import pytest

from apps.missions.models import Mission
from apps.visits.answers import Fault
from apps.visits.conditions import condition
from apps.visits.drafts import one_answer
from apps.visits.models import Question, Visit
from tests.visits import builders
from tests.visits.test_load import load_lines

TYPES = {"ink": "yes_no", "order": "scale", "who": "multiple_choice", "voters": "number", "opened": "time"}
ANSWERS: dict[str, Any] = {"ink": "yes", "order": "good", "who": ["a", "c"], "voters": 12, "opened": None}


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("${ink} = 'yes'", True),
        ("${ink} = 'y'", True),
        ("${ink} != 'yes'", False),
        ("selected(${who}, 'c')", True),
        ("selected(${who}, 'b') or ${order} = 'good'", True),
        ("not(selected(${who}, 'a')) and true()", False),
        ("${voters} > 11.5 and ${voters} <= 12", True),
        ("${voters} != 12", False),
        ("(${ink} = 'no' or ${voters} >= 12) and ${order} != \"poor\"", True),
        ("${opened} = 'could_not_observe'", True),
        ("count-selected(${who}) = 2", True),
        ("${ink} = 'yes' and ${nobody} = ''", None),
        ("regex(${ink}, 'y.*')", None),
        ("${ink} = ", None),
        ("", None),
    ],
)
def test_a_condition_is_held_against_the_answers(text: str, holds: bool | None) -> None:
    found = condition(text, TYPES)

    assert (None if found is None else found.holds(ANSWERS)) == holds


def test_what_was_left_open_is_an_empty_text() -> None:
    found = condition("${order} = '' and ${voters} < 5", TYPES)

    assert found is not None
    assert (found.questions, found.holds({})) == (("order", "voters"), False)
    assert condition("${order} = ''", TYPES).holds({})  # type: ignore[union-attr]


def test_yes_by_another_name_is_kept_as_yes() -> None:
    assert one_answer("${ink} = '1'", TYPES) == "${ink} = 'yes'"


def test_an_answer_that_was_not_asked_for_is_told_and_the_visit_loads(db: None, tmp_path: Any) -> None:
    mission: Mission = builders.eom()
    builders.stations(mission)
    builders.sheet(mission)
    Question.objects.filter(code="remark").update(condition="${ink} = 'no' and not(${voters} > 5)")
    load = load_lines(
        mission,
        tmp_path / "v.csv",
        "instanceID,station,ink,voters,remark",
        "u1,0,no,3,asked",
        "u2,0,yes,3,not asked",
        "u3,0,yes,3,",
    )

    assert (load.added, load.refused, Visit.objects.count()) == (3, 0, 3)
    assert [(p.line, p.column, p.value, p.fault) for p in load.problems.all()] == [
        (3, "remark", "not asked", Fault.NOT_ASKED)
    ]
