"""Writing blocks of visits: new ones through COPY, corrections as sets, and with them what they add to the counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.backends.utils import CursorWrapper
from django.db.models import Count, Max
from django.utils import timezone

from apps.core.codes import visit_codes
from apps.elections.models import Region
from apps.missions.models import Mission
from apps.visits.blocks import Asked, Block, Register, RowProblem
from apps.visits.columns import ESCAPES
from apps.visits.counting import LOCK
from apps.visits.mapping import propose
from apps.visits.models import PollingStation, Questionnaire
from apps.visits.tally_triggers import COUNTED_BY_LOADER
from apps.visits.tallying import Tally

# Loads of visits share it, loads of stations have it alone: with the election's number, the register stays as read.
REGISTER_LOCK: Final = 7309

KNOWN: Final = """
    SELECT submission_id, digest FROM visits_visit
    WHERE mission_id = %s AND submission_id = ANY(%s) AND standing <> 'replaced'"""
COPY_VISITS: Final = """
    COPY visits_visit (created_at, updated_at, mission_id, questionnaire_id, form, standing, set_aside, quality, flags,
        note, code, submission_id, station_id, region_id, arrived_at, departed_at, overall, team_code, answers, digest)
    FROM STDIN"""
STAGING: Final = """
    CREATE TEMP TABLE corrected_visit (
        id bigint DEFAULT nextval(pg_get_serial_sequence('visits_visit', 'id')), code text, submission_id text,
        station_id bigint, region_id bigint, arrived_at timestamptz, departed_at timestamptz, overall text,
        team_code text, answers jsonb, digest text, old_id bigint
    ) ON COMMIT DROP"""
COPY_CORRECTED: Final = """
    COPY corrected_visit (code, submission_id, station_id, region_id, arrived_at, departed_at, overall, team_code,
        answers, digest) FROM STDIN"""
FIND_OLD: Final = """
    UPDATE corrected_visit r SET old_id = v.id FROM visits_visit v
    WHERE v.mission_id = %s AND v.submission_id = r.submission_id AND v.standing <> 'replaced'"""
REPLACE: Final = """
    UPDATE visits_visit v SET standing = 'replaced', successor_id = r.id, updated_at = now()
    FROM corrected_visit r WHERE v.id = r.old_id"""
# A quarantine outlives a correction, and so does a merge: only people lift them.
ADD_CORRECTED: Final = """
    INSERT INTO visits_visit (id, created_at, updated_at, code, mission_id, questionnaire_id, station_id, region_id,
        form, arrived_at, departed_at, overall, team_code, submission_id, answers, standing, set_aside, quality, flags,
        note, digest, successor_id)
    SELECT r.id, now(), now(), r.code, %s, %s, r.station_id, r.region_id, %s, r.arrived_at, r.departed_at, r.overall,
        r.team_code, r.submission_id, r.answers,
        CASE WHEN old.standing IN ('quarantined', 'merged') THEN old.standing ELSE 'stands' END,
        old.set_aside, 'ok', '{}', CASE WHEN old.standing = 'quarantined' THEN old.note ELSE '' END, r.digest,
        CASE WHEN old.standing = 'merged' THEN old.successor_id END
    FROM corrected_visit r JOIN old_visit old ON old.id = r.old_id"""
OLD: Final = """
    CREATE TEMP TABLE old_visit ON COMMIT DROP AS
    SELECT v.id, v.standing, v.set_aside, v.note, v.successor_id FROM visits_visit v
    JOIN corrected_visit r ON r.old_id = v.id"""
COPY_PROBLEMS: Final = 'COPY visits_loadproblem (load_id, line, "column", value, fault) FROM STDIN'


@dataclass(slots=True)
class LoadCounts:
    """What became of the rows so far."""

    rows: int = 0
    added: int = 0
    replaced: int = 0
    same: int = 0
    refused: int = 0


def mapping_for(questionnaire: Questionnaire, headings: Iterable[str]) -> dict[str, str]:
    """The mapping that the headings suggest for a questionnaire."""
    questions = questionnaire.questions.all()
    return propose(headings, codes={question.code: question.labels.values() for question in questions})


def asked_of(questionnaire: Questionnaire) -> list[Asked]:
    rows = questionnaire.questions.order_by("position")
    return [Asked(*row) for row in rows.values_list("pk", "code", "type", "choices", "condition")]


def regions_of(mission: Mission) -> dict[str, int]:
    """Regions of the country by code and by name in every language."""
    found: dict[str, int] = {}
    for region in Region.objects.filter(country=mission.election.country_id):
        found |= {str(name).casefold(): region.pk for name in (region.code, *region.names.values())}
    return found


def register_of(election_id: int) -> Register:
    rows = PollingStation.objects.filter(election=election_id).values_list("code", "pk", "region")
    return {code: (pk, region) for code, pk, region in rows.iterator(chunk_size=10_000)}


class Writer:
    """Writes blocks of one questionnaire within one transaction of the caller's, and at its end the counts."""

    def __init__(self, questionnaire: Questionnaire, cursor: CursorWrapper) -> None:
        self._mission, self._form = questionnaire.mission_id, questionnaire.form
        self._questionnaire = questionnaire.pk
        self._cursor = cursor
        self._tally = Tally()
        self.counts = LoadCounts()
        cursor.execute("SET LOCAL work_mem = '64MB'")
        election = questionnaire.mission.election_id
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s, %s)", [REGISTER_LOCK, election])
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, self._mission])

    def write(self, block: Block) -> None:
        for part in block.rounds():
            self._write(part)

    def _write(self, block: Block) -> None:
        self._cursor.execute(KNOWN, [self._mission, block.submissions])
        known = dict(self._cursor.fetchall())
        if known:
            old = [known.get(submission) for submission in block.submissions]
            changed = [digest is not None and digest != own for digest, own in zip(old, block.digests, strict=True)]
            self.counts.same += len(known) - sum(changed)
            self.counts.replaced += sum(changed)
            if any(changed):
                self._correct(block.select(changed))
            block = block.select([digest is None for digest in old])
        if len(block):
            self._add(block)
            self.counts.added += len(block)

    def _add(self, block: Block) -> None:
        now = timezone.now().isoformat()
        always = f"{now}\t{now}\t{self._mission}\t{self._questionnaire}\t{self._form}\tstands\t{{}}\tok\t{{}}\t\t"
        self._counted_here(True)
        copy_in(self._cursor, COPY_VISITS, [f"{always}{row}" for row in _rows(block)])
        self._counted_here(False)
        self._tally.count(block)

    def _counted_here(self, yes: bool) -> None:
        self._cursor.execute("SELECT set_config(%s, %s, true)", [COUNTED_BY_LOADER, "on" if yes else ""])

    def _correct(self, block: Block) -> None:
        """Corrections are few; the triggers count them, which know what was set aside."""
        self._cursor.execute("DROP TABLE IF EXISTS corrected_visit, old_visit")
        self._cursor.execute(STAGING)
        copy_in(self._cursor, COPY_CORRECTED, list(_rows(block)))
        self._cursor.execute(FIND_OLD, [self._mission])
        self._cursor.execute(OLD)
        self._cursor.execute(REPLACE)
        self._cursor.execute(ADD_CORRECTED, [self._mission, self._questionnaire, self._form])

    def finish(self) -> None:
        self._tally.write(self._cursor, mission=self._mission, questionnaire=self._questionnaire, form=self._form)


def copy_in(cursor: CursorWrapper, statement: str, rows: Sequence[str]) -> None:
    """Send lines in PostgreSQL's own text format; what is no character of a text is left out or becomes a “?”."""
    with cursor.copy(statement) as copy:
        for at in range(0, len(rows), 1_000):
            text = "".join(rows[at : at + 1_000])
            copy.write((text.replace("\x00", "") if "\x00" in text else text).encode("utf-8", "replace"))


def copy_problems(cursor: CursorWrapper, load_id: int, problems: Sequence[RowProblem]) -> None:
    if problems:
        lines = [
            f"{load_id}\t{line}\t{column[:300].translate(ESCAPES)}\t{value.translate(ESCAPES)}\t{fault.value}\n"
            for line, column, value, fault in problems
        ]
        copy_in(cursor, COPY_PROBLEMS, lines)


def _rows(block: Block) -> Iterable[str]:
    codes = visit_codes(len(block))
    submissions = block.submissions
    if any(sign in "".join(submissions) for sign in "\\\t\n\r"):
        submissions = [word.translate(ESCAPES) for word in submissions]
    columns = zip(
        codes, submissions, block.stations, block.regions, block.arrived, block.departed, block.overall, block.teams,
        block.documents, block.digests, strict=True,
    )  # fmt: skip
    for code, submission, station, region, arrived, departed, overall, team, document, digest in columns:
        yield (
            f"{code}\t{submission}\t{_or_null(station)}\t{_or_null(region)}\t{arrived}\t{departed}\t{overall}\t"
            f"{team}\t{document}\t{digest}\n"
        )


def _or_null(number: int | None) -> int | str:
    return "\\N" if number is None else number


def register_mark(election_id: int) -> tuple[int, object]:
    """What changes when the register does: how many stations it has, and when one was last written."""
    found = PollingStation.objects.filter(election=election_id).aggregate(count=Count("pk"), last=Max("updated_at"))
    return found["count"], found["last"]
