"""The audit of visits: set-based, and without anything by which an observer could be known.

Loading is not written down row by row: a visit that comes is its own record, and one that replaces another leaves the
old one standing. What people change or delete is. Who was where and when is left out of the values from the beginning,
not even as a digest, since a short code can be guessed from its digest: so deleting personal data later leaves the
audit, and the chain of hashes over it, as they are.
"""

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

# ruff: noqa: S608 - the SQL is put together from names that stand in this file
_PERSONAL: Final = f"'{{{','.join(PERSONAL)}}}'::text[]"
_SILENT: Final = f"'{{{','.join(SILENT)}}}'::text[]"

FUNCTIONS = f"""
    CREATE FUNCTION visit_shown(item jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $body$
        SELECT jsonb_object_agg(key, CASE WHEN key = ANY({_PERSONAL}) AND value NOT IN ('null', '""')
                                          THEN '"{LEFT_OUT}"' ELSE value END)
        FROM jsonb_each(item - 'digest')
    $body$;
    CREATE FUNCTION write_visits_down() RETURNS trigger LANGUAGE plpgsql AS $body$
    DECLARE
        said CONSTANT jsonb := coalesce(nullif(current_setting('pghistory.context_metadata', true), ''), '{{}}')::jsonb;
        quiet CONSTANT text[] := {_SILENT} || CASE
            WHEN current_setting('{FORGETTING}', true) = 'on' THEN {_PERSONAL} ELSE '{{}}'::text[] END;
    BEGIN
        INSERT INTO core_auditevent (
            at, "table", "row", action, before, after, actor, source, reason, batch, transaction, database_user
        ) SELECT clock_timestamp(), TG_TABLE_NAME, e.id::text, lower(TG_OP), visit_shown(e.before),
            visit_shown(e.after), (said ->> 'user')::bigint, left(coalesce(said ->> 'source', ''), 300),
            left(coalesce(said ->> 'reason', ''), 2000),
            nullif(current_setting('pghistory.context_id', true), '')::uuid,
            pg_current_xact_id()::text::bigint, session_user
        FROM (%s) e
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


def audit_of_visits() -> list[migrations.RunSQL]:
    shown, write = FUNCTIONS.split("CREATE FUNCTION write_visits_down")
    parts = [migrations.RunSQL(shown, "DROP FUNCTION visit_shown(jsonb);")]
    for event, tables, rows in (
        ("update", "OLD TABLE AS gone NEW TABLE AS come", CHANGED),
        ("delete", "OLD TABLE AS gone", DELETED),
    ):
        name = f"visits_visit_{event}_is_audited"
        body = "CREATE FUNCTION " + name + write % rows
        trigger = f"""
            CREATE TRIGGER {name} AFTER {event.upper()} ON visits_visit REFERENCING {tables}
            FOR EACH STATEMENT EXECUTE FUNCTION {name}();"""
        parts.append(migrations.RunSQL(body + trigger, f"DROP TRIGGER {name} ON visits_visit; DROP FUNCTION {name}();"))
    return [*parts, never_emptied("visits_visit")]
