"""Where the embedded services keep their files, whichever user runs them and however deep the checkout lies."""

import hashlib
import importlib.util
import os
import stat
import tempfile
from pathlib import Path

# sun_path holds 108 bytes on Linux and 104 on macOS, one of them the closing zero; the shorter counts everywhere.
SOCKET_PATH_LIMIT = 103

CHECKOUT = Path(__file__).resolve().parent.parent


class EmbeddedError(RuntimeError):
    """An embedded service cannot run here; the message says what to do instead."""


def data_dir() -> Path:
    """The folder of all data of this installation: DATA_DIR, or var/ in the checkout."""
    return Path(os.environ.get("DATA_DIR") or CHECKOUT / "var").resolve()


def private_folder(path: Path) -> Path:
    """Create a folder that only its owner can open, or refuse one that somebody else owns."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = path.stat()
    except PermissionError as error:
        raise EmbeddedError(
            f"{path} cannot be used by this user: {error.strerror}. Set DATA_DIR to a folder that is yours."
        ) from error
    if status.st_uid != os.geteuid():
        raise EmbeddedError(f"{path} belongs to another user. Run as that user, or set DATA_DIR to another folder.")
    if stat.S_IMODE(status.st_mode) & 0o077:
        path.chmod(0o700)
    return path


def short_folder(preferred: Path, socket_name: str) -> Path:
    """The preferred folder if a socket of that name fits into the system's limit there, else a short one of ours."""
    if len(os.fsencode(preferred / socket_name)) <= SOCKET_PATH_LIMIT:
        return preferred
    digest = hashlib.sha256(os.fsencode(preferred)).hexdigest()[:12]
    short = Path(tempfile.gettempdir()) / f"electionwatch-{os.geteuid()}-{digest}"
    if len(os.fsencode(short / socket_name)) > SOCKET_PATH_LIMIT:
        raise EmbeddedError("The temporary folder's path is too long for a socket. Set TMPDIR to a shorter one.")
    return short


def wheel_folder(package: str, variable: str) -> Path:
    """The folder of an installed wheel; the package itself is not imported, since importing it has side effects."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedError(f"There is no {package} wheel for this platform. Set {variable} to a server of your own.")
    return Path(spec.submodule_search_locations[0])
