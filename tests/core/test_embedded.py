"""PostgreSQL and Redis out of wheels: started once, by whoever comes first, and never losing anything."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import psycopg
import pytest
import redis

from electionwatch import embedded, embedded_postgres, embedded_redis
from electionwatch.embedded_paths import CHECKOUT, SOCKET_PATH_LIMIT, EmbeddedError, private_folder, short_folder

pytestmark = pytest.mark.services

BOTH = (embedded.POSTGRES, embedded.REDIS)
HOLDER = """
import sys
from pathlib import Path
from electionwatch import embedded
embedded.hold(Path(sys.argv[1]), (embedded.POSTGRES, embedded.REDIS))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder of this module's own; its first use makes the cluster."""
    folder = tmp_path_factory.mktemp("data") / "home"
    yield folder
    embedded.release(folder)
    # For root the cluster lies outside the test's folder, which no other account can reach.
    shutil.rmtree((folder / "postgres").resolve())


@pytest.fixture
def held(home: Path) -> Iterator[Path]:
    """The data folder with both servers running, held by this process."""
    embedded.hold(home, BOTH)
    yield home
    embedded.release(home)


@pytest.fixture
def holder(home: Path) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Starts processes that hold the services until their input ends."""
    started: list[subprocess.Popen[str]] = []

    def start() -> subprocess.Popen[str]:
        command = [sys.executable, "-c", HOLDER, str(home)]
        pipe = subprocess.PIPE
        started.append(subprocess.Popen(command, cwd=CHECKOUT, text=True, stdin=pipe, stdout=pipe))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()
    embedded.hold(home, BOTH)
    embedded.release(home)


def connect(home: Path) -> psycopg.Connection:
    """A connection to the embedded server's database."""
    host = str(embedded_postgres.socket_folder(home))
    return psycopg.connect(host=host, user="postgres", dbname=embedded_postgres.DATABASE, autocommit=True)


def postmaster(home: Path) -> psutil.Process:
    """The running server's first process."""
    return psutil.Process(int((home / "postgres" / "data" / "postmaster.pid").read_text().splitlines()[0]))


def both_run(home: Path) -> tuple[bool, bool]:
    return embedded_postgres.is_running(home), embedded_redis.is_running(home)


def is_held(process: subprocess.Popen[str]) -> bool:
    assert process.stdout is not None
    return process.stdout.readline() == "held\n"


def test_cyrillic_is_found_whatever_its_case(held: Path) -> None:
    with connect(held) as connection:
        query = "SELECT lower('ОБСЕ ҚҒӘҢӨҰҮҺІЁ'), 'Наблюдатели' ILIKE '%НАБЛЮД%', upper('қ')"
        row = connection.execute(query).fetchone()
    assert row == ("обсе қғәңөұүһіё", True, "Қ")


def test_text_search_tells_cyrillic_words_from_quotation_marks(held: Path) -> None:
    with connect(held) as connection:
        row = connection.execute("SELECT to_tsvector('simple', '«Выборы» — наблюдатели')::text").fetchone()
    assert row == ("'выборы':1 'наблюдатели':2",)


def test_the_database_is_utf8_and_its_clock_utc(held: Path) -> None:
    with connect(held) as connection:
        row = connection.execute("SELECT current_setting('server_encoding'), current_setting('timezone')").fetchone()
    assert row == ("UTF8", "UTC")


def test_nobody_else_can_reach_the_sockets(held: Path) -> None:
    folders = (embedded_postgres.socket_folder(held), embedded_redis.socket_path(held).parent)
    assert [folder.stat().st_mode & 0o077 for folder in folders] == [0, 0]


def test_redis_keeps_its_data_over_kill_9(held: Path) -> None:
    with redis.Redis(unix_socket_path=str(embedded_redis.socket_path(held))) as client:
        client.set("kept", "yes")
        pid = client.info("server")["process_id"]
    # The append-only file is written at once and forced to disk each second; after a kill the former is enough.
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not embedded_redis.is_running(held))
    embedded.hold(held, BOTH)
    with redis.Redis(unix_socket_path=str(embedded_redis.socket_path(held))) as client:
        assert client.get("kept") == b"yes"


def test_postgres_keeps_its_data_over_kill_9(held: Path) -> None:
    with connect(held) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept AS SELECT 1 AS one")
    postmaster(held).kill()
    wait_until(lambda: not embedded_postgres.is_running(held))
    embedded.hold(held, BOTH)
    with connect(held) as connection:
        assert connection.execute("SELECT one FROM kept").fetchone() == (1,)


def test_a_pid_file_that_names_another_program_is_no_obstacle(home: Path) -> None:
    embedded.hold(home, BOTH)
    embedded.release(home)
    pid_file = home / "postgres" / "data" / "postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{pid_file.parent}\n0\n5432\n\n\n\n")
    embedded.hold(home, BOTH)
    running = both_run(home)
    embedded.release(home)
    assert running == (True, True)


def test_processes_that_start_at_once_share_the_servers(
    home: Path, holder: Callable[[], subprocess.Popen[str]]
) -> None:
    processes = [holder() for _ in range(4)]
    assert [is_held(process) for process in processes] == [True] * 4
    assert both_run(home) == (True, True)


def test_the_last_to_leave_stops_the_servers(home: Path, holder: Callable[[], subprocess.Popen[str]]) -> None:
    first, second = holder(), holder()
    assert is_held(first)
    assert is_held(second)
    first.communicate("")
    after_first = both_run(home)
    second.communicate("")
    assert (after_first, both_run(home)) == ((True, True), (False, False))


def test_a_killed_holder_takes_nobody_down(home: Path, holder: Callable[[], subprocess.Popen[str]]) -> None:
    victim, survivor = holder(), holder()
    assert is_held(victim)
    assert is_held(survivor)
    victim.kill()
    victim.wait()
    while_held = both_run(home)
    survivor.communicate("")
    assert (while_held, both_run(home)) == ((True, True), (False, False))


def test_a_variable_replaces_its_service() -> None:
    assert embedded.needed({"DATABASE_URL": "postgres://x/y"}) == (embedded.REDIS,)
    assert embedded.needed({"REDIS_URL": "redis://x"}) == (embedded.POSTGRES,)
    assert embedded.needed({}) == BOTH


def test_a_deep_folder_gets_a_short_socket(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 60) / ("e" * 60)
    short = short_folder(deep, "redis.sock")
    assert short != deep
    assert len(os.fsencode(short / "redis.sock")) <= SOCKET_PATH_LIMIT


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    os.chown(tmp_path, 65534, 65534)
    with pytest.raises(EmbeddedError, match="belongs to another user"):
        private_folder(tmp_path)


def test_a_missing_wheel_says_what_to_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(EmbeddedError, match="Set REDIS_URL"):
        embedded_redis.start(tmp_path)


def wait_until(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    """Look again and again until the condition holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)
