"""Each address asks the database a fixed set of questions, however much there is to show."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from tests import factories as make
from tests.api.conftest import World

CITED = ["evidence", "quote", "missionrole", "quote"]
"""The quotes of all claims; their speakers, with the words that name them."""

QUERIES = {
    "countries/": ["country", "region"],
    "organisations/": ["organisation"],
    "elections/": ["election", "election", "election", "mission"],
    "missions/": ["mission", "mission", "mission", "missionrole", "quote", "missionstatement"],
    "statements/": ["statement", "textversion", "statement", "statement", "missionstatement"],
    "findings/": ["finding", *CITED, "finding", "finding"],
    "figures/": ["figure", *CITED, "figure", "figure"],
    "recommendations/": ["recommendation", *CITED, "recommendation", "recommendation", "recommendationstatus", "quote"],
    "deliverables/": ["deliverable", *CITED, "deliverable", "deliverable", "statement"],
    "statements/{statement}/": [
        "statement",
        "textversion",
        "missionstatement",
        # The words; who cites them; and the quotes themselves.
        "textversion",
        "evidence",
        "finding",
        "figure",
        "recommendation",
        "deliverable",
        "quote",
        # The headline, its words, and those that it is held against.
        "headlinecheck",
        "quote",
        "quote",
    ],
    "missions/{mission}/visit-statistics/": ["mission", "statisticsrelease"],
}


@pytest.fixture
def full_world(world: World) -> World:
    """Two more of everything that hangs on something else, so that a query per row would show."""
    by = make.editor()
    for number, words in enumerate(("lacked genuine", "Preparations", "praises conduct")):
        quote = make.quote(words, world.statement)
        role = make.role(world.mission, f"Speaker {number}", quote=quote)
        for build in (make.finding, make.figure, make.recommendation, make.deliverable):
            old = make.published(build(world.mission, world.statement, words, speaker=role), by=by)
            make.published(build(world.mission, world.statement, words, speaker=role, replaces=old), by=by)
        world.recommendation.statuses.create(
            status="mostly",
            election=world.election,
            author=world.mission,
            assessed_on=date(2023, 3, number + 1),
            quote=quote,
        )
        other = make.organisation(f"body-{number}", f"Body {number}")
        member = make.mission(f"m-{number}", organisation=other, joint_mission=world.mission)
        source = make.statement(of=member, copy_of=world.statement, translation_of=world.statement)
        later = make.election(f"kz-{number}", replaces=world.election)
        for record in (later, member, source):
            make.published(record, by=by)
        promise = make.deliverable(world.mission, world.statement, fulfilled_by=source, fulfilled_on=date(2021, 3, 1))
        make.published(promise, by=by)
    return world


def _asked(queries: CaptureQueriesContext) -> Iterator[str]:
    """The table that each query begins with."""
    for query in queries.captured_queries:
        found = re.search(r'FROM "[a-z]+_([a-z]+)"', query["sql"])
        assert found, query["sql"]
        yield found[1]


@pytest.mark.parametrize("path", QUERIES)
def test_queries_are_these(reader: APIClient, full_world: World, path: str) -> None:
    address = path.format(statement=full_world.statement.code, mission=full_world.mission.code)

    with CaptureQueriesContext(connection) as queries:
        response = reader.get(f"/api/v1/{address}")

    assert response.status_code == 200
    assert list(_asked(queries)) == QUERIES[path]
