"""Waking a worker for a run."""

from functools import partial

from django.db import transaction

from apps.core.doorbell import send

IMPORT_TASK = "apps.imports.tasks.import_statement"


def ring(run_id: int) -> None:
    send(IMPORT_TASK, run_id)


def ring_on_commit(run_id: int) -> None:
    """Ring once the row can be seen by a worker."""
    transaction.on_commit(partial(ring, run_id))
