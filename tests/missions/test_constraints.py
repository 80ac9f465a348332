"""What the database refuses of organisations, missions and the people who lead them."""

from datetime import date
from typing import Any

import pytest

from apps.missions.models import Mission, MissionStatement, Organisation
from tests import factories as make
from tests.violations import Violation, change, publication_rules, rule_that_refuses


def _organisation_twice(**fields: Any) -> None:
    make.organisation()
    Organisation.objects.create(**{"code": "x", "short_name": "X", "kind": "other", **fields})


def _part_of_itself() -> None:
    organisation = make.organisation()
    change(organisation, parent=organisation.pk)


def _member_of_itself() -> None:
    mission = make.mission()
    change(mission, joint_mission=mission.pk)


def _second_mission_of_a_format() -> Mission:
    make.mission()
    return make.mission("another-code")


def _member_at_another_election() -> Mission:
    elsewhere = make.election("kz-2016-03-20-parliamentary")
    joint = make.mission("ieom-kz-2021-01-10", format="ieom")
    return make.mission("osce-pa-kz-2016-03-20", election=elsewhere, joint_mission=joint)


def _role_twice() -> None:
    mission = make.mission()
    make.role(mission)
    make.role(mission)


def _role(**values: object) -> None:
    change(make.role(make.mission(), began_on=date(2021, 1, 5)), **values)


def _link() -> MissionStatement:
    mission = make.mission()
    make.statement(of=mission)
    return MissionStatement.objects.get(mission=mission)


def _link_twice() -> None:
    link = _link()
    MissionStatement.objects.create(mission=link.mission, statement=link.statement, relation="own")


def _same_code() -> None:
    first = make.mission()
    change(make.mission("another-code", format="eom"), code=first.code)


VIOLATIONS = [
    *publication_rules("mission", "missions_mission", make.mission),
    Violation("missions_organisation_code_key", lambda: _organisation_twice(code="osce-odihr")),
    Violation("missions_organisation_short_name_key", lambda: _organisation_twice(short_name="OSCE/ODIHR")),
    Violation("organisation_kind_is_known", lambda: change(make.organisation(), kind="club")),
    Violation("organisation_is_no_part_of_itself", _part_of_itself),
    Violation("missions_mission_code_key", _same_code),
    Violation("organisation_has_one_mission_of_a_format", _second_mission_of_a_format),
    Violation("mission_format_is_known", lambda: change(make.mission(), format="stroll")),
    Violation(
        "mission_closes_after_it_opens",
        lambda: change(make.mission(), opened_on=date(2021, 1, 2), closed_on=date(2021, 1, 1)),
    ),
    Violation("mission_is_no_member_of_itself", _member_of_itself),
    Violation("joint_mission_observes_one_election", _member_at_another_election),
    Violation("person_has_a_role_once", _role_twice),
    Violation("role_kind_is_known", lambda: _role(kind="king")),
    Violation("role_has_a_name", lambda: _role(name="")),
    Violation("role_ends_after_it_begins", lambda: _role(ended_on=date(2021, 1, 4))),
    Violation("mission_has_a_statement_once", _link_twice),
    Violation("statement_relation_is_known", lambda: change(_link(), relation="guessed")),
]


@pytest.mark.django_db
@pytest.mark.parametrize("violation", VIOLATIONS, ids=str)
def test_the_database_refuses(violation: Violation) -> None:
    assert rule_that_refuses(violation.act) == violation.rule
