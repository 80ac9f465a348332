"""Counting all visits anew: to compare with the counts that triggers keep, or to put these right."""

from dataclasses import dataclass

from django.db import connection, transaction

from apps.visits import counting

MEMORY = "256MB"
VISITS = "SELECT *, 1 AS sign FROM visits_visit"
STATIONS = "SELECT *, 1 AS sign FROM visits_pollingstation"

# For each table of counts its columns, what is counted, and which counts say nothing.
COUNTED = {
    "visits_visittally": (
        "mission_id, questionnaire_id, form, region_id, hour, overall, visits",
        counting.visit_counts(VISITS),
        "visits <> 0",
    ),
    "visits_answertally": (
        "mission_id, question_id, region_id, hour, kind, value, visits, total",
        counting.answer_counts(VISITS),
        "visits <> 0 OR total <> 0",
    ),
    "visits_stationtally": ("mission_id, station_id, visits", counting.station_counts(VISITS), "visits <> 0"),
    "visits_coveragetally": (
        "mission_id, region_id, stations, voters",
        counting.COVERAGE_COUNTS.format(stations=counting.station_counts(VISITS)),
        "stations <> 0 OR voters <> 0",
    ),
    "visits_registertally": (
        "election_id, region_id, stations, voters",
        counting.register_counts(STATIONS),
        "stations <> 0 OR voters <> 0",
    ),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """How many lines of a table of counts differ from a full count."""

    table: str
    missing: int
    surplus: int


@transaction.atomic
def compare() -> list[Difference]:
    """Count everything and compare, at one moment; only tables that differ are named."""
    _hold_still()
    found = []
    with connection.cursor() as cursor:
        for table, (columns, counted, says) in COUNTED.items():
            # Materialised, since counting everything is what takes long.
            sql = (
                f"WITH kept AS (SELECT {columns} FROM {table} WHERE {says}), "  # noqa: S608 - names of this file
                f"full_count AS MATERIALIZED (SELECT {columns} FROM ({counted}) c WHERE {says}) "
                "SELECT (SELECT count(*) FROM (TABLE full_count EXCEPT TABLE kept) m), "
                "(SELECT count(*) FROM (TABLE kept EXCEPT TABLE full_count) s)"
            )
            cursor.execute(sql)
            missing, surplus = cursor.fetchone()
            if missing or surplus:
                found.append(Difference(table, missing, surplus))
    return found


@transaction.atomic
def rebuild() -> None:
    """Replace all counts by a full count; writers of visits wait."""
    _hold_still()
    with connection.cursor() as cursor:
        for table, (columns, counted, says) in COUNTED.items():
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608
            cursor.execute(
                f"INSERT INTO {table} ({columns}) SELECT {columns} FROM ({counted}) c WHERE {says}"  # noqa: S608
            )


def _hold_still() -> None:
    with connection.cursor() as cursor:
        # Some ten thousand groups of answers, which PostgreSQL's default would write to disk with every answer again.
        cursor.execute(f"SET LOCAL work_mem = '{MEMORY}'")
        cursor.execute("LOCK TABLE visits_visit, visits_pollingstation IN SHARE MODE")
