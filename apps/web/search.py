"""Search over everything public: which records hold the words, counted by facet.

The index knows words and nothing of publicity. Every question joins it with the public rows of each kind at the
moment of asking, so that drafts and embargoed texts answer like words that exist nowhere.

The queries are put together from names of our own; what readers type goes in as parameters only.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, Final

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection
from django.db.models import CharField, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, ExtractYear, Greatest
from django.http import QueryDict

from apps.core.choices import SearchKind
from apps.core.kazakh_words import stems
from apps.core.models import SearchEntry
from apps.elections.models import Election
from apps.findings.models import Deliverable, Figure, Finding, Recommendation
from apps.missions.models import Mission, MissionStatement
from apps.statements.models import Statement

FACETS: Final = ("kind", "country", "organisation", "topic", "sentiment", "voice", "year")
COLUMNS: Final = (*FACETS, "record", "rank", "moment")
PAGE_SIZE: Final = 20
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


@dataclass(frozen=True, slots=True)
class Counts:
    """How many records answer, in all and by each value of each facet."""

    total: int
    facets: dict[str, list[tuple[str, int]]]


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


def counts(question: Question) -> Counts:
    """One query, whatever the number of facets."""
    hits, params = _hits(question)
    sets = ", ".join(f"({name})" for name in FACETS)
    # The grouping number says which facet a row counts: all its bits are set but the facet's own.
    names = ", ".join(FACETS)
    query = f"{hits} SELECT grouping({names}), {names}, count(*) FROM chosen GROUP BY GROUPING SETS ((), {sets})"  # noqa: S608
    rows = _rows(query, params)
    every = (1 << len(FACETS)) - 1
    total, found = 0, defaultdict(list)
    for mark, *values, number in rows:
        if mark == every:
            total = number
            continue
        place = next(index for index in range(len(FACETS)) if not mark & (1 << (len(FACETS) - 1 - index)))
        if values[place]:
            found[FACETS[place]].append((values[place], number))
    ordered = {name: sorted(items, key=lambda item: (-item[1], item[0])) for name, items in found.items()}
    return Counts(total=total, facets=ordered)


def page(question: Question, *, number: int) -> list[Hit]:
    """The records of one page, the best first; pages count from one."""
    return _ordered(question, "rank DESC, moment DESC", limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE)


def newest(question: Question, *, limit: int) -> list[Hit]:
    """The records that answer, those that became public last first."""
    return _ordered(question, "moment DESC", limit=limit, offset=0)


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


def _ordered(question: Question, order: str, *, limit: int, offset: int) -> list[Hit]:
    hits, params = _hits(question)
    query = f"{hits} SELECT kind, record FROM chosen ORDER BY {order}, kind, record LIMIT %s OFFSET %s"  # noqa: S608
    return [Hit(SearchKind(kind), record) for kind, record in _rows(query, [*params, limit, offset])]


def _rows(query: str, params: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        return list(cursor.fetchall())


def _hits(question: Question) -> tuple[str, list[Any]]:
    """The common table `chosen`: every public record that holds the words, with the values of its facets."""
    parts, params = [], []
    for found in _by_kind(question.words):
        sql, values = found.query.get_compiler(connection=connection).as_sql()
        parts.append(sql)
        params += values
    where = " AND ".join(f"{name} = %s" for name in question.chosen) or "true"
    names = ", ".join(COLUMNS)
    table = f"WITH hits ({names}) AS ({' UNION ALL '.join(parts)}), chosen AS (SELECT * FROM hits WHERE {where})"  # noqa: S608
    return table, [*params, *question.chosen.values()]


def _queries(words: str) -> dict[str, SearchQuery]:
    return {
        "russian": SearchQuery(words, config="russian"),
        "english": SearchQuery(words, config="english"),
        "kazakh": SearchQuery(stems(words), config="simple"),
    }


def _by_kind(words: str) -> list[QuerySet[Any, Any]]:
    claim = "mission__election__"
    link = MissionStatement.objects.filter(statement=OuterRef("pk"), mission__in=Mission.objects.public()).order_by(
        "id"
    )
    return [
        _matching(SearchKind.ELECTION, Election.objects.public(), words, country=F("country__iso2"),
                  year=ExtractYear("first_polling_day")),
        _matching(SearchKind.MISSION, Mission.objects.public(), words, country=F("election__country__iso2"),
                  organisation=F("organisation__code"), year=ExtractYear("election__first_polling_day")),
        _matching(SearchKind.STATEMENT, Statement.objects.public(), words,
                  country=Subquery(link.values("mission__election__country__iso2")[:1]),
                  organisation=Subquery(link.values("mission__organisation__code")[:1]),
                  year=ExtractYear("published_on")),
        *(
            _matching(kind, public, words, country=F(f"{claim}country__iso2"),
                      organisation=F("mission__organisation__code"), voice=F("voice"),
                      year=ExtractYear(f"{claim}first_polling_day"), **more)
            for kind, public, more in (
                (SearchKind.FINDING, Finding.objects.public(), {"topic": F("topic"), "sentiment": F("sentiment")}),
                (SearchKind.FIGURE, Figure.objects.public(), {}),
                (SearchKind.RECOMMENDATION, Recommendation.objects.public(), {"topic": F("topic")}),
                (SearchKind.DELIVERABLE, Deliverable.objects.public(), {}),
            )
        ),
    ]  # fmt: skip


def _matching(kind: SearchKind, public: QuerySet[Any], words: str, **facets: Any) -> QuerySet[Any, Any]:
    """The public rows of one kind that hold the words, as rows of the common table."""
    queries = _queries(words)
    answers = Q()
    for column, query in queries.items():
        answers |= Q(**{column: query})
    entries: QuerySet[Any] = SearchEntry.objects.filter(answers, kind=kind)
    rank = sum((SearchRank(F(column), query) for column, query in queries.items()), Value(0.0))
    ranks = entries.filter(record=OuterRef("pk")).annotate(score=rank).values("score")[:1]
    moment = Greatest(F("published_at"), Coalesce(F("embargo_until"), F("published_at")))
    values = {
        "kind": Value(str(kind), output_field=CharField()),
        **{name: facets.get(name, NONE) for name in FACETS[1:-1]},
        "year": Coalesce(Cast(Cast(facets["year"], IntegerField()), CharField()), NONE),
        "record": F("pk"),
        "rank": Subquery(ranks),
        "moment": moment,
    }
    named = {f"hit_{name}": values[name] for name in COLUMNS}
    found = public.order_by().filter(pk__in=entries.values("record")).annotate(**named)
    rows: QuerySet[Any, Any] = found.values_list(*named)
    return rows
