"""The message that wakes a worker: it carries a run's id and nothing else, and may be lost without harm."""

import logging
from functools import partial

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)

IMPORT_TASK = "apps.imports.tasks.import_statement"


def ring(run_id: int) -> None:
    """Wake a worker for a run. A broker that does not answer only delays it: the sweep rings again."""
    try:
        current_app.send_task(IMPORT_TASK, args=[run_id], retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("the broker did not take the message for run %s: %s", run_id, error)


def ring_on_commit(run_id: int) -> None:
    """Ring once the row can be seen by a worker."""
    transaction.on_commit(partial(ring, run_id))
