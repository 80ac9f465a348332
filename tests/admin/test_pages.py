"""Every page of the admin opens, for every table, with something in it."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from tests.admin.people import administrator, enter, whole_world

# Triggers and the checks alone write these: there is nothing in them to look after.
DERIVED = {
    "core.searchentry",
    "core.pagechange",
    *(f"visits.{kind}tally" for kind in ("visit", "answer", "station", "coverage", "register")),
    "visits.checkedmission",
}
# Read on the page of their load, which may have thousands.
INSIDE_ANOTHER = {"visits.loadproblem"}
HOUSE = {model._meta.label_lower for model in apps.get_models() if model.__module__.startswith("apps.")}
LABELS = sorted(HOUSE - DERIVED - INSIDE_ANOTHER)


@pytest.fixture
def client(db: None) -> Client:
    return enter(administrator())


def address(label: str, page: str, *args: object) -> str:
    return reverse(f"admin:{label.replace('.', '_')}_{page}", args=args)


@pytest.mark.parametrize("label", LABELS)
def test_every_model_of_the_house_is_in_the_admin(label: str) -> None:
    assert apps.get_model(label) in admin.site._registry


@pytest.mark.parametrize("label", LABELS)
def test_the_list_opens_and_searches(client: Client, label: str) -> None:
    whole_world()
    found = client.get(
        address(label, "changelist"), {"q": "выборы KAZAKHSTAN"} if label != "core.change" else {"q": "x"}
    )
    assert found.status_code == 200


@pytest.mark.parametrize("label", LABELS)
def test_the_add_page_opens_or_is_refused(client: Client, label: str) -> None:
    assert client.get(address(label, "add")).status_code in (200, 403)


@pytest.mark.parametrize("label", [label for label in LABELS if label != "core.change"])
def test_the_page_of_a_row_opens_with_its_history(client: Client, label: str) -> None:
    row = whole_world()[label]
    assert client.get(address(label, "change", row.pk)).status_code == 200
    assert client.get(address(label, "history", row.pk)).status_code == 200


@pytest.mark.parametrize("label", [label for label in LABELS if label not in ("core.change", "imports.importrun")])
def test_an_empty_form_is_sent_back_with_words_never_an_error(client: Client, label: str) -> None:
    assert client.post(address(label, "add"), {}).status_code in (200, 403)


@pytest.mark.parametrize("label", [label for label in LABELS if label != "core.change"])
def test_deleting_a_row_asks_or_is_refused(client: Client, label: str) -> None:
    row = whole_world()[label]
    assert client.get(address(label, "delete", row.pk)).status_code in (200, 403)


@pytest.mark.parametrize("name", ["auth_user", "auth_group"])
def test_accounts_and_roles_open(client: Client, name: str) -> None:
    assert client.get(reverse(f"admin:{name}_changelist"), {"q": "admin"}).status_code == 200
    assert client.get(reverse(f"admin:{name}_add")).status_code == 200


def test_a_stranger_is_sent_to_log_in(db: None) -> None:
    answer = Client().get(reverse("admin:findings_finding_changelist"))
    assert answer.status_code == 302
    assert "login" in answer["Location"]


def test_saving_a_row_whose_number_is_none_leads_back(client: Client) -> None:
    answer = client.post("/admin/missions/mission/²/change/", {})
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")
