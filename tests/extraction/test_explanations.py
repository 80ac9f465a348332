"""Every proposal of every text at hand names a known rule and shows the words that fired it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from apps.extraction.pipeline import extract
from apps.extraction.rules import RULES
from apps.extraction.text import normalise
from tests.extraction.statement_corpus import CORPUS
from tests.extraction.test_invariants import drafts_of
from tests.extraction.test_texts import CIS, FRENCH, KAZAKH, OSCE, SPANISH, UKRAINIAN

OWN = Path(__file__).parent / "corpus"


def _texts() -> Iterator[tuple[str, str]]:
    for number, text in enumerate((CIS, OSCE, FRENCH, SPANISH, UKRAINIAN, KAZAKH)):
        yield f"own wording {number}", text
    for folder in (CORPUS, *sorted(OWN.iterdir() if OWN.is_dir() else [])):
        annotated = folder / "gold.jsonl"
        for row in annotated.read_text("utf-8").splitlines() if annotated.exists() else []:
            name = json.loads(row)["file"]
            yield f"{folder.name}/{name}", (folder / "texts" / name).read_text("utf-8")


TEXTS = dict(_texts())


@pytest.mark.parametrize("name", TEXTS)
def test_each_proposal_explains_itself(name: str) -> None:
    text = normalise(TEXTS[name])
    for draft in drafts_of(extract(text)):
        assert draft.rule in RULES
        assert draft.because, f"{draft.rule} does not say why: {draft.quote!r}"
        assert all(text[cue.start : cue.end] == cue.words and cue.words and cue.label for cue in draft.because)
