"""Ringing again for every run that stands still: a lost message costs seconds, never a run."""

from django.db.models.functions import Now

from apps.imports.choices import RunState
from apps.imports.doorbell import ring
from apps.imports.models import ImportRun
from apps.imports.services import lease


def ring_for_standing_runs() -> int:
    """Ring for runs that wait unheard or whose worker is gone; returns for how many."""
    standing = lease.standing()
    for run_id in standing:
        ring(run_id)
    return len(standing)


def retry(*, run: ImportRun) -> bool:
    """Put a failed run back into the queue with fresh attempts; False where it was not failed."""
    changed = ImportRun.objects.filter(pk=run.pk, state=RunState.FAILED).update(
        state=RunState.QUEUED, attempts=0, problem="", detail="", ended_at=None, rung_at=Now()
    )
    if changed:
        ring(run.pk)
    return bool(changed)
