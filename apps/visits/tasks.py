"""What beat runs for visits."""

from celery import shared_task

from apps.visits.services.checks import check_what_is_new
from apps.visits.services.forget import forget_observers


@shared_task(ignore_result=True)
def check_new_visits() -> int:
    """Check the visits that came since the last look."""
    return check_what_is_new()


@shared_task(ignore_result=True)
def forget() -> None:
    """Delete what tells who observed where and when, of missions whose time is over."""
    forget_observers()
