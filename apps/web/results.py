"""What a search shows of the records that it found: their words with the hits marked, and who said them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from django.db.models import Q
from django.db.models.functions import Left

from apps.core.choices import SearchKind
from apps.elections.models import Election
from apps.findings.models import CLAIM_LINKS, CLAIMS, Evidence
from apps.statements.models import Statement, TextVersion, visible_quote_condition
from apps.web import selectors
from apps.web.notes import claim_of
from apps.web.search import Hit, Question, hit_words
from apps.web.wording import mission_title, place_and_day, polling_days_text, type_labels

WORD: Final = re.compile(r"\w+")
# Hits further down than this in a long text show its beginning instead.
LOOKED_AT: Final = 20_000
SNIPPET: Final = 260
LEAD_IN: Final = 80
CUT: Final = "…"

Pieces: TypeAlias = list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Result:
    """One record with its title, its words in pieces, and whether each piece is a hit."""

    kind: SearchKind
    record: Any
    title: Pieces
    words: Pieces
    language: str = ""
    is_retold: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    kind: SearchKind
    record: Any
    title: str
    words: str = ""
    language: str = ""
    is_retold: bool = False


def results(question: Question, hits: Sequence[Hit]) -> list[Result]:
    """The records of some hits in their order, in five queries at most, and one for the words to mark."""
    found = _found(hits)
    ordered = [found[hit.kind, hit.record] for hit in hits if (hit.kind, hit.record) in found]
    texts = {word for item in ordered for text in (item.title, item.words) for word in WORD.findall(text)}
    marked = hit_words(question, sorted(texts))
    return [
        Result(
            kind=item.kind,
            record=item.record,
            title=pieces(item.title, marked),
            words=pieces(snippet(item.words, marked), marked),
            language=item.language,
            is_retold=item.is_retold,
        )
        for item in ordered
    ]


def pieces(text: str, marked: set[str]) -> Pieces:
    """The text cut at the edges of the words to mark."""
    cut: Pieces = []
    at = 0
    for match in WORD.finditer(text):
        if match.group() in marked:
            cut += [(text[at : match.start()], False), (match.group(), True)]
            at = match.end()
    return [(piece, hit) for piece, hit in [*cut, (text[at:], False)] if piece]


def snippet(text: str, marked: set[str]) -> str:
    """A stretch of a long text around its first hit, cut between words; a text without one gives its beginning."""
    first = next((match.start() for match in WORD.finditer(text) if match.group() in marked), 0)
    start = max(0, first - LEAD_IN)
    if start:
        start = text.find(" ", start) + 1 or start
    end = min(len(text), start + SNIPPET)
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + 1)
    return f"{CUT if start else ''}{text[start:end]}{CUT if end < len(text) else ''}"


def _found(hits: Sequence[Hit]) -> dict[tuple[SearchKind, int], _Found]:
    ids = {kind: [hit.record for hit in hits if hit.kind == kind] for kind in SearchKind}
    items: list[_Found] = []
    if ids[SearchKind.ELECTION]:
        elections = selectors.elections().filter(pk__in=ids[SearchKind.ELECTION])
        items += [_Found(SearchKind.ELECTION, item, place_and_day(item), _about(item)) for item in elections]
    if ids[SearchKind.MISSION]:
        missions = selectors.missions(pk__in=ids[SearchKind.MISSION])
        items += [_Found(SearchKind.MISSION, item, mission_title(item), item.get_format_display()) for item in missions]
    if ids[SearchKind.STATEMENT]:
        items += _statements(ids[SearchKind.STATEMENT])
    wanted = {kind: ids[SearchKind(kind)] for kind in CLAIM_LINKS}
    if any(wanted.values()):
        items += _claims(wanted)
    return {(item.kind, item.record.pk): item for item in items}


def _about(election: Election) -> str:
    return " · ".join([str(election.country), *type_labels(election), polling_days_text(election)])


def _statements(ids: list[int]) -> Iterable[_Found]:
    newest = TextVersion.objects.filter(statement__in=ids).order_by("statement", "-number").distinct("statement")
    bodies = dict(newest.values_list("statement", Left("body", LOOKED_AT)))
    for item in Statement.objects.public().for_list().filter(pk__in=ids):
        # The headline stands above already.
        words = " ".join(bodies.get(item.pk, "").removeprefix(item.title).split())
        yield _Found(SearchKind.STATEMENT, item, item.title, words, item.language, item.is_retold)


def _claims(ids: dict[str, list[int]]) -> Iterable[_Found]:
    """Claims of all kinds with their first public quote, in one query; then those of which no text is held."""
    links = Q()
    for kind, records in ids.items():
        links |= Q(**{f"{kind}__in": records})
    evidence = (
        Evidence.objects.filter(links, visible_quote_condition(at=None, prefix="quote__"))
        .select_related("quote__version__statement")
        .select_related(*(f"{kind}__mission__{part}" for kind in ids for part in ("organisation", "election__country")))
        .defer("quote__version__body")
        .order_by("-relation", "id")
    )
    seen: set[tuple[SearchKind, int]] = set()
    for item in evidence:
        claim = claim_of(item)
        kind = SearchKind(Evidence.link_to(type(claim)))
        if (kind, claim.pk) in seen:
            continue
        seen.add((kind, claim.pk))
        statement = item.quote.version.statement
        yield _Found(kind, claim, "", item.quote.exact, item.quote.version.language, statement.is_retold)
    for model in CLAIMS:
        kind = SearchKind(Evidence.link_to(model))
        missing = [pk for pk in ids.get(kind, []) if (kind, pk) not in seen]
        claims: Any = model.objects
        if missing:
            for claim in selectors.with_mission(claims.public().without_text().filter(pk__in=missing)):
                yield _Found(kind, claim, "", claim.summary_text)
