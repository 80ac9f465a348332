"""Observers are forgotten in time, and the audit has nothing of them to forget."""

import io
import json
from datetime import date, timedelta

import pytest
from django.core.management import call_command

from apps.core.ledger import check
from apps.core.models import AuditEvent
from apps.visits.models import Forgetting, Visit
from apps.visits.services.forget import forget_observers
from apps.visits.tasks import forget as forget_task
from tests import factories as make
from tests.violations import settle
from tests.visits import builders

pytestmark = pytest.mark.django_db
POLLING = date(2021, 1, 10)


@pytest.fixture
def visit() -> Visit:
    came = make.NOW + timedelta(minutes=37)
    fields = {"team_code": "TEAM-7734", "arrived_at": came, "departed_at": came + timedelta(minutes=20)}
    (made,) = builders.visits(builders.eom(), 1, region=make.region(), overall="good", **fields)
    return made


@pytest.mark.parametrize(("days", "kept"), [(180, True), (181, False)])
def test_a_mission_is_forgotten_after_its_time_and_not_before(visit: Visit, days: int, kept: bool) -> None:
    forget_observers(today=POLLING + timedelta(days=days))
    visit.refresh_from_db()

    assert (visit.team_code == "TEAM-7734", visit.departed_at is not None) == (kept, kept)


def test_the_hour_stays_since_counts_are_kept_by_it(visit: Visit) -> None:
    forget_task()
    visit.refresh_from_db()

    assert visit.arrived_at == make.NOW


def test_one_entry_of_the_audit_says_that_observers_were_forgotten(visit: Visit) -> None:
    before = AuditEvent.objects.count()
    forget_observers(today=date(2030, 1, 1))
    settle()

    assert (AuditEvent.objects.count() - before, Forgetting.objects.get().visits, check().fault) == (1, 1, "")
    assert AuditEvent.objects.latest("id").table == "visits_forgetting"


def test_the_audit_holds_no_team_and_no_time_of_a_visit(visit: Visit) -> None:
    Visit.objects.update(team_code="TEAM-1", arrived_at=make.NOW + timedelta(minutes=11), overall="bad")
    Visit.objects.all().delete()
    kept = json.dumps(list(AuditEvent.objects.filter(table="visits_visit").values("before", "after")))

    assert [secret for secret in ("TEAM-1", "TEAM-7734", "09:37", "09:11") if secret in kept] == []
    assert '"overall": "bad"' in kept


def test_one_mission_is_forgotten_on_demand(visit: Visit) -> None:
    told = io.StringIO()
    call_command("forget_observers", mission=visit.mission.code, stdout=told)

    assert told.getvalue() == "cis-kz: 1 visits and 0 loads no longer tell who observed\n"
