"""Search over everything public: which records hold the words, counted by facet.

The index knows words and nothing of publicity. Every question joins it with the public rows of each kind at the
moment of asking, so that drafts and embargoed texts answer like words that exist nowhere.

The queries are put together from names of our own; what readers type goes in as parameters only.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, Final, NamedTuple

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection
from django.db.models import CharField, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Greatest
from django.http import QueryDict

from apps.core.choices import SearchKind
from apps.core.kazakh_words import stems
from apps.core.models import SearchEntry
from apps.web.search_facets import public_rows, values_of

FACETS: Final = ("kind", "country", "organisation", "topic", "sentiment", "voice", "year")
COLUMNS: Final = (*FACETS, "record", "rank", "moment")
PAGE_SIZE: Final = 20
# Up to so many records are all looked at; of a commoner word, the newest of each kind that its facets leave.
MOST: Final = 3_000
MOST_OF_A_KIND: Final = 150
# Where the planner expects more than so many times as many, it is believed: it may be wrong, but not by so much.
FAR_MORE: Final = 10
MAX_QUESTION: Final = 200
# The index reads a slash as a space, too: else “OSCE/ODIHR” would be the path of a file.
SPACES: Final = str.maketrans({"\x00": " ", "/": " "})
NONE: Final = Value("", output_field=CharField())


@dataclass(frozen=True, slots=True)
class Question:
    """What a reader asks: words, and a chosen value of some facets."""

    words: str
    chosen: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hit:
    """One record that answers."""

    kind: SearchKind
    record: int


class Row(NamedTuple):
    """One public record that answers, with the values of its facets."""

    kind: str
    country: str
    organisation: str
    topic: str
    sentiment: str
    voice: str
    year: str
    record: int
    rank: float
    moment: datetime


@dataclass(frozen=True, slots=True)
class Answers:
    """The public records that hold the words; of very common ones only the newest of each kind: then not `are_all`."""

    rows: list[Row]
    are_all: bool

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def facets(self) -> dict[str, list[tuple[str, int]]]:
        """How many records have each value of each facet, the commonest first."""
        counted = {name: Counter(getattr(row, name) for row in self.rows) for name in FACETS}
        return {
            name: sorted(
                ((value, number) for value, number in found.items() if value), key=lambda one: (-one[1], one[0])
            )
            for name, found in counted.items()
            if any(found)
        }

    def page(self, number: int) -> list[Hit]:
        """The records of one page, the best first; pages count from one."""
        best = sorted(self._newest(), key=lambda row: -row.rank)
        return _hits(best[(number - 1) * PAGE_SIZE : number * PAGE_SIZE])

    def newest(self, limit: int) -> list[Hit]:
        """The records that became public last, the last first."""
        return _hits(self._newest()[:limit])

    def _newest(self) -> list[Row]:
        return sorted(
            sorted(self.rows, key=lambda row: (row.kind, row.record)), key=lambda row: row.moment, reverse=True
        )


def _hits(rows: list[Row]) -> list[Hit]:
    return [Hit(SearchKind(row.kind), row.record) for row in rows]


def question_of(parameters: QueryDict) -> Question:
    """The question of an address; parameters that are none of ours say nothing."""
    words = " ".join(parameters.get("q", "").translate(SPACES).split())[:MAX_QUESTION]
    given = {name: parameters.get(name, "").replace("\x00", "") for name in FACETS}
    return Question(words=words, chosen={name: value for name, value in given.items() if value})


def query_of(question: Question, **changes: str) -> str:
    """The address of a search with some facets chosen otherwise; an empty value leaves a facet open."""
    values = QueryDict(mutable=True)
    chosen = {**question.chosen, **changes}
    values.update({"q": question.words, **{name: value for name, value in chosen.items() if value}})
    return values.urlencode()


def answers(question: Question) -> "Answers":
    """What a question finds, in three or four queries, whatever the number of kinds and facets."""
    kinds = [kind for kind in SearchKind if not question.chosen.keys() - _facets_of(kind)]
    named: dict[str, list[int]] = {}
    are_all = not _is_common(question.words)
    if are_all:
        named = _records(question.words)
        are_all = sum(map(len, named.values())) <= MOST
    if not are_all:
        # A facet decides which of the records are looked at; without one it is their age alone.
        named = {} if question.chosen else _newest_records(question.words)
    parts, params = [], []
    where = " AND ".join(f"{name} = %s" for name in question.chosen) or "true"
    for kind in kinds:
        if not named or kind in named:
            found = _matching(kind, question.words, named.get(kind))
            sql, values = found.query.get_compiler(connection=connection).as_sql()
            limit = "" if are_all else f"ORDER BY record DESC LIMIT {MOST_OF_A_KIND}"
            parts.append(f"(SELECT * FROM ({sql}) AS found ({', '.join(COLUMNS)}) WHERE {where} {limit})")  # noqa: S608
            params += [*values, *question.chosen.values()]
    rows = [Row(*values) for values in _rows(" UNION ALL ".join(parts), params)] if parts else []
    return Answers(rows, are_all)


def hit_words(question: Question, texts: list[str]) -> set[str]:
    """Which of some words are forms of the words asked for."""
    if not texts:
        return set()
    query = """
        WITH asked AS (
            SELECT replace(plainto_tsquery('russian', %(words)s)::text, '&', '|')::tsquery AS russian,
                   replace(plainto_tsquery('english', %(words)s)::text, '&', '|')::tsquery AS english,
                   replace(plainto_tsquery('simple', %(stems)s)::text, '&', '|')::tsquery AS kazakh
        )
        SELECT word FROM unnest(%(texts)s::text[]) AS word, asked
        WHERE to_tsvector('russian', word) @@ russian OR to_tsvector('english', word) @@ english
           OR to_tsvector('simple', kazakh_stems(word)) @@ kazakh
    """
    with connection.cursor() as cursor:
        cursor.execute(query, {"words": question.words, "stems": stems(question.words), "texts": texts})
        return {word for (word,) in cursor.fetchall()}


def _rows(query: str, params: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        return list(cursor.fetchall())


def _is_common(words: str) -> bool:
    """Whether far more records hold the words than are looked at: from the statistics, none of them is read."""
    (plan,) = json.loads(SearchEntry.objects.filter(_holds(words)).explain(format="json"))
    expected: float = plan["Plan"]["Plan Rows"]
    return expected > MOST * FAR_MORE


def _records(words: str) -> dict[str, list[int]]:
    """The records of each kind that hold the words, drafts among them; if they are too many, some of them."""
    return _by_kind(SearchEntry.objects.filter(_holds(words)).values_list("kind", "record")[: MOST + 1])


def _newest_records(words: str) -> dict[str, list[int]]:
    """The newest records of each kind that hold the words."""
    entries = SearchEntry.objects.filter(_holds(words)).order_by("-record").values_list("kind", "record")
    parts = [entries.filter(kind=kind)[:MOST_OF_A_KIND] for kind in SearchKind]
    return _by_kind(parts[0].union(*parts[1:], all=True))


def _by_kind(entries: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    named: dict[str, list[int]] = defaultdict(list)
    for kind, record in entries:
        named[kind].append(record)
    return dict(named)


def _holds(words: str) -> Q:
    return reduce(or_, (Q(**{column: query}) for column, query in _queries(words).items()))


def _queries(words: str) -> dict[str, SearchQuery]:
    return {
        "russian": SearchQuery(words, config="russian"),
        "english": SearchQuery(words, config="english"),
        "kazakh": SearchQuery(stems(words), config="simple"),
    }


def _facets_of(kind: SearchKind) -> set[str]:
    return {"kind", *values_of(kind)}


def _matching(kind: SearchKind, words: str, named: list[int] | None) -> QuerySet[Any, Any]:
    """The public rows of one kind that hold the words, or that are named, as rows of the common table."""
    entries = SearchEntry.objects.filter(_holds(words), kind=kind).values("record")
    rank = sum((SearchRank(F(column), query) for column, query in _queries(words).items()), Value(0.0))
    ranks = SearchEntry.objects.filter(kind=kind, record=OuterRef("pk")).annotate(score=rank).values("score")[:1]
    facets = values_of(kind)
    values = {
        "kind": Value(str(kind), output_field=CharField()),
        **{name: facets.get(name, NONE) for name in FACETS[1:-1]},
        "year": Coalesce(Cast(Cast(facets["year"], IntegerField()), CharField()), NONE),
        "record": F("pk"),
        "rank": Subquery(ranks),
        "moment": Greatest(F("published_at"), Coalesce(F("embargo_until"), F("published_at"))),
    }
    columns = {f"hit_{name}": values[name] for name in COLUMNS}
    found = public_rows()[kind].order_by().filter(pk__in=entries if named is None else named)
    rows: QuerySet[Any, Any] = found.annotate(**columns).values_list(*columns)
    return rows
