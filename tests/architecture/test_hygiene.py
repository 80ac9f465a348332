"""Nothing of one machine or one company's servers gets into the repository."""

import re
from pathlib import Path

import pytest

from tests.architecture.tracked import ROOT, name_of, tracked_files

BINARY = {".png", ".jpg", ".ico", ".woff2", ".mo", ".pdf", ".docx", ".gz"}
# Written in pieces, so that this file does not find itself.
FORBIDDEN = {
    "a path of somebody's machine": re.compile(
        "|".join([r"/" + r"root/", r"/home/[a-z]+/", r"/Users/[a-z]+/", re.escape(str(ROOT)) + r"\b"])
    ),
    "a package registry's host": re.compile(
        "|".join(["pypi" + r"\.org", "python" + "hosted", "npm" + r"js\.org", "--(?:extra-)?" + "index-url"])
    ),
}


def _texts() -> list[tuple[Path, str]]:
    return [(path, path.read_text(encoding="utf-8")) for path in tracked_files() if path.suffix not in BINARY]


@pytest.mark.parametrize("fault", FORBIDDEN)
def test_no_tracked_file_names(fault: str) -> None:
    assert [name_of(path) for path, text in _texts() if FORBIDDEN[fault].search(text)] == []


def test_every_locked_package_has_a_hash() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text())
        packages = [entry for entry in entries if re.match(r"[\w.\[\]-]+==", entry)]
        assert packages
        assert [entry.split()[0] for entry in packages if "--hash=sha256:" not in entry] == []


def test_the_two_locks_agree() -> None:
    pins = [
        set(re.findall(r"^([\w.-]+(?:\[[\w,-]+\])?==\S+)", (ROOT / lock).read_text(), re.M))
        for lock in ("requirements.lock", "requirements-dev.lock")
    ]
    assert pins[0] <= pins[1]
