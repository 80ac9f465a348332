"""Who may do what: the groups give each role its rights, and no more."""

import io

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command

from apps.core.models import SEE_UNPUBLISHED
from apps.imports.services.groups import ensure_groups, roles
from apps.missions.catalogue import organisation_entries
from tests import factories as make

pytestmark = pytest.mark.django_db
ROLES = ("observer", "analyst", "editor", "administrator")


@pytest.fixture
def people() -> dict[str, User]:
    """One person in each group."""
    ensure_groups()
    members = {}
    for role in ROLES:
        person = make.user(role)
        person.groups.add(Group.objects.get(name=role))
        members[role] = User.objects.get(pk=person.pk)
    return members


@pytest.mark.parametrize(
    ("right", "holders"),
    [
        (SEE_UNPUBLISHED, {"analyst", "editor", "administrator"}),
        ("core.decide", {"analyst", "editor", "administrator"}),
        ("core.publish", {"editor", "administrator"}),
        ("findings.add_finding", {"analyst", "editor", "administrator"}),
        ("imports.add_importrun", {"analyst", "editor", "administrator"}),
        ("visits.add_visit", {"observer", "analyst", "editor", "administrator"}),
        ("visits.view_visit", {"analyst", "editor", "administrator"}),
        ("findings.delete_finding", {"administrator"}),
        ("imports.change_proposal", {"administrator"}),
        ("auth.change_user", {"administrator"}),
    ],
)
def test_a_right_is_held_by(people: dict[str, User], right: str, holders: set[str]) -> None:
    assert {role for role, person in people.items() if person.has_perm(right)} == holders


def test_each_role_can_do_what_the_one_below_it_can() -> None:
    rights = roles()
    assert rights["observer"] < rights["analyst"] < rights["editor"] < rights["administrator"]


def test_making_the_groups_again_changes_nothing() -> None:
    ensure_groups()
    before = set(Group.objects.values_list("name", "permissions"))
    assert (ensure_groups(), set(Group.objects.values_list("name", "permissions"))) == (4, before)


def test_a_right_that_an_administrator_gave_a_group_stays() -> None:
    ensure_groups()
    extra = Permission.objects.get(codename="delete_finding")
    Group.objects.get(name="editor").permissions.add(extra)
    ensure_groups()
    assert Group.objects.get(name="editor").permissions.filter(pk=extra.pk).exists()


def test_the_command_says_what_it_loaded() -> None:
    out = io.StringIO()
    call_command("load_reference", stdout=out)
    assert f"249 countries, 301 regions, {len(organisation_entries())} organisations added" in out.getvalue()


def test_the_command_run_again_adds_nothing() -> None:
    call_command("load_reference", stdout=io.StringIO())
    out = io.StringIO()
    call_command("load_reference", stdout=out)
    assert "0 organisations added, 0 publishers added, 18 obligations, 4 groups." in out.getvalue()
