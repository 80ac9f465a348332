"""Who may work on a load: `apps.core.leases` for files of visits and stations."""

from apps.core.leases import Jobs
from apps.core.leases import Lease as Lease
from apps.core.leases import LeaseLost as LeaseLost
from apps.visits.choices import LoadState, Trouble
from apps.visits.models import Load
from apps.visits.models.loads import MAX_ATTEMPTS

LOADS = Jobs(
    model=Load,
    waiting=LoadState.WAITING,
    working=(LoadState.RUNNING,),
    given_up={"state": LoadState.FAILED, "trouble": Trouble.GAVE_UP},
    most_attempts=MAX_ATTEMPTS,
    seconds="VISIT_LOAD_LEASE_SECONDS",
)
advance, finish, give_back, standing = LOADS.advance, LOADS.finish, LOADS.give_back, LOADS.standing


def claim(*, load_id: int) -> Lease | None:
    """Take a load that waits, or whose worker died. None where it is over, being worked on, or given up on."""
    return LOADS.claim(load_id)
