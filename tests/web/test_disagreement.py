"""Whether figures can all be true at once."""

from decimal import Decimal

import pytest

from apps.findings.models import Figure
from apps.missions.models import Mission
from apps.web.disagreement import allowed, figure_rows


def figure(comparator: str, value: str, measure: str = "turnout_percent", mission: int = 1) -> Figure:
    return Figure(mission=Mission(pk=mission), measure=measure, comparator=comparator, value=Decimal(value))


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (("eq", "63.25"), ("eq", "63.250"), True),
        (("eq", "63.25"), ("eq", "63.1"), False),
        (("gt", "63"), ("eq", "63.25"), True),
        (("gt", "63"), ("eq", "63"), False),
        (("gte", "63"), ("eq", "63"), True),
        (("lt", "60"), ("gt", "60"), False),
        (("lte", "60"), ("gte", "60"), True),
        (("approx", "63"), ("eq", "63.25"), True),
        (("approx", "63"), ("eq", "71"), False),
    ],
)
def test_comparators_leave_open_what_they_say(one: tuple[str, str], other: tuple[str, str], agree: bool) -> None:
    first, second = allowed(figure(*one)), allowed(figure(*other))
    assert (first.meets(second), second.meets(first)) == (agree, agree)


def test_facts_of_the_election_are_compared_across_missions() -> None:
    (row,) = figure_rows([figure("eq", "5", "parties_contesting"), figure("eq", "6", "parties_contesting", 2)])
    assert row.differ


def test_two_missions_may_have_different_numbers_of_observers() -> None:
    (row,) = figure_rows([figure("eq", "30", "observers_deployed"), figure("eq", "234", "observers_deployed", 2)])
    assert not row.differ


def test_one_mission_with_two_numbers_of_observers_disagrees() -> None:
    (row,) = figure_rows([figure("eq", "30", "observers_deployed"), figure("eq", "51", "observers_deployed")])
    assert row.differ


def test_unnamed_measures_are_never_compared() -> None:
    (row,) = figure_rows([figure("eq", "1", "other"), figure("eq", "2", "other")])
    assert not row.differ
