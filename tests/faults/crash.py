"""Loaded into a worker by the fault tests: kills its process at a planned point of a planned run or load, once each.

The plan is a folder: a file named after a run, or “load-” and a load, holds `label` and `child` or `group`; it is
removed before the kill, so that the next attempt goes through.
"""

import os
import signal
from contextlib import suppress
from pathlib import Path

from apps.imports.services import lease, work
from apps.visits.services import lease as load_lease
from apps.visits.services import work as load_work

PLAN = Path(os.environ["CRASH_PLAN"])

_claim = lease.claim
_claim_load = load_lease.claim
_current: list[str] = []


def claim(*, run_id: int) -> lease.Lease | None:
    """The real claim; remembers which run this process works on."""
    _current[:] = [str(run_id)]
    return _claim(run_id=run_id)


def claim_load(*, load_id: int) -> load_lease.Lease | None:
    """The same for a load of visits."""
    _current[:] = [f"load-{load_id}"]
    return _claim_load(load_id=load_id)


def checkpoint(label: str) -> None:
    """Dies here if the plan says so."""
    path = PLAN / _current[0]
    with suppress(FileNotFoundError):
        wanted, how = path.read_text().split()
        if wanted == label:
            path.unlink()
            victim = os.getppid() if how == "group" else os.getpid()
            os.kill(victim, signal.SIGKILL)
            os.kill(os.getpid(), signal.SIGKILL)


lease.claim = claim
work.checkpoint = checkpoint
load_lease.claim = claim_load
load_work.checkpoint = checkpoint
# Parts of ten rows, so that a small file has several.
load_work.BLOCK = 5
load_work.BLOCKS_IN_A_PART = 2
