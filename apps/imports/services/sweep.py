"""Ringing again for every run that stands still: a lost message costs seconds, never a run."""

from datetime import timedelta

from django.db.models import Q
from django.db.models.functions import Now

from apps.imports.choices import OPEN, WORKING, RunState
from apps.imports.doorbell import ring
from apps.imports.models import ImportRun

PATIENCE = timedelta(seconds=20)
BATCH = 500


def ring_for_standing_runs() -> int:
    """Ring for runs that wait unheard or whose worker is gone; returns for how many."""
    unheard = Q(state=RunState.QUEUED) & (Q(rung_at__isnull=True) | Q(rung_at__lt=Now() - PATIENCE))
    abandoned = Q(state__in=WORKING, lease_until__lt=Now())
    waiting = ImportRun.objects.filter(unheard | abandoned, state__in=OPEN).order_by("id")
    standing = list(waiting.values_list("pk", flat=True)[:BATCH])
    ImportRun.objects.filter(pk__in=standing).update(rung_at=Now())
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
