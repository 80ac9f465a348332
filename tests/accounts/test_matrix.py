"""Every address of the admin, asked by every role in both ways, against one table."""

import logging
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.http import HttpRequest
from django.template.response import SimpleTemplateResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from apps.core.models import Change, MissionAccess
from apps.imports.services.groups import ensure_groups, roles
from tests import factories
from tests.accounts.matrix_table import ACTIONS, MODELS, expected
from tests.admin.people import enter, whole_world

ROLES = {"O": "observer", "A": "analyst", "E": "editor", "D": "administrator", "e": "editor"}
NOWHERE = 99_999_999
ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")


class NotDrawn:
    """Pages are judged by their answer; drawing four thousand of them would take minutes."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        return self.get_response(request)

    def process_template_response(self, _request: HttpRequest, response: SimpleTemplateResponse) -> Any:
        response.content = b""
        return response


def member(role: str, *, is_restricted: bool) -> User:
    """Somebody with a role, perhaps restricted to a mission of another organisation."""
    person = factories.user("", is_staff=True)
    person.groups.add(Group.objects.get(name=role))
    if is_restricted:
        other = factories.mission("another-kz", organisation=factories.organisation("another", "Another"))
        MissionAccess.objects.create(user=person, mission=other)
    return person


@dataclass(frozen=True)
class Route:
    """One pattern of the admin: its name, if it has one, and what its address is made of."""

    pattern: str
    name: str

    @property
    def model(self) -> str:
        """The model whose page it is; empty for pages of the whole admin."""
        app, _underscore, rest = self.name.removeprefix("admin:").partition("_")
        return next((label for label in MODELS if label == f"{app}.{rest.split('_')[0]}"), "")


def routes(patterns: list[Any] | None = None, prefix: str = "", space: str = "") -> Iterator[Route]:
    for one in patterns or get_resolver().url_patterns:
        if isinstance(one, URLResolver):
            inner = f"{one.namespace}:" if one.namespace else space
            yield from routes(one.url_patterns, prefix + str(one.pattern), inner)
        elif isinstance(one, URLPattern) and prefix.startswith("admin/"):
            yield Route(prefix + str(one.pattern), space + one.name if one.name else "")


@dataclass(frozen=True)
class World:
    """One row of every table, and somebody of every role."""

    rows: dict[str, Any]
    people: dict[str, User]
    clients: dict[str, Client]

    def address(self, route: Route, *, row: int | None = None) -> str:
        """Where the page is for the row of the world, or for another number."""
        rows = self.rows
        known: dict[str, Any] = {
            "object_id": row or (rows[route.model].pk if route.model else ""),
            "pk": row or (rows[route.model].pk if route.model else ""),
            "id": row or rows["auth.user"].pk,
            "proposal_id": rows["imports.proposal"].pk,
            "mission_id": rows["missions.mission"].pk,
            "sheet_id": rows["visits.questionnaire"].pk,
            "secret": "nobody-was-sent-this",
            "app_label": "findings",
            "kind": "csv",
        }
        if route.name == "notices:open":
            known["pk"] = rows["notices.notice"].pk
        if route.name.endswith(":view_on_site"):
            known["object_id"] = rows["findings.finding"].pk
            known["content_type_id"] = ContentType.objects.get_for_model(rows["findings.finding"]).pk
        return reverse(route.name, kwargs={name: known[name] for name in ARGUMENT.findall(route.pattern)})

    def data(self, route: Route, method: str) -> dict[str, Any]:
        """What a page needs to answer at all; the others are asked with nothing."""
        finding = {"app_label": "findings", "model_name": "finding", "field_name": "mission"}
        needed: dict[tuple[str, str], dict[str, Any]] = {
            ("admin:autocomplete", "GET"): finding,
            ("admin:imports_importrun_decide", "POST"): {
                "verdict": "hold",
                "reason": "later",
                "seen": self.rows["imports.decision"].pk,
            },
            ("admin:imports_importrun_span", "POST"): {"move": "grow-end"},
        }
        return needed.get((route.name, method), {})

    def ask(self, letter: str, method: str, address: str, data: dict[str, Any]) -> Any:
        """One question, whose traces are taken back."""
        with transaction.atomic():
            answer = getattr(self.clients[letter], method.lower())(address, data)
            transaction.set_rollback(True)
        return answer


@pytest.fixture
def world(db: None, settings: Any) -> Iterator[World]:
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.NotDrawn"]
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    rows = whole_world()
    ensure_groups()
    group = Group.objects.get(name="analyst")
    change = Change.objects.create(visible_from=timezone.now(), kind="published", record="finding", code="f-shown")
    rows |= {"auth.group": group, "core.change": change}
    people = {letter: member(role, is_restricted=letter.islower()) for letter, role in ROLES.items()}
    clients = {"-": Client(), **{letter: enter(person) for letter, person in people.items()}}
    logging.disable(logging.WARNING)
    yield World(rows, people, clients)
    logging.disable(logging.NOTSET)


def is_let_in(answer: Any) -> bool:
    """Whether the page did something for who asked, be it to say what is wrong with their form."""
    if answer.status_code == 302:
        return answer["Location"].partition("?")[0] not in ("/admin/", "/admin/login/")
    return answer.status_code not in (403, 404, 405)


def named() -> list[Route]:
    """Logging out comes last: it would end the sessions of the others."""
    return sorted((route for route in routes() if route.name), key=lambda route: route.name == "admin:logout")


def test_each_address_of_the_admin_is_in_the_table() -> None:
    assert {route.name for route in named()} == {name for name, _method in expected()}


def test_editors_may_all_that_analysts_may_and_administrators_all_that_editors_may() -> None:
    rights = roles()
    assert rights["analyst"] < rights["editor"] < rights["administrator"]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_each_address_lets_in_whom_the_table_names(world: World, method: str) -> None:
    wanted, wrong = expected(), {}
    for route in named():
        address, data = world.address(route), world.data(route, method)
        inside = wanted[route.name, method]
        # Whoever is shut out is asked in both ways. Of those let in, the one with the fewest rights speaks for
        # those who have more; where a page opens for the same people in both ways, also by POST.
        spared = "".join(set(inside) & set("ED")) if "A" in inside else ""
        if method == "POST" and inside == wanted[route.name, "GET"]:
            spared = inside[1:]
        asked = [letter for letter in world.clients if letter not in spared]
        found = "".join(letter for letter in asked if is_let_in(world.ask(letter, method, address, data)))
        if set(found) | set(spared) != set(inside):
            wrong[route.name] = found
    assert wrong == {}


def test_what_is_kept_from_somebody_looks_like_what_does_not_exist(world: World) -> None:
    told_apart: list[tuple[str, str, int, int]] = []
    inside = expected()
    for route in named():
        if not route.model or not {"pk", "object_id"} & set(ARGUMENT.findall(route.pattern)):
            continue
        for letter in set("Oe") - set(inside[route.name, "GET"]):
            known, unknown = (world.ask(letter, "GET", world.address(route, row=row), {}) for row in (None, NOWHERE))
            if known.status_code != unknown.status_code:
                told_apart.append((route.name, letter, known.status_code, unknown.status_code))
    assert told_apart == []


def test_old_and_unknown_addresses_lead_nowhere_new(world: World) -> None:
    for letter in world.clients:
        old = world.ask(letter, "GET", f"/admin/findings/finding/{world.rows['findings.finding'].pk}/", {})
        assert (old.status_code, old["Location"].endswith("/change/")) == (302, letter != "-")
        unknown = world.ask(letter, "GET", "/admin/findings/nothing/", {})
        assert unknown.status_code == (302 if letter == "-" else 404)
    unnamed = [route.pattern for route in routes() if not route.name]
    assert {pattern.rpartition("/admin/")[2].split("/")[-2] for pattern in unnamed[:-1]} == {"<path:object_id>"}


def test_selected_rows_can_be_treated_by_whom_the_table_names(world: World) -> None:
    found: dict[str, dict[str, str]] = {label: defaultdict(str) for label in MODELS}
    for letter, person in world.people.items():
        request = RequestFactory().get("/")
        request.user = person
        for model, model_admin in admin.site._registry.items():
            for action in model_admin.get_actions(request):
                found[model._meta.label_lower][action] += letter
    # The list of who is restricted holds their own rows only, so they too may delete them there.
    deleting = {
        label: {"delete_selected": rights.delete + ("e" if "E" in rights.delete else "")}
        for label, rights in MODELS.items()
        if rights.delete
    }
    wanted = {label: deleting.get(label, {}) | ACTIONS.get(label, {}) for label in MODELS}
    assert {label: dict(who) for label, who in found.items() if who != wanted[label]} == {}


def test_no_page_is_written_to_from_another_site(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.create_superuser("root"))
    open_to_others = [route.name for route in named() if client.post(world.address(route)).status_code != 403]
    assert open_to_others == []


def test_the_password_alone_opens_nothing_where_a_second_factor_is_asked_for(world: World, settings: Any) -> None:
    settings.REQUIRE_TWO_FACTOR = True
    client = enter(User.objects.create_superuser("root"))
    ways_in = {"accounts:second_factor", "accounts:set_up_second_factor", "accounts:invitation"}
    ways_in |= {"admin:login", "admin:logout", "admin:jsi18n"}
    opened = set()
    for route in named():
        for method in ("get", "post"):
            if route.name == "admin:logout":
                continue
            answer = getattr(client, method)(world.address(route))
            if not answer.headers.get("Location", "").startswith("/admin/second-factor/"):
                opened.add(route.name)
    assert opened <= ways_in


@pytest.mark.django_db
@pytest.mark.parametrize(("is_restricted", "shown"), [(False, True), (True, False)])
def test_a_line_under_embargo_is_kept_from_who_works_on_other_missions(is_restricted: bool, shown: bool) -> None:
    Change.objects.create(
        visible_from=timezone.now() + timedelta(days=1), kind="published", record="finding", code="f-later"
    )
    person = factories.user("", "core.view_change", is_staff=True)
    if is_restricted:
        MissionAccess.objects.create(user=person, mission=factories.mission())
    assert ("f-later" in enter(person).get("/admin/core/change/").content.decode()) is shown


def test_the_table_names_every_model_of_the_admin() -> None:
    assert sorted(MODELS) == sorted(model._meta.label_lower for model in admin.site._registry)
