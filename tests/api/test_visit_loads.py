"""Loading visits by token: a stream is taken in, loads once, and only into missions that are the sender's."""

import json
from datetime import timedelta
from typing import Any, cast

import pytest
from django.core.cache import cache
from django.utils import timezone
from rest_framework.test import APIClient

from apps.accounts.services import issue_token
from apps.api.throttles import VisitThrottle
from apps.missions.models import Mission
from apps.visits.models import Load, Visit
from apps.visits.services.start import run_here
from tests import factories as make
from tests.visits import builders

KIND = "application/x-ndjson"
GOOD = {"submission_id": "n1", "station": "1", "ink": "yes", "extra": 1}


@pytest.fixture(autouse=True)
def data_dir(settings: Any, tmp_path: Any) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture
def mission(db: None) -> Mission:
    made = builders.eom()
    builders.stations(made)
    builders.sheet(made)
    return made


def client_of(*rights: str, scopes: tuple[str, ...] = ("visits",), only: Mission | None = None) -> APIClient:
    person = make.user("", *rights)
    if only is not None:
        person.mission_access.create(mission=only)
    cache.delete(VisitThrottle.cache_format % {"scope": VisitThrottle.scope, "ident": person.pk})
    later = timezone.now() + timedelta(days=1)
    _token, secret = issue_token(user=person, name="pump", scopes=list(scopes), expires_at=later)
    client = APIClient()
    client.raise_request_exception = False
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    return client


@pytest.fixture
def loader(db: None) -> APIClient:
    return client_of("visits.add_visit")


def send(client: APIClient, mission: Mission, *lines: Any, form: str = "voting", kind: str = KIND) -> Any:
    body = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines).encode()
    address = f"/api/v1/missions/{mission.code}/visits/?form={form}"
    return client.generic("POST", address, cast(str, body), content_type=kind)


def test_a_stream_is_taken_in_and_its_load_watched(loader: APIClient, mission: Mission) -> None:
    later = {"submission_id": "n3", "station": "2", "order": "good"}
    answer = send(loader, mission, GOOD, {"submission_id": "n2", "station": "99"}, "{broken", later)
    assert (answer.status_code, answer.json()["state"]) == (202, "waiting")

    run_here(Load.objects.get())
    found = loader.get(answer["Location"]).json()
    problems = loader.get(found["problems_url"]).json()

    assert (found["is_over"], found["rows"], found["added"], found["refused"]) == (True, 4, 2, 2)
    assert found["left_out"] == ["extra"]
    assert [(p["line"], p["column"], p["value"], p["problem"]) for p in problems["results"]] == [
        (2, "station", "99", "no_station"),
        (3, "", "", "broken"),
    ]
    assert (problems["next"], "register" in problems["results"][0]["message"]) == (None, True)
    assert Visit.objects.get(submission_id="n3").answers == {"order": "good"}


def test_the_same_stream_twice_adds_nothing(loader: APIClient, mission: Mission) -> None:
    for _time in range(2):
        send(loader, mission, GOOD)
        run_here(Load.objects.latest("pk"))

    assert (Visit.objects.count(), Load.objects.latest("pk").same) == (1, 1)


@pytest.mark.parametrize(
    ("form", "kind", "status"),
    [("lunch", KIND, 400), ("opening", KIND, 400), ("voting", "application/json", 415), ("voting", "text/csv", 415)],
)
def test_what_cannot_be_taken_in_is_told(
    loader: APIClient, mission: Mission, form: str, kind: str, status: int
) -> None:
    answer = send(loader, mission, GOOD, form=form, kind=kind)

    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")


def test_submissions_without_an_id_are_refused_as_a_whole(loader: APIClient, mission: Mission) -> None:
    answer = send(loader, mission, {"station": "1"})

    assert (answer.status_code, answer.json()["problem"]) == (422, "no_id_column")
    assert "No column" in answer.json()["detail"]


def test_a_body_that_is_too_large_is_cut_off(loader: APIClient, mission: Mission, settings: Any) -> None:
    settings.VISIT_FILE_BYTES = 10

    assert send(loader, mission, GOOD).status_code == 413
    assert not Load.objects.exists()


def test_rights_and_scopes_are_needed(mission: Mission) -> None:
    statuses = [
        send(APIClient(), mission, GOOD).status_code,
        send(client_of(), mission, GOOD).status_code,
        send(client_of("visits.add_visit", scopes=("imports",)), mission, GOOD).status_code,
    ]

    assert statuses == [401, 403, 403]


def test_a_mission_of_others_is_as_unknown_as_none(mission: Mission) -> None:
    own = builders.eom("own", organisation=make.organisation("other", "Other"))
    restricted = client_of("visits.add_visit", "visits.view_visit", only=own)
    theirs = send(client_of("visits.add_visit"), mission, GOOD)["Location"]

    assert send(restricted, mission, GOOD).status_code == 404
    assert send(restricted, Mission(code="nowhere"), GOOD).status_code == 404
    assert restricted.get(theirs).status_code == 404
    assert restricted.get(f"{theirs}problems/").status_code == 404


def test_an_observer_watches_own_loads_only(loader: APIClient, mission: Mission) -> None:
    own = send(loader, mission, GOOD)["Location"]
    theirs = send(client_of("visits.add_visit"), mission, GOOD)["Location"]
    reader = client_of("visits.add_visit", "visits.view_visit")

    assert [loader.get(address).status_code for address in (own, theirs)] == [200, 404]
    assert reader.get(theirs).status_code == 200
