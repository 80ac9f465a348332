"""Originals on disk."""

import pytest

from apps.core import originals


def test_what_was_kept_is_read_back() -> None:
    assert originals.read(originals.keep("Выборы".encode())) == "Выборы".encode()


def test_keeping_the_same_bytes_twice_leaves_one_file() -> None:
    first = originals.keep(b"words")
    assert originals.keep(b"words") == first
    assert len(list(originals.path_of(first).parent.iterdir())) == 1


def test_damage_is_noticed() -> None:
    sha256 = originals.keep(b"words")
    originals.path_of(sha256).write_bytes(b"other")
    with pytest.raises(ValueError, match="damaged"):
        originals.read(sha256)
