"""SQL for the triggers that migrations install: the database is the last line of defence.

Messages are English on purpose: they reach programmers and logs; forms explain the same rule to people before.
"""

from django.db import migrations

REFUSE = "check_violation"


def _row_trigger(*, name: str, table: str, when: str, body: str, deferred: bool = False) -> migrations.RunSQL:
    kind = "CONSTRAINT TRIGGER" if deferred else "TRIGGER"
    timing = "AFTER" if deferred else "BEFORE"
    deferral = "DEFERRABLE INITIALLY DEFERRED" if deferred else ""
    return migrations.RunSQL(
        sql=f"""
            CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body$ {body} $body$;
            CREATE {kind} {name} {timing} {when} ON {table} {deferral}
            FOR EACH ROW EXECUTE FUNCTION {name}();
        """,
        reverse_sql=f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();",
    )


def before(*, name: str, table: str, when: str, body: str) -> migrations.RunSQL:
    """A trigger that sees each row before it is written; `body` is PL/pgSQL and returns NEW or OLD."""
    return _row_trigger(name=name, table=table, when=when, body=body)


def at_commit(*, name: str, table: str, when: str, body: str) -> migrations.RunSQL:
    """A trigger that looks when the transaction ends, so that rows may be written in any order before."""
    return _row_trigger(name=name, table=table, when=when, body=body, deferred=True)


def refuse(*, name: str, table: str, when: str, message: str) -> migrations.RunSQL:
    """A trigger that refuses an operation on every row of a table."""
    return before(
        name=name,
        table=table,
        when=when,
        body=f"BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = '{REFUSE}', CONSTRAINT = '{name}'; END",
    )


def publication_edges(table: str) -> migrations.RunSQL:
    """Only draft → published → withdrawn; what readers have seen is never deleted nor put under embargo again."""
    name = f"{table}_moves_forward_only"
    return before(
        name=name,
        table=table,
        when="INSERT OR UPDATE OR DELETE",
        body=f"""
        BEGIN
            IF TG_OP = 'INSERT' THEN RETURN NEW; END IF;
            IF TG_OP = 'DELETE' THEN
                IF OLD.state <> 'draft' THEN
                    RAISE EXCEPTION 'what was published is withdrawn, not deleted'
                    USING ERRCODE = '{REFUSE}', CONSTRAINT = '{name}';
                END IF;
                RETURN OLD;
            END IF;
            IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN
                (('draft', 'published'), ('published', 'withdrawn')) THEN
                RAISE EXCEPTION 'state cannot go from % to %', OLD.state, NEW.state
                USING ERRCODE = '{REFUSE}', CONSTRAINT = '{name}';
            END IF;
            IF OLD.state <> 'draft' AND NEW.embargo_until IS DISTINCT FROM OLD.embargo_until
               AND COALESCE(OLD.embargo_until, '-infinity') <= now() THEN
                RAISE EXCEPTION 'what readers have seen cannot be put under embargo'
                USING ERRCODE = '{REFUSE}', CONSTRAINT = '{name}';
            END IF;
            RETURN NEW;
        END""",
    )


def frozen_once_published(table: str, *, but: tuple[str, ...] = ()) -> migrations.RunSQL:
    """After publication nothing changes but the withdrawal itself and the columns named in `but`."""
    name = f"{table}_is_frozen_once_published"
    free = ("state", "withdrawn_at", "withdrawn_by_id", "withdrawal_note", "updated_at", *but)
    array = ", ".join(f"'{column}'" for column in free)
    return before(
        name=name,
        table=table,
        when="UPDATE",
        body=f"""
        BEGIN
            IF OLD.state <> 'draft'
               AND (to_jsonb(OLD) - ARRAY[{array}]) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY[{array}]) THEN
                RAISE EXCEPTION 'a published claim is replaced, not changed'
                USING ERRCODE = '{REFUSE}', CONSTRAINT = '{name}';
            END IF;
            RETURN NEW;
        END""",
    )
