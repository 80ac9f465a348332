"""Originals on disk."""

import pytest

from apps.imports import storage


def test_what_was_kept_is_read_back() -> None:
    assert storage.read(storage.keep("Выборы".encode())) == "Выборы".encode()


def test_keeping_the_same_bytes_twice_leaves_one_file() -> None:
    first = storage.keep(b"words")
    assert storage.keep(b"words") == first
    assert len(list(storage.path_of(first).parent.iterdir())) == 1


def test_damage_is_noticed() -> None:
    sha256 = storage.keep(b"words")
    storage.path_of(sha256).write_bytes(b"other")
    with pytest.raises(ValueError, match="damaged"):
        storage.read(sha256)
