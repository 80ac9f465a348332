"""Who may work on a run."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now

from apps.imports import doorbell
from apps.imports.choices import Problem, RunState
from apps.imports.models import MAX_ATTEMPTS, ImportRun
from apps.imports.services import lease as leases
from apps.imports.services import sweep
from apps.imports.services.lease import LeaseLost, claim
from apps.imports.services.start import start_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def run() -> ImportRun:
    return start_text(text="Words of a mission", wake=False)


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    ids: list[int] = []
    monkeypatch.setattr(sweep, "ring", ids.append)
    return ids


def expire(run: ImportRun) -> None:
    ImportRun.objects.filter(pk=run.pk, lease_token__isnull=False).update(lease_until=Now() - timedelta(seconds=1))


def test_a_run_is_claimed_once(run: ImportRun) -> None:
    assert claim(run_id=run.pk) is not None
    assert claim(run_id=run.pk) is None


def test_another_takes_over_when_the_lease_is_over(run: ImportRun) -> None:
    claim(run_id=run.pk)
    expire(run)
    assert claim(run_id=run.pk) is not None


def test_a_worker_that_comes_back_late_is_fenced_off(run: ImportRun) -> None:
    late = claim(run_id=run.pk)
    assert late is not None
    expire(run)
    claim(run_id=run.pk)
    with pytest.raises(LeaseLost):
        leases.advance(late, state=RunState.READING)


def test_a_run_that_kills_its_worker_five_times_is_given_up(run: ImportRun) -> None:
    for _attempt in range(MAX_ATTEMPTS):
        claim(run_id=run.pk)
        expire(run)
    assert claim(run_id=run.pk) is None
    run.refresh_from_db()
    assert (run.state, run.problem) == (RunState.FAILED, Problem.GAVE_UP)


def test_the_sweep_rings_for_a_run_whose_message_was_lost(run: ImportRun, rung: list[int]) -> None:
    sweep.ring_for_standing_runs()
    assert rung == [run.pk]


def test_the_sweep_rings_for_a_run_whose_worker_died(run: ImportRun, rung: list[int]) -> None:
    claim(run_id=run.pk)
    expire(run)
    sweep.ring_for_standing_runs()
    assert rung == [run.pk]


def test_the_sweep_leaves_a_run_alone_that_is_being_worked_on(run: ImportRun, rung: list[int]) -> None:
    claim(run_id=run.pk)
    assert sweep.ring_for_standing_runs() == 0


def test_the_sweep_does_not_ring_twice_in_a_moment(run: ImportRun, rung: list[int]) -> None:
    sweep.ring_for_standing_runs()
    sweep.ring_for_standing_runs()
    assert rung == [run.pk]


def test_a_failed_run_can_be_tried_again(run: ImportRun, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doorbell, "ring", lambda _id: None)
    for _attempt in range(MAX_ATTEMPTS + 1):
        claim(run_id=run.pk)
        expire(run)
    assert sweep.retry(run=run)
    assert claim(run_id=run.pk) is not None
