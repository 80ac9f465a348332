"""What workers and beat run. A task takes an id and calls a service; the row of the run is the truth."""

from celery import shared_task

from apps.imports.services.sweep import ring_for_standing_runs
from apps.imports.services.work import perform

# Below the lease, so that a stuck process is gone before another takes over; C code ignores soft limits.
HARD_LIMIT = 55


@shared_task(acks_late=True, reject_on_worker_lost=True, ignore_result=True, time_limit=HARD_LIMIT)
def import_statement(run_id: int) -> None:
    """Work on one import; a second message for the same run finds nothing to do."""
    perform(run_id=run_id)


@shared_task(ignore_result=True)
def sweep() -> int:
    """Ring for every run that stands still."""
    return ring_for_standing_runs()
