"""Invitations open once and until their day; tokens open what their scopes name; restrictions hold everywhere."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from apps.accounts.models import Invitation, ServiceToken
from apps.accounts.services import issue_token, revoke_token
from apps.core.models import MissionAccess
from apps.imports.services.groups import ensure_groups
from tests import factories as make
from tests.admin.people import a_proposal, a_run, administrator, analyst, enter

pytestmark = pytest.mark.django_db
CHOSEN = {"username": "ainur", "password": "seven quiet rivers", "again": "seven quiet rivers"}


def invite(**fields: Any) -> str:
    """Invite somebody through the admin, and give the link of the message."""
    ensure_groups()
    until = timezone.localtime(timezone.now() + timedelta(days=7))
    data = {
        "email": "ainur@example.org",
        "group": Group.objects.get(name="analyst").pk,
        "expires_at_0": until.date().isoformat(),
        "expires_at_1": "12:00:00",
        **fields,
    }
    answer = enter(administrator()).post(reverse("admin:accounts_invitation_add"), data)
    assert answer.status_code == 302, answer.context["errors"]
    found = re.search(r"http://testserver(\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def test_the_link_makes_an_account_with_role_and_missions() -> None:
    place = make.mission()
    answer = Client().post(invite(missions=[place.pk]), CHOSEN)
    person = User.objects.get(username="ainur")
    assert (answer.status_code, person.is_staff, person.groups.get().name) == (302, True, "analyst")
    assert MissionAccess.objects.get(user=person).mission == place


def test_the_link_opens_once() -> None:
    link = invite()
    Client().post(link, CHOSEN)
    again = Client().post(link, {**CHOSEN, "username": "other"})
    assert (again.status_code, User.objects.filter(username="other").exists()) == (410, False)


def test_the_link_expires() -> None:
    link = invite()
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert Client().get(link).status_code == 410


def test_the_secret_is_not_kept() -> None:
    secret = invite().rstrip("/").rpartition("/")[2]
    assert secret not in str(Invitation.objects.values().get())


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"password": "123456", "again": "123456"}, "password"),
        ({"again": "another one here"}, "again"),
        ({"username": "ADMINISTRATOR"}, "username"),
    ],
)
def test_a_bad_choice_is_said_beside_its_field(change: dict[str, str], field: str) -> None:
    answer = Client().post(invite(), CHOSEN | change)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


# --- Service tokens -------------------------------------------------------------------------------------------------


def ask(secret: str, keyword: str = "Bearer") -> int:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"{keyword} {secret}")
    status: int = client.get(f"/api/v1/imports/{a_run().code}/").status_code
    return status


def token(*scopes: str, **fields: Any) -> tuple[ServiceToken, str]:
    values = {"user": analyst(), "name": "loader", "expires_at": timezone.now() + timedelta(days=1), **fields}
    return issue_token(scopes=list(scopes), **values)


@pytest.mark.parametrize("keyword", ["Bearer", "Token"])
def test_a_token_opens_what_its_scope_names(keyword: str) -> None:
    made, secret = token("imports")
    assert ask(secret, keyword) == 200
    made.refresh_from_db()
    assert made.last_used_at is not None


def test_a_token_without_the_scope_is_refused() -> None:
    assert ask(token("visits")[1]) == 403


def test_a_token_never_opens_more_than_its_person_may() -> None:
    assert ask(token("imports", user=make.user())[1]) == 403


def test_an_expired_token_opens_nothing() -> None:
    assert ask(token("imports", expires_at=timezone.now() - timedelta(seconds=1))[1]) == 401


def test_a_revoked_token_opens_nothing() -> None:
    made, secret = token("imports")
    revoke_token(token=made, at=timezone.now())
    assert ask(secret) == 401


def test_the_token_of_somebody_who_left_opens_nothing() -> None:
    made, secret = token("imports")
    User.objects.filter(pk=made.user_id).update(is_active=False)
    assert ask(secret) == 401


def test_the_admin_shows_a_token_once_and_keeps_its_hash() -> None:
    person = administrator()
    until = timezone.localtime(timezone.now() + timedelta(days=7)).date().isoformat()
    data = {"user": person.pk, "name": "loader", "scopes": ["imports"], "expires_at_0": until, "expires_at_1": "12:00"}
    answer = enter(person).post(reverse("admin:accounts_servicetoken_add"), data, follow=True)
    shown = re.search(r"ew_[0-9A-Za-z_-]{43}", " ".join(str(said) for said in answer.context["messages"]))
    assert shown
    assert (ask(shown[0]), shown[0] in str(ServiceToken.objects.values().get())) == (200, False)


# --- Restriction to missions ----------------------------------------------------------------------------------------


@pytest.fixture
def restricted() -> User:
    """Somebody who works on the mission of the OSCE/ODIHR alone."""
    person = analyst()
    MissionAccess.objects.create(user=person, mission=make.mission())
    return person


def other_mission() -> Any:
    return make.mission("cis-kz", organisation=make.organisation("cis", "CIS"))


def test_lists_show_the_own_missions_only(restricted: User) -> None:
    mine = make.finding(make.mission(), make.statement(of=make.mission()))
    other = make.statement("Another text\n\nIt lacked genuine competition.\n", of=other_mission())
    make.finding(other_mission(), other)
    client = enter(restricted)
    shown = client.get(reverse("admin:findings_finding_changelist")).context["cl"].result_list
    assert list(shown) == [mine]


def test_a_page_of_another_mission_is_as_if_it_did_not_exist(restricted: User) -> None:
    theirs = make.finding(other_mission(), make.statement(of=other_mission()))
    client = enter(restricted)
    known = client.get(reverse("admin:findings_finding_change", args=[theirs.pk]))
    assert (known.status_code, known["Location"]) == (302, reverse("admin:index"))


def test_review_of_another_mission_is_not_found(restricted: User) -> None:
    run = a_run(make.statement(of=other_mission()))
    a_proposal(run, "Observers", "figure", {"value": 1})
    assert enter(restricted).get(reverse("admin:imports_importrun_review", args=[run.pk])).status_code == 404
    assert enter(restricted).get(reverse("admin:imports_importrun_change", args=[run.pk])).status_code == 404


def test_what_somebody_brought_in_is_theirs(restricted: User) -> None:
    run = a_run(make.statement(of=other_mission()), started_by=restricted)
    assert enter(restricted).get(reverse("admin:imports_importrun_change", args=[run.pk])).status_code == 200


def test_a_form_puts_nothing_under_another_mission(restricted: User) -> None:
    theirs = other_mission()
    data = {"mission": theirs.pk, "name": "A. Person", "kind": "head_of_mission"}
    answer = enter(restricted).post(reverse("admin:missions_missionrole_add"), data)
    assert "mission" in answer.context["adminform"].form.errors


def test_choosing_a_mission_offers_the_own_ones(restricted: User) -> None:
    other_mission()
    question = {"app_label": "findings", "model_name": "finding", "field_name": "mission"}
    answer = enter(restricted).get(reverse("admin:autocomplete"), question).json()
    assert [row["id"] for row in answer["results"]] == [str(make.mission().pk)]


def test_the_api_shows_imports_of_the_own_missions(restricted: User) -> None:
    run = a_run(make.statement(of=other_mission()))
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {token('imports', user=restricted)[1]}")
    assert client.get(f"/api/v1/imports/{run.code}/").status_code == 404


def test_roles_are_named_in_the_language_of_the_reader() -> None:
    ensure_groups()
    person = make.user("dana", is_staff=True)
    person.groups.add(Group.objects.get(name="analyst"))
    client = enter(administrator())
    for address in (
        reverse("admin:auth_user_changelist"),
        reverse("admin:auth_user_change", args=[person.pk]),
        reverse("admin:accounts_invitation_add"),
    ):
        assert "Аналитик" in client.get(address, headers={"Accept-Language": "ru"}).content.decode()
