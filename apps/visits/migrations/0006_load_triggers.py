"""Loaders count what they add by themselves, keys are held for whole statements, and loads are audited."""

from django.db import migrations

from apps.core.audit_sql import audited
from apps.visits.set_keys import set_based_keys
from apps.visits.tally_triggers import insert_body, visits_body

PROGRESS = (
    "updated_at", "rows", "added", "replaced", "same", "refused", "attempts", "lease_token", "lease_until", "rung_at",
)  # fmt: skip

# The first was to go with the rows of answers; the second now finds a station's visits by the missions of its election.
STATIONS = """
    DROP TRIGGER IF EXISTS visit_fits_its_mission ON visits_visit;
    DROP FUNCTION IF EXISTS visit_fits_its_mission();
    CREATE OR REPLACE FUNCTION station_takes_its_visits_along() RETURNS trigger LANGUAGE plpgsql AS $body$
    BEGIN
        UPDATE visits_visit SET region_id = NEW.region_id
        WHERE mission_id IN (SELECT id FROM missions_mission WHERE election_id = NEW.election_id)
          AND station_id = NEW.id;
        RETURN NULL;
    END $body$;
"""


def _body(event: str, body: str) -> str:
    return f"""
        CREATE OR REPLACE FUNCTION visits_visit_is_tallied_on_{event}() RETURNS trigger LANGUAGE plpgsql AS $body$
        BEGIN {body} RETURN NULL; END $body$"""


class Migration(migrations.Migration):
    dependencies = [
        ("visits", "0005_loads"),
        ("core", "0005_audit"),
        ("missions", "0006_audit"),
        ("elections", "0006_audit"),
    ]

    operations = [
        *set_based_keys(),
        migrations.RunSQL(STATIONS, migrations.RunSQL.noop),
        migrations.RunSQL(_body("insert", insert_body()), _body("insert", visits_body("INSERT"))),
        *audited("visits_load", silent=PROGRESS),
    ]
