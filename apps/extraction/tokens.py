"""Words, numbers and marks of a text, each with its place."""

import re
from dataclasses import dataclass
from functools import lru_cache

from apps.extraction.text import fold, mend

LONGEST = 60  # characters of a word that patterns look at
_TOKEN = re.compile(
    r"(?P<u>!\[[^\]\n]{0,300}\]\([^)\n]{0,600}\)|\]\(https?://[^)\n]{0,500}\)|https?://[^\s)\]]{1,500})"
    r"|(?P<n>\.?\d+(?:[.,]\d+|[ \u00a0\u202f]\d{3}(?!\d))*)"
    r"|(?P<w>[^\W\d_]+(?:[-'’ʼ‑][^\W\d_]+)*)"
    r"|(?P<p>[^\s\w]|_)"
)


# French glues short words to the next one: l'élection, d'observation, qu'il.
_ELIDED = re.compile(r"^(?:l|d|qu|s|c|j|m|t|jusqu|lorsqu|puisqu)'(?=\w{2})|(?<=\w{3})'s$")
_POSSESSIVE = re.compile(r"(?<=[A-Za-z]{2})['’]s$")


@dataclass(slots=True, eq=False)  # not frozen: thousands are made for each text, and a frozen one takes twice as long
class Token:
    """One word (`w`), number (`n`), mark (`p`) or address (`u`).

    Patterns compare with `norm`, with `bare` (`norm` without a French elision) and, case by case, with `plain`.
    """

    start: int
    end: int
    text: str
    norm: str
    kind: str
    plain: str
    bare: str

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()

    @property
    def named(self) -> str:
        """The word as a name in capitals: "OSCE" for "OSCE's"."""
        return _POSSESSIVE.sub("", self.plain) if self.plain.endswith("s") else self.plain


@lru_cache(maxsize=50_000)
def _forms(word: str) -> tuple[str, str, str]:
    """A word as patterns compare it: `norm`, `plain` and `bare`."""
    norm = fold(word)
    return norm, mend(word), _ELIDED.sub("", norm)


def tokenise(text: str, start: int, end: int, *, limit: int) -> list[Token]:
    """At most `limit` tokens of text[start:end]; what lies beyond is not read."""
    tokens: list[Token] = []
    for found in _TOKEN.finditer(text, start, end):
        if len(tokens) >= limit:
            break
        word = found.group()
        kind = found.lastgroup or "p"
        norm, plain, bare = _forms(word) if len(word) < LONGEST else (word[:LONGEST], word, word[:LONGEST])
        tokens.append(Token(found.start(), found.end(), word, norm, kind, plain, bare))
    return tokens
