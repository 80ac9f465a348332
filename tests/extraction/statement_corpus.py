"""Where the statement corpus lies; it is not part of the repository, so tests that read it skip without it."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CORPUS = Path(os.environ.get("ELECTIONWATCH_CORPUS", ROOT.parent / "shared" / "corpus"))

needs_corpus = pytest.mark.skipif(
    not (CORPUS / "gold.jsonl").exists(),
    reason="the statement corpus is not here: set ELECTIONWATCH_CORPUS to its folder",
)
