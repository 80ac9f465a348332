"""One import from its source to its proposals. The steps are idempotent: a killed worker's run simply starts over."""

import logging
from collections.abc import Callable

from django.db import transaction

from apps.core import originals
from apps.extraction.drafts import Extraction
from apps.extraction.pipeline import extract
from apps.imports.choices import Problem, RunState, SourceKind
from apps.imports.fetch import fetch
from apps.imports.models import MAX_ATTEMPTS, ImportRun, RawFile
from apps.imports.problems import Rejected
from apps.imports.reading import Document, read
from apps.imports.services import lease as leases
from apps.imports.services.assign import tell_ready
from apps.imports.services.lease import Lease, LeaseLost
from apps.imports.services.propose import store

logger = logging.getLogger(__name__)

Observer = Callable[[RunState], None]

_NOT_A_STATEMENT = {
    "empty": Problem.EMPTY,
    "unsupported_language": Problem.UNSUPPORTED_LANGUAGE,
    "no_election": Problem.NO_ELECTION,
    "no_observer": Problem.NO_OBSERVER,
    "no_assessment": Problem.NO_ASSESSMENT,
}


def checkpoint(label: str) -> None:
    """Marks a point between two side effects; the fault tests stop the process here."""


def _nobody(_state: RunState) -> None:
    """Nobody is watching."""


def perform(*, run_id: int, watch: Observer = _nobody) -> RunState | None:
    """Work on a run until it ends; None where it was not ours to work on. Never raises for a bad source."""
    lease = leases.claim(run_id=run_id)
    if lease is None:
        return None
    try:
        state = _perform(lease, watch)
    except LeaseLost:
        logger.info("run %s was taken over by another worker", run_id)
        return None
    except Rejected as reason:
        leases.finish(lease, state=RunState.REJECTED, problem=reason.problem, detail=reason.detail)
        state = RunState.REJECTED
    except Exception:
        logger.exception("run %s failed", run_id)
        state = _fail(lease)
    watch(state)
    return state


def _perform(lease: Lease, watch: Observer) -> RunState:
    run = ImportRun.objects.select_related("publisher", "raw").get(pk=lease.job_id)
    watch(RunState.FETCHING)
    checkpoint("fetching")
    data, media_type = _source(run, lease)
    leases.advance(lease, state=RunState.READING)
    watch(RunState.READING)
    checkpoint("reading")
    document = read(data, media_type=media_type, name=run.name)
    leases.advance(lease, state=RunState.EXTRACTING)
    watch(RunState.EXTRACTING)
    checkpoint("extracting")
    extraction = _extraction(run, document)
    leases.advance(lease, state=RunState.PROPOSING)
    watch(RunState.PROPOSING)
    checkpoint("proposing")
    with transaction.atomic():
        outcome = store(run=run, document=document, extraction=extraction)
        checkpoint("stored")
        leases.finish(
            lease,
            state=outcome.state,
            statement=outcome.statement,
            version=outcome.version,
            pack_version=extraction.pack_version,
            warnings=list(extraction.warnings),
        )
        if outcome.state == RunState.READY:
            tell_ready(run=ImportRun.objects.get(pk=run.pk), statement=outcome.statement)
    checkpoint("committed")
    return outcome.state


def _source(run: ImportRun, lease: Lease) -> tuple[bytes, str]:
    """The bytes and their media type: from our own store, or fetched and stored before any row names them."""
    if run.raw is not None:
        return originals.read(run.raw.sha256), run.raw.media_type
    if run.source_kind != SourceKind.URL:
        raise ValueError(f"run {run.code} has neither an original nor an address")
    page = fetch(run.url)
    if not page.body.strip():
        raise Rejected(Problem.EMPTY)
    sha256 = originals.keep(page.body)
    checkpoint("kept")
    with transaction.atomic():
        RawFile.objects.get_or_create(
            sha256=sha256, defaults={"size": len(page.body), "media_type": page.media_type[:100]}
        )
        leases.advance(lease, state=RunState.FETCHING, raw_id=sha256)
    return page.body, page.media_type


def _extraction(run: ImportRun, document: Document) -> Extraction:
    """What the text yields. Raises Rejected where it is no observation statement."""
    extraction = extract(
        document.text,
        language=run.language or None,
        published=run.published_on or document.published_on,
        headline=document.headline,
    )
    if not extraction.is_observation_statement:
        reason = extraction.not_because
        raise Rejected(Problem.NO_ASSESSMENT if reason is None else _NOT_A_STATEMENT[reason])
    return extraction


def _fail(lease: Lease) -> RunState:
    """After a fault of ours: once more, until the attempts are used up."""
    attempts = ImportRun.objects.values_list("attempts", flat=True).get(pk=lease.job_id)
    try:
        if attempts < MAX_ATTEMPTS:
            leases.give_back(lease)
            return RunState.QUEUED
        leases.finish(lease, state=RunState.FAILED, problem=Problem.OUR_FAULT)
    except LeaseLost:
        logger.info("run %s was taken over by another worker", lease.job_id)
    return RunState.FAILED
