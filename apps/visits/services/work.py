"""Work on one load: parts of some ten thousand rows, each with its progress in one transaction.

A worker that dies leaves whole parts behind. Whoever takes the load over reads on behind the last of them, and the
submission id sees to it that even a row that came twice would be there once.
"""

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any, Final, TypeAlias
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import F

from apps.core import originals
from apps.visits.blocks import BlockReader, RowProblem
from apps.visits.choices import LoadKind, LoadState, Trouble
from apps.visits.doorbell import ring
from apps.visits.models import Load
from apps.visits.models.loads import MAX_ATTEMPTS
from apps.visits.services import lease as leases
from apps.visits.services.ahead import ahead
from apps.visits.services.lease import Lease, LeaseLost
from apps.visits.services.load import (
    LoadCounts,
    Writer,
    asked_of,
    copy_problems,
    regions_of,
    register_mark,
    register_of,
)
from apps.visits.services.stations import StationReader, write_stations
from apps.visits.sources import Row, Unreadable, rows_of

logger = logging.getLogger(__name__)

BLOCK = 10_000
"""Rows that are read column by column at once."""
BLOCKS_IN_A_PART = 10
LONGEST_PART: Final = 10.0
TURN: Final = 240.0
"""Seconds of work after which another load may have the worker."""

Watch: TypeAlias = Callable[[Load], None]
_Read: TypeAlias = tuple[int, Any, list[RowProblem], int]
"""Rows read, what was read of them, what was wrong, and how many rows could not be loaded."""
Blocks: TypeAlias = Iterator[_Read]


class RegisterChanged(Exception):
    """The stations are no longer those that rows were held against: read on with the new ones."""


def checkpoint(label: str) -> None:
    """Marks a point between two side effects; the fault tests stop the process here."""


def perform(*, load_id: int, watch: Watch = lambda _load: None, turn: float = TURN) -> str | None:
    """Work on a load for one turn; returns its state, None where it was not ours to work on."""
    lease = leases.claim(load_id=load_id)
    if lease is None:
        return None
    try:
        return _perform(lease, watch, time.monotonic() + turn)
    except LeaseLost:
        logger.info("load %s was taken over by another worker", load_id)
        return None
    except Unreadable as reason:
        return _end(lease, watch, LoadState.FAILED, trouble=reason.trouble, found=reason.found)
    except RegisterChanged:
        return _later(lease, attempts=0)
    except Exception:
        logger.exception("load %s broke off", load_id)
        return _fail(lease, watch)


def _perform(lease: Lease, watch: Watch, until: float) -> str:
    load = Load.objects.select_related("questionnaire__mission__election", "election").get(pk=lease.job_id)
    path = originals.path_of(load.sha256, originals.VISITS)
    if not path.is_file():
        raise Unreadable(Trouble.NO_FILE)
    checkpoint("claimed")
    part_of = _visits_parts if load.kind == LoadKind.VISITS else _stations_parts
    for progress in part_of(load, lease, path):
        for name, value in asdict(progress).items():
            setattr(load, name, getattr(load, name) + value)
        watch(load)
        checkpoint("committed")
        if time.monotonic() > until:
            return _later(lease)
    return _end(lease, watch, LoadState.DONE)


def _end(lease: Lease, watch: Watch, state: LoadState, **values: Any) -> str:
    leases.finish(lease, state=state, **values)
    watch(Load.objects.get(pk=lease.job_id))
    return state


def _later(lease: Lease, **values: Any) -> str:
    leases.give_back(lease, **values)
    ring(lease.job_id)
    return LoadState.WAITING


def _fail(lease: Lease, watch: Watch) -> str | None:
    """After a fault of ours: once more, until the attempts are used up."""
    attempts = Load.objects.values_list("attempts", flat=True).get(pk=lease.job_id)
    try:
        if attempts < MAX_ATTEMPTS:
            return _later(lease)
        return _end(lease, watch, LoadState.FAILED, trouble=Trouble.GAVE_UP)
    except LeaseLost:
        return None


def _visits_parts(load: Load, lease: Lease, path: Path) -> Iterator[LoadCounts]:
    """Loads part by part, and says after each what became of it."""
    sheet = load.questionnaire
    if sheet is None:
        raise ValueError(f"load {load.code} has no questionnaire")
    mark = register_mark(load.election_id)
    reader = BlockReader(
        mapping=load.mapping,
        questions=asked_of(sheet),
        regions=regions_of(sheet.mission),
        register=register_of(load.election_id),
        headings=load.headings,
        zone=ZoneInfo(load.zone),
    )
    rows = islice(rows_of(path, reader.headings, load.ending), load.rows, None)
    blocks = ahead(_blocks(rows, reader.read), alive=lambda: leases.advance(lease))
    # A part begins when its first block is there: nobody waits for the mission's counts while a file is read.
    for first in blocks:
        with transaction.atomic(), connection.cursor() as cursor:
            # From here on the row is locked, so that nobody takes the load over before this part is in.
            leases.advance(lease)
            writer = Writer(sheet, cursor)
            if register_mark(load.election_id) != mark:
                raise RegisterChanged
            for read, block, problems, refused in _part(first, blocks):
                writer.write(block)
                copy_problems(cursor, load.pk, problems)
                writer.counts.rows += read
                writer.counts.refused += refused
            writer.finish()
            checkpoint("written")
            _advance(lease, writer.counts)
        yield writer.counts


def _part(first: _Read, blocks: Blocks) -> Blocks:
    """A part ends after some blocks, and where reading is slow after some seconds."""
    until = time.monotonic() + LONGEST_PART
    yield first
    for _number in range(BLOCKS_IN_A_PART - 1):
        if time.monotonic() > until:
            return
        following = next(blocks, None)
        if following is None:
            return
        yield following


def _stations_parts(load: Load, lease: Lease, path: Path) -> Iterator[LoadCounts]:
    country = load.election.country_id
    reader = StationReader(mapping=load.mapping, country_id=country)
    rows = islice(rows_of(path, reader.headings, load.ending), load.rows, None)
    for read, stations, problems, refused in ahead(_blocks(rows, reader.read), alive=lambda: leases.advance(lease)):
        with transaction.atomic(), connection.cursor() as cursor:
            leases.advance(lease)
            counts = write_stations(cursor, load=load, reader=reader, stations=stations, problems=problems)
            counts.rows, counts.refused = read, counts.refused + refused
            checkpoint("written")
            _advance(lease, counts)
        yield counts


def _advance(lease: Lease, counts: LoadCounts) -> None:
    added = {name: F(name) + value for name, value in asdict(counts).items()}
    leases.advance(lease, attempts=0, **added)


def _blocks(rows: Iterator[Row], read: Callable[[list[Row]], tuple[Any, list[RowProblem], int]]) -> Blocks:
    while block := list(islice(rows, BLOCK)):
        yield len(block), *read(block)
