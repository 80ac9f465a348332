"""Loading visits from a file: good rows load, bad ones are told, and the same row twice adds nothing.

Rows go through COPY into a staging table and from there on as sets, a chunk in each transaction, so that memory stays
the same whatever the size of the file, and counts are right after every chunk. A submission that came before with other
content is replaced; the old one is kept.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass
from typing import Final
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from apps.elections.models import Region
from apps.missions.models import Mission
from apps.visits.answers import Fault, Reader, reader_of
from apps.visits.mapping import propose
from apps.visits.models import Questionnaire
from apps.visits.rows import Incoming, RowProblem, RowReader
from apps.visits.sources import Row

CHUNK: Final = 20_000

STAGING = """
    CREATE TEMP TABLE incoming_visit (
        line integer, submission_id text, station text, region_id bigint, arrived_at timestamptz,
        departed_at timestamptz, overall text, team_code text, answers jsonb, digest text, code text
    ) ON COMMIT DROP"""
COPY_IN = "COPY incoming_visit FROM STDIN"

# What each row is to what there is: its station, the visit with its submission id, and the number it would get.
READY = """
    CREATE TEMP TABLE ready_visit ON COMMIT DROP AS
    SELECT i.*, s.id AS station_id, coalesce(s.region_id, i.region_id) AS place, v.id AS old_id, v.digest AS old_digest,
        v.standing AS old_standing, v.note AS old_note, v.set_aside AS old_aside,
        v.successor_id AS old_successor,
        nextval(pg_get_serial_sequence('visits_visit', 'id')) AS id
    FROM incoming_visit i
    LEFT JOIN visits_pollingstation s ON s.election_id = %(election)s AND s.code = i.station AND i.station <> ''
    LEFT JOIN visits_visit v
        ON v.mission_id = %(mission)s AND v.submission_id = i.submission_id AND v.standing <> 'replaced'"""
UNKNOWN_STATIONS = """
    DELETE FROM ready_visit WHERE station <> '' AND station_id IS NULL RETURNING line, station"""
SAME = "DELETE FROM ready_visit WHERE old_digest = digest"
REPLACE = """
    UPDATE visits_visit v SET standing = 'replaced', successor_id = r.id, updated_at = now()
    FROM ready_visit r WHERE v.id = r.old_id"""
# A quarantine outlives a correction, and so does a merge: only people lift them.
ADD = """
    INSERT INTO visits_visit (id, created_at, updated_at, code, mission_id, questionnaire_id, station_id, region_id,
        form, arrived_at, departed_at, overall, team_code, submission_id, answers, standing, set_aside, quality, flags,
        note, digest, successor_id)
    SELECT r.id, now(), now(), r.code, %(mission)s, %(questionnaire)s, r.station_id, r.place, %(form)s,
        r.arrived_at, r.departed_at, r.overall, r.team_code, r.submission_id, r.answers,
        CASE WHEN r.old_standing IN ('quarantined', 'merged') THEN r.old_standing ELSE 'stands' END,
        coalesce(r.old_aside, '{}'), 'ok', '{}', CASE WHEN r.old_standing = 'quarantined' THEN r.old_note ELSE '' END,
        r.digest,
        CASE WHEN r.old_standing = 'merged' THEN r.old_successor END
    FROM ready_visit r"""


@dataclass(slots=True)
class LoadCounts:
    """What became of the rows so far."""

    rows: int = 0
    added: int = 0
    replaced: int = 0
    same: int = 0
    refused: int = 0


Tell = Callable[[RowProblem], None]
Watch = Callable[[LoadCounts], None]


def mapping_for(questionnaire: Questionnaire, headings: Iterable[str]) -> dict[str, str]:
    """The mapping that the headings suggest for a questionnaire."""
    questions = questionnaire.questions.all()
    return propose(headings, codes={question.code: question.labels.values() for question in questions})


def load_visits(
    *,
    rows: Iterable[Row],
    questionnaire: Questionnaire,
    mapping: Mapping[str, str],
    zone: ZoneInfo | None = None,
    tell: Tell = lambda _problem: None,
    watch: Watch = lambda _counts: None,
) -> LoadCounts:
    """Load rows of one questionnaire; `tell` hears of each problem, `watch` of the counts after each chunk."""
    reader = RowReader(
        mapping=mapping, questions=_readers(questionnaire), regions=_regions(questionnaire.mission), zone=zone
    )
    counts = LoadCounts()
    for chunk in _chunks(_good(rows, reader, counts, tell)):
        _load_chunk(chunk, questionnaire, mapping, counts, tell)
        watch(counts)
    watch(counts)
    return counts


def _good(rows: Iterable[Row], reader: RowReader, counts: LoadCounts, tell: Tell) -> Iterator[Incoming]:
    for row in rows:
        counts.rows += 1
        incoming, problems = reader.read(row)
        for problem in problems:
            tell(problem)
        if incoming is None:
            counts.refused += 1
        else:
            yield incoming


def _chunks(visits: Iterable[Incoming]) -> Iterator[list[Incoming]]:
    """Chunks in which no submission comes twice: a second one with other content corrects the first."""
    chunk: dict[str, Incoming] = {}
    for visit in visits:
        if len(chunk) >= CHUNK or visit.submission_id in chunk:
            yield list(chunk.values())
            chunk = {}
        chunk[visit.submission_id] = visit
    if chunk:
        yield list(chunk.values())


@transaction.atomic
def _load_chunk(
    chunk: list[Incoming], questionnaire: Questionnaire, mapping: Mapping[str, str], counts: LoadCounts, tell: Tell
) -> None:
    names: dict[str, int | str] = {
        "mission": questionnaire.mission_id,
        "election": questionnaire.mission.election_id,
        "questionnaire": questionnaire.pk,
        "form": questionnaire.form,
    }
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS incoming_visit, ready_visit")
        cursor.execute(STAGING)
        with cursor.copy(COPY_IN) as copy:
            for visit in chunk:
                copy.write_row(astuple(visit))
        cursor.execute(READY, names)
        cursor.execute(UNKNOWN_STATIONS)
        unknown = cursor.fetchall()
        cursor.execute(SAME)
        counts.same += cursor.rowcount
        cursor.execute(REPLACE)
        counts.replaced += cursor.rowcount
        replaced = cursor.rowcount
        cursor.execute(ADD, names)
        counts.added += cursor.rowcount - replaced
    counts.refused += len(unknown)
    for line, station in sorted(unknown):
        tell(RowProblem(line, mapping["station"], station, Fault.NO_STATION))


def _readers(questionnaire: Questionnaire) -> dict[str, Reader]:
    return {question.code: reader_of(question.type, question.choices) for question in questionnaire.questions.all()}


def _regions(mission: Mission) -> dict[str, int]:
    """Regions of the country by code and by name in every language."""
    found: dict[str, int] = {}
    for region in Region.objects.filter(country=mission.election.country_id):
        found |= {str(name).casefold(): region.pk for name in (region.code, *region.names.values())}
    return found
