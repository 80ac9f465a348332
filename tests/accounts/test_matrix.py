"""Who opens which list and which record of the admin: every model, every role, one table."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.core.models import Change, MissionAccess
from apps.imports.services.groups import ensure_groups
from tests import factories
from tests.admin.people import whole_world

# Observers, analysts, editors, administrators; small letters: those restricted to a mission that the row is not of.
PEOPLE = {
    "O": ("observer", False),
    "A": ("analyst", False),
    "E": ("editor", False),
    "D": ("administrator", False),
    "o": ("observer", True),
    "a": ("analyst", True),
}
# Each model: who opens its list, and who opens the row that the world has of it, if it has one.
TABLE: dict[str, tuple[str, str]] = {
    "accounts.invitation": ("D", "D"),
    "accounts.loginattempts": ("D", "D"),
    "accounts.servicetoken": ("D", "D"),
    "auth.group": ("D", ""),
    "auth.user": ("D", "D"),
    "authtoken.tokenproxy": ("D", ""),
    "core.auditevent": ("D", "D"),
    "core.change": ("AEDa", ""),
    "core.ledgerlink": ("D", "D"),
    "core.missionaccess": ("D", "D"),
    "elections.country": ("AEDa", "AEDa"),
    "elections.election": ("AEDa", "AEDa"),
    "elections.region": ("AEDa", "AEDa"),
    "findings.authorityreply": ("AEDa", "AED"),
    "findings.claimobligation": ("AEDa", "AED"),
    "findings.deliverable": ("AEDa", "AED"),
    "findings.errorreport": ("AEDa", "AED"),
    "findings.evidence": ("AEDa", "AED"),
    "findings.figure": ("AEDa", "AED"),
    "findings.finding": ("AEDa", "AED"),
    "findings.headlinecheck": ("AEDa", "AED"),
    "findings.obligation": ("AEDa", "AEDa"),
    "findings.recommendation": ("AEDa", "AED"),
    "findings.recommendationstatus": ("AEDa", "AED"),
    "imports.decision": ("AEDa", "AED"),
    "imports.decisiondraft": ("D", "D"),
    "imports.importrun": ("AEDa", "AED"),
    "imports.proposal": ("AEDa", "AED"),
    "imports.rawfile": ("AEDa", "AED"),
    "imports.reviewlock": ("D", "D"),
    "imports.secondopinion": ("D", "D"),
    "missions.mission": ("AEDa", "AED"),
    "missions.missionrole": ("AEDa", "AED"),
    "missions.missionstatement": ("AEDa", "AED"),
    "missions.organisation": ("AEDa", "AEDa"),
    "statements.publisher": ("AEDa", "AEDa"),
    "statements.quote": ("AEDa", "AED"),
    "statements.statement": ("AEDa", "AED"),
    "statements.textversion": ("AEDa", "AED"),
    "visits.pollingstation": ("OAEDoa", "OAEDoa"),
    "visits.question": ("OAEDoa", "OAED"),
    "visits.questionnaire": ("OAEDoa", "OAED"),
    "visits.statisticsrelease": ("ED", "ED"),
    "visits.visit": ("AEDa", "AED"),
}


def member(role: str, *, is_restricted: bool) -> User:
    """Somebody with a role, perhaps restricted to a mission of another organisation."""
    person = factories.user("", is_staff=True)
    person.groups.add(Group.objects.get(name=role))
    if is_restricted:
        other = factories.mission("another-kz", organisation=factories.organisation("another", "Another"))
        MissionAccess.objects.create(user=person, mission=other)
    return person


def opens(client: Client, page: str, label: str, *args: object) -> bool:
    name = f"admin:{label.replace('.', '_')}_{page}"
    return client.get(reverse(name, args=args)).status_code == 200


def models() -> list[str]:
    return sorted(model._meta.label_lower for model in admin.site._registry)


def test_each_model_of_the_admin_is_in_the_table() -> None:
    assert sorted(TABLE) == models()


@pytest.mark.parametrize("letter", PEOPLE)
def test_a_role_opens_what_the_table_says_and_nothing_else(db: None, letter: str) -> None:
    world = whole_world()
    ensure_groups()
    role, is_restricted = PEOPLE[letter]
    client = Client()
    client.force_login(member(role, is_restricted=is_restricted))
    lists = {label for label in models() if opens(client, "changelist", label)}
    rows = {label for label in world if opens(client, "change", label, world[label].pk)}
    assert lists == {label for label, (who, _row) in TABLE.items() if letter in who}
    assert rows == {label for label, (_list, who) in TABLE.items() if letter in who}


def test_nobody_opens_anything_without_logging_in(db: None) -> None:
    client = Client()
    for label in models():
        answer = client.get(reverse(f"admin:{label.replace('.', '_')}_changelist"))
        assert answer.headers.get("Location", "").startswith("/admin/login/"), label


@pytest.mark.django_db
@pytest.mark.parametrize(("is_restricted", "shown"), [(False, True), (True, False)])
def test_a_line_under_embargo_is_kept_from_who_works_on_other_missions(is_restricted: bool, shown: bool) -> None:
    Change.objects.create(
        visible_from=timezone.now() + timedelta(days=1), kind="published", record="finding", code="f-later"
    )
    person = factories.user("", "core.view_change", is_staff=True)
    if is_restricted:
        MissionAccess.objects.create(user=person, mission=factories.mission())
    client = Client()
    client.force_login(person)
    assert ("f-later" in client.get("/admin/core/change/").content.decode()) is shown
