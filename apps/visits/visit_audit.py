"""The audit of visits and their loads: set-based, and without anything by which an observer could be known.

Loading is not written down row by row: a visit that comes is its own record, and one that replaces another leaves the
old one standing. What people change or delete is. Who was where and when is left out of the values from the beginning,
not even as a digest, since a short code can be guessed from its digest: so deleting personal data later leaves the
audit, and the chain of hashes over it, as they are.
"""

from collections.abc import Sequence
from typing import Final

from django.db import migrations

from apps.core.audit_sql import never_emptied

# The words that stand in the audit for what is left out.
LEFT_OUT: Final = "(not kept)"
PERSONAL: Final = ("team_code", "arrived_at", "departed_at", "entered_by_id")
# Worked out by the checks and by loading, or a hash over personal values too.
SILENT: Final = ("updated_at", "quality", "flags", "digest")
# While this is on, a change of personal columns alone is no event: `Forgetting` says it once for all.
FORGETTING: Final = "electionwatch.forgetting"

# What a load keeps that can tell who observed: whoever sent the file in, and the name of the file.
LOAD_PERSONAL: Final = ("name", "started_by_id")
# Written by those who send a file in and by workers; what is left is what a load was, which nothing changes.
LOAD_SILENT: Final = (
    *LOAD_PERSONAL, "updated_at", "headings", "mapping", "state", "trouble", "found", "rows", "added", "replaced",
    "same", "refused", "attempts", "lease_token", "lease_until", "rung_at", "ended_at", "forgotten_at",
)  # fmt: skip

# ruff: noqa: S608 - the SQL is put together from names that stand in this file


def _array(names: Sequence[str]) -> str:
    return f"'{{{','.join(names)}}}'::text[]"


def shown(name: str, personal: Sequence[str]) -> migrations.RunSQL:
    """The function that takes out of a row what the audit does not keep."""
    sql = f"""
    CREATE FUNCTION {name}(item jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $body$
        SELECT jsonb_object_agg(key, CASE WHEN key = ANY({_array(personal)}) AND value NOT IN ('null', '""')
                                          THEN '"{LEFT_OUT}"' ELSE value END)
        FROM jsonb_each(item - 'digest')
    $body$;"""
    return migrations.RunSQL(sql, f"DROP FUNCTION {name}(jsonb);")


def written_down(name: str, *, rows: str, show: str, personal: Sequence[str], silent: Sequence[str]) -> str:
    """The function of a trigger that writes `rows` (id, before, after) into the audit."""
    return f"""
    CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body$
    DECLARE
        said CONSTANT jsonb := coalesce(nullif(current_setting('pghistory.context_metadata', true), ''), '{{}}')::jsonb;
        quiet CONSTANT text[] := {_array(silent)} || CASE
            WHEN current_setting('{FORGETTING}', true) = 'on' THEN {_array(personal)} ELSE '{{}}'::text[] END;
    BEGIN
        INSERT INTO core_auditevent (
            at, "table", "row", action, before, after, actor, source, reason, batch, transaction, database_user
        ) SELECT clock_timestamp(), TG_TABLE_NAME, e.id::text, lower(TG_OP), {show}(e.before),
            {show}(e.after), (said ->> 'user')::bigint, left(coalesce(said ->> 'source', ''), 300),
            left(coalesce(said ->> 'reason', ''), 2000),
            nullif(current_setting('pghistory.context_id', true), '')::uuid,
            pg_current_xact_id()::text::bigint, session_user
        FROM ({rows}) e
        WHERE e.before IS NOT NULL AND (
            e.after IS NULL OR e.before - quiet - CASE WHEN e.after ->> 'standing' = 'replaced'
                THEN '{{standing,successor_id}}'::text[] ELSE '{{}}'::text[] END <> '{{}}')
        ORDER BY e.id;
        RETURN NULL;
    END $body$;"""


CHANGED = """
    SELECT g.id, d.before, d.after FROM gone g JOIN come c ON c.id = g.id CROSS JOIN LATERAL (
        SELECT jsonb_object_agg(was.key, was.value) AS before,
            jsonb_object_agg(was.key, to_jsonb(c) -> was.key) AS after
        FROM jsonb_each(to_jsonb(g)) was WHERE was.value IS DISTINCT FROM to_jsonb(c) -> was.key
    ) d WHERE g IS DISTINCT FROM c"""
DELETED = "SELECT g.id, to_jsonb(g) AS before, NULL::jsonb AS after FROM gone g"


# A file that was looked at and not loaded leaves nothing behind: it is no part of any record.
LOADS_DELETED = f"{DELETED} WHERE g.state <> 'mapping'"


def audit_of_visits() -> list[migrations.RunSQL]:
    made = [shown("visit_shown", PERSONAL)]
    for event, rows in (("update", CHANGED), ("delete", DELETED)):
        name = f"visits_visit_{event}_is_audited"
        body = written_down(name, rows=rows, show="visit_shown", personal=PERSONAL, silent=SILENT)
        made.append(_trigger("visits_visit", event, name, body))
    return [*made, never_emptied("visits_visit")]


def audit_of_loads() -> list[migrations.RunSQL]:
    """In place of the trigger for rows, which wrote down who sent each file in."""
    made = [
        migrations.RunSQL("DROP TRIGGER visits_load_is_audited ON visits_load;", migrations.RunSQL.noop),
        shown("load_shown", LOAD_PERSONAL),
    ]
    for event, rows in (("update", CHANGED), ("delete", LOADS_DELETED)):
        name = f"visits_load_{event}_is_audited"
        body = written_down(name, rows=rows, show="load_shown", personal=LOAD_PERSONAL, silent=LOAD_SILENT)
        made.append(_trigger("visits_load", event, name, body))
    return made


_TABLES = {"update": "OLD TABLE AS gone NEW TABLE AS come", "delete": "OLD TABLE AS gone"}


def _trigger(table: str, event: str, name: str, body: str) -> migrations.RunSQL:
    trigger = f"""
        CREATE TRIGGER {name} AFTER {event.upper()} ON {table} REFERENCING {_TABLES[event]}
        FOR EACH STATEMENT EXECUTE FUNCTION {name}();"""
    return migrations.RunSQL(body + trigger, f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();")
