"""Child processes under one supervisor: their lines prefixed, restarted when they die, gone when it goes."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import psutil

STOP_SECONDS = 20.0
LONGEST_PAUSE = 30.0


@dataclass(slots=True)
class Child:
    """One program that is to run for as long as the supervisor does."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[str] | None = None
    deaths: int = 0
    started_at: float = 0.0
    reader: threading.Thread | None = field(default=None, repr=False)

    def start(self) -> None:
        """Start the program in a session of its own, so that Ctrl-C reaches it through the supervisor only."""
        self.process = subprocess.Popen(  # noqa: S603 - our own programs
            self.command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        self.started_at = time.monotonic()
        assert self.process.stdout is not None  # noqa: S101 - a pipe was asked for
        self.reader = threading.Thread(target=_copy_lines, args=(self.name, self.process.stdout), daemon=True)
        self.reader.start()

    def revive(self) -> bool:
        """Start the program again if it has died, after a pause that grows while it keeps dying."""
        if self.process is None or self.process.poll() is None:
            return False
        lived = time.monotonic() - self.started_at
        self.deaths = 1 if lived > LONGEST_PAUSE else self.deaths + 1
        if lived < min(2.0 ** (self.deaths - 1), LONGEST_PAUSE):
            self.deaths -= 1
            return False
        say(f"{self.name} ended with code {self.process.returncode}; starting it again")
        self.start()
        return True

    def stop(self) -> None:
        """Ask the program to finish what it does, and end it with all its children if it does not."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(STOP_SECONDS)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        if self.reader is not None:
            self.reader.join(1)


def remember(children: Sequence[Child], path: Path) -> None:
    """Note the running children, for the next supervisor, in case this one is killed with -9."""
    lines = []
    for child in children:
        with suppress(psutil.NoSuchProcess):
            if child.process is not None:
                lines.append(f"{child.process.pid} {psutil.Process(child.process.pid).create_time()}\n")
    path.write_text("".join(lines))


def end_orphans(path: Path) -> None:
    """End what a killed supervisor left; a number that now belongs to another program is left alone."""
    if not path.exists():
        return
    orphans = []
    for line in path.read_text().splitlines():
        pid, created = line.split()
        with suppress(psutil.NoSuchProcess):
            process = psutil.Process(int(pid))
            if abs(process.create_time() - float(created)) < 0.01:
                orphans.append(process)
                process.terminate()
    _gone, alive = psutil.wait_procs(orphans, timeout=STOP_SECONDS)
    for process in alive:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    path.unlink(missing_ok=True)


def say(text: str) -> None:
    """A line of the supervisor's own."""
    print(f"{'run':<6} | {text}", flush=True)


def _copy_lines(name: str, stream: IO[str]) -> None:
    with stream:
        for line in stream:
            sys.stdout.write(f"{name:<6} | {line}")
            sys.stdout.flush()
