"""The OpenAPI document is valid, complete, and what the API really answers."""

from typing import Any
from urllib.parse import quote

import jsonschema
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator, validate
from rest_framework.test import APIClient

from apps.api.urls import router, urlpatterns
from apps.api.views.root import openapi
from tests.api.conftest import World
from tests.api.test_records import LISTS

JUNK = [
    "",
    "0",
    "-1",
    "a" * 5000,
    "' OR 1=1",
    "\u0000",
    "🗳️",
    "9999-99-99",
    "2021-01-10T00:00",
    "%",
    "null",
    "[]",
]
OPERATIONS = [(path, method) for path, item in openapi()["paths"].items() for method in item if method != "parameters"]
WITH_TOKEN = ("imports", "visit-loads", "/visits/")
PUBLIC = [path for path, method in OPERATIONS if method == "get" and not any(part in path for part in WITH_TOKEN)]
ALWAYS = {"400", "405", "406", "429"}


def _resolved(address: str, world: World) -> str:
    kind = address.split("/")[3].rstrip("s")
    codes = {"countrie": "kz", "organisation": "osce-odihr"}
    code = codes.get(kind) or str(getattr(getattr(world, kind, None), "code", ""))
    return address.replace("{code}", code)


def test_schema_is_valid_openapi_3_1(reader: APIClient, db: None) -> None:
    document = reader.get("/api/v1/schema/").json()

    assert document["openapi"].startswith("3.1")
    validate(document, cls=OpenAPIV31SpecValidator)


def test_schema_documents_every_address() -> None:
    """Two addresses of each list, and those that stand alone."""
    lists = {f"/api/v1/{name}/" for name in LISTS}
    details = {f"/api/v1/{name}/{{code}}/" for name in LISTS}
    alone = {
        "/api/v1/",
        "/api/v1/schema/",
        "/api/v1/missions/{code}/visit-statistics/",
        "/api/v1/imports/",
        "/api/v1/imports/{code}/",
        "/api/v1/missions/{code}/visits/",
        "/api/v1/visit-loads/{code}/",
        "/api/v1/visit-loads/{code}/problems/",
    }

    assert {path for path, _method in OPERATIONS} == lists | details | alone


def test_every_named_route_is_documented() -> None:
    names = {name for pattern in [*urlpatterns, *router.urls] if (name := getattr(pattern, "name", None))}

    assert len(names) == len({path for path, _method in OPERATIONS})


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_every_operation_documents_its_errors(path: str, method: str) -> None:
    operation = openapi()["paths"][path][method]
    with_token = any(part in path for part in WITH_TOKEN)
    wanted = ALWAYS | ({"404"} if "{" in path else set()) | ({"401", "403"} if with_token else set())

    assert wanted <= set(operation["responses"])
    assert all("application/problem+json" in operation["responses"][status]["content"] for status in wanted)


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_only_imports_and_loads_ask_for_a_token(path: str, method: str) -> None:
    security = openapi()["paths"][path][method]["security"]

    assert security == ([{"tokenAuth": []}] if any(part in path for part in WITH_TOKEN) else [{}])


@pytest.mark.parametrize("path", PUBLIC)
def test_answers_are_as_the_schema_says(reader: APIClient, world: World, path: str) -> None:
    document = openapi()
    content = document["paths"][path]["get"]["responses"]["200"]["content"]
    schema: dict[str, Any] = {**content["application/json"]["schema"], "components": document["components"]}

    answer = reader.get(_resolved(path, world)).json()

    jsonschema.validate(answer, schema, cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize("path", PUBLIC)
def test_junk_in_any_parameter_is_answered_not_crashed_on(reader: APIClient, world: World, path: str) -> None:
    address = _resolved(path, world)
    names = [item["name"] for item in openapi()["paths"][path]["get"].get("parameters", []) if item["in"] == "query"]

    statuses = {reader.get(f"{address}?{name}={quote(junk)}").status_code for name in names for junk in JUNK}

    assert statuses <= {200, 400}
    assert 400 in statuses


@pytest.mark.parametrize("path", [path for path in PUBLIC if "{code}" in path])
def test_junk_as_a_code_is_not_found(reader: APIClient, db: None, path: str) -> None:
    statuses = {reader.get(path.replace("{code}", quote(junk, safe=""))).status_code for junk in JUNK if junk}

    assert statuses <= {400, 404}
