"""What workers and beat run: a ring sends whatever waits."""

from celery import shared_task

from apps.notices import mailing


@shared_task(acks_late=True, reject_on_worker_lost=True, ignore_result=True)
def deliver() -> int:
    """Send the e-mails that wait; a second ring finds nothing to do."""
    return mailing.deliver()
