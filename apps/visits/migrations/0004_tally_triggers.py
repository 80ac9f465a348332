"""Counts are kept as visits are written, a release is frozen, and what was answered keeps its meaning."""

from django.db import migrations

from apps.core.page_changes import shows_on_pages
from apps.core.triggers import before, frozen_once_published, publication_edges
from apps.visits.counting import add_answers, add_register, add_visits
from apps.visits.tally_triggers import tally_triggers

REGION_OF_STATION = """
    CREATE FUNCTION visit_is_in_the_region_of_its_station() RETURNS trigger LANGUAGE plpgsql AS $body$
    BEGIN
        SELECT coalesce(region_id, NEW.region_id) INTO NEW.region_id FROM visits_pollingstation WHERE id = NEW.station_id;
        RETURN NEW;
    END $body$;
    CREATE TRIGGER visit_is_in_the_region_of_its_station BEFORE INSERT OR UPDATE ON visits_visit
    FOR EACH ROW WHEN (NEW.region_id IS NULL AND NEW.station_id IS NOT NULL)
    EXECUTE FUNCTION visit_is_in_the_region_of_its_station();
    CREATE FUNCTION station_takes_its_visits_along() RETURNS trigger LANGUAGE plpgsql AS $body$
    BEGIN
        UPDATE visits_visit SET region_id = NEW.region_id WHERE station_id = NEW.id;
        RETURN NULL;
    END $body$;
    CREATE TRIGGER station_takes_its_visits_along AFTER UPDATE ON visits_pollingstation
    FOR EACH ROW WHEN (OLD.region_id IS DISTINCT FROM NEW.region_id AND NEW.region_id IS NOT NULL)
    EXECUTE FUNCTION station_takes_its_visits_along();
"""
REGION_BACK = """
    DROP TRIGGER visit_is_in_the_region_of_its_station ON visits_visit;
    DROP FUNCTION visit_is_in_the_region_of_its_station();
    DROP TRIGGER station_takes_its_visits_along ON visits_pollingstation;
    DROP FUNCTION station_takes_its_visits_along();
"""

# Labels may be corrected; a code, a type or a choice that is gone would change what was answered.
QUESTION_KEEPS = """
    BEGIN
        IF EXISTS (SELECT 1 FROM visits_visit WHERE questionnaire_id = OLD.questionnaire_id)
           AND (TG_OP = 'DELETE' OR (NEW.questionnaire_id, NEW.code, NEW.type) <> (OLD.questionnaire_id, OLD.code, OLD.type)
                OR NOT (SELECT coalesce(jsonb_agg(c -> 'code'), '[]') FROM jsonb_array_elements(NEW.choices) c)
                    @> (SELECT coalesce(jsonb_agg(c -> 'code'), '[]') FROM jsonb_array_elements(OLD.choices) c)) THEN
            RAISE EXCEPTION 'the questionnaire was filled in: make a new version of it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'answered_question_keeps_its_meaning';
        END IF;
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END"""

SHOWS_FROM = "latest_of(shows_from(item.state, item.embargo_until), mission_shows_from(item.mission_id))"

ALL_VISITS = "SELECT *, 1 AS sign FROM visits_visit"
ALL_STATIONS = "SELECT *, 1 AS sign FROM visits_pollingstation"
COUNT_ONCE = f"""
    {add_visits(ALL_VISITS)}
    {add_answers(ALL_VISITS)}
    INSERT INTO visits_stationtally (mission_id, station_id, visits)
    SELECT mission_id, station_id, count(*) FROM visits_visit WHERE station_id IS NOT NULL GROUP BY 1, 2;
    {add_register(ALL_STATIONS)}
"""


class Migration(migrations.Migration):
    dependencies = [("visits", "0003_standing_and_tallies"), ("missions", "0005_page_changes")]

    operations = [
        migrations.RunSQL(REGION_OF_STATION, REGION_BACK),
        *tally_triggers(),
        migrations.RunSQL(COUNT_ONCE, migrations.RunSQL.noop),
        before(
            name="answered_question_keeps_its_meaning",
            table="visits_question",
            when="UPDATE OR DELETE",
            body=QUESTION_KEEPS,
        ),
        publication_edges("visits_statisticsrelease"),
        frozen_once_published("visits_statisticsrelease"),
        shows_on_pages(table="visits_statisticsrelease", moment=SHOWS_FROM, publishable=True),
    ]
