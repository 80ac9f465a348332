"""The triggers that keep the counts and judge whole statements: row by row, loading would be many times slower."""

from django.db import migrations

from apps.visits.counting import SOURCES, add_answers, add_register, add_stations, add_visits, lock

_TABLES = {
    "INSERT": "REFERENCING NEW TABLE AS come",
    "UPDATE": "REFERENCING OLD TABLE AS gone NEW TABLE AS come",
    "DELETE": "REFERENCING OLD TABLE AS gone",
}

# Set by the loader within its transaction: what it adds, it counts by itself (`tallying`).
COUNTED_BY_LOADER = "electionwatch.counted_by_loader"

FITS = """
    IF EXISTS (
        SELECT 1 FROM come v JOIN visits_pollingstation s ON s.id = v.station_id
        JOIN missions_mission m ON m.id = v.mission_id WHERE s.election_id <> m.election_id
    ) THEN
        RAISE EXCEPTION 'the polling station belongs to another election'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'visit_is_to_a_station_of_its_election';
    END IF;
    IF EXISTS (
        SELECT 1 FROM come v JOIN visits_questionnaire q ON q.id = v.questionnaire_id
        WHERE (q.mission_id, q.form) <> (v.mission_id, v.form)
    ) THEN
        RAISE EXCEPTION 'the questionnaire is of another mission or form'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'visit_uses_a_form_of_its_mission';
    END IF;"""


def visits_body(event: str) -> str:
    source = SOURCES[event]
    parts = [lock(source), add_visits(source), add_answers(source), add_stations(source)]
    return "\n".join([FITS if event != "DELETE" else "", *parts])


def insert_body() -> str:
    """What is new is judged in any case, and counted unless the loader does it."""
    skip = f"IF current_setting('{COUNTED_BY_LOADER}', true) = 'on' THEN RETURN NULL; END IF;"
    source = SOURCES["INSERT"]
    counts = [lock(source), add_visits(source), add_answers(source), add_stations(source)]
    return "\n".join([FITS, skip, *counts])


def _statement_trigger(*, table: str, event: str, name: str, body: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        sql=f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN {body} RETURN NULL; END $body$;
        CREATE TRIGGER {name} AFTER {event} ON {table} {_TABLES[event]}
        FOR EACH STATEMENT EXECUTE FUNCTION {name}();
        """,
        reverse_sql=f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();",
    )


def tally_triggers() -> list[migrations.RunSQL]:
    """For visits and for the register of stations, one trigger for each event."""
    made = []
    for event in SOURCES:
        for table, body in (
            ("visits_visit", visits_body(event)),
            ("visits_pollingstation", add_register(SOURCES[event])),
        ):
            name = f"{table}_is_tallied_on_{event.lower()}"
            made.append(_statement_trigger(table=table, event=event, name=name, body=body))
    return made
