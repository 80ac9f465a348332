"""A worker killed with -9 at any point of an import: nothing is lost, nothing is doubled.

The processes are real: a Celery worker with its pool, the broker, and a sweeper in the place of beat.
"""

import time
from datetime import date
from pathlib import Path

import pytest
from django.db.models import Count

from apps.imports.choices import ENDED, RunState
from apps.imports.models import ImportRun, Proposal
from apps.imports.services.start import ImportOptions, start_text
from apps.missions.models import Organisation
from apps.statements.models import Statement
from tests import factories
from tests.faults.conftest import Processes
from tests.imports.texts import STATEMENT

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

LABELS = ("fetching", "reading", "extracting", "proposing", "stored", "committed")
PATIENCE = 90.0


def runs_that_die(plan: Path, how: str) -> list[ImportRun]:
    """One import for each point at which its worker is to be killed."""
    factories.country()
    Organisation.objects.create(code="osce-odihr", short_name="OSCE/ODIHR", kind="intergovernmental")
    options = ImportOptions(published_on=date(2021, 1, 11))
    runs = []
    for number, label in enumerate(LABELS, start=1):
        run = start_text(text=STATEMENT.replace("90", str(90 + number)), options=options, wake=False)
        (plan / str(run.pk)).write_text(f"{label} {how}")
        runs.append(run)
    return runs


def wait_until_over(processes: Processes, plan: Path) -> None:
    """Until every run has ended and every planned kill has happened."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        processes.keep_alive()
        if not ImportRun.objects.exclude(state__in=ENDED).exists() and not list(plan.iterdir()):
            return
        time.sleep(0.2)
    states = list(ImportRun.objects.values_list("state", "attempts"))
    pytest.fail(f"imports still stand after {PATIENCE} s: {states}")


@pytest.mark.parametrize("how", ["child", "group"])
def test_a_killed_worker_loses_and_doubles_nothing(processes: Processes, plan: Path, how: str) -> None:
    runs = runs_that_die(plan, how)
    wait_until_over(processes, plan)

    ended = ImportRun.objects.filter(pk__in=[run.pk for run in runs])
    assert set(ended.values_list("state", flat=True)) == {RunState.READY}
    assert Statement.objects.count() == len(LABELS)
    assert not Proposal.objects.values("version", "key").annotate(count=Count("id")).filter(count__gt=1).exists()
    # Every kill but the one after the commit cost one more attempt.
    assert sum(ended.values_list("attempts", flat=True)) == 2 * len(LABELS) - 1
