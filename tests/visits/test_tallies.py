"""Counts follow every way of writing visits, and equal a full count."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.missions.models import Mission
from apps.visits.models import AnswerTally, PollingStation, Visit, VisitTally
from apps.visits.selectors import by_hour, statistics
from apps.visits.services.rebuild import compare, rebuild
from tests import factories as make
from tests.violations import change
from tests.visits import builders

pytestmark = pytest.mark.django_db

ANSWERS = {"ink": "yes", "order": "fair", "who": ["a", "b"], "voters": 12, "remark": "Calm", "opened": "07:00"}


@pytest.fixture
def observed() -> Mission:
    """Forty visits to six of eight stations in two of three regions, and six to a region without a station."""
    mission = builders.eom()
    make.region("KZ-KAR")
    places, form = builders.stations(mission), builders.sheet(mission)
    for number in range(6):
        builders.visits(
            mission,
            5,
            station=places[number],
            questionnaire=form,
            overall="good",
            answers=ANSWERS,
            arrived_at=make.NOW + timedelta(hours=number),
        )
    builders.visits(mission, 10, station=places[0], questionnaire=form, overall="bad", answers={"ink": None})
    builders.visits(mission, 6, region=places[0].region, form="opening")
    return mission


def _all(mission: Mission) -> dict[str, Any]:
    return statistics(mission, protect=False)


def test_coverage_is_counted(observed: Mission) -> None:
    coverage = _all(observed)["coverage"]

    assert {key: coverage[key] for key in ("visits", "stations_visited", "stations_total", "regions_visited")} == {
        "visits": 46,
        "stations_visited": 6,
        "stations_total": 8,
        "regions_visited": 2,
    }


def test_voters_of_stations_visited_are_counted_once(observed: Mission) -> None:
    assert _all(observed)["coverage"]["voters_covered"] == sum(1000 + number for number in range(6))


def test_assessments_are_counted_by_form(observed: Mission) -> None:
    opening, voting = _all(observed)["forms"]

    assert (opening["form"], opening["visits"], opening["missing"]) == ("opening", 6, 6)
    assert (voting["positive"], voting["negative"], voting["assessed"]) == (30, 10, 40)


def test_answers_are_counted(observed: Mission) -> None:
    voting = _all(observed)["forms"][1]
    ink, order, who, voters, remark, _opened = voting["questions"]

    assert (ink["answered"], ink["could_not_observe"], ink["missing"]) == (30, 10, 0)
    assert [value["count"] for value in order["values"]] == [0, 30, 0]
    assert [value["count"] for value in who["values"]] == [30, 30, 0]
    assert (voters["mean"], remark["answered"], remark["missing"]) == (12.0, 30, 10)


def test_hours_are_counted(observed: Mission) -> None:
    hours = [row["count"] for row in by_hour(observed) if row["hour"] is not None]

    assert hours == [5, 5, 5, 5, 5, 5]


def _quarantine() -> None:
    Visit.objects.filter(overall="good").update(standing="quarantined", note="doubt")


def _set_aside() -> None:
    Visit.objects.filter(overall="good").update(set_aside=["ink"])


def _other_answers() -> None:
    Visit.objects.filter(overall="good").update(answers={"ink": "no", "voters": 3.5})


def _delete() -> None:
    Visit.objects.filter(overall="bad").delete()


def _move() -> None:
    Visit.objects.filter(overall="good").update(station=PollingStation.objects.get(code="7"))


def _raw() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE visits_visit SET overall = 'very_bad', arrived_at = NULL WHERE form = 'voting'")


def _region() -> None:
    change(PollingStation.objects.get(code="1"), region=make.region("KZ-KAR"))


def _register() -> None:
    PollingStation.objects.filter(code__in=["0", "7"]).update(registered_voters=5)


def _merge() -> None:
    first = Visit.objects.order_by("pk").first()
    Visit.objects.filter(overall="bad").update(standing="merged", successor=first)


WAYS = [_quarantine, _set_aside, _other_answers, _delete, _move, _raw, _region, _register, _merge]


@pytest.mark.parametrize("write", WAYS, ids=lambda write: write.__name__.strip("_"))
def test_counts_follow_every_way_of_writing(observed: Mission, write: Callable[[], None]) -> None:
    before = _all(observed)
    write()

    assert compare() == []
    assert _all(observed) != before


def test_a_quarantined_visit_does_not_count(observed: Mission) -> None:
    _quarantine()

    assert _all(observed)["coverage"]["visits"] == 16


def test_a_question_set_aside_is_neither_answered_nor_missing(observed: Mission) -> None:
    _set_aside()
    ink = _all(observed)["forms"][1]["questions"][0]

    assert (ink["answered"], ink["set_aside"], ink["could_not_observe"], ink["missing"]) == (0, 30, 10, 0)


def test_versions_of_a_form_count_together(observed: Mission) -> None:
    newer = builders.sheet(observed, version=2)
    builders.visits(observed, 5, region=make.region(), questionnaire=newer, answers={"ink": "no"})
    ink = _all(observed)["forms"][1]["questions"][0]

    assert (ink["visits"], ink["answered"]) == (45, 35)


def test_visits_of_other_missions_do_not_count(observed: Mission) -> None:
    other = make.mission("other", election=observed.election, organisation=make.organisation("cis", "CIS"))
    builders.visits(other, 9, region=make.region(), overall="very_bad")

    assert _all(observed)["coverage"]["visits"] == 46


def test_the_check_tells_of_counts_that_were_tampered_with(observed: Mission) -> None:
    VisitTally.objects.filter(form="opening").update(visits=7)
    AnswerTally.objects.filter(kind="unseen").delete()

    assert {(one.table, one.missing, one.surplus) for one in compare()} == {
        ("visits_visittally", 1, 1),
        ("visits_answertally", 1, 0),
    }
    with pytest.raises(CommandError, match="differ"):
        call_command("rebuild_statistics", "--check", stdout=io.StringIO())


def test_a_rebuild_puts_counts_right(observed: Mission) -> None:
    before = _all(observed)
    VisitTally.objects.update(visits=1)
    call_command("rebuild_statistics", stdout=io.StringIO())

    assert (_all(observed), compare()) == (before, [])
    call_command("rebuild_statistics", "--check", stdout=io.StringIO())


def test_a_rebuild_of_what_is_right_changes_nothing(observed: Mission) -> None:
    before = set(AnswerTally.objects.values_list("question", "region", "hour", "kind", "value", "visits", "total"))
    rebuild()

    assert before == set(
        AnswerTally.objects.values_list("question", "region", "hour", "kind", "value", "visits", "total")
    )


def test_the_same_queries_whatever_the_number_of_visits(observed: Mission) -> None:
    with CaptureQueriesContext(connection) as queries:
        _all(observed)

    assert len(queries) == 6
