"""The message that wakes a worker: it carries numbers and nothing else, and may be lost without harm."""

import logging

from celery import current_app
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def send(task: str, *numbers: int) -> None:
    """Send the message of a task. A broker that does not answer only delays the work: beat rings again."""
    try:
        current_app.send_task(task, args=numbers, retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("the broker did not take the message %s%s: %s", task, numbers, error)
