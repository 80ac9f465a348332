"""Starting imports by token, and watching them."""

from io import BytesIO
from typing import Any, cast

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from rest_framework.authtoken.models import Token
from rest_framework.test import APIClient

from apps.api.throttles import ImportThrottle
from apps.api.uploads import LARGEST_FORM, LARGEST_JSON
from apps.imports.models import ImportRun
from apps.imports.reading import MAX_BYTES
from tests import factories as make

IMPORTS = "/api/v1/imports/"
TEXT = make.BODY


@pytest.fixture(autouse=True)
def files(tmp_path: Any, settings: Any) -> None:
    """Originals go to a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path


def _only_run() -> ImportRun:
    return ImportRun.objects.get()


def _raw(client: APIClient, body: bytes, content_type: str = "application/json") -> Any:
    """Post bytes as they are: the client's own type says text, and would write JSON anew."""
    return client.generic("POST", IMPORTS, cast(str, body), content_type=content_type)


def test_text_is_taken_in(analyst: APIClient) -> None:
    answer = analyst.post(IMPORTS, {"text": TEXT})

    assert answer.status_code == 202
    assert (answer.json()["state"], answer.json()["code"]) == ("queued", _only_run().code)


def test_location_leads_to_the_run(analyst: APIClient) -> None:
    answer = analyst.post(IMPORTS, {"text": TEXT})

    assert analyst.get(answer["Location"]).json()["code"] == _only_run().code


def test_file_is_taken_in(analyst: APIClient) -> None:
    upload = SimpleUploadedFile("briefing.txt", TEXT.encode())

    answer = analyst.post(IMPORTS, {"file": upload}, format="multipart")

    assert (answer.status_code, _only_run().name, _only_run().raw.size) == (202, "briefing.txt", len(TEXT.encode()))  # type: ignore[union-attr]


def test_address_is_taken_in(analyst: APIClient) -> None:
    answer = analyst.post(IMPORTS, {"url": "https://www.osce.org/odihr/elections/kazakhstan"})

    assert (answer.status_code, _only_run().source_kind) == (202, "url")


def test_run_knows_who_started_it(analyst: APIClient) -> None:
    analyst.post(IMPORTS, {"text": TEXT})

    assert _only_run().started_by.username == "analyst"  # type: ignore[union-attr]


def test_what_is_known_of_the_text_is_kept(analyst: APIClient) -> None:
    make.publisher("zakon-kz")
    known = {
        "published_on": "2021-01-11",
        "language": "ru",
        "statement_kind": "news_report",
        "publisher": "zakon-kz",
        "authenticity": "retold",
        "facts_from": "A briefing",
    }

    body = analyst.post(IMPORTS, {"text": TEXT, **known}).json()

    assert {name: body[name] for name in known} == known


def test_a_new_run_has_no_proposals(analyst: APIClient) -> None:
    body = analyst.post(IMPORTS, {"text": TEXT}).json()

    assert body["proposals"] == {"open": 0, "accepted": 0, "rejected": 0, "held": 0}


BAD_CONTENT = [
    ({"text": ""}, "json", "text", "empty"),
    ({"text": " \n "}, "json", "text", "empty"),
    ({"text": "a" * (MAX_BYTES + 1)}, "json", "text", "too_large"),
    ({"url": "ftp://example.org/"}, "json", "url", "bad_address"),
    ({"file": b""}, "multipart", "file", "empty"),
    ({"file": bytes(range(256)) * 20}, "multipart", "file", "not_text"),
    ({"file": b"a" * (MAX_BYTES + 1)}, "multipart", "file", "too_large"),
]


@pytest.mark.parametrize(("body", "form", "field", "problem"), BAD_CONTENT)
def test_bad_content_gives_a_rejected_run_with_the_remedy(
    analyst: APIClient, body: dict[str, Any], form: str, field: str, problem: str
) -> None:
    sent = {key: SimpleUploadedFile("source", value) if key == "file" else value for key, value in body.items()}

    answer = analyst.post(IMPORTS, sent, format=form)

    told = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert (told["errors"][0]["name"], told["problem"], told["run"]) == (field, problem, _only_run().code)
    assert told["detail"] == _only_run().get_problem_display()


def test_rejected_run_can_be_watched_like_any_other(analyst: APIClient) -> None:
    told = analyst.post(IMPORTS, {"text": ""}).json()

    run = analyst.get(told["run_url"]).json()

    assert (run["state"], run["problem"], run["is_over"]) == ("rejected", "empty", True)


def test_fifty_megabytes_are_neither_kept_nor_read_into_memory(analyst: APIClient) -> None:
    answer = analyst.post(IMPORTS, {"file": SimpleUploadedFile("big.txt", b"a" * 50_000_000)}, format="multipart")

    assert (answer.status_code, answer.json()["problem"], _only_run().raw) == (422, "too_large", None)


class Untouchable(BytesIO):
    """A body that must not be read."""

    def read(self, *_args: Any) -> bytes:
        raise AssertionError("the body was read")


@pytest.mark.parametrize(
    ("content_type", "length"),
    [("application/json", LARGEST_JSON + 1), ("multipart/form-data; boundary=b", LARGEST_FORM + 1)],
)
def test_a_body_beyond_all_bounds_is_refused_unread(analyst: APIClient, content_type: str, length: int) -> None:
    extra: dict[str, Any] = {"CONTENT_LENGTH": str(length), "wsgi.input": Untouchable()}

    answer = analyst.generic("POST", IMPORTS, content_type=content_type, **extra)

    assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")
    assert answer.json()["problem"] == "too_large"
    assert not ImportRun.objects.exists()


WRONG_FIELDS = [
    ({}, ""),
    ({"text": TEXT, "url": "https://example.org/"}, ""),
    ({"text": "a\x00b"}, "text"),
    ({"text": 7.5, "published_on": "11.01.2021"}, "published_on"),
    ({"text": TEXT, "language": "tlh"}, "language"),
    ({"text": TEXT, "statement_kind": "rumour"}, "statement_kind"),
    ({"text": TEXT, "authenticity": "genuine"}, "authenticity"),
    ({"text": TEXT, "publisher": "nobody"}, "publisher"),
    ({"text": TEXT, "publisher": "a\x00b"}, "publisher"),
    ({"text": TEXT, "publisher": {"code": "x"}}, "publisher"),
    ({"text": TEXT, "colour": "red"}, "colour"),
    ({"text": ["a"]}, "text"),
    ({"file": "not a file"}, "file"),
    (["text"], ""),
]


@pytest.mark.parametrize(("body", "name"), WRONG_FIELDS)
def test_wrong_field_is_named_and_nothing_written(analyst: APIClient, body: Any, name: str) -> None:
    answer = analyst.post(IMPORTS, body)

    assert (answer.status_code, [error["name"] for error in answer.json()["errors"]]) == (400, [name])
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize("body", [b"", b"{", b'"text"', b"\xff\xfe", b"[" * 100_000])
def test_body_that_is_no_json_object_is_a_bad_request(analyst: APIClient, body: bytes) -> None:
    answer = _raw(analyst, body)

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_half_a_character_is_refused(analyst: APIClient) -> None:
    answer = _raw(analyst, rb'{"text": "\ud800"}')

    assert (answer.status_code, answer.json()["errors"][0]["name"]) == (400, "text")


def test_other_media_types_are_refused(analyst: APIClient) -> None:
    answer = _raw(analyst, b"<text/>", content_type="application/xml")

    assert (answer.status_code, answer["Content-Type"]) == (415, "application/problem+json")


def test_words_are_in_the_language_of_the_request(analyst: APIClient) -> None:
    answer = analyst.post(IMPORTS, {"text": ""}, headers={"accept-language": "ru"})

    assert answer["Content-Language"] == "ru"


ASKS = [("post", IMPORTS), ("get", f"{IMPORTS}run-00000000/")]


@pytest.mark.parametrize(("method", "path"), ASKS)
@pytest.mark.parametrize("header", ["", "Token wrong", "Token", "Bearer x", "Token a\x00"])
def test_without_a_good_token_nobody_gets_in(reader: APIClient, db: None, method: str, path: str, header: str) -> None:
    answer = getattr(reader, method)(path, headers={"authorization": header} if header else {})

    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")


@pytest.mark.parametrize(("method", "path"), ASKS)
def test_a_token_without_the_right_to_decide_is_refused(reader: APIClient, db: None, method: str, path: str) -> None:
    token = Token.objects.create(user=make.user("observer"))

    answer = getattr(reader, method)(path, headers={"authorization": f"Token {token.key}"})

    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")


def test_the_token_of_somebody_who_left_is_refused(reader: APIClient, db: None) -> None:
    token = Token.objects.create(user=make.user("gone", "core.decide", is_active=False))

    answer = reader.post(IMPORTS, {"text": TEXT}, headers={"authorization": f"Token {token.key}"})

    assert answer.status_code == 401


def test_a_session_is_no_token(reader: APIClient, db: None) -> None:
    reader.force_login(make.editor())

    assert reader.post(IMPORTS, {"text": TEXT}).status_code == 401


def test_too_many_imports_are_told_when_to_come_back(analyst: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImportThrottle, "THROTTLE_RATES", {"imports": "1/hour"})
    analyst.post(IMPORTS, {"text": TEXT})

    answer = analyst.post(IMPORTS, {"text": TEXT})

    assert (answer.status_code, answer["Content-Type"]) == (429, "application/problem+json")
    assert 0 < int(answer["Retry-After"]) <= 3600


def test_watching_is_not_counted(analyst: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImportThrottle, "THROTTLE_RATES", {"imports": "1/hour"})
    place = analyst.post(IMPORTS, {"text": TEXT})["Location"]

    assert [analyst.get(place).status_code for _ in range(3)] == [200, 200, 200]


def test_unknown_run_is_not_found(analyst: APIClient) -> None:
    assert analyst.get(f"{IMPORTS}run-00000000/").status_code == 404


def test_watching_takes_four_questions_after_the_token(analyst: APIClient, django_assert_num_queries: Any) -> None:
    """Token and owner; the rights, direct and by group; whether they are restricted; the run; its proposals."""
    place = analyst.post(IMPORTS, {"text": TEXT})["Location"]

    with django_assert_num_queries(6):
        analyst.get(place)


def test_run_leads_to_its_statement(analyst: APIClient) -> None:
    analyst.post(IMPORTS, {"text": TEXT})
    run = _only_run()
    run.statement = make.published(make.statement())
    run.save()

    told = analyst.get(f"{IMPORTS}{run.code}/").json()["statement"]

    assert analyst.get(told["url"]).json()["code"] == run.statement.code


@override_settings(DEBUG=True)
def test_expected_errors_are_problems_while_debugging_too(analyst: APIClient) -> None:
    assert analyst.post(IMPORTS, {"text": ""}).status_code == 422
