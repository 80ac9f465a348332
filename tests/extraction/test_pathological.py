"""Texts built to hang a parser end soon, and say what was left unread."""

import time

import pytest

from apps.extraction.pipeline import extract
from apps.extraction.reading import MAX_CHARACTERS

SECONDS = 20.0  # far above what any of them takes, far below a hang
LONG = 150_000

PATHOLOGICAL = {
    "quotation marks": '"' * LONG,
    "guillemets": "«" * LONG,
    "attributions": " - сказал он" * (LONG // 12),
    "dates": "10 января 2021 " * (LONG // 15),
    "one word": "а" * LONG,
    "one-letter words": "a " * (LONG // 2),
    "commas": ", " * (LONG // 2),
    "line feeds": "\n" * LONG,
    "short lines": "выборы\n" * (LONG // 7),
    "numbers": "1 " * (LONG // 2),
    "digits": "9" * LONG,
    "brackets": "[(" * (LONG // 2),
    "links": "[a](http://a.b/c" * (LONG // 16),
    "group names": "Election Watch for " * (LONG // 19),
    "capitals": "Иван " * (LONG // 5),
    "initials": "А. " * (LONG // 3),
    "negations": "не нарушений не отметили " * (LONG // 25),
    "number words": "пятьсот тысяч миллионов " * (LONG // 24),
    "hyphens": "а-" * (LONG // 2),
    "image marks": "![" * (LONG // 2),
}


@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_it_ends_soon(name: str) -> None:
    started = time.perf_counter()
    extract(f"Наблюдатели ОБСЕ сказали, что выборы прошли.\n{PATHOLOGICAL[name]}", language="ru")
    assert time.perf_counter() - started < SECONDS


def test_what_was_not_read_is_reported() -> None:
    text = "Наблюдатели ОБСЕ заявили, что выборы прошли спокойно. " * (MAX_CHARACTERS // 40)
    assert any("characters were read" in warning for warning in extract(text).warnings)


def test_a_sentence_without_end_is_reported() -> None:
    text = "Наблюдатели ОБСЕ заявили, что выборы прошли спокойно " + "и спокойно " * 400
    assert any("has more than" in warning for warning in extract(text).warnings)
