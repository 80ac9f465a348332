"""Whether the audit is what its triggers wrote: every entry in its place in the chain, none changed, added or missing.

Hashes are recomputed here and not by the database, whose functions somebody with its password could have changed.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.db import connection, transaction
from django.utils.translation import gettext as _

from apps.core.audit_sql import PAYLOAD
from apps.core.models import AuditEvent, LedgerLink

# ruff: noqa: S608 - the SQL is put together from constants of ours
CHUNK: Final = 2000
CHAIN: Final = f"""
    SELECT link.position, link.event_id, link.hash, CASE WHEN event.id IS NOT NULL THEN {PAYLOAD} END
    FROM core_ledgerlink AS link LEFT JOIN core_auditevent AS event ON event.id = link.event_id
    ORDER BY link.position
"""


@dataclass(frozen=True)
class Head:
    """The last place of the chain and its hash: kept elsewhere, it shows later whether the end was cut off."""

    position: int
    hash: str

    def __str__(self) -> str:
        return f"{self.position}:{self.hash}"

    @classmethod
    def parse(cls, text: str) -> "Head":
        """Read what `__str__` wrote; ValueError where it is something else."""
        position, _colon, digest = text.strip().partition(":")
        if not position.isdecimal() or len(digest) != 64:
            raise ValueError(text)
        return cls(int(position), digest)


NO_HEAD: Final = Head(0, "")


@dataclass(frozen=True)
class LedgerReport:
    """What a check found: the head and how many entries stand, or the first fault in words."""

    head: Head
    fault: str = ""


def head() -> Head:
    last = LedgerLink.objects.order_by("-position").first()
    return Head(last.position, last.hash) if last else NO_HEAD


@transaction.atomic
def check(*, known: Head | None = None) -> LedgerReport:
    """Walk the whole chain; `known` is a head that was written down before, which must still be in its place."""
    before = NO_HEAD
    for position, event, digest, payload in _links():
        fault = _fault(before, position, event, digest, payload)
        if not fault and known is not None and known.position == position and known.hash != digest:
            fault = _("Entry %(event)s stands where another stood when the head was written down.") % {"event": event}
        if fault:
            return LedgerReport(before, fault)
        before = Head(position, digest)
    if known is not None and known.position > before.position:
        cut = _("The end is cut off: %(known)s entries were there, %(found)s are left.")
        return LedgerReport(before, cut % {"known": known.position, "found": before.position})
    return LedgerReport(before, _stray())


def _links() -> Iterator[tuple[int, int, str, str | None]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(CHAIN)
        while rows := cursor.fetchmany(CHUNK):
            yield from rows


def _fault(before: Head, position: int, event: int, digest: str, payload: str | None) -> str:
    """Why a link does not follow the one before it, in words; empty where it does."""
    if position != before.position + 1:
        return _("Place %(place)s of the chain is missing.") % {"place": before.position + 1}
    if payload is None:
        return _("Entry %(event)s is missing from the audit.") % {"event": event}
    if hashlib.sha256((before.hash + payload).encode()).hexdigest() != digest:
        return _("Entry %(event)s is not what was written, or not where it was written.") % {"event": event}
    return ""


def _stray() -> str:
    """Entries that no link knows were put in while the trigger was switched off."""
    stray = AuditEvent.objects.filter(link__isnull=True).order_by("id").first()
    return _("Entry %(event)s is in no place of the chain.") % {"event": stray.pk} if stray else ""
