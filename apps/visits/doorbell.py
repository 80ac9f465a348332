"""The message that wakes a worker for a load: it carries an id and nothing else, and may be lost without harm."""

import logging
from functools import partial

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)

LOAD_TASK = "apps.visits.tasks.load_file"


def ring(load_id: int) -> None:
    """Wake a worker. A broker that does not answer only delays the load: the sweep rings again."""
    try:
        current_app.send_task(LOAD_TASK, args=[load_id], retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("the broker did not take the message for load %s: %s", load_id, error)


def ring_on_commit(load_id: int) -> None:
    transaction.on_commit(partial(ring, load_id))
