"""The change log only grows, and its cursor grows in the order of commits."""

import threading
from typing import Any

import pytest
from django.db import connection, transaction

from apps.core.models import Change, PageChange, SearchEntry
from tests import factories as make
from tests.violations import Violation, change, delete, rule_that_refuses

LONG_ENOUGH = 10.0


def line(**fields: Any) -> Change:
    return Change.objects.create(
        **{"visible_from": make.NOW, "kind": "published", "record": "finding", "code": "f-1", **fields}
    )


def entry(kind: str) -> None:
    SearchEntry.objects.create(kind=kind, record=7)


def the_same_entry_twice() -> None:
    for _ in range(2):
        entry("finding")


def the_same_page_change_twice() -> None:
    for _ in range(2):
        PageChange.objects.create(transaction=7, visible_from=make.NOW)


VIOLATIONS = [
    Violation("transaction_is_logged_once_a_moment", the_same_page_change_twice),
    Violation("record_is_searched_once", the_same_entry_twice),
    Violation("search_kind_is_known", lambda: entry("gossip")),
    Violation("change_kind_is_known", lambda: line(kind="forgotten")),
    Violation("change_log_is_append_only", lambda: change(line(), note="Nothing happened."), "changed"),
    Violation("change_log_is_append_only", lambda: delete(line()), "deleted"),
]


@pytest.mark.django_db
@pytest.mark.parametrize("violation", VIOLATIONS, ids=str)
def test_the_database_refuses(violation: Violation) -> None:
    assert rule_that_refuses(violation.act) == violation.rule


@pytest.mark.django_db
def test_the_cursor_cannot_be_chosen() -> None:
    line(id=1_000_000)
    assert Change.objects.latest("id").id < 1_000_000


class Writer(threading.Thread):
    """A transaction of its own that writes one line, and then commits when it is told to."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code
        self.began, self.written, self.may_commit = threading.Event(), threading.Event(), threading.Event()

    def run(self) -> None:
        try:
            with transaction.atomic():
                connection.ensure_connection()
                self.began.set()
                line(code=self.code)
                self.written.set()
                self.may_commit.wait(LONG_ENOUGH)
        finally:
            connection.close()


WAITING = """
    SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
    WHERE d.datname = current_database() AND l.locktype = 'advisory' AND l.objid = 7306 AND NOT l.granted
"""


def _waiting_for_the_log() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return bool(cursor.fetchone()[0])


def _until(condition: Any) -> bool:
    tick = threading.Event()
    for _ in range(int(LONG_ENOUGH * 100)):
        if condition():
            return True
        tick.wait(0.01)
    return False


@pytest.mark.django_db(transaction=True)
def test_a_second_writer_waits_until_the_first_has_committed() -> None:
    first, second = Writer("f-first"), Writer("f-second")
    first.start()
    assert first.written.wait(LONG_ENOUGH)
    second.start()
    assert _until(_waiting_for_the_log)
    assert not second.written.is_set()
    first.may_commit.set()
    assert second.written.wait(LONG_ENOUGH)
    second.may_commit.set()
    first.join(LONG_ENOUGH)
    second.join(LONG_ENOUGH)
    assert list(Change.objects.order_by("id").values_list("code", flat=True)) == ["f-first", "f-second"]


@pytest.mark.django_db(transaction=True)
def test_a_reader_never_meets_a_smaller_number_later() -> None:
    seen: list[int] = []
    writers = [Writer(f"f-{number}") for number in range(8)]
    for writer in writers:
        writer.may_commit.set()
        writer.start()
    while any(writer.is_alive() for writer in writers):
        seen.extend(Change.objects.filter(id__gt=max(seen, default=0)).order_by("id").values_list("id", flat=True))
    seen.extend(Change.objects.filter(id__gt=max(seen, default=0)).order_by("id").values_list("id", flat=True))
    assert seen == list(Change.objects.order_by("id").values_list("id", flat=True))
    assert len(seen) == len(writers)
