"""Taking a source in: the row is written, the bytes are on disk, and only then is a worker woken."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from apps.core import originals
from apps.imports.choices import Problem, RunState, SourceKind
from apps.imports.doorbell import ring_on_commit
from apps.imports.fetch import checked_address
from apps.imports.models import ImportRun, RawFile
from apps.imports.problems import Rejected
from apps.imports.reading import MAX_BYTES, decode
from apps.statements.choices import Authenticity
from apps.statements.models import Publisher


@dataclass(frozen=True, kw_only=True)
class ImportOptions:
    """What the person who imports knows of the text; empty means that the text is to tell.

    `published_on` anchors dates without a year and relative dates, so it matters more than the rest.
    """

    language: str = ""
    published_on: date | None = None
    statement_kind: str = ""
    authenticity: str = Authenticity.ORIGINAL
    facts_from: str = ""
    publisher: Publisher | None = None


NOTHING_KNOWN = ImportOptions()


def start_text(
    *, text: str, name: str = "", options: ImportOptions = NOTHING_KNOWN, by: User | None = None, wake: bool = True
) -> ImportRun:
    """Import pasted words. Words that cannot be imported give a run that is rejected, with the reason."""
    # A lone surrogate can be typed into a form but is no character; it becomes a question mark, visibly.
    data = text.encode("utf-8", errors="replace")
    return _start_bytes(kind=SourceKind.TEXT, data=data, name=name, options=options, by=by, wake=wake)


def start_file(
    *, data: bytes, name: str, options: ImportOptions = NOTHING_KNOWN, by: User | None = None, wake: bool = True
) -> ImportRun:
    """Import the bytes of a file. Callers read at most `MAX_BYTES` + 1 bytes of it: more is refused all the same."""
    return _start_bytes(kind=SourceKind.FILE, data=data, name=name, options=options, by=by, wake=wake)


def start_url(
    *, url: str, options: ImportOptions = NOTHING_KNOWN, by: User | None = None, wake: bool = True
) -> ImportRun:
    """Import the page at a public web address."""
    run = _new_run(kind=SourceKind.URL, options=options, by=by)
    run.url = url.strip().replace("\x00", "")[:2000]
    try:
        run.url = checked_address(url)[:2000]
    except Rejected as reason:
        run.url = run.url or "-"
        return _reject(run, reason)
    return _enqueue(run, wake=wake)


def _start_bytes(
    *, kind: SourceKind, data: bytes, name: str, options: ImportOptions, by: User | None, wake: bool
) -> ImportRun:
    run = _new_run(kind=kind, options=options, by=by)
    run.name = name.replace("\x00", "")[:300]
    try:
        _check(data, kind=kind)
    except Rejected as reason:
        return _reject(run, reason)
    sha256 = originals.keep(data)
    with transaction.atomic():
        RawFile.objects.get_or_create(sha256=sha256, defaults={"size": len(data)})
        run.raw_id = sha256
        return _enqueue(run, wake=wake)


def _check(data: bytes, *, kind: SourceKind) -> None:
    """Refuse at the door what no step could read, so that the person learns of it at once."""
    if len(data) > MAX_BYTES:
        raise Rejected(Problem.TOO_LARGE)
    if not data.strip():
        raise Rejected(Problem.EMPTY)
    if kind == SourceKind.FILE:
        decode(data)


def _new_run(*, kind: SourceKind, options: ImportOptions, by: User | None) -> ImportRun:
    return ImportRun(
        source_kind=kind,
        language=options.language,
        published_on=options.published_on,
        statement_kind=options.statement_kind,
        authenticity=options.authenticity,
        facts_from=options.facts_from,
        publisher=options.publisher,
        started_by=by,
    )


@transaction.atomic
def _enqueue(run: ImportRun, *, wake: bool) -> ImportRun:
    run.save()
    if wake:
        run.rung_at = timezone.now()
        run.save(update_fields=["rung_at"])
        ring_on_commit(run.pk)
    return run


def _reject(run: ImportRun, reason: Rejected) -> ImportRun:
    run.state = RunState.REJECTED
    run.problem = reason.problem
    run.detail = reason.detail
    run.ended_at = timezone.now()
    run.save()
    return run
