"""Filling an empty ledger with an invented one."""

from collections.abc import Callable
from typing import Any, Final

from django.apps import apps
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext_lazy as _
from psycopg import sql

from apps.core.choices import SearchKind
from apps.elections.models import Country, Election
from apps.findings.sample import Plan, Table, tables
from apps.missions.models import Organisation

NUMBERED: Final = ("elections_election", "missions_mission", "missions_missionstatement", "statements_statement",
                   "statements_textversion", "statements_quote", "findings_finding", "findings_figure",
                   "findings_recommendation", "findings_deliverable", "core_change")  # fmt: skip


@transaction.atomic
def fill_with_sample(*, plan: Plan, tell: Callable[[str], object]) -> None:
    """Write the invented ledger, whole or not at all; refused where anything is entered already."""
    if Election.objects.exists():
        raise ValidationError(_("The ledger is not empty: a sample is only for a database of its own."))
    countries = list(Country.objects.order_by("iso2").values_list("pk", "iso2"))
    organisations = list(Organisation.objects.order_by("code").values_list("pk", flat=True))
    if not countries or len(organisations) < 2:
        raise ValidationError(_("Run load_reference first: the sample needs countries and organisations."))
    by = User.objects.get_or_create(username="sample", defaults={"is_active": False})[0]
    with connection.cursor() as cursor:
        # Only a superuser of the database may; the embedded one is.
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in tables(plan, countries=countries, organisations=organisations, by=by.pk):
            tell(f"{table.name}: {_copy(cursor, table)} rows")
        cursor.execute("SET LOCAL session_replication_role = origin")
        for name in NUMBERED:
            query = sql.SQL("SELECT setval(pg_get_serial_sequence(%s, 'id'), max(id)) FROM {}")
            _execute(cursor, query.format(sql.Identifier(name)), [name])
        _write_what_triggers_keep(cursor, tell)


def _execute(cursor: CursorWrapper, query: sql.Composed, parameters: list[str] | None = None) -> None:
    """As text: the audit reads every statement on its way, and knows no other form."""
    cursor.execute(query.as_string(cursor.cursor), parameters)


def analyse() -> None:
    """Tell the planner what is there; outside of a transaction, as PostgreSQL wants it."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _copy(cursor: CursorWrapper, table: Table) -> int:
    """Columns that the sample says nothing of take what a new record has in them."""
    others = _defaults(table)
    columns = sql.SQL(", ").join(map(sql.Identifier, (*table.columns, *others)))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), columns)
    number = 0
    with cursor.cursor.copy(statement) as copy:
        for row in table.rows:
            copy.write_row((*row, *others.values()))
            number += 1
    return number


def _defaults(table: Table) -> dict[str, Any]:
    model = next(model for model in apps.get_models() if model._meta.db_table == table.name)
    fields = (field for field in model._meta.concrete_fields if not field.null and not field.primary_key)
    return {str(field.column): field.get_default() for field in fields if field.column not in table.columns}


def _write_what_triggers_keep(cursor: CursorWrapper, tell: Callable[[str], object]) -> None:
    for kind in SearchKind:
        table = next(name for name in NUMBERED if name.endswith(f"_{kind}"))
        query = sql.SQL("SELECT count({}(id)::text) FROM {}")
        _execute(cursor, query.format(sql.Identifier(f"search_{kind}"), sql.Identifier(table)))
        tell(f"search index: {kind}")
    cursor.execute("SELECT log_page_change(now())")
