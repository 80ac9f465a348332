"""What happened around an election, in order: polling, statements, and the days on which reports fall due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from apps.elections.models import Election
from apps.findings.models import Deliverable
from apps.statements.models import Statement


class EntryKind(StrEnum):
    """What an entry of the time line is; a day holds them in this order."""

    POLLING = "polling"
    STATEMENT = "statement"
    PROMISE = "promise"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line; exactly the record of its kind is set, and none for the polling itself."""

    kind: EntryKind
    day: date | None
    statement: Statement | None = None
    promise: Deliverable | None = None


def timeline(*, election: Election, statements: Iterable[Statement], promises: Iterable[Deliverable]) -> list[Entry]:
    """Entries by day; those whose day nobody stated come last."""
    entries = [Entry(kind=EntryKind.POLLING, day=election.first_polling_day)]
    entries += [Entry(kind=EntryKind.STATEMENT, day=item.published_on, statement=item) for item in statements]
    entries += [Entry(kind=EntryKind.PROMISE, day=item.due_on, promise=item) for item in promises]
    order = list(EntryKind)
    return sorted(entries, key=lambda entry: (entry.day is None, entry.day or date.max, order.index(entry.kind)))
