"""Real processes for the fault tests: a Celery worker with its pool, and a sweeper in the place of beat."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from pytest_django import Settings


class Processes:
    """The worker and the sweeper of one test."""

    def __init__(self, environment: dict[str, str], plan: Path) -> None:
        leases = {"IMPORT_LEASE_SECONDS": "2", "VISIT_LOAD_LEASE_SECONDS": "2"}
        self.environment = {**environment, "CRASH_PLAN": str(plan), **leases}
        self.stack = ExitStack()
        self.kills = 0
        self.worker = self.start_worker()
        self.start("-m", "tests.faults.sweeper")

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, *arguments], env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self.stack.callback(process.wait)
        self.stack.callback(process.kill)
        return process

    def start_worker(self) -> subprocess.Popen[bytes]:
        return self.start(
            "-m", "celery", "-A", "electionwatch.celery", "worker", "-I", "tests.faults.crash",
            "--pool=prefork", "--concurrency=1", "--loglevel=CRITICAL", "--without-gossip", "--without-mingle",
        )  # fmt: skip

    def keep_alive(self) -> None:
        """Start the worker again, as a supervisor would."""
        if self.worker.poll() is not None:
            self.kills += 1
            self.worker = self.start_worker()


@pytest.fixture
def plan(tmp_path: Path, settings: Settings) -> Path:
    folder = tmp_path / "plan"
    folder.mkdir()
    settings.DATA_DIR = tmp_path / "data"
    return folder


@pytest.fixture
def processes(child_environment: dict[str, str], plan: Path, settings: Settings) -> Iterator[Processes]:
    started = Processes({**child_environment, "DATA_DIR": str(settings.DATA_DIR)}, plan)
    with started.stack:
        yield started
