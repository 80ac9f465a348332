"""`make run`: everything starts, what dies comes back, Ctrl-C stops it all, and nothing is left behind."""

import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from electionwatch import embedded_postgres, embedded_redis
from tests.architecture.tracked import ROOT
from tests.shell.test_processes import eventually, free_port, get

pytestmark = pytest.mark.services

PYTHON = Path(sys.executable)


class Instance:
    """One running supervisor."""

    def __init__(self, home: Path, port: int) -> None:
        self.home, self.port = home, port
        self.log = home / f"{port}.log"
        environment = {"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "DATA_DIR": str(home)}
        with self.log.open("wb") as output:
            command = [str(PYTHON), "-m", "electionwatch.serve", "--port", str(port)]
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)

    def answers(self) -> bool:
        """Whether the site can be seen, within the time that a first start takes."""
        return eventually(lambda: self.process.poll() is None and get(self.port, "/healthz") == (200, b"ok"))

    def children(self) -> list[psutil.Process]:
        """The programs it runs, and theirs."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def child(self, word: str) -> psutil.Process:
        """The first program whose command line has the word."""
        return next(child for child in self.children() if word in child.cmdline())

    def stop(self) -> int:
        """Ctrl-C."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(60)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder that the tests of this module share, as one user's checkout would have."""
    folder = tmp_path_factory.mktemp("served")
    yield folder
    shutil.rmtree((folder / "postgres").resolve(), ignore_errors=True)


@pytest.fixture
def serve(home: Path) -> Iterator[Callable[..., Instance]]:
    """Starts supervisors, and stops those that the test leaves running."""
    started: list[Instance] = []

    def run(port: int | None = None) -> Instance:
        started.append(Instance(home, port or free_port()))
        return started[-1]

    yield run
    for instance in started:
        if instance.process.poll() is None:
            instance.stop()


def test_ctrl_c_stops_everything(serve: Callable[..., Instance], home: Path) -> None:
    instance = serve()
    assert instance.answers(), instance.log.read_text()
    family = instance.children()
    assert {"worker", "beat"} <= {word for child in family for word in child.cmdline()}
    assert instance.stop() == 0
    assert [child for child in family if child.is_running()] == []
    assert (embedded_postgres.is_running(home), embedded_redis.is_running(home)) == (False, False)


def test_a_killed_worker_comes_back(serve: Callable[..., Instance]) -> None:
    instance = serve()
    assert instance.answers(), instance.log.read_text()
    worker = instance.child("worker")
    worker.kill()
    assert eventually(lambda: "worker ended with code -9; starting it again" in instance.log.read_text())
    assert instance.child("worker").pid != worker.pid


def test_a_killed_supervisor_leaves_nothing_in_the_way(serve: Callable[..., Instance]) -> None:
    first = serve()
    assert first.answers(), first.log.read_text()
    orphans = [child for child in first.children() if "electionwatch" in command_line(child)]
    first.process.kill()
    first.process.wait()
    second = serve(first.port)
    assert eventually(lambda: not any("electionwatch" in command_line(orphan) for orphan in orphans))
    assert second.answers(), second.log.read_text()


def test_a_second_instance_serves_the_same_data_elsewhere(serve: Callable[..., Instance]) -> None:
    first = serve()
    assert first.answers(), first.log.read_text()
    second = serve()
    assert second.answers(), second.log.read_text()
    assert second.stop() == 0
    assert get(first.port, "/healthz") == (200, b"ok")
    assert "shares its data, worker and beat" in second.log.read_text()


def test_a_taken_port_is_said_before_anything_starts(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        command = [str(PYTHON), "-m", "electionwatch.serve", "--port", str(taken.getsockname()[1])]
        environment = {"PATH": "/usr/bin:/bin", "DATA_DIR": str(tmp_path)}
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 1
    assert "Choose another: make run PORT=8001" in done.stderr
    assert not (tmp_path / "postgres").exists()


def command_line(process: psutil.Process) -> str:
    """The process's command line, or nothing if it has ended."""
    try:
        return " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return ""
