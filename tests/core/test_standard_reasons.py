"""Reasons that the house gives by itself are told in the reader's language; those of people stay as written."""

import pytest
from django.test import Client
from django.utils.translation import override

from apps.core.standard_reasons import NEWER_STATISTICS, in_words, replaced_by


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Replaced by f-abc."), ("ru", "Заменено на f-abc."), ("kk", "f-abc кодты")]
)
def test_a_code_is_told_in_the_language_of_the_reader(language: str, words: str) -> None:
    with override(language):
        assert words in in_words(replaced_by("f-abc"))
        assert "@" not in in_words(NEWER_STATISTICS)


@pytest.mark.parametrize("note", ["Misread.", "", "@replaced", "@somebody said so", "Replaced by hand."])
def test_a_persons_note_stays_as_it_is(client: Client, note: str) -> None:
    assert in_words(note) == note
