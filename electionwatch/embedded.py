"""PostgreSQL and Redis out of Python wheels, for a machine on which neither is installed.

A process that needs them calls `hold()`. Whichever process comes first starts the servers; all others find them
running. Each holder keeps a shared lock on `run/users.lock` for as long as it lives, and the kernel drops the lock
however the process ends. At a normal exit the last holder stops the servers. A holder killed with -9 cannot do so:
the servers then stay until the next holder leaves, and no data is lost either way.

Forked children (a worker's pool, a web server's workers) share their parent's lock and never stop anything.
Starting and stopping is serialised by an exclusive lock on `run/start.lock`.
"""

import atexit
import fcntl
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from electionwatch import embedded_postgres, embedded_redis
from electionwatch.embedded_paths import EmbeddedError, data_dir, private_folder

Probe = Callable[[Path], bool]
Action = Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class Service:
    """One server: the variable that replaces it, and how to ask, start and stop it for a data folder."""

    name: str
    variable: str
    is_running: Probe
    start: Action
    stop: Action


POSTGRES = Service(
    "PostgreSQL", "DATABASE_URL", embedded_postgres.is_running, embedded_postgres.start, embedded_postgres.stop
)
REDIS = Service("Redis", "REDIS_URL", embedded_redis.is_running, embedded_redis.start, embedded_redis.stop)

_held: dict[Path, IO[str]] = {}


def needed(environ: Mapping[str, str] | None = None) -> tuple[Service, ...]:
    """The services that no variable of the environment replaces."""
    env = os.environ if environ is None else environ
    return tuple(service for service in (POSTGRES, REDIS) if not env.get(service.variable))


def hold(home: Path | None = None, services: tuple[Service, ...] | None = None) -> None:
    """Make sure that the services run, and keep them running until this process ends.

    Raises EmbeddedError, with a remedy in words, where that is impossible on this machine.
    """
    folder = home or data_dir()
    wanted = needed() if services is None else services
    if not wanted:
        return
    run = private_folder(folder / "run")
    with _exclusively(run / "start.lock"):
        if folder not in _held:
            users = (run / "users.lock").open("a")
            fcntl.flock(users, fcntl.LOCK_SH)
            _held[folder] = users
            atexit.register(_release_from, os.getpid(), folder)
        for service in wanted:
            if not service.is_running(folder):
                service.start(folder)


def release(home: Path | None = None) -> None:
    """Give the services up; they stop unless another process holds them."""
    folder = home or data_dir()
    users = _held.pop(folder, None)
    if users is None:
        return
    run = folder / "run"
    with _exclusively(run / "start.lock"):
        users.close()
        with (run / "users.lock").open("a") as probe:
            if _lock_if_free(probe):
                # Asked of both: a holder that has gone may have used a service that this process replaces.
                for service in (REDIS, POSTGRES):
                    service.stop(folder)
            else:
                embedded_redis.leave_running(folder)


def hold_or_exit() -> None:
    """`hold()`, for a command line: a failure ends the program with its remedy instead of a traceback."""
    try:
        hold()
    except EmbeddedError as error:
        sys.exit(f"Electionwatch could not start its embedded services.\n{error}")


def _release_from(pid: int, folder: Path) -> None:
    # A forked child inherits the exit handler, but not the right to stop what its parent uses.
    if os.getpid() == pid and folder.is_dir():
        release(folder)


@contextmanager
def _exclusively(path: Path) -> Iterator[None]:
    with path.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _lock_if_free(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
