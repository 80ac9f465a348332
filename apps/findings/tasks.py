"""What beat runs for claims."""

from celery import shared_task
from django.utils import timezone

from apps.findings.reader_reports import forget_addresses


@shared_task(ignore_result=True)
def forget_readers() -> None:
    """Once a day: addresses that readers left are kept for a set time only."""
    forget_addresses(at=timezone.now())
