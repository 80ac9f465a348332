"""Waking a worker for the e-mails that wait."""

from django.db import transaction

from apps.core.doorbell import send

DELIVER = "apps.notices.tasks.deliver"


def ring() -> None:
    send(DELIVER)


def ring_on_commit() -> None:
    """Ring once the notices can be seen by a worker."""
    transaction.on_commit(ring)
