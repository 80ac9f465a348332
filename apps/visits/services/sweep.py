"""Ringing again for every load that stands still: a lost message costs seconds, never a load."""

from apps.visits.doorbell import ring
from apps.visits.services import lease


def ring_for_standing_loads() -> int:
    """Ring for loads that wait unheard or whose worker is gone; returns for how many."""
    standing = lease.standing()
    for load_id in standing:
        ring(load_id)
    return len(standing)
