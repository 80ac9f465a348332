"""Foreign keys of visits, held for whole statements: one key at a time, they would take as long as all the rest.

A row that names what is not there is refused, and so is the deletion of what a row names, in whatever order two
transactions do the two: whoever writes visits shares a lock that whoever deletes has alone.
"""

from typing import Final

from django.db import migrations

# Fixed and arbitrary.
LOCK: Final = 7310
KEYS: Final = {
    "mission_id": "missions_mission",
    "questionnaire_id": "visits_questionnaire",
    "station_id": "visits_pollingstation",
    "region_id": "elections_region",
}
"""Column of a visit → the table whose row it names."""


def _refuse(table: str, column: str) -> str:
    return f"""
        RAISE EXCEPTION '{table}: a visit names what is not there by {column}'
        USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'visit_names_what_is_there_by_{column}';"""


def _come() -> str:
    """What visits name has to be there."""
    parts = [f"PERFORM pg_advisory_xact_lock_shared({LOCK}, 0);"]
    for column, table in KEYS.items():
        # The names stand in this file.
        parts.append(f"""
            IF EXISTS (
                SELECT 1 FROM (SELECT DISTINCT {column} AS named FROM come WHERE {column} IS NOT NULL) c
                WHERE NOT EXISTS (SELECT 1 FROM {table} t WHERE t.id = c.named)
            ) THEN {_refuse(table, column)} END IF;""")  # noqa: S608
    return "".join(parts)


def _gone(table: str, column: str) -> str:
    """What visits name may not go."""
    return f"""
        PERFORM pg_advisory_xact_lock({LOCK}, 0);
        IF EXISTS (SELECT 1 FROM gone g JOIN visits_visit v ON v.{column} = g.id) THEN
            {_refuse(table, column)}
        END IF;"""  # noqa: S608


def _trigger(name: str, table: str, event: str, rows: str, body: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        sql=f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN {body} RETURN NULL; END $body$;
        CREATE TRIGGER {name} AFTER {event} ON {table} REFERENCING {rows}
        FOR EACH STATEMENT EXECUTE FUNCTION {name}();""",
        reverse_sql=f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();",
    )


def set_based_keys() -> list[migrations.RunSQL]:
    """The triggers in the place of the foreign keys. Their names come before those that count."""
    made = [
        _trigger(f"visit_names_what_is_there_on_{event.lower()}", "visits_visit", event, "NEW TABLE AS come", _come())
        for event in ("INSERT", "UPDATE")
    ]
    made += [
        _trigger(f"{table}_is_not_named_by_visits", table, "DELETE", "OLD TABLE AS gone", _gone(table, column))
        for column, table in KEYS.items()
    ]
    return made
