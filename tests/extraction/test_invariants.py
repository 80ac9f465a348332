"""Whatever the text: nothing raises, every quote is its slice, lies in one block, and names a known rule."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.extraction.corpus_format import as_corpus_row
from apps.extraction.drafts import Draft, Extraction
from apps.extraction.pipeline import extract
from apps.extraction.rules import RULES
from apps.extraction.text import normalise

VOCABULARY = """
Миссия ОБСЕ БДИПЧ наблюдатели сказал выборы прошли спокойно не нарушений более 90 из 17 регионов участков но однако
OSCE mission observers said the election was not free fair lacked competition more than 63 % of polling stations but
while however « » " “ ” , . : – - 10 января 2021 8 weeks final report Кристиан Вигенин Jane Doe ( ) https://a.b/c
la mission a constaté élections transparentes observadores elecciones миссия бақылаушылар сайлау вибори спостерігачі
"""
WORDS = st.sampled_from([*VOCABULARY.split(), "\n", "\n\n", ""])
SENTENCES = st.lists(WORDS, max_size=60).map(" ".join)
LANGUAGE = st.sampled_from([None, "ru", "en", "kk", "uk", "fr", "es", "de"])
DAY = st.one_of(st.none(), st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1)))


def drafts_of(extraction: Extraction) -> list[Draft]:
    single = [one for one in (extraction.election_date, extraction.headline) if one]
    return [
        *single,
        *extraction.countries,
        *extraction.regions,
        *extraction.election_types,
        *extraction.organisations,
        *extraction.people,
        *extraction.quantities,
        *extraction.findings,
        *extraction.recommendations,
        *extraction.promises,
    ]


def assert_cited(text: str, extraction: Extraction) -> None:
    for draft in drafts_of(extraction):
        assert draft.start < draft.end
        assert draft.quote == text[draft.start : draft.end]
        assert draft.rule in RULES
        assert any(block.start <= draft.start and draft.end <= block.end for block in extraction.blocks)
        for cue in draft.because:
            assert cue.words == text[cue.start : cue.end]


@given(text=SENTENCES, language=LANGUAGE, published=DAY)
@settings(max_examples=300, deadline=None)
def test_text_like_input_is_cited_exactly(text: str, language: str | None, published: date | None) -> None:
    assert_cited(text, extract(text, language=language, published=published))


@given(text=st.text(max_size=400), language=LANGUAGE)
@settings(max_examples=300, deadline=None)
def test_any_characters_are_cited_exactly(text: str, language: str | None) -> None:
    assert_cited(text, extract(text, language=language))


@given(text=SENTENCES)
@settings(max_examples=60, deadline=None)
def test_the_same_text_gives_the_same_drafts(text: str) -> None:
    assert as_corpus_row(extract(text), "a") == as_corpus_row(extract(text), "a")


@given(text=st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@pytest.mark.parametrize("text", ["", " \n\t ", "\x00", "\ufeff"])
def test_an_empty_text_says_so(text: str) -> None:
    assert extract(normalise(text)).not_because == "empty"
