"""Storing what an import found: the text as a version of a statement, and the proposals, in one transaction."""

import hashlib
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from apps.core.choices import ContentLanguage
from apps.extraction.drafts import Extraction
from apps.imports.choices import RunState, SourceKind
from apps.imports.models import ImportRun, Proposal
from apps.imports.reading import Document
from apps.imports.services.proposals import Suggestion, as_retold, as_row, suggestions
from apps.imports.services.replay import replay_decisions
from apps.statements.choices import Authenticity, PublisherKind, StatementKind
from apps.statements.models import Statement, TextVersion

# An arbitrary, fixed key of the lock under which texts are compared and stored.
_TEXT_LOCK = 7307


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the import ended, and what it left behind or found there."""

    state: RunState
    statement: Statement
    version: TextVersion


def store(*, run: ImportRun, document: Document, extraction: Extraction) -> Outcome:
    """Store a text and what is proposed about it. A text that is there already changes nothing.

    Must run inside the transaction that ends the run.
    """
    sha256 = hashlib.sha256(document.text.encode()).hexdigest()
    _lock_text(sha256)
    known = TextVersion.objects.select_related("statement").filter(sha256=sha256).order_by("id")
    statement = Statement.objects.filter(source_key=_source_key(run, sha256)).first()
    same = known.filter(statement=statement).last() if statement else None
    if statement and same:
        state = RunState.UNCHANGED if run.source_kind == SourceKind.URL else RunState.DUPLICATE
        return Outcome(state, statement, same)
    elsewhere = known.first()
    if elsewhere and statement is None:
        return Outcome(RunState.DUPLICATE, elsewhere.statement, elsewhere)
    return _store_new(run, document, extraction, statement, sha256)


def _lock_text(sha256: str) -> None:
    """Let imports of the same words wait for each other, so that the second finds what the first stored."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("store() must be called inside a transaction")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_TEXT_LOCK, int(sha256[:7], 16)])


def _source_key(run: ImportRun, sha256: str) -> str:
    if run.source_kind == SourceKind.URL:
        return f"url:{run.url}" if len(run.url) < 490 else f"url-sha256:{hashlib.sha256(run.url.encode()).hexdigest()}"
    return f"sha256:{sha256}"


def _store_new(
    run: ImportRun, document: Document, extraction: Extraction, statement: Statement | None, sha256: str
) -> Outcome:
    language = ContentLanguage(extraction.language or ContentLanguage.UNDETERMINED)
    if statement is None:
        statement = _new_statement(run, document, extraction, language, sha256)
    newest = statement.versions.order_by("-number").first()
    version = TextVersion.objects.create(
        statement=statement,
        number=newest.number + 1 if newest else 1,
        body=document.text,
        sha256=sha256,
        language=language,
        url=run.url,
        fetched_at=timezone.now(),
    )
    rows = [
        as_row(item, run_id=run.pk, version_id=version.pk, position=position)
        for position, item in enumerate(_distinct(_suggestions(run, extraction)), start=1)
    ]
    Proposal.objects.bulk_create(rows)
    replay_decisions(version=version)
    return Outcome(RunState.READY, statement, version)


def _suggestions(run: ImportRun, extraction: Extraction) -> list[Suggestion]:
    found = suggestions(extraction)
    return [as_retold(item) for item in found] if run.authenticity == Authenticity.RETOLD else found


def _distinct(items: list[Suggestion]) -> list[Suggestion]:
    """Each suggestion once: two rules may read the same value from the same words."""
    return list({item.key: item for item in items}.values())


def _new_statement(
    run: ImportRun, document: Document, extraction: Extraction, language: ContentLanguage, sha256: str
) -> Statement:
    headline = extraction.headline.quote if extraction.headline else document.headline
    title = " ".join((headline or document.text.split("\n", 1)[0]).split())
    return Statement.objects.create(
        source_key=_source_key(run, sha256),
        kind=run.statement_kind or _kind(run),
        authenticity=run.authenticity,
        facts_from=run.facts_from,
        publisher=run.publisher,
        title=title[:499] + "…" if len(title) > 500 else title,
        language=language,
        published_on=run.published_on or document.published_on,
        url=run.url if run.source_kind == SourceKind.URL else "",
        author=document.author,
    )


def _kind(run: ImportRun) -> StatementKind:
    """A mission's publisher publishes its own words; anything else is a report about them until somebody says more."""
    if run.publisher is not None and run.publisher.kind == PublisherKind.OBSERVER:
        return StatementKind.OFFICIAL_STATEMENT
    return StatementKind.NEWS_REPORT
