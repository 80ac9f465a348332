"""SQL for the page log: a line for each transaction that changes what readers see, at the moment they see it.

The public change log says what became public; pages also show names, roles, links and follow-ups, which change
without a line in it. Triggers keep the page log, so that no way of writing escapes it, and it knows nothing of drafts:
a hidden edit leaves no trace in the tags that pages carry.
"""

from django.db import migrations

# ruff: noqa: S608 - the SQL is put together from names that migrations give

# Fixed and arbitrary: the key of the lock under which the numbers of the log are drawn, one commit after another.
LOCK = 7307


def functions() -> migrations.RunSQL:
    """`shows_from(state, embargo)`, `latest_of(moments)` and `log_page_change(moment)`.

    A moment of NULL means never: the row, or one that it stands on, is a draft.
    """
    return migrations.RunSQL(
        sql=f"""
        CREATE FUNCTION shows_from(state text, embargo timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $body$
            SELECT CASE WHEN state <> 'draft' THEN coalesce(embargo, '-infinity') END
        $body$;
        CREATE FUNCTION latest_of(VARIADIC moments timestamptz[]) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $body$
            SELECT CASE WHEN array_position(moments, NULL) IS NULL
                        THEN (SELECT max(moment) FROM unnest(moments) AS moment) END
        $body$;
        CREATE FUNCTION log_page_change(moment timestamptz) RETURNS void LANGUAGE plpgsql AS $body$
        DECLARE
            this CONSTANT bigint := pg_current_xact_id()::text::bigint;
            seen CONSTANT timestamptz := greatest(moment, now());
        BEGIN
            IF moment IS NULL OR EXISTS (
                SELECT 1 FROM core_pagechange WHERE transaction = this AND visible_from = seen
            ) THEN
                RETURN;
            END IF;
            PERFORM pg_advisory_xact_lock({LOCK});
            INSERT INTO core_pagechange (transaction, visible_from) VALUES (this, seen);
        END $body$;
        """,
        reverse_sql="""
        DROP FUNCTION log_page_change(timestamptz);
        DROP FUNCTION latest_of(timestamptz[]);
        DROP FUNCTION shows_from(text, timestamptz);
        """,
    )


def moment_of(*, name: str, table: str, moment: str) -> migrations.RunSQL:
    """`<name>_shows_from(id)`: when readers see a row of a table, called `item` in the SQL expression `moment`."""
    return migrations.RunSQL(
        sql=f"""
        CREATE FUNCTION {name}_shows_from(row_id bigint) RETURNS timestamptz LANGUAGE sql STABLE AS $body$
            SELECT {moment} FROM {table} AS item WHERE item.id = row_id
        $body$;
        """,
        reverse_sql=f"DROP FUNCTION {name}_shows_from(bigint);",
    )


def moment_is_gone(*, name: str, table: str, moment: str) -> migrations.RunSQL:
    """Undo `moment_of` with that moment, so that another one can take its place."""
    rule = moment_of(name=name, table=table, moment=moment)
    return migrations.RunSQL(sql=str(rule.reverse_sql), reverse_sql=str(rule.sql))


def hidden_from_pages(*, table: str, moment: str, publishable: bool = False) -> migrations.RunSQL:
    """Undo `shows_on_pages` with that moment, so that another rule can take its place."""
    rule = shows_on_pages(table=table, moment=moment, publishable=publishable)
    return migrations.RunSQL(sql=str(rule.reverse_sql), reverse_sql=str(rule.sql))


def shows_on_pages(*, table: str, moment: str = "'-infinity'", publishable: bool = False) -> migrations.RunSQL:
    """Log each change of a table that pages read; `moment` says when readers see the row, called `item`.

    It looks when the transaction ends, so that writers wait for each other only while they commit. Drafts of a
    publishable table do not even wake it.
    """
    name = f"{table}_shows_on_pages"
    drafts = "WHEN (NEW.state <> 'draft')" if publishable else ""
    events = "INSERT OR UPDATE" if publishable else "INSERT OR UPDATE OR DELETE"
    return migrations.RunSQL(
        sql=f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body$
        DECLARE item {table}%ROWTYPE;
        BEGIN
            item := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
            PERFORM log_page_change({moment});
            RETURN NULL;
        END $body$;
        CREATE CONSTRAINT TRIGGER {name} AFTER {events} ON {table} DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW {drafts} EXECUTE FUNCTION {name}();
        """,
        reverse_sql=f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();",
    )
