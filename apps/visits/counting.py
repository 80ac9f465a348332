"""SQL of the counts: one text for the triggers that keep them and for the command that counts anew.

Each function takes a source of visits, a query that gives rows of `visits_visit` with a column `sign`: 1 for a visit
that comes, -1 for one that goes. What comes and goes alike cancels out and is not written.
"""

# ruff: noqa: S608 - the SQL is put together from names that stand in this file

# Fixed and arbitrary: with a mission's number the key under which its counts are written, one transaction at a time.
LOCK = 7308

_HOUR = "date_trunc('hour', v.arrived_at, 'UTC')"

# What an answer is to its question. A word that is no kind is refused by a CHECK of the table.
_KIND = """
    CASE
        WHEN q.id IS NULL THEN 'stranger'
        WHEN a.code = ANY (v.set_aside) THEN 'aside'
        WHEN jsonb_typeof(a.given) = 'null' THEN 'unseen'
        WHEN CASE q.type
            WHEN 'yes_no' THEN a.given IN ('"yes"', '"no"')
            WHEN 'number' THEN jsonb_typeof(a.given) = 'number'
            WHEN 'multiple_choice' THEN jsonb_typeof(a.given) = 'array' AND a.given <> '[]'
            WHEN 'time' THEN a.given #>> '{}' ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'
            ELSE jsonb_typeof(a.given) = 'string'
        END THEN 'value'
        ELSE 'unfit'
    END"""
_VALUE = "CASE WHEN q.type IN ('yes_no', 'scale', 'single_choice') THEN left(a.given #>> '{}', 60) ELSE '' END"
_TOTAL = "CASE WHEN q.type = 'number' AND jsonb_typeof(a.given) = 'number' THEN a.given::numeric ELSE 0 END"


def visit_counts(source: str) -> str:
    return f"""
        SELECT v.mission_id, v.questionnaire_id, v.form, v.region_id, {_HOUR} AS hour, v.overall, sum(v.sign) AS visits
        FROM ({source}) v WHERE v.standing = 'stands'
        GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(v.sign) <> 0"""


def answer_counts(source: str) -> str:
    """Answers by value; a choice that its question does not list is marked as unfit."""
    return f"""
        SELECT g.mission_id, g.question_id, g.region_id, g.hour,
            CASE WHEN g.value <> '' AND g.type <> 'yes_no' AND g.kind IN ('value', 'chosen')
                      AND NOT q.choices @> jsonb_build_array(jsonb_build_object('code', g.value))
                 THEN 'unfit' ELSE g.kind END AS kind,
            g.value, g.visits, g.total
        FROM (
            SELECT v.mission_id, coalesce(q.id, 0) AS question_id, v.region_id, {_HOUR} AS hour, q.type,
                {_KIND} AS kind, CASE WHEN jsonb_typeof(a.given) = 'null' OR a.code = ANY (v.set_aside) THEN ''
                                      ELSE {_VALUE} END AS value,
                sum(v.sign) AS visits, sum(v.sign * {_TOTAL}) AS total
            FROM ({source}) v CROSS JOIN LATERAL jsonb_each(v.answers) AS a(code, given)
            LEFT JOIN visits_question q ON q.questionnaire_id = v.questionnaire_id AND q.code = a.code
            WHERE v.standing = 'stands'
            GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING sum(v.sign) <> 0 OR sum(v.sign * {_TOTAL}) <> 0
            UNION ALL
            SELECT v.mission_id, q.id, v.region_id, {_HOUR}, q.type, 'chosen', left(c.value, 60), sum(v.sign), 0
            FROM ({source}) v
            JOIN visits_question q ON q.questionnaire_id = v.questionnaire_id AND q.type = 'multiple_choice'
            CROSS JOIN LATERAL jsonb_array_elements_text(
                CASE jsonb_typeof(v.answers -> q.code) WHEN 'array' THEN v.answers -> q.code ELSE '[]' END
            ) AS c(value)
            WHERE v.standing = 'stands' AND NOT q.code = ANY (v.set_aside)
            GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING sum(v.sign) <> 0
        ) g LEFT JOIN visits_question q ON q.id = g.question_id"""


def station_counts(source: str) -> str:
    return f"""
        SELECT v.mission_id, v.station_id, sum(v.sign) AS visits
        FROM ({source}) v WHERE v.standing = 'stands' AND v.station_id IS NOT NULL
        GROUP BY 1, 2 HAVING sum(v.sign) <> 0"""


def add_visits(source: str) -> str:
    return f"""
        INSERT INTO visits_visittally AS t (mission_id, questionnaire_id, form, region_id, hour, overall, visits)
        {visit_counts(source)}
        ON CONFLICT (mission_id, questionnaire_id, form, region_id, hour, overall)
        DO UPDATE SET visits = t.visits + excluded.visits;"""


def add_answers(source: str) -> str:
    return f"""
        INSERT INTO visits_answertally AS t (mission_id, question_id, region_id, hour, kind, value, visits, total)
        {answer_counts(source)}
        ON CONFLICT (question_id, region_id, hour, kind, value)
        DO UPDATE SET visits = t.visits + excluded.visits, total = t.total + excluded.total;"""


def add_stations(source: str) -> str:
    return write_stations(station_counts(source))


def write_stations(change: str) -> str:
    """Stations, and with those seen for the first or no longer for any time, coverage."""
    return f"""
        WITH change AS ({change}),
        written AS (
            INSERT INTO visits_stationtally AS t (mission_id, station_id, visits) SELECT * FROM change
            ON CONFLICT (mission_id, station_id) DO UPDATE SET visits = t.visits + excluded.visits
            RETURNING t.mission_id, t.station_id, t.visits
        ),
        turned AS (
            SELECT w.mission_id, s.region_id, coalesce(s.registered_voters, 0) AS voters,
                CASE WHEN w.visits > 0 THEN 1 ELSE -1 END AS sign
            FROM written w JOIN change c USING (mission_id, station_id)
            JOIN visits_pollingstation s ON s.id = station_id
            WHERE (w.visits > 0) <> (w.visits - c.visits > 0)
        )
        INSERT INTO visits_coveragetally AS t (mission_id, region_id, stations, voters)
        SELECT mission_id, region_id, sum(sign), sum(sign * voters) FROM turned GROUP BY 1, 2
        ON CONFLICT (mission_id, region_id)
        DO UPDATE SET stations = t.stations + excluded.stations, voters = t.voters + excluded.voters;"""


def register_counts(source: str) -> str:
    return f"""
        SELECT s.election_id, s.region_id, sum(s.sign) AS stations,
            sum(s.sign * coalesce(s.registered_voters, 0)) AS voters
        FROM ({source}) s GROUP BY 1, 2
        HAVING sum(s.sign) <> 0 OR sum(s.sign * coalesce(s.registered_voters, 0)) <> 0"""


def add_register(source: str) -> str:
    return f"""
        INSERT INTO visits_registertally AS t (election_id, region_id, stations, voters) {register_counts(source)}
        ON CONFLICT (election_id, region_id)
        DO UPDATE SET stations = t.stations + excluded.stations, voters = t.voters + excluded.voters;
        INSERT INTO visits_coveragetally AS t (mission_id, region_id, stations, voters)
        SELECT k.mission_id, s.region_id, sum(s.sign), sum(s.sign * coalesce(s.registered_voters, 0))
        FROM ({source}) s JOIN visits_stationtally k ON k.station_id = s.id AND k.visits > 0
        GROUP BY 1, 2 HAVING sum(s.sign) <> 0 OR sum(s.sign * coalesce(s.registered_voters, 0)) <> 0
        ON CONFLICT (mission_id, region_id)
        DO UPDATE SET stations = t.stations + excluded.stations, voters = t.voters + excluded.voters;"""


def lock(source: str) -> str:
    """Writers of one mission's counts wait for each other, always in the order of missions."""
    return f"""
        PERFORM pg_advisory_xact_lock({LOCK}, m.mission_id::integer)
        FROM (SELECT DISTINCT mission_id FROM ({source}) v ORDER BY 1) m;"""


SOURCES = {
    "INSERT": "SELECT *, 1 AS sign FROM come",
    "DELETE": "SELECT *, -1 AS sign FROM gone",
    "UPDATE": "SELECT *, 1 AS sign FROM come UNION ALL SELECT *, -1 FROM gone",
}
"""The rows of a statement, as its triggers name them."""

COVERAGE_COUNTS = """
    SELECT k.mission_id, s.region_id, count(*) AS stations, sum(coalesce(s.registered_voters, 0)) AS voters
    FROM ({stations}) k JOIN visits_pollingstation s ON s.id = k.station_id GROUP BY 1, 2"""
