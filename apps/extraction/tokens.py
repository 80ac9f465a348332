"""Words, numbers and marks of a text, each with its place."""

import re
from dataclasses import dataclass
from functools import lru_cache

from apps.extraction.text import fold, mend

_TOKEN = re.compile(
    r"(?P<u>!\[[^\]\n]{0,300}\]\([^)\n]{0,600}\)|\]\(https?://[^)\n]{0,500}\)|https?://[^\s)\]]{1,500})"
    r"|(?P<n>\.?\d+(?:[.,]\d+|[ \u00a0\u202f]\d{3}(?!\d))*)"
    r"|(?P<w>[^\W\d_]+(?:[-'’ʼ‑][^\W\d_]+)*)"
    r"|(?P<p>[^\s\w]|_)"
)


@dataclass(frozen=True, slots=True)
class Token:
    """`norm` and `plain` are what patterns compare with. One word (`w`), number (`n`), mark (`p`) or address (`u`)."""

    start: int
    end: int
    text: str
    norm: str
    kind: str
    plain: str

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()


@lru_cache(maxsize=50_000)
def _norm(word: str) -> str:
    return fold(word)


@lru_cache(maxsize=50_000)
def _plain(word: str) -> str:
    return mend(word)


def tokenise(text: str, start: int, end: int, *, limit: int) -> list[Token]:
    """At most `limit` tokens of text[start:end]; what lies beyond is not read."""
    tokens: list[Token] = []
    for found in _TOKEN.finditer(text, start, end):
        if len(tokens) >= limit:
            break
        word = found.group()
        kind = found.lastgroup or "p"
        norm = _norm(word) if len(word) < 60 else word[:60]
        tokens.append(Token(found.start(), found.end(), word, norm, kind, _plain(word) if len(word) < 60 else word))
    return tokens
