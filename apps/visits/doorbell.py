"""Waking a worker for a load."""

from functools import partial

from django.db import transaction

from apps.core.doorbell import send

LOAD_TASK = "apps.visits.tasks.load_file"


def ring(load_id: int) -> None:
    send(LOAD_TASK, load_id)


def ring_on_commit(load_id: int) -> None:
    """Ring once the row can be seen by a worker."""
    transaction.on_commit(partial(ring, load_id))
