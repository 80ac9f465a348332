"""Fills a database with visits whose every answer follows from the visit's number, so that pandas can count the same.

`python -m benchmarks.visits_data 5000000` works on the database of DATABASE_URL: rows by `generate_series` with the
triggers off, then one full count. It prints the seconds of both.
"""

import os
import sys
import time
from typing import Final

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "electionwatch.settings")
django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import connection  # noqa: E402

from apps.elections.models import Country, Election, Region  # noqa: E402
from apps.missions.models import Mission, Organisation  # noqa: E402
from apps.visits.models import Question, Questionnaire  # noqa: E402
from apps.visits.services.rebuild import rebuild  # noqa: E402
from benchmarks.visits_answers import BASE, DOCUMENT_OF, DOCUMENTS, OVERALL, STATIONS, TYPES, sql_of_answers  # noqa: E402

SCALE: Final = [{"code": code, "labels": {"en": code}} for code in "abcd"]

STATIONS_SQL = """
    INSERT INTO visits_pollingstation (created_at, updated_at, election_id, code, name, place, region_id,
        registered_voters)
    SELECT now(), now(), %(election)s, n::text, '', '', (%(regions)s::bigint[])[1 + n %% cardinality(%(regions)s)],
        500 + n %% 1500
    FROM generate_series(0, %(count)s - 1) n"""
VISITS_SQL = f"""
    INSERT INTO visits_visit (created_at, updated_at, code, mission_id, questionnaire_id, station_id, region_id, form,
        arrived_at, departed_at, overall, team_code, submission_id, answers, standing, set_aside, quality, flags, note,
        digest)
    SELECT now(), now(), 'b-' || n, %(mission)s, %(sheet)s, s.id, s.region_id, 'voting',
        '2030-01-06 06:00Z'::timestamptz + (n / 13 %% 15) * interval '1 hour' + (n %% 60) * interval '1 minute',
        '2030-01-06 06:30Z'::timestamptz + (n / 13 %% 15) * interval '1 hour' + (n %% 60) * interval '1 minute',
        ('{{{",".join(grade or '""' for grade in OVERALL)}}}'::text[])[1 + n / 3 %% {len(OVERALL)}], 'T' || n,
        'b-' || n, d.answers, 'stands', '{{}}', 'ok', '{{}}', '', ''
    FROM generate_series(%(first)s::bigint, %(last)s) n
    JOIN bench_document d ON d.number = {DOCUMENT_OF}
    JOIN visits_pollingstation s ON s.election_id = %(election)s AND s.code = (n %% %(stations)s)::text"""  # noqa: S608
DOCUMENTS_SQL = f"""
    CREATE TEMP TABLE bench_document AS
    SELECT n AS number, {sql_of_answers()} AS answers FROM generate_series(0::bigint, {DOCUMENTS} - 1) n"""  # noqa: S608
BATCH: Final = 250_000


def fill(visits: int) -> dict[str, float]:
    """Seconds that writing the rows and counting them took."""
    country = Country.objects.get(iso2="KZ")
    day = {"types": ["local"], "first_polling_day": "2030-01-06", "last_polling_day": "2030-01-06"}
    election = Election.objects.create(code="kz-bench", country=country, names={"en": "Bench"}, **day)
    body = Organisation.objects.create(code="bench", short_name="Bench", kind="citizen", names={"en": "Bench"})
    mission = Mission.objects.create(code="bench", election=election, organisation=body, format="eom")
    sheet = Questionnaire.objects.create(mission=mission, form="voting")
    Question.objects.bulk_create(
        Question(
            questionnaire=sheet, code=f"q{n}", position=n, type=kind, labels={"en": f"Question {n}"},
            choices=SCALE if kind == "scale" else [],
        )
        for n, kind in TYPES.items()
    )  # fmt: skip
    election.refresh_from_db()
    regions = Region.objects.filter(country=country).in_force(election.first_polling_day).order_by("code")
    started = time.perf_counter()
    with connection.cursor() as cursor:
        names = {"election": election.pk, "mission": mission.pk, "sheet": sheet.pk, "stations": STATIONS}
        cursor.execute(STATIONS_SQL, {**names, "regions": [region.pk for region in regions], "count": STATIONS})
        cursor.execute(DOCUMENTS_SQL, {})
        cursor.execute("ANALYZE bench_document")
        # No trigger counts and no key is looked up: that is what the full count below is for.
        cursor.execute("SET session_replication_role = replica")
        for first in range(BASE, BASE + visits, BATCH):
            last = min(first + BATCH, BASE + visits) - 1
            cursor.execute(VISITS_SQL, {**names, "first": first, "last": last})
        cursor.execute("SET session_replication_role = origin")
    written = time.perf_counter()
    rebuild()
    counted = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {"rows": written - started, "count": counted - written}


def session() -> str:
    """The session of an administrator who is logged in."""
    user, _ = User.objects.get_or_create(username="bench", defaults={"is_staff": True, "is_superuser": True})
    store = SessionStore()
    store["_auth_user_id"] = str(user.pk)
    store["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
    store["_auth_user_hash"] = user.get_session_auth_hash()
    store.create()
    return str(store.session_key)


def main() -> None:
    if not Mission.objects.filter(code="bench").exists():
        taken = fill(int(sys.argv[1]))
        print(f"rows {taken['rows']:.1f} s, full count {taken['count']:.1f} s", file=sys.stderr)
    mission = Mission.objects.get(code="bench")
    print(session(), mission.pk)


if __name__ == "__main__":
    main()
