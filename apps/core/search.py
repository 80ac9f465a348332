"""Search as people type: any form of a word, any case, and fragments of words.

PostgreSQL knows the word forms of Russian and English. It knows none of Kazakh, whose words are found as they stand
and as the beginning of longer ones, which covers most of a language that only ever adds endings.
"""

from collections.abc import Iterator, Sequence
from typing import Final, TypeVar

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Model, Q, QuerySet, TextField
from django.db.models.functions import Cast, Left
from django.utils.text import smart_split, unescape_string_literal

M = TypeVar("M", bound=Model)

CONFIGS: Final = ("russian", "english")
# A question of more words than this is a pasted sentence: its first words find it.
MAX_TERMS: Final = 12
# PostgreSQL refuses to index more than a megabyte of words at once; a report's first pages name what it is about.
MAX_CHARACTERS: Final = 200_000


def terms(text: str) -> Iterator[str]:
    """The words of a question; words in quotation marks stay together."""
    for bit in list(smart_split(text.replace("\x00", " ")))[:MAX_TERMS]:
        if len(bit) > 1 and bit[0] == bit[-1] and bit[0] in "\"'":
            yield unescape_string_literal(bit)
        else:
            yield bit


def matches(term: str, fields: Sequence[str]) -> Q:
    """That one of the fields holds a form of the word, or the word as a fragment."""
    condition = Q()
    for field in fields:
        condition |= Q(**{f"{field}__icontains": term})
    for config in CONFIGS:
        condition |= Q(**{f"words_{config}": SearchQuery(term, config=config, search_type="phrase")})
    return condition


def word_search(queryset: QuerySet[M], *, fields: Sequence[str], text: str) -> QuerySet[M]:
    """The rows that answer every word of the question, each in any of the fields; no row comes twice."""
    if not fields:
        return queryset
    for term in terms(text):
        queryset = queryset.filter(pk__in=_answers(queryset.model, fields, term))
    return queryset


def _answers(model: type[M], fields: Sequence[str], term: str) -> QuerySet[M, dict[str, object]]:
    vectors = {f"words_{config}": _vector(fields, config) for config in CONFIGS}
    found: QuerySet[M, dict[str, object]] = (
        model._base_manager.annotate(**vectors).filter(matches(term, fields)).values("pk")
    )
    return found


def _vector(fields: Sequence[str], config: str) -> SearchVector:
    """The words of all fields together, so that names held as {language: text} are searched in every language."""
    texts = (Left(Cast(field, TextField()), MAX_CHARACTERS) for field in fields)
    return SearchVector(*texts, config=config)
