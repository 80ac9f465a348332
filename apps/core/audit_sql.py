"""SQL for the audit: triggers that write down every change, and a chain of hashes over what they wrote.

Why triggers: model signals miss bulk writes, `update()`, raw SQL and the psql prompt. Why one table with the values as
JSON: a column added to an audited table needs no second migration, and all history is one list to search and to chain.
Who and why come from `pghistory.context`, which sends them with each statement.
"""

import secrets

from django.db import migrations

from apps.core.page_changes import LOCK

# ruff: noqa: S608 - the SQL is put together from names that migrations give

# What the hash of a link covers, besides the hash before it. `event` is a row of core_auditevent.
PAYLOAD = """jsonb_build_array(event.id, to_char(event.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
    event."table", event."row", event.action, event.before, event.after, event.actor, event.source, event.reason,
    event.batch, event.transaction, event.database_user)::text"""

# Tests empty tables between them, and say so; nobody else has a reason to.
MAY_EMPTY = "electionwatch.may_empty_tables"


def functions() -> migrations.RunSQL:
    """`audit_digest`, `audit_shown`, `audit_row()` and `never_emptied()`: what the triggers of every table call."""
    salt = secrets.token_hex(16)
    return migrations.RunSQL(
        sql=[
            # The salt is made by each installation for itself, so that nobody can look digests up in a table.
            f"""
            CREATE FUNCTION audit_digest(value text) RETURNS text LANGUAGE sql IMMUTABLE AS $body$
                SELECT 'digest ' || left(encode(sha256(convert_to('{salt}' || value, 'UTF8')), 'hex'), 16)
            $body$;
            """,
            """
            CREATE FUNCTION audit_shown(item jsonb, hidden text[]) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $body$
                SELECT jsonb_object_agg(key, CASE WHEN key = ANY(hidden) AND value NOT IN ('null', '""')
                                                  THEN to_jsonb(audit_digest(value::text)) ELSE value END)
                FROM jsonb_each(item)
            $body$;
            """,
            AUDIT_ROW,
            f"""
            CREATE FUNCTION never_emptied() RETURNS trigger LANGUAGE plpgsql AS $body$
            BEGIN
                IF coalesce(current_setting('{MAY_EMPTY}', true), '') <> 'on' THEN
                    RAISE EXCEPTION 'TRUNCATE would leave no trace in the audit'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'audited_table_is_never_emptied';
                END IF;
                RETURN NULL;
            END $body$;
            """,
        ],
        reverse_sql="""
            DROP FUNCTION never_emptied();
            DROP FUNCTION audit_row();
            DROP FUNCTION audit_shown(jsonb, text[]);
            DROP FUNCTION audit_digest(text);
        """,
    )


# Arguments: the key's column, the columns that are kept as digests, the columns whose change alone is no event.
AUDIT_ROW = """
    CREATE FUNCTION audit_row() RETURNS trigger LANGUAGE plpgsql AS $body$
    DECLARE
        hidden CONSTANT text[] := string_to_array(TG_ARGV[1], ',');
        said CONSTANT jsonb := coalesce(nullif(current_setting('pghistory.context_metadata', true), ''), '{}')::jsonb;
        old_row jsonb; new_row jsonb; key text;
    BEGIN
        IF TG_OP <> 'INSERT' THEN old_row := to_jsonb(OLD); END IF;
        IF TG_OP <> 'DELETE' THEN new_row := to_jsonb(NEW); END IF;
        key := coalesce(old_row, new_row) ->> TG_ARGV[0];
        IF TG_OP = 'UPDATE' THEN
            SELECT jsonb_object_agg(was.key, was.value), jsonb_object_agg(was.key, new_row -> was.key)
            INTO old_row, new_row FROM jsonb_each(old_row) AS was WHERE was.value IS DISTINCT FROM new_row -> was.key;
            IF old_row IS NULL OR old_row - string_to_array(TG_ARGV[2], ',') = '{}' THEN RETURN NULL; END IF;
        END IF;
        INSERT INTO core_auditevent (
            at, "table", "row", action, before, after, actor, source, reason, batch, transaction, database_user
        ) VALUES (
            clock_timestamp(), TG_TABLE_NAME, key, lower(TG_OP), audit_shown(old_row, hidden),
            audit_shown(new_row, hidden), (said ->> 'user')::bigint, left(coalesce(said ->> 'source', ''), 300),
            left(coalesce(said ->> 'reason', ''), 2000),
            nullif(current_setting('pghistory.context_id', true), '')::uuid,
            pg_current_xact_id()::text::bigint, session_user
        );
        RETURN NULL;
    END $body$;
"""


def chain() -> migrations.RunSQL:
    """Each audit entry joins the chain when its transaction commits.

    The lock is the one of the page log: two locks taken at commit in no fixed order would block each other for ever.
    """
    return migrations.RunSQL(
        sql=f"""
        CREATE FUNCTION audit_event_joins_the_ledger() RETURNS trigger LANGUAGE plpgsql AS $body$
        DECLARE head core_ledgerlink%ROWTYPE; event core_auditevent%ROWTYPE;
        BEGIN
            event := NEW;
            PERFORM pg_advisory_xact_lock({LOCK});
            SELECT * INTO head FROM core_ledgerlink ORDER BY position DESC LIMIT 1;
            INSERT INTO core_ledgerlink (position, event_id, hash) VALUES (
                coalesce(head.position, 0) + 1, event.id,
                encode(sha256(convert_to(coalesce(head.hash, '') || {PAYLOAD}, 'UTF8')), 'hex')
            );
            RETURN NULL;
        END $body$;
        CREATE CONSTRAINT TRIGGER audit_event_joins_the_ledger AFTER INSERT ON core_auditevent
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_event_joins_the_ledger();
        """,
        reverse_sql="""
        DROP TRIGGER audit_event_joins_the_ledger ON core_auditevent;
        DROP FUNCTION audit_event_joins_the_ledger();
        """,
    )


def never_emptied(table: str) -> migrations.RunSQL:
    """Refuse TRUNCATE, which fires no trigger of rows."""
    return migrations.RunSQL(
        sql=f"""
        CREATE TRIGGER {table}_is_never_emptied BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION never_emptied();
        """,
        reverse_sql=f"DROP TRIGGER {table}_is_never_emptied ON {table};",
    )


def audited(
    table: str,
    *,
    key: str = "id",
    hidden: tuple[str, ...] = (),
    silent: tuple[str, ...] = ("updated_at",),
    events: str = "INSERT OR UPDATE OR DELETE",
) -> list[migrations.RunSQL]:
    """Write each change of a table into the audit.

    `hidden` columns are kept as digests; a change of `silent` columns alone is no event.
    """
    row = migrations.RunSQL(
        sql=f"""
        CREATE TRIGGER {table}_is_audited AFTER {events} ON {table}
        FOR EACH ROW EXECUTE FUNCTION audit_row('{key}', '{",".join(hidden)}', '{",".join(silent)}');
        """,
        reverse_sql=f"DROP TRIGGER {table}_is_audited ON {table};",
    )
    return [row, never_emptied(table)]
