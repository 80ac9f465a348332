"""Loaded into a worker by the fault tests: kills its process at a planned point of a planned run, once each.

The plan is a folder: a file named after a run's id holds `label` and `child` or `group`; it is removed before the
kill, so that the next attempt goes through.
"""

import os
import signal
from contextlib import suppress
from pathlib import Path

from apps.imports.services import lease, work

PLAN = Path(os.environ["CRASH_PLAN"])

_claim = lease.claim
_current: list[int] = []


def claim(*, run_id: int) -> lease.Lease | None:
    """The real claim; remembers which run this process works on."""
    _current[:] = [run_id]
    return _claim(run_id=run_id)


def checkpoint(label: str) -> None:
    """Dies here if the plan says so."""
    path = PLAN / str(_current[0])
    with suppress(FileNotFoundError):
        wanted, how = path.read_text().split()
        if wanted == label:
            path.unlink()
            victim = os.getppid() if how == "group" else os.getpid()
            os.kill(victim, signal.SIGKILL)
            os.kill(os.getpid(), signal.SIGKILL)


lease.claim = claim
work.checkpoint = checkpoint
