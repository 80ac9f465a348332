"""Who may work on a job: a lease with a fencing token, so that no two workers finish the same job.

The row is the job. The database's clock decides when a lease ends, because workers' clocks differ.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import F, Model, Q
from django.db.models.functions import Now

# A job that waits longer than this was not heard.
PATIENCE: Final = timedelta(seconds=20)
BATCH: Final = 500
FREE: Final[Mapping[str, Any]] = {"lease_token": None, "lease_until": None}


class LeaseLost(Exception):
    """Another worker has taken the job over; whatever was done here is to be thrown away."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work on one job until another takes it over."""

    job_id: int
    token: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class Jobs:
    """The rows of a model that are jobs.

    They have `state`, `attempts`, `lease_token`, `lease_until`, `rung_at` and `ended_at`. Work begins in the first of
    the `working` states; `given_up` is what is written of a job tried too often, and `seconds` names the setting
    with the length of a lease.
    """

    model: type[Model]
    waiting: str
    working: Sequence[str]
    given_up: Mapping[str, Any]
    most_attempts: int
    seconds: str

    @transaction.atomic
    def claim(self, job_id: int) -> Lease | None:
        """Take a job that waits, or whose worker died. None where it is over, being worked on, or given up on."""
        free = Q(lease_until__isnull=True) | Q(lease_until__lt=Now())
        rows = self._rows().select_for_update(skip_locked=True, of=("self",))
        job = rows.filter(free, pk=job_id, state__in=self._open()).first()
        if job is None:
            return None
        row = self._rows().filter(pk=job_id)
        if job.attempts >= self.most_attempts:
            row.update(ended_at=Now(), **FREE, **self.given_up)
            return None
        token = uuid4()
        row.update(state=self.working[0], attempts=F("attempts") + 1, lease_token=token, lease_until=self._end())
        return Lease(job_id, token)

    def advance(self, lease: Lease, **values: Any) -> None:
        """Write how far a job has come and renew the lease. Raises LeaseLost."""
        self._fenced(lease, lease_until=self._end(), **values)

    def finish(self, lease: Lease, *, state: str, **values: Any) -> None:
        """End a job and give the lease back. Raises LeaseLost, which rolls the caller's transaction back."""
        self._fenced(lease, state=state, ended_at=Now(), **FREE, **values)

    def give_back(self, lease: Lease, **values: Any) -> None:
        """Let another worker go on, after a fault of ours or because the turn is over. Raises LeaseLost."""
        self._fenced(lease, state=self.waiting, **FREE, **values)

    def standing(self) -> list[int]:
        """Jobs that wait unheard or whose worker is gone, noted as rung for: the caller rings for each."""
        unheard = Q(state=self.waiting) & (Q(rung_at__isnull=True) | Q(rung_at__lt=Now() - PATIENCE))
        abandoned = Q(state__in=self.working, lease_until__lt=Now())
        rows = self._rows().filter(unheard | abandoned, state__in=self._open()).order_by("id")
        standing = list(rows.values_list("pk", flat=True)[:BATCH])
        self._rows().filter(pk__in=standing).update(rung_at=Now())
        return standing

    def _rows(self) -> Any:
        return self.model._default_manager.all()

    def _open(self) -> tuple[str, ...]:
        return (self.waiting, *self.working)

    def _end(self) -> Any:
        return Now() + timedelta(seconds=getattr(settings, self.seconds))

    def _fenced(self, lease: Lease, **values: Any) -> None:
        if not self._rows().filter(pk=lease.job_id, lease_token=lease.token).update(**values):
            raise LeaseLost(lease.job_id)
