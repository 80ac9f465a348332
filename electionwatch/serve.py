"""What `make run` starts: the embedded services, web, worker and beat under one supervisor, until Ctrl-C."""

import argparse
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType
from typing import IO

from electionwatch import embedded
from electionwatch.children import Child, end_orphans, remember, say
from electionwatch.embedded_paths import CHECKOUT, EmbeddedError, data_dir, private_folder

LOOK_EVERY = 0.5
LOOK_AT_SERVICES_EVERY = 5.0
WEB_WORKERS = 2
WEB_THREADS = 4
# Celery's advice against root is for pickled messages; ours are JSON.
NO_ADVICE_ON_ROOT = ("-W", "ignore:You're running the worker with superuser privileges")


class Stop(Exception):
    """Somebody pressed Ctrl-C or sent SIGTERM."""


def main() -> None:
    options = _arguments()
    # Only the interpreter of the environment is relied upon, never the PATH.
    os.chdir(CHECKOUT)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "electionwatch.settings")
    run = private_folder(data_dir() / "run")
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    first = _lock(run / "serve.lock")
    children: list[Child] = []
    try:
        if first is not None:
            end_orphans(run / "children")
        _refuse_a_taken_port(options.host, options.port)
        embedded.hold_or_exit()
        children = _children(options.host, options.port, alone=first is not None)
        _prepare(alone=first is not None)
        _supervise(children, run / "children" if first is not None else None, f"http://localhost:{options.port}/")
    except Stop:
        say("stopping ...")
    finally:
        _ignore_signals()
        for child in children:
            child.stop()
        if first is not None:
            (run / "children").unlink(missing_ok=True)
        embedded.release()
    say("stopped")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="electionwatch.serve", description=__doc__)
    parser.add_argument("--port", type=_port, default=8000)
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: this machine only)")
    return parser.parse_args()


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text!r} is no port; give a number from 1 to 65535")
    return int(text)


def _refuse_a_taken_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = error.strerror or str(error)
            sys.exit(f"Electionwatch cannot listen on port {port}: {reason}. Choose another: make run PORT=8001")


def _children(host: str, port: int, *, alone: bool) -> list[Child]:
    """In the order in which they are stopped: first no new requests, then no new rings, then the work in hand ends."""
    python = sys.executable
    celery = [python, *NO_ADVICE_ON_ROOT, "-m", "celery", "--quiet", "-A", "electionwatch.celery"]
    web = Child("web", _web_command(python, f"[{host}]:{port}" if ":" in host else f"{host}:{port}"))
    if not alone:
        say("another instance runs from this checkout: this one shares its data, worker and beat")
        return [web]
    return [
        web,
        Child("beat", [*celery, "beat", "--loglevel", "WARNING"]),
        Child("worker", [*celery, "worker", "--loglevel", "INFO", "--without-gossip", "--without-mingle"]),
    ]


def _web_command(python: str, address: str) -> list[str]:
    if os.environ.get("DEBUG", "").lower() in {"1", "true", "yes", "on"}:
        return [python, "manage.py", "runserver", "--noreload", address]
    workers = ["--workers", str(WEB_WORKERS), "--threads", str(WEB_THREADS)]
    return [python, "-m", "gunicorn", "electionwatch.wsgi", "--bind", address, *workers, "--no-control-socket"]


def _prepare(*, alone: bool) -> None:
    if not alone:
        return
    preparing = subprocess.Popen([sys.executable, "-m", "electionwatch.prepare"], start_new_session=True)
    try:
        code = preparing.wait()
    except Stop:
        preparing.terminate()
        preparing.wait()
        raise
    if code != 0:
        sys.exit(f"Preparing the data failed (code {code}); what went wrong is above.")


def _supervise(children: list[Child], notes: Path | None, address: str) -> None:
    for child in reversed(children):
        child.start()
    _note(children, notes)
    say(f"serving {address}  (Ctrl-C stops)")
    looked = time.monotonic()
    while True:
        time.sleep(LOOK_EVERY)
        revived = [child.name for child in children if child.revive()]
        if revived:
            _note(children, notes)
        if time.monotonic() - looked > LOOK_AT_SERVICES_EVERY:
            looked = time.monotonic()
            _revive_services()


def _note(children: list[Child], notes: Path | None) -> None:
    if notes is not None:
        remember(children, notes)


def _revive_services() -> None:
    try:
        embedded.hold()
    except EmbeddedError as error:
        say(f"an embedded service is down and does not start again: {error}")


def _lock(path: Path) -> IO[str] | None:
    """The lock of the one instance with worker and beat, or None where another instance has it."""
    lock = path.open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return None
    return lock


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Stop


def _ignore_signals() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


if __name__ == "__main__":
    main()
