"""Who may work on a run: `apps.core.leases` for imports."""

from apps.core.leases import Jobs
from apps.core.leases import Lease as Lease
from apps.core.leases import LeaseLost as LeaseLost
from apps.imports.choices import WORKING, Problem, RunState
from apps.imports.models import MAX_ATTEMPTS, ImportRun

RUNS = Jobs(
    model=ImportRun,
    waiting=RunState.QUEUED,
    working=WORKING,
    given_up={"state": RunState.FAILED, "problem": Problem.GAVE_UP},
    most_attempts=MAX_ATTEMPTS,
    seconds="IMPORT_LEASE_SECONDS",
)
advance, finish, give_back, standing = RUNS.advance, RUNS.finish, RUNS.give_back, RUNS.standing


def claim(*, run_id: int) -> Lease | None:
    """Take a run that waits, or whose worker died. None where it is over, being worked on, or given up on."""
    return RUNS.claim(run_id)
