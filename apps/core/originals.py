"""Originals on disk, each under the hash of its own bytes, so that writing one twice changes nothing."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from django.conf import settings

TEXTS: Final = "originals"
VISITS: Final = "visit-files"
"""Files of visits name observers; they lie apart, so that they can be forgotten."""


def path_of(sha256: str, shelf: str = TEXTS) -> Path:
    return Path(settings.DATA_DIR) / shelf / sha256[:2] / sha256


def keep(data: bytes) -> str:
    """Store bytes and return their SHA-256; they are on the disk, not only in its cache, when this returns."""
    return keep_pieces([data])[0]


def keep_pieces(pieces: Iterable[bytes], shelf: str = TEXTS) -> tuple[str, int]:
    """Store what comes in pieces, in constant memory, and return its SHA-256 and size.

    The order (temporary file, flush, rename, flush of the folder) leaves either the whole file or none,
    whenever the process or the machine dies.
    """
    folder = Path(settings.DATA_DIR) / shelf
    folder.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with NamedTemporaryFile(dir=folder, prefix=".") as temporary:
        for piece in pieces:
            digest.update(piece)
            size += len(piece)
            temporary.write(piece)
        sha256 = digest.hexdigest()
        target = path_of(sha256, shelf)
        if not target.exists():
            temporary.flush()
            os.fsync(temporary.fileno())
            target.parent.mkdir(parents=True, exist_ok=True)
            whole = target.parent / Path(temporary.name).name
            os.link(temporary.name, whole)
            os.replace(whole, target)
            _flush_folder(target.parent)
        else:
            # Wanted anew, so that no sweep takes it for a file that was left behind.
            target.touch()
    return sha256, size


def forget(sha256: str, shelf: str) -> None:
    """Take a file away for good; one that is gone already is no error."""
    path_of(sha256, shelf).unlink(missing_ok=True)


def files_of(shelf: str) -> Iterator[Path]:
    """Every whole file of a shelf, in no order."""
    return (path for path in (Path(settings.DATA_DIR) / shelf).glob("[0-9a-f][0-9a-f]/*") if path.name[0] != ".")


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read(sha256: str) -> bytes:
    """The bytes of an original. Raises ValueError where they are no longer those that were stored."""
    data = path_of(sha256).read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ValueError(f"original {sha256} is damaged")
    return data
