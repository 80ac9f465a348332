"""Originals on disk, each under the hash of its own bytes, so that writing one twice changes nothing."""

import hashlib
import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "originals"


def path_of(sha256: str) -> Path:
    return _folder() / sha256[:2] / sha256


def keep(data: bytes) -> str:
    """Store bytes and return their SHA-256; they are on the disk, not only in its cache, when this returns.

    The order (temporary file, flush, rename, flush of the folder) leaves either the whole file or none,
    whenever the process or the machine dies.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    target = path_of(sha256)
    if target.exists():
        return sha256
    target.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=target.parent, prefix=".", delete=False) as temporary:
        temporary.write(data)
        temporary.flush()
        os.fsync(temporary.fileno())
    os.replace(temporary.name, target)
    _flush_folder(target.parent)
    return sha256


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
