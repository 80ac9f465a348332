"""What tests of database rules share: a table of violations, and the name of the rule that refused one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction

from tests import factories as make

Make = Callable[..., Any]


# Of these nothing may change after publication, so another rule sees an embargo first.
FROZEN = frozenset(
    {"finding", "figure", "recommendation", "deliverable", "headlinecheck", "authorityreply", "statisticsrelease"}
)


@dataclass(frozen=True)
class Violation:
    """One way to break one rule; `act` writes past every check in Python."""

    rule: str
    act: Callable[[], object]
    how: str = ""

    def __str__(self) -> str:
        return f"{self.rule}: {self.how}" if self.how else self.rule


def rule_that_refuses(act: Callable[[], object]) -> str:
    """The name of the constraint that the database names when it refuses, rules that look at commit included."""
    try:
        with transaction.atomic():
            act()
            settle()
    except IntegrityError as error:
        return str(error.__cause__.diag.constraint_name)  # type: ignore[union-attr]
    return "nothing refused it"


def settle() -> None:
    """Let the rules that look at commit look now, as if what was written so far had been committed."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def change(record: Any, **values: object) -> None:
    """Write columns with UPDATE alone: neither `clean` nor `save` runs."""
    type(record)._default_manager.filter(pk=record.pk).update(**values)


def delete(record: Any) -> None:
    """DELETE in SQL alone, so that no cascade in Python goes before it."""
    type(record)._default_manager.filter(pk=record.pk)._raw_delete("default")


def publication_rules(kind: str, table: str, draft: Make) -> list[Violation]:
    """The rules of everything that is published; `draft` makes a row that could be published, with given columns."""

    def public() -> Any:
        return make.published(draft())

    def withdrawn_without_reason() -> None:
        change(public(), state="withdrawn", withdrawn_at=make.NOW, withdrawn_by=make.user())

    forward = f"{table}_moves_forward_only"
    return [
        Violation(
            f"{kind}_state_is_known", lambda: draft(state="lost", published_at=make.NOW, published_by=make.user())
        ),
        Violation(f"published_{kind}_has_date_and_publisher", lambda: change(draft(), state="published")),
        Violation(
            f"published_{kind}_has_date_and_publisher",
            lambda: change(draft(), state="published", published_at=make.NOW),
            "no publisher",
        ),
        Violation(f"withdrawn_{kind}_has_date_and_reason", withdrawn_without_reason),
        Violation(
            f"withdrawn_{kind}_has_date_and_reason",
            lambda: change(public(), state="withdrawn", withdrawal_note="Wrong", withdrawn_by=make.user()),
            "no date",
        ),
        Violation(forward, lambda: change(public(), state="draft"), "back to draft"),
        Violation(forward, lambda: change(draft(), state="withdrawn"), "withdrawn without having been public"),
        Violation(forward, lambda: delete(public()), "deleted"),
        *([] if kind in FROZEN else [_embargoed_again(forward, public)]),
    ]


def _embargoed_again(rule: str, public: Make) -> Violation:
    later = make.NOW + timedelta(days=9_999)
    return Violation(rule, lambda: change(public(), embargo_until=later), "embargoed again")


def frozen_rules(table: str, draft: Make, **values: object) -> list[Violation]:
    """Each of the given columns stays as it was published, and so does the moment of the embargo."""
    rule = f"{table}_is_frozen_once_published"
    later = {"embargo_until": make.NOW + timedelta(days=1), "published_at": make.NOW - timedelta(days=1), **values}
    return [
        Violation(rule, lambda column=column, value=value: change(make.published(draft()), **{column: value}), column)  # type: ignore[misc]
        for column, value in later.items()
    ]
