"""What the database refuses of countries, regions and elections."""

from datetime import date
from typing import Any

import pytest

from apps.elections.models import Country, Election, Region
from tests import factories as make
from tests.violations import Violation, change, publication_rules, rule_that_refuses


def _another(**fields: Any) -> Election:
    return make.election("kz-2021-01-10-local", **fields)


def _replaces_itself() -> None:
    election = make.election()
    change(election, replaces=election.pk)


def _country_twice(**fields: Any) -> None:
    make.country()
    Country.objects.create(**{"iso2": "XX", "iso3": "XXX", **fields})


def _same_code() -> None:
    change(_another(), code=make.election().code)


VIOLATIONS = [
    *publication_rules("election", "elections_election", make.election),
    Violation("elections_country_iso2_key", lambda: _country_twice(iso2="KZ")),
    Violation("elections_country_iso3_key", lambda: _country_twice(iso3="KAZ")),
    Violation("country_has_an_iso_code", lambda: change(make.country(), iso2="kz")),
    Violation("country_has_a_three_letter_code", lambda: change(make.country(), iso3="KZ1")),
    Violation(
        "elections_region_code_key", lambda: Region.objects.create(country=make.country(), code=make.region().code)
    ),
    Violation("region_has_an_iso_code", lambda: change(make.region(), code="ALA")),
    Violation("map_of_a_country_names_its_source", lambda: change(make.country(), map_height=600)),
    Violation("outline_has_a_place_for_its_label", lambda: change(make.region(), outline="M0 0l1 1z"), "no place"),
    Violation(
        "outline_has_a_place_for_its_label", lambda: change(make.region(), outline="M0 0l1 1z", label_at=[]), "half"
    ),
    Violation("outline_has_a_place_for_its_label", lambda: change(make.region(), label_at=[1, 2]), "no outline"),
    Violation("region_kind_is_known", lambda: change(make.region(), kind="planet")),
    Violation("elections_election_code_key", _same_code),
    Violation("election_types_are_known", lambda: change(make.election(), types=["beauty"]), "unknown type"),
    Violation("election_types_are_known", lambda: change(make.election(), types=[]), "no type"),
    Violation("election_status_is_known", lambda: change(make.election(), status="lost")),
    Violation("election_ends_after_it_begins", lambda: change(make.election(), last_polling_day=date(2021, 1, 9))),
    Violation("election_round_counts_from_one", lambda: change(make.election(), round=0)),
    Violation("election_does_not_replace_itself", _replaces_itself),
]


@pytest.mark.django_db
@pytest.mark.parametrize("violation", VIOLATIONS, ids=str)
def test_the_database_refuses(violation: Violation) -> None:
    assert rule_that_refuses(violation.act) == violation.rule
