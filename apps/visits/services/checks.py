"""Running the checks over a mission's visits; what a person verified stays verified while the facts are the same."""

# ruff: noqa: S608 - the SQL is put together from names of our own rules

from typing import Final

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from apps.missions.models import Mission
from apps.visits.checks import rules
from apps.visits.models import CheckedMission, Visit, VisitTally

# Numbers of visits are drawn before their transactions commit: so far back, the next run looks again.
LOOK_BACK: Final = 100_000

FOUND = " UNION ALL ".join(
    f"SELECT visit_id, '{rule.code}' AS rule, '{rule.result}' AS result, facts FROM ({rule.sql}) r_{rule.code}"
    for rule in rules().values()
)
COLLECT = f"CREATE TEMP TABLE found_check ON COMMIT DROP AS {FOUND}"
WRITE = """
    INSERT INTO visits_visitcheck AS c (visit_id, rule, result, facts, found_at, reason)
    SELECT visit_id, rule, result, facts, now(), '' FROM found_check
    ON CONFLICT (visit_id, rule) DO UPDATE SET result = excluded.result, facts = excluded.facts,
        verified_at = NULL, verified_by_id = NULL, reason = '' WHERE c.facts IS DISTINCT FROM excluded.facts"""
# What is no longer found is gone, unless a person had something to say about it. Visits in quarantine keep theirs.
CLEAR = """
    DELETE FROM visits_visitcheck c USING visits_visit v
    WHERE v.id = c.visit_id AND v.mission_id = %(mission)s AND c.result <> 'verified' AND (
        v.standing NOT IN ('stands', 'quarantined')
        OR v.standing = 'stands' AND v.id > %(after)s
            AND NOT EXISTS (SELECT 1 FROM found_check f WHERE f.visit_id = c.visit_id AND f.rule = c.rule)
        OR c.facts ? 'others' AND EXISTS (
            SELECT 1 FROM visits_visit w JOIN jsonb_array_elements_text(c.facts -> 'others') o(code) ON o.code = w.code
            WHERE w.standing <> 'stands'
        )
    )"""
# The sum of all checks of a visit, kept with it so that lists can filter by it.
SUMMARY = """
    UPDATE visits_visit v SET quality = s.quality, flags = s.flags FROM (
        SELECT t.id, CASE WHEN bool_or(c.result = 'flagged') THEN 'flagged' WHEN bool_or(c.result = 'missing') THEN
            'missing' WHEN bool_or(c.result = 'verified') THEN 'verified' ELSE 'ok' END AS quality,
            coalesce(array_agg(c.rule ORDER BY c.rule) FILTER (WHERE c.result <> 'verified'), '{{}}') AS flags
        FROM ({visits}) t LEFT JOIN visits_visitcheck c ON c.visit_id = t.id GROUP BY t.id
    ) s WHERE s.id = v.id AND (v.quality, v.flags) IS DISTINCT FROM (s.quality, s.flags::varchar[])"""
WITH_REMARKS = """
    SELECT id FROM visits_visit WHERE mission_id = %(mission)s AND quality <> 'ok'
    UNION SELECT c.visit_id FROM visits_visitcheck c JOIN visits_visit v ON v.id = c.visit_id
    WHERE v.mission_id = %(mission)s"""
ONE = "SELECT %(visit)s::bigint AS id"
COUNTS = """
    UPDATE visits_checkedmission SET counts = (
        SELECT coalesce(jsonb_agg(jsonb_build_array(n.rule, n.result, n.visits) ORDER BY n.rule, n.result), '[]')
        FROM (
            SELECT c.rule, c.result, count(*) AS visits FROM visits_visitcheck c
            JOIN visits_visit v ON v.id = c.visit_id AND v.standing = 'stands' AND v.mission_id = %(mission)s
            GROUP BY 1, 2
        ) n
    ) WHERE mission_id = %(mission)s"""


@transaction.atomic
def check_visits(*, mission: Mission, all_of_them: bool = True) -> None:
    """Check a mission's visits; without `all_of_them` only those that came lately, and what they collide with."""
    Mission.objects.select_for_update(no_key=True).get(pk=mission.pk)
    newest: int = Visit.objects.filter(mission=mission).aggregate(newest=Max("pk"))["newest"] or 0
    before = CheckedMission.objects.filter(mission=mission).first()
    after = 0 if all_of_them or before is None else max(before.last_visit - LOOK_BACK, 0)
    with connection.cursor() as cursor:
        names = {"mission": mission.pk, "after": after}
        cursor.execute("DROP TABLE IF EXISTS found_check")
        cursor.execute(COLLECT, names)
        cursor.execute(WRITE)
        cursor.execute(CLEAR, names)
        cursor.execute(SUMMARY.format(visits=WITH_REMARKS), names)
    now = timezone.now()
    CheckedMission.objects.update_or_create(mission=mission, defaults={"checked_at": now, "last_visit": newest})
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, names)


def check_what_is_new() -> int:
    """Check each mission to which visits came since its last check, and return how many missions that were."""
    seen = dict(CheckedMission.objects.values_list("mission", "last_visit"))
    rung = 0
    for mission in Mission.objects.filter(pk__in=VisitTally.objects.values("mission")):
        if Visit.objects.filter(mission=mission, pk__gt=seen.get(mission.pk, 0)).exists():
            check_visits(mission=mission, all_of_them=False)
            rung += 1
    return rung


def summarise(*, visit: Visit) -> None:
    """Bring the sums of the checks up to what somebody decided about a visit."""
    with connection.cursor() as cursor:
        cursor.execute(SUMMARY.format(visits=ONE), {"visit": visit.pk})
        cursor.execute(COUNTS, {"mission": visit.mission_id})
