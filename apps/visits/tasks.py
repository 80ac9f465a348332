"""What workers and beat run for visits. A task takes an id and calls a service; the row of the load is the truth."""

from celery import shared_task

from apps.visits.services.checks import check_what_is_new
from apps.visits.services.forget import forget_observers
from apps.visits.services.sweep import ring_for_standing_loads
from apps.visits.services.work import perform


@shared_task(ignore_result=True)
def check_new_visits() -> int:
    """Check the visits that came since the last look."""
    return check_what_is_new()


@shared_task(ignore_result=True)
def forget() -> None:
    """Delete what tells who observed where and when, of missions whose time is over."""
    forget_observers()


@shared_task(acks_late=True, reject_on_worker_lost=True, ignore_result=True)
def load_file(load_id: int) -> None:
    """Work on one load for one turn; a second message for the same load finds nothing to do."""
    perform(load_id=load_id)


@shared_task(ignore_result=True)
def sweep_loads() -> int:
    """Ring for every load that stands still."""
    return ring_for_standing_loads()
