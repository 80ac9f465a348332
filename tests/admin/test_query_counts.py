"""A list needs as many queries for thirty rows as for three."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tests.admin.people import a_proposal, a_run, administrator, enter


def findings(numbers: range) -> None:
    place, source = factories.mission(), factories.statement()
    for _number in numbers:
        factories.finding(place, source)


def missions(numbers: range) -> None:
    for number in numbers:
        code = f"org-{number}"
        factories.mission(f"{code}-kz", organisation=factories.organisation(code, code.upper()))


def statements(numbers: range) -> None:
    for number in numbers:
        factories.statement(f"Text {number}\n", publisher=factories.publisher(f"paper-{number}"))


def proposals(numbers: range) -> None:
    run = a_run()
    for _number in numbers:
        a_proposal(run, "Observers", "figure", {"value": 1})


CASES: list[tuple[str, Callable[[range], None]]] = [
    ("findings_finding", findings),
    ("findings_evidence", findings),
    ("missions_mission", missions),
    ("statements_statement", statements),
    ("statements_textversion", statements),
    ("imports_importrun", statements),
    ("imports_proposal", proposals),
]


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


@pytest.mark.parametrize(("name", "fill"), CASES, ids=[name for name, _fill in CASES])
def test_the_list_asks_the_same_for_more_rows(db: None, name: str, fill: Callable[[range], None]) -> None:
    client, address = enter(administrator()), reverse(f"admin:{name}_changelist")
    fill(range(3))
    few = queries(client, address)
    fill(range(3, 30))
    assert queries(client, address) <= few


def test_the_review_asks_the_same_for_more_proposals(db: None) -> None:
    client, run = enter(administrator()), a_run()
    address = reverse("admin:imports_importrun_review", args=[run.pk])
    for _number in range(2):
        a_proposal(run, "Observers", "figure", {"value": 1})
    few = queries(client, address)
    for _number in range(20):
        a_proposal(run, "Observers", "figure", {"value": 1})
    assert queries(client, address) <= few
