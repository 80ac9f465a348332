"""Which of the six languages a text is in, by its letters and its commonest words; anything else is unsupported."""

import re
from collections import Counter

from apps.extraction.packs import LANGUAGES, load
from apps.extraction.text import fold

SAMPLE = 4_000
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)?")
_KAZAKH = re.compile("[әғқұһ]")
_TURKIC = re.compile("[өүңі]")
_UKRAINIAN = re.compile("[їєґ]")
_FOREIGN = re.compile("[ўҷӣӯҳљњђћџјѕќѓțșşğıęłńśźżčšžřůěő]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")


def identify(text: str) -> str | None:
    """The ISO 639-1 code of the text's language, or None where it is none of ours."""
    words = [fold(word) for word in _WORD.findall(text[:SAMPLE])]
    if not words:
        return None
    letters = "".join(words)
    if len(_FOREIGN.findall(letters)) > 0.01 * len(letters):
        return None
    cyrillic = len(_CYRILLIC.findall(letters))
    if cyrillic * 2 > len(letters):
        return _cyrillic(words, letters)
    return _latin(words)


def _cyrillic(words: list[str], letters: str) -> str | None:
    kazakh, ukrainian = len(_KAZAKH.findall(letters)), len(_UKRAINIAN.findall(letters))
    if kazakh > 0.01 * len(letters):
        return "kk"
    scores = _scores(words, ("ru", "uk"))
    turkic = len(_TURKIC.findall(letters))
    if not any(scores.values()):
        if ukrainian:
            return "uk"
        return None if turkic else "ru"
    if turkic - letters.count("і") > 0.01 * len(letters):
        return None
    if ukrainian + letters.count("і") > 0.02 * len(letters):
        return "uk"
    return max(scores, key=lambda code: scores[code])


def _latin(words: list[str]) -> str | None:
    scores = _scores(words, ("en", "fr", "es"))
    best = max(scores, key=lambda code: scores[code])
    enough = 0.08 if len(words) >= 30 else 0.01
    if scores[best] < enough * len(words):
        return None
    return best


def _scores(words: list[str], codes: tuple[str, ...]) -> dict[str, int]:
    counts = Counter(words)
    return {code: sum(counts[word] for word in load(code).stopwords) for code in codes if code in LANGUAGES}
