"""What beat runs for claims; each may run any number of times, nobody is told twice."""

from celery import shared_task
from django.utils import timezone

from apps.findings.embargoes import tell_of_ends
from apps.findings.promises import tell_of_overdue
from apps.findings.reader_reports import forget_addresses


@shared_task(acks_late=True, reject_on_worker_lost=True, ignore_result=True)
def tell_of_overdue_reports() -> int:
    """Find the promised reports that are overdue today."""
    return tell_of_overdue(today=timezone.localdate())


@shared_task(acks_late=True, reject_on_worker_lost=True, ignore_result=True)
def tell_of_embargoes() -> int:
    """Find the embargoes that end within a day."""
    return tell_of_ends(now=timezone.now())


@shared_task(ignore_result=True)
def forget_readers() -> None:
    """Once a day: addresses that readers left are kept for a set time only."""
    forget_addresses(at=timezone.now())
