"""The message that wakes a worker for e-mails; it says nothing, and may be lost without harm: beat rings again."""

import logging

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)

DELIVER = "apps.notices.tasks.deliver"


def ring() -> None:
    try:
        current_app.send_task(DELIVER, retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("the broker did not take the message for e-mails: %s", error)


def ring_on_commit() -> None:
    """Ring once the notices can be seen by a worker."""
    transaction.on_commit(ring)
