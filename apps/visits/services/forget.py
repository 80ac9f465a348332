"""Deleting what could tell who observed where and when, once nobody needs it; what was seen stays and still counts.

Of a visit the team, the person who typed it in, the end and the minutes of the beginning go. The hour stays, since
counts are kept by it, so that no number changes. Of loads the files go, with their names, whoever sent them, and the
values of bad rows. The audit never had any of this, and one entry says that it went.
"""

from datetime import date, timedelta
from typing import Final

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from apps.missions.models import Mission
from apps.visits.models import Forgetting, Load, Visit
from apps.visits.services.forget_loads import forget_loads, sweep_files
from apps.visits.visit_audit import FORGETTING

# Rows at a time: each batch is a transaction of its own, so that loads and readers go on.
BATCH: Final = 20_000
FORGET: Final = """
    WITH due AS (
        SELECT id FROM visits_visit WHERE mission_id = %(mission)s AND (
            team_code <> '' OR entered_by_id IS NOT NULL OR departed_at IS NOT NULL OR digest <> ''
            OR arrived_at <> date_trunc('hour', arrived_at, 'UTC')
        ) LIMIT %(most)s
    )
    UPDATE visits_visit v SET team_code = '', entered_by_id = NULL, departed_at = NULL, digest = '',
        arrived_at = date_trunc('hour', v.arrived_at, 'UTC')
    FROM due WHERE v.id = due.id"""


def missions_to_forget(today: date) -> list[Mission]:
    """Missions to elections that are longer over than `FORGET_OBSERVERS_AFTER_DAYS`."""
    last = today - timedelta(days=settings.FORGET_OBSERVERS_AFTER_DAYS)
    visits = Visit.objects.filter(mission=OuterRef("pk"))
    loads = Load.objects.filter(mission=OuterRef("pk"), forgotten_at=None)
    missions = Mission.objects.filter(election__last_polling_day__lt=last)
    return list(missions.filter(Exists(visits) | Exists(loads)).order_by("pk"))


def forget_observers(*, today: date | None = None) -> list[Forgetting]:
    """Forget the observers of every mission that is due, and files that no load names; what there was to forget."""
    sweep_files()
    done = [forget(mission=mission) for mission in missions_to_forget(today or timezone.localdate())]
    return [told for told in done if told is not None]


def forget(*, mission: Mission) -> Forgetting | None:
    """Forget the observers of one mission; None where nothing told of one any more."""
    loads = forget_loads(mission=mission)
    visits = 0
    while batch := _forget_some(mission):
        visits += batch
    if not visits and not loads:
        return None
    return Forgetting.objects.create(mission=mission, visits=visits, loads=loads)


@transaction.atomic
def _forget_some(mission: Mission) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, 'on', true)", [FORGETTING])
        cursor.execute(FORGET, {"mission": mission.pk, "most": BATCH})
        count: int = cursor.rowcount
        # Inside a larger transaction the switch would stay on for what comes after.
        cursor.execute("SELECT set_config(%s, 'off', true)", [FORGETTING])
    return count
