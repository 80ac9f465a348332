"""Who may work on a load: a lease with a fencing token, by the database's clock."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from apps.visits.choices import LoadState, Trouble
from apps.visits.models import Load
from apps.visits.models.loads import MAX_ATTEMPTS, OPEN

FREE: dict[str, Any] = {"lease_token": None, "lease_until": None}


class LeaseLost(Exception):
    """Another worker has taken the load over; whatever was done since the last part is to be thrown away."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work on one load until another takes it over."""

    load_id: int
    token: UUID


def _end() -> Any:
    return Now() + timedelta(seconds=settings.VISIT_LOAD_LEASE_SECONDS)


@transaction.atomic
def claim(*, load_id: int) -> Lease | None:
    """Take a load that waits, or whose worker died. None where it is over, being worked on, or given up on."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=Now())
    rows = Load.objects.select_for_update(skip_locked=True, of=("self",))
    load = rows.filter(free, pk=load_id, state__in=OPEN).first()
    if load is None:
        return None
    if load.attempts >= MAX_ATTEMPTS:
        Load.objects.filter(pk=load_id).update(state=LoadState.FAILED, trouble=Trouble.GAVE_UP, ended_at=Now(), **FREE)
        return None
    token = uuid4()
    Load.objects.filter(pk=load_id).update(
        state=LoadState.RUNNING, attempts=F("attempts") + 1, lease_token=token, lease_until=_end()
    )
    return Lease(load_id, token)


def advance(lease: Lease, **values: Any) -> None:
    """Write how far the load has come and renew the lease. Raises LeaseLost, which rolls the part back."""
    _fenced(lease, lease_until=_end(), **values)


def finish(lease: Lease, *, state: LoadState, **values: Any) -> None:
    _fenced(lease, state=state, ended_at=Now(), **FREE, **values)


def give_back(lease: Lease, **values: Any) -> None:
    """Let another worker go on, after a fault of ours or because the turn is over."""
    _fenced(lease, state=LoadState.WAITING, **FREE, **values)


def _fenced(lease: Lease, **values: Any) -> None:
    if not Load.objects.filter(pk=lease.load_id, lease_token=lease.token).update(**values):
        raise LeaseLost(lease.load_id)
