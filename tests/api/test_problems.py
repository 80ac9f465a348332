"""Every error is application/problem+json and says what is wrong."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from apps.api import selectors
from tests.api.conftest import World

WRONG = [
    ("get", "/api/v1/findings/?colour=red", {}, 400),
    ("get", "/api/v1/imports/run-00000000/", {}, 401),
    ("post", "/api/v1/imports/", {}, 401),
    ("get", "/api/v1/findings/f-00000000/", {}, 404),
    ("get", "/api/v1/findings/NOT A CODE/", {}, 404),
    ("get", "/api/v1/nothing/", {}, 404),
    ("get", "/api/v1/findings", {}, 404),
    ("post", "/api/v1/findings/", {}, 405),
    ("delete", "/api/v1/elections/kz/", {}, 405),
    ("put", "/api/v1/schema/", {}, 405),
    ("get", "/api/v1/findings/", {"accept": "text/html"}, 406),
]


@pytest.mark.parametrize(("method", "path", "headers", "status"), WRONG)
def test_errors_are_problems(
    reader: APIClient, db: None, method: str, path: str, headers: dict[str, str], status: int
) -> None:
    answer = getattr(reader, method)(path, headers=headers)

    problem = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert (problem["type"], problem["status"]) == ("about:blank", status)
    assert problem["title"]
    assert problem["detail"]


NUL = [
    "/api/v1/findings/?topic=a%00b",
    "/api/v1/findings/?a%00b=1",
    "/api/v1/findings/?cursor=%00",
    "/api/v1/findings/f-%00/",
    "/api/v1/%00",
    "/api/v1/missions/a%00/visit-statistics/",
]


@pytest.mark.parametrize("path", NUL)
def test_nul_is_a_bad_request(reader: APIClient, db: None, path: str) -> None:
    answer = reader.get(path)

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_detail_is_in_the_language_of_the_request(reader: APIClient, db: None) -> None:
    answer = reader.get("/api/v1/findings/?colour=red", headers={"accept-language": "ru"})

    assert answer["Content-Language"] == "ru"


def test_wrong_method_names_the_right_ones(reader: APIClient, db: None) -> None:
    assert reader.post("/api/v1/findings/")["Allow"] == "GET, HEAD, OPTIONS"


def test_missing_token_names_the_scheme(reader: APIClient, db: None) -> None:
    assert reader.get("/api/v1/imports/run-00000000/")["WWW-Authenticate"] == "Token"


def test_our_own_fault_tells_nothing_of_its_cause(
    reader: APIClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> Any:
        raise RuntimeError("the password is hunter2")

    monkeypatch.setattr(selectors, "elections", broken)

    answer = reader.get("/api/v1/elections/")

    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert b"hunter2" not in answer.content


def test_answers_are_asked_for_anew_each_time(reader: APIClient, world: World) -> None:
    assert "no-cache" in reader.get("/api/v1/findings/")["Cache-Control"]


def test_head_answers_like_get_without_a_body(reader: APIClient, world: World) -> None:
    answer = reader.head("/api/v1/findings/")

    assert (answer.status_code, answer.content) == (200, b"")
