"""Ringing again for every load that stands still: a lost message costs seconds, never a load."""

from datetime import timedelta

from django.db.models import Q
from django.db.models.functions import Now

from apps.visits.choices import LoadState
from apps.visits.doorbell import ring
from apps.visits.models import Load
from apps.visits.models.loads import OPEN

PATIENCE = timedelta(seconds=20)
BATCH = 500


def ring_for_standing_loads() -> int:
    """Ring for loads that wait unheard or whose worker is gone; returns for how many."""
    unheard = Q(state=LoadState.WAITING) & (Q(rung_at__isnull=True) | Q(rung_at__lt=Now() - PATIENCE))
    abandoned = Q(state=LoadState.RUNNING, lease_until__lt=Now())
    rows = Load.objects.filter(unheard | abandoned, state__in=OPEN).order_by("id")
    standing = list(rows.values_list("pk", flat=True)[:BATCH])
    Load.objects.filter(pk__in=standing).update(rung_at=Now())
    for load_id in standing:
        ring(load_id)
    return len(standing)
