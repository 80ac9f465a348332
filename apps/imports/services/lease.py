"""Who may work on a run: a lease with a fencing token, so that no two workers finish the same run.

The database's clock decides when a lease ends, because workers' clocks differ.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from apps.imports.choices import OPEN, Problem, RunState
from apps.imports.models import MAX_ATTEMPTS, ImportRun


class LeaseLost(Exception):
    """Another worker has taken the run over; whatever was done here is to be thrown away."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work on one run until another takes it over."""

    run_id: int
    token: UUID


def _lease_end() -> Any:
    return Now() + timedelta(seconds=settings.IMPORT_LEASE_SECONDS)


def _free() -> Q:
    return Q(lease_until__isnull=True) | Q(lease_until__lt=Now())


@transaction.atomic
def claim(*, run_id: int) -> Lease | None:
    """Take a run that waits, or whose worker died. None where it is over, being worked on, or given up on."""
    run = (
        ImportRun.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(_free(), pk=run_id, state__in=OPEN)
        .first()
    )
    if run is None:
        return None
    if run.attempts >= MAX_ATTEMPTS:
        _give_up(run)
        return None
    token = uuid4()
    ImportRun.objects.filter(pk=run_id).update(
        state=RunState.FETCHING,
        attempts=F("attempts") + 1,
        lease_token=token,
        lease_until=_lease_end(),
    )
    return Lease(run_id=run_id, token=token)


def _give_up(run: ImportRun) -> None:
    values = {"problem": Problem.GAVE_UP, "ended_at": Now(), "lease_token": None, "lease_until": None}
    ImportRun.objects.filter(pk=run.pk).update(state=RunState.FAILED, **values)


def advance(lease: Lease, *, state: RunState, **values: Any) -> None:
    """Move a run to its next working state and renew the lease. Raises LeaseLost."""
    _fenced(lease, state=state, lease_until=_lease_end(), **values)


def finish(lease: Lease, *, state: RunState, **values: Any) -> None:
    """End a run and give the lease back. Raises LeaseLost, which rolls the caller's transaction back."""
    _fenced(lease, state=state, ended_at=Now(), lease_token=None, lease_until=None, **values)


def give_back(lease: Lease) -> None:
    """Put a run back into the queue after a fault of ours, for another attempt."""
    _fenced(lease, state=RunState.QUEUED, lease_token=None, lease_until=None)


def _fenced(lease: Lease, **values: Any) -> None:
    if not ImportRun.objects.filter(pk=lease.run_id, lease_token=lease.token).update(**values):
        raise LeaseLost(lease.run_id)
