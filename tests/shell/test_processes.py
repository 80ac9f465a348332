"""The very commands of the Compose file, run by hand: web answers, the worker answers, beat rings."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.architecture.tracked import ROOT
from tests.shell.compose import command_of

pytestmark = pytest.mark.services

BIN = Path(sys.executable).parent
# Far above what a start takes: a machine may have much else to do.
PATIENCE = 150.0

Start = Callable[[Sequence[str]], Path]


@pytest.fixture
def start(child_environment: dict[str, str], tmp_path: Path) -> Iterator[Start]:
    """Starts a program of the environment and gives the file that it writes to; ends it after the test."""
    processes: list[subprocess.Popen[bytes]] = []

    def run(command: Sequence[str]) -> Path:
        output = tmp_path / f"{len(processes)}.log"
        with output.open("wb") as file:
            processes.append(
                subprocess.Popen(
                    [str(BIN / command[0]), *command[1:]],
                    cwd=ROOT,
                    env={**child_environment, "DATA_DIR": str(tmp_path / "data"), "SECURE_SSL": "false"},
                    stdout=file,
                    stderr=file,
                )
            )
        return output

    yield run
    for process in processes:
        process.terminate()
    for process in processes:
        process.wait(PATIENCE)


def test_web_answers(start: Start) -> None:
    port = free_port()
    log = start([part.replace("0.0.0.0:8000", f"127.0.0.1:{port}") for part in command_of("web")])
    assert eventually(lambda: get(port, "/healthz") == (200, b"ok")), log.read_text()


def test_worker_answers_its_health_check(start: Start, child_environment: dict[str, str]) -> None:
    name = f"worker@{child_environment['CELERY_QUEUE']}"
    log = start([part.replace("worker@electionwatch", name) for part in command_of("worker")])
    assert eventually(lambda: " ready." in log.read_text()), log.read_text()
    ping = [str(BIN / "celery"), "-A", "electionwatch.celery", "inspect", "ping", "--destination", name]
    done = subprocess.run(ping, cwd=ROOT, env=child_environment, capture_output=True, text=True)
    assert "pong" in done.stdout


def test_beat_starts(start: Start, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    log = start([str(tmp_path / "beat.pid") if part.endswith(".pid") else part for part in command_of("beat")])
    assert eventually(lambda: "beat: Starting" in log.read_text()), log.read_text()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def get(port: int, path: str) -> tuple[int, bytes] | None:
    """Status and body, or None while nobody answers."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read()
    except OSError:
        return None
    finally:
        connection.close()


def eventually(condition: Callable[[], bool]) -> bool:
    """Whether the condition comes true in time."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return False
