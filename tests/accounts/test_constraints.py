"""The rules of the way in that the database keeps."""

from typing import Any

import pytest
from django.contrib.auth.models import Group

from apps.accounts.models import Invitation, ServiceToken
from apps.accounts.services import issue_token
from apps.core.models import MissionAccess
from tests import factories as make
from tests.violations import Violation, rule_that_refuses


def invitation(**fields: Any) -> Invitation:
    group, _made = Group.objects.get_or_create(name="readers")
    values = {"email": "a@example.org", "group": group, "digest": "a" * 64, "invited_by": make.user(), **fields}
    return Invitation.objects.create(expires_at=make.LATER, **values)


def token(**fields: Any) -> ServiceToken:
    values = {"user": make.user(), "name": "loader", "scopes": ["imports"], "expires_at": make.LATER, **fields}
    return issue_token(**values)[0]


def the_same_invitation_twice() -> None:
    for _ in range(2):
        invitation()


def the_same_token_twice() -> None:
    copy = token()
    copy.pk = None
    copy.save(force_insert=True)


def the_same_mission_twice() -> None:
    person = make.user()
    for _ in range(2):
        MissionAccess.objects.create(user=person, mission=make.mission())


VIOLATIONS = [
    Violation("accepted_invitation_has_moment_and_person", lambda: invitation(accepted_at=make.NOW)),
    Violation("accounts_invitation_digest_key", the_same_invitation_twice),
    Violation("accounts_servicetoken_digest_key", the_same_token_twice),
    Violation("token_scopes_are_known", lambda: token(scopes=["everything"]), "unknown"),
    Violation("token_scopes_are_known", lambda: token(scopes=[]), "none"),
    Violation("person_is_given_a_mission_once", the_same_mission_twice),
]


@pytest.mark.django_db
@pytest.mark.parametrize("violation", VIOLATIONS, ids=str)
def test_the_database_refuses(violation: Violation) -> None:
    assert rule_that_refuses(violation.act) == violation.rule
