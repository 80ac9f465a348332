"""A worker killed with -9 at any point of a load of visits: no row is lost, none is doubled, and counts are right."""

import time
from pathlib import Path

import pytest

from apps.visits.choices import LoadOrigin, LoadState
from apps.visits.models import Load, LoadProblem, Visit
from apps.visits.services.rebuild import compare
from apps.visits.services.start import Goal, begin, take_in
from tests.faults.conftest import Processes
from tests.visits import builders

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

# Where a worker is killed, by what is killed: a process of its pool, or the worker as a whole.
LABELS = {"child": ("claimed", "written", "committed"), "group": ("written",)}
PATIENCE = 120.0
ROWS = 34
BAD = 7


def loads_that_die(plan: Path, how: str) -> None:
    """One load for each point at which its worker is to be killed; every seventh row has a fault."""
    mission = builders.eom()
    builders.stations(mission)
    sheet = builders.sheet(mission)
    for label in LABELS[how]:
        rows = (f"{label}{n},{n % 8},{'perhaps' if n % BAD == 0 else 'yes'}" for n in range(ROWS))
        content = "\n".join(["instanceID,station,ink", *rows]).encode()
        load = take_in(pieces=[content], name=f"{label}.csv", goal=Goal(questionnaire=sheet), origin=LoadOrigin.DESK)
        begin(load=load, mapping=load.mapping, wake=False)
        (plan / f"load-{load.pk}").write_text(f"{label} {how}")


def wait_until_over(processes: Processes, plan: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        processes.keep_alive()
        if not Load.objects.exclude(state=LoadState.DONE).exists() and not list(plan.iterdir()):
            return
        time.sleep(0.2)
    pytest.fail(f"loads still stand: {list(Load.objects.values_list('state', 'rows', 'attempts', 'trouble'))}")


@pytest.mark.parametrize("how", ["child", "group"])
def test_a_killed_worker_loses_and_doubles_no_row(processes: Processes, plan: Path, how: str) -> None:
    loads_that_die(plan, how)
    wait_until_over(processes, plan)

    bad = len(range(0, ROWS, BAD))
    counts = {(load.rows, load.added, load.replaced, load.same, load.refused) for load in Load.objects.all()}
    assert counts == {(ROWS, ROWS - bad, 0, 0, bad)}
    assert Visit.objects.count() == len(LABELS[how]) * (ROWS - bad)
    assert LoadProblem.objects.count() == len(LABELS[how]) * bad
    assert compare() == []
