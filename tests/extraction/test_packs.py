"""Packs keep to their schema, and each pattern's example fires."""

from pathlib import Path

import pytest

from apps.extraction import packs
from apps.extraction.labels import LABELS, TOPICS
from apps.extraction.lexer import PatternError, parse
from apps.extraction.numbers import NumberReader
from apps.extraction.packs import LANGUAGES, PackError, load, organisations, pack_version, settings_of
from apps.extraction.rules import RULES
from apps.extraction.tokens import tokenise

EXAMPLES = [
    (language, text, label) for language in LANGUAGES for text, labels in load(language).examples for label in labels
]
EVERY_LANGUAGE_HAS = {
    "pos", "neg", "not", "say", "say.by", "who.mission", "who.other", "election", "election.core", "unit.station",
    "unit.observer", "type.parliamentary", "type.presidential", "early", "role", "report.final", "cmp.approx", *TOPICS,
}  # fmt: skip


@pytest.mark.parametrize(("language", "text", "label"), EXAMPLES)
def test_an_example_of_a_pack_fires(language: str, text: str, label: str) -> None:
    pack = load(language)
    tokens = tokenise(text, 0, len(text), limit=100)
    found = pack.matcher.find(tokens, NumberReader(pack).read(tokens))
    assert label in {hit.label for hit in found}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_covers_what_the_rules_ask_for(language: str) -> None:
    used = {
        label
        for path in packs.lexicon_files(language)
        for label, sources in packs.read_yaml(path)["labels"].items()
        if sources
    }
    assert used >= EVERY_LANGUAGE_HAS


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_knows_its_twelve_months(language: str) -> None:
    assert len(load(language).months) == 12


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_settings_are_strings(language: str) -> None:
    content = settings_of(language)
    assert all(isinstance(word, str) for key in ("stopwords", "abbreviations", "joiners") for word in content[key])


def test_a_truth_value_in_a_word_list_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "xx"
    folder.mkdir()
    (folder / "bad.yaml").write_text("labels:\n  not: [no, never]\n", "utf-8")
    monkeypatch.setattr(packs, "ROOT", tmp_path)
    with pytest.raises(PackError, match="quoted strings"):
        packs._lexicon("xx")


def test_an_unknown_label_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "xx"
    folder.mkdir()
    (folder / "bad.yaml").write_text('labels:\n  praise: ["good"]\n', "utf-8")
    monkeypatch.setattr(packs, "ROOT", tmp_path)
    with pytest.raises(PackError, match="unknown label"):
        packs._lexicon("xx")


@pytest.mark.parametrize("source", ["", "..3 free", "free ..3", "free ..99 fair", "a||b", "fair? free", "fr*e"])
def test_a_pattern_that_cannot_be_indexed_is_refused(source: str) -> None:
    with pytest.raises(PatternError):
        parse("pos", source)


def test_a_part_names_a_body_that_exists_or_is_no_observer() -> None:
    known = organisations()
    parents = {one.parent for one in known.values() if one.parent}
    assert parents <= known.keys()


def test_labels_and_rules_have_no_overlap() -> None:
    assert not LABELS & RULES.keys()


def test_the_version_names_the_content() -> None:
    assert len(pack_version()) == 12
