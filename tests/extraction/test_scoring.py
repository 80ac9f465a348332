"""The scorer counts agreements as the corpus README describes them."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.score_corpus import as_figures, is_unseen, keep_first_run, kept_sets, measured_sets
from benchmarks.scoring import FIELDS, Score, score_texts

TEXT = "More than 90 stations were calm, Jane Doe said."
GOLD: dict[str, Any] = {
    "id": "a",
    "lang": "en",
    "is_observation_statement": True,
    "country_iso2": ["KZ"],
    "election_date": "--01-10",
    "election_types": ["local", "parliamentary"],
    "early": None,
    "organisations": ["OSCE"],
    "people": [{"name": "Doe", "role": ""}],
    "quantities": [{"kind": "polling_stations_visited", "value": 90, "comparator": "gt", "quote": "More than 90"}],
    "findings": [{"quote": "stations were calm", "sentiment": "positive", "topic": "overall", "voice": "reporter"}],
    "headline_supported": None,
}


def scored(**changes: Any) -> Score:
    row = {
        **GOLD,
        "election_date": "2021-01-10",
        "people": [{"name": "Jane Doe", "role": ""}],
        "quantities": [{**GOLD["quantities"][0], "start": 0, "end": 12}],
        "findings": [{**GOLD["findings"][0], "start": 13, "end": 31}],
        **changes,
    }
    return score_texts({"a": GOLD}, {"a": row}, {"a": TEXT})


def counts(score: Score, name: str) -> tuple[int, int, int]:
    tally = score.fields[name]
    return tally.tp, tally.fp, tally.fn


@pytest.mark.parametrize("name", [one for one in FIELDS if one not in {"early", "headline", "type"}])
def test_an_agreement_counts(name: str) -> None:
    assert counts(scored(), name) == (1, 0, 0)


@pytest.mark.parametrize("name", ["early", "headline"])
def test_a_question_left_open_is_not_counted(name: str) -> None:
    assert counts(scored(), name) == (0, 0, 0)


def test_a_value_of_many_is_missed_alone() -> None:
    assert counts(scored(election_types=["local"]), "type") == (1, 0, 1)


def test_a_wrong_value_is_both_missed_and_invented() -> None:
    assert counts(scored(country_iso2=["KG"]), "country") == (0, 1, 1)


def test_an_inexact_quote_matches_nothing() -> None:
    moved = scored(quantities=[{**GOLD["quantities"][0], "start": 1, "end": 13}])
    assert (moved.inexact, counts(moved, "quantity")) == (1, (0, 0, 1))


@pytest.mark.parametrize(("end", "expected"), [(21, (1, 0, 0)), (17, (0, 1, 1))])
def test_a_span_that_shares_too_little_is_another(end: int, expected: tuple[int, int, int]) -> None:
    shorter = {**GOLD["findings"][0], "quote": TEXT[13:end], "start": 13, "end": end}
    assert counts(scored(findings=[shorter]), "finding") == expected


def test_findings_in_a_text_that_is_no_statement_are_invented() -> None:
    gold = {**GOLD, "is_observation_statement": False}
    row = {"is_observation_statement": True, "findings": [{}, {}]}
    score = score_texts({"a": gold}, {"a": row}, {"a": TEXT})
    assert (counts(score, "statement"), counts(score, "finding")) == ((0, 1, 1), (0, 2, 0))


def test_our_own_texts_are_sets_of_their_own(tmp_path: Path) -> None:
    folder = tmp_path / "heldout"
    (folder / "texts").mkdir(parents=True)
    (folder / "texts" / "a.txt").write_text(TEXT, "utf-8")
    (folder / "gold.jsonl").write_text(json.dumps({**GOLD, "file": "a.txt"}), "utf-8")
    sets = measured_sets(tmp_path / "nothing", tmp_path)
    assert sets.keys() == {"own:heldout", "own:heldout:en"}
    shown = as_figures("own:heldout", sets["own:heldout"])
    assert (shown["collection"], shown["part"], shown["tuned"], shown["texts"]) == ("own", "heldout", False, 1)


def test_a_first_run_is_kept_once_and_stays(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    (folder / "texts").mkdir(parents=True)
    (folder / "texts" / "a.txt").write_text(TEXT, "utf-8")
    (folder / "gold.jsonl").write_text(json.dumps({**GOLD, "file": "a.txt"}), "utf-8")
    assert kept_sets(tmp_path) == []
    keep_first_run(tmp_path, "new")
    kept = kept_sets(tmp_path)
    assert [(one["name"], one["tuned"], one["texts"]) for one in kept] == [
        ("own:first", False, 1),
        ("own:first:en", False, 1),
    ]
    assert all(one["pack_version"] for one in kept)
    with pytest.raises(FileExistsError):
        keep_first_run(tmp_path, "new")


def test_the_founding_article_is_never_set_aside() -> None:
    assert not is_unseen("seed")
