"""Importing from the admin: every source and every mistake ends on a page that says what happened."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from apps.imports.models import ImportRun
from tests import factories
from tests.admin.people import a_run, analyst, enter

ADDRESS = "/admin/imports/importrun/add/"


@pytest.fixture
def client(db: None) -> Client:
    return enter(analyst())


def send(client: Client, **source: Any) -> Any:
    data = {"authenticity": "original", "published_on": "2021-01-11", **source}
    return client.post(ADDRESS, data, follow=True)


def test_pasted_words_start_a_run_with_what_the_analyst_knows(client: Client) -> None:
    send(client, text="The mission observed the elections.", language="en", authenticity="retold")
    run = ImportRun.objects.get()
    assert (run.source_kind, run.language, run.authenticity, str(run.published_on)) == (
        "text",
        "en",
        "retold",
        "2021-01-11",
    )


def test_the_page_of_an_open_run_comes_back_by_itself(client: Client) -> None:
    answer = send(client, text="The mission observed the elections.")
    assert b'http-equiv="refresh"' in answer.content


def test_the_page_of_a_run_that_is_over_stays(client: Client) -> None:
    answer = client.get(reverse("admin:imports_importrun_change", args=[a_run().pk]))
    assert b'http-equiv="refresh"' not in answer.content


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.txt", b"", b"The source is empty"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe\x00", b"The source is not text"),
        ("large.txt", b"a" * 2_100_000, b"The source is too large"),
    ],
)
def test_a_bad_file_gives_a_rejected_run_with_the_remedy(client: Client, name: str, data: bytes, words: bytes) -> None:
    answer = send(client, file=SimpleUploadedFile(name, data))
    assert words in answer.content
    assert ImportRun.objects.get().state == "rejected"


def test_an_address_of_another_kind_gives_a_rejected_run(client: Client) -> None:
    answer = send(client, url="ftp://example.org/text")
    assert b"This is no web address" in answer.content


def test_no_source_is_said_at_the_field(client: Client) -> None:
    answer = client.post(ADDRESS, {"authenticity": "original"})
    assert answer.status_code == 422
    assert "Give an address" in str(answer.context["form"].errors["url"])
    assert not ImportRun.objects.exists()


def test_two_sources_are_said_at_the_second_field(client: Client) -> None:
    answer = client.post(ADDRESS, {"authenticity": "original", "url": "https://example.org", "text": "Words"})
    assert "only one source" in str(answer.context["form"].errors["text"])


def test_an_impossible_date_is_said_at_its_field(client: Client) -> None:
    answer = client.post(ADDRESS, {"authenticity": "original", "text": "Words", "published_on": "2021-02-30"})
    assert answer.context["form"].errors["published_on"]


def test_who_may_not_decide_may_not_import(db: None) -> None:
    assert enter(factories.user(is_staff=True)).get(ADDRESS).status_code == 403


def test_a_stranger_is_sent_to_log_in(db: None) -> None:
    assert "login" in Client().get(ADDRESS)["Location"]


def test_a_run_that_there_is_not_is_not_found(client: Client) -> None:
    assert client.get("/admin/imports/importrun/999999/change/").status_code == 404


def test_an_address_with_a_sign_that_only_looks_like_a_number_leads_nowhere(client: Client) -> None:
    assert client.get("/admin/imports/importrun/²/change/").status_code == 404


def test_the_list_leads_to_the_import_form(client: Client) -> None:
    assert ADDRESS.encode() in client.get(reverse("admin:imports_importrun_changelist")).content
