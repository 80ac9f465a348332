"""What loads keep of observers goes with the visits: files, their names, senders, and the values of bad rows."""

import json
import os
from pathlib import Path

import pytest
from django.contrib.auth.models import User

from apps.core import originals
from apps.core.models import AuditEvent
from apps.missions.models import Mission
from apps.visits.choices import LoadOrigin, LoadState
from apps.visits.models import Load, Questionnaire, Visit
from apps.visits.services.forget import forget
from apps.visits.services.forget_loads import LEFT_ALONE_FOR, discard, sweep_files
from apps.visits.services.start import Goal, begin, path_of, run_here, take_in
from tests import factories as make
from tests.violations import settle
from tests.visits import builders

pytestmark = pytest.mark.django_db
FILE = b"instanceID,station,team,ink\ns1,1,TEAM-7734,yes\ns2,1,TEAM-7734,Person-7734\n"
NAME = "Person-7734.csv"


@pytest.fixture
def sender() -> User:
    return make.user("sender-7734")


@pytest.fixture
def sheet() -> Questionnaire:
    mission = builders.eom()
    builders.stations(mission)
    return builders.sheet(mission)


def sent(sheet: Questionnaire, by: User | None = None) -> Load:
    return take_in(pieces=[FILE], name=NAME, goal=Goal(questionnaire=sheet), origin=LoadOrigin.DESK, by=by)


def loaded(sheet: Questionnaire, by: User | None = None) -> Load:
    load = sent(sheet, by)
    begin(load=load, mapping=load.mapping, wake=False)
    return run_here(load)


def test_a_load_is_forgotten_and_its_counts_stay(sheet: Questionnaire, sender: User) -> None:
    load = loaded(sheet, sender)
    told = forget(mission=sheet.mission)
    load.refresh_from_db()
    problem = load.problems.get()

    assert told is not None
    assert (told.visits, told.loads, load.forgotten_at is not None) == (1, 1, True)
    assert (load.name, load.started_by, path_of(load).exists()) == ("", None, False)
    assert (problem.line, problem.column, problem.value, problem.fault) == (3, "ink", "", "not_yes_or_no")
    assert (load.added, load.refused, Visit.objects.get().answers) == (1, 1, {"ink": "yes"})


def test_a_mission_with_refused_rows_alone_is_forgotten_too(sheet: Questionnaire) -> None:
    load = take_in(
        pieces=[b"instanceID,station\ns1,TEAM-7734\n"], name=NAME, goal=Goal(questionnaire=sheet), origin=LoadOrigin.API
    )
    begin(load=load, mapping=load.mapping, wake=False)
    run_here(load)
    told = forget(mission=sheet.mission)

    assert told is not None
    assert (told.visits, told.loads, load.problems.get().value) == (0, 1, "")


def test_a_file_that_another_mission_needs_stays(sheet: Questionnaire) -> None:
    body = make.organisation("other", short_name="Other")
    other = builders.sheet(
        Mission.objects.create(code="other", election=sheet.mission.election, organisation=body, format="eom")
    )
    load = loaded(sheet)
    loaded(other)

    forget(mission=sheet.mission)
    assert path_of(load).exists()
    forget(mission=other.mission)
    assert not path_of(load).exists()


def test_what_never_began_to_load_says_that_its_file_is_gone(sheet: Questionnaire) -> None:
    load = sent(sheet)
    forget(mission=sheet.mission)
    load.refresh_from_db()

    assert (load.state, load.trouble, begin(load=load, mapping=load.mapping)) == (LoadState.FAILED, "no_file", False)


def test_what_a_worker_is_at_waits_for_the_next_time(sheet: Questionnaire) -> None:
    load = loaded(sheet)
    Load.objects.update(
        state=LoadState.RUNNING, lease_token="00000000-0000-0000-0000-000000000000", lease_until=make.NOW
    )
    forget(mission=sheet.mission)

    assert path_of(load).exists()


def test_the_audit_holds_neither_name_nor_sender_of_a_file(sheet: Questionnaire, sender: User) -> None:
    loaded(sheet, sender)
    forget(mission=sheet.mission)
    Load.objects.update(name="Second-7734", sha256="0" * 64)
    Load.objects.all().delete()
    settle()
    events = AuditEvent.objects.filter(table="visits_load").order_by("id")
    kept = json.dumps(list(events.values("before", "after")))

    assert [event.action for event in events] == ["update", "delete"]
    assert [
        secret for secret in ("Person-7734", "Second-7734", f'"started_by_id": {sender.pk}') if secret in kept
    ] == []


def test_discarding_takes_the_file_away_and_leaves_no_trace(sheet: Questionnaire) -> None:
    load = sent(sheet)
    path = path_of(load)

    assert (discard(load), path.exists(), AuditEvent.objects.filter(table="visits_load").exists()) == (
        True,
        False,
        False,
    )


def test_discarding_one_of_two_leaves_the_file_to_the_other(sheet: Questionnaire) -> None:
    first, second = sent(sheet), sent(sheet)
    discard(first)

    assert path_of(second).exists()


def test_what_has_loaded_is_not_discarded(sheet: Questionnaire) -> None:
    load = loaded(sheet)

    assert (discard(load), path_of(load).exists()) == (False, True)


def aged(path: Path) -> Path:
    past = path.stat().st_mtime - LEFT_ALONE_FOR - 60
    os.utime(path, (past, past))
    return path


def test_files_that_no_load_names_go_after_a_day(sheet: Questionnaire) -> None:
    stray, _size = originals.keep_pieces([b"left behind"], originals.VISITS)
    fresh, _size = originals.keep_pieces([b"just come"], originals.VISITS)
    needed = aged(path_of(sent(sheet)))
    old = aged(originals.path_of(stray, originals.VISITS))
    sweep_files()

    assert (old.exists(), needed.exists(), originals.path_of(fresh, originals.VISITS).exists()) == (False, True, True)


def test_a_file_that_is_wanted_anew_is_young_again(sheet: Questionnaire) -> None:
    stray, _size = originals.keep_pieces([b"left behind"], originals.VISITS)
    aged(originals.path_of(stray, originals.VISITS))
    originals.keep_pieces([b"left behind"], originals.VISITS)
    sweep_files()

    assert originals.path_of(stray, originals.VISITS).exists()
