"""A small public world, and readers and analysts who ask the API about it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.cache import cache
from rest_framework.authtoken.models import Token
from rest_framework.test import APIClient

from apps.api.throttles import ImportThrottle
from apps.elections.models import Election
from apps.findings.models import Deliverable, Figure, Finding, HeadlineCheck, Recommendation
from apps.missions.models import Mission, MissionRole
from apps.statements.models import Statement
from tests import factories as make


@dataclass(frozen=True)
class World:
    """Everything published, one of each kind, all resting on one text."""

    election: Election
    mission: Mission
    statement: Statement
    role: MissionRole
    finding: Finding
    figure: Figure
    recommendation: Recommendation
    deliverable: Deliverable
    headline: HeadlineCheck


def build_world(**statement: Any) -> World:
    mission = make.mission()
    source = make.statement(of=mission, publisher=make.publisher(), **statement)
    role = make.role(mission)
    world = World(
        election=mission.election,
        mission=mission,
        statement=source,
        role=role,
        finding=make.finding(mission, source, speaker=role),
        figure=make.figure(mission, source),
        recommendation=make.recommendation(mission, source),
        deliverable=make.deliverable(mission, source),
        headline=make.headline_check(source),
    )
    for record in (
        world.election,
        world.mission,
        world.statement,
        world.finding,
        world.figure,
        world.recommendation,
        world.deliverable,
        world.headline,
    ):
        make.published(record)
    for record in vars(world).values():
        record.refresh_from_db()
    return world


@pytest.fixture
def world(db: None) -> World:
    return build_world()


@pytest.fixture
def reader() -> APIClient:
    """Anybody: no cookie, no token. Errors on our side come back as the answer that a reader would get."""
    return _client()


@pytest.fixture
def get(reader: APIClient) -> Callable[..., Any]:
    """The parsed answer of an address below /api/v1/, which must be 200."""

    def ask(path: str, **parameters: str) -> Any:
        response = reader.get(f"/api/v1/{path}", parameters)
        assert response.status_code == 200, response.content
        return response.json()

    return ask


@pytest.fixture
def analyst(db: None) -> APIClient:
    """A person who may import, by token, and has not done so yet."""
    person = make.user("analyst", "core.decide")
    # Clearing the whole cache would empty the queues of other processes too, which share its Redis.
    cache.delete(ImportThrottle.cache_format % {"scope": ImportThrottle.scope, "ident": person.pk})
    client = _client()
    client.credentials(HTTP_AUTHORIZATION=f"Token {Token.objects.create(user=person).key}")
    return client


def _client() -> APIClient:
    client = APIClient()
    client.raise_request_exception = False
    return client
