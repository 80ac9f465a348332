"""A reader reports an error: without scripts and cookies, not too often, and without losing a word."""

import time
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from apps.findings.models import ErrorReport
from apps.web import reporting
from tests.web.test_leaks import HIDDEN
from tests.web.world import World

WORDS = "The text says “fair”, on page 2."


@pytest.fixture
def send(client: Client, clean_cache: None, monkeypatch: pytest.MonkeyPatch) -> Any:
    def posted(path: str, *, age: float = 60, address: str = "192.0.2.1", **fields: str) -> HttpResponse:
        """Fill in a form that was opened some seconds ago."""
        code = path.rstrip("/").rsplit("/", 1)[1]
        now = time.time()
        with monkeypatch.context() as past:
            past.setattr("django.core.signing.time.time", lambda: now - age)
            ticket = reporting.new_ticket(code)
        data = {"problem": "words", "message": WORDS, "email": "", "ticket": ticket, **fields}
        return client.post(path, data, REMOTE_ADDR=address)  # type: ignore[return-value]

    return posted


def test_every_claim_and_text_leads_to_its_form(client: Client, world: World) -> None:
    for name in ("finding", "figure", "recommendation", "promise", "statement"):
        path = world.paths[name]
        code = path.rstrip("/").rsplit("/", 1)[1]
        assert f'href="/en/report/{code}/"' in client.get(path).content.decode(), name


def test_a_report_reaches_the_queue_and_is_thanked_for(client: Client, world: World, send: Any) -> None:
    answer = send(f"/ru/report/{world.figure.code}/", problem="number", email="reader@example.org")
    assert (answer.status_code, answer["Location"]) == (303, f"/ru/report/{world.figure.code}/sent/")
    assert client.get(answer["Location"]).status_code == 200
    kept = ErrorReport.objects.get()
    assert (kept.figure, kept.problem, kept.message) == (world.figure, "number", WORDS)
    assert (kept.email, kept.language, kept.state) == ("reader@example.org", "ru", "open")


def test_a_text_is_reported_like_a_claim(world: World, send: Any) -> None:
    assert send(world.forms["report of a text"]).status_code == 303
    assert ErrorReport.objects.get().statement == world.report


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"problem": ""}, "Choose what is wrong"),
        ({"message": " "}, "Say in a sentence or two"),
        ({"email": "reader@"}, "This is no e-mail address"),
        ({"ticket": "forged:1:x"}, "sent too quickly"),
        ({"age": 0.0}, "sent too quickly"),
        ({"age": 90_000.0}, "open for more than a day"),
    ],
)
def test_what_stands_in_the_way_is_said_and_no_word_is_lost(
    world: World, send: Any, fields: dict[str, Any], said: str
) -> None:
    answer = send(world.forms["report"], **{"email": "reader@example.org", **fields})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert said in html
    assert fields.get("message", "on page 2.") in html
    assert fields.get("email", "reader@example.org") in html
    assert not ErrorReport.objects.exists()


def test_a_machine_is_thanked_and_not_heard(world: World, send: Any) -> None:
    assert send(world.forms["report"], website="https://spam.example").status_code == 303
    assert not ErrorReport.objects.exists()


def test_a_network_sends_so_many_an_hour(world: World, send: Any, settings: Any) -> None:
    settings.REPORTS_PER_HOUR = 2
    path = world.forms["report"]
    answers = [send(path, message=f"{WORDS} {n}", address=f"192.0.2.{n}") for n in range(3)]
    assert [answer.status_code for answer in answers] == [303, 303, 429]
    assert answers[2]["Retry-After"] == "3600"
    assert "on page 2. 2" in answers[2].content.decode()
    assert send(path, message="From elsewhere.", address="198.51.100.7").status_code == 303
    assert ErrorReport.objects.count() == 3


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2::5", "2001:db8:1::/48"),
        ("no address", "unknown"),
    ],
)
def test_an_address_counts_by_its_network(address: str, network: str) -> None:
    assert reporting.network_of(address) == network


def test_nobody_is_refused_because_the_counter_is_gone(
    world: World, send: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.core.cache.backends.redis.RedisCache.incr", lambda *_: 1 / 0)
    assert send(world.forms["report"]).status_code == 303


def test_the_form_is_kept_by_nobody_and_sets_no_cookie(client: Client, world: World) -> None:
    for path in world.forms.values():
        answer = client.get(path)
        assert "no-store" in answer["Cache-Control"]
        assert not answer.has_header("ETag")
        assert not answer.cookies


def test_an_address_to_write_to_is_named_where_there_is_one(client: Client, world: World, settings: Any) -> None:
    settings.CONTACT_EMAIL = "desk@watch.example"
    assert 'href="mailto:desk@watch.example"' in client.get(world.forms["report"]).content.decode()


def test_it_works_without_a_token_of_the_session(world: World, send: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post(world.forms["report"], {"problem": "other", "message": WORDS})
    assert answer.status_code == 422


def test_a_withdrawn_claim_may_be_reported(world: World, send: Any) -> None:
    assert send(f"/en/report/{world.withdrawn.code}/").status_code == 303


def test_a_hidden_record_has_no_form(client: Client, world: World) -> None:
    for hide in HIDDEN:
        for path in hide(world):
            code = path.rstrip("/").rsplit("/", 1)[1]
            unknown = f"{code[:2]}{'x' * (len(code) - 2)}"
            for method in (client.get, client.post):
                answer, other = method(f"/en/report/{code}/"), method(f"/en/report/{unknown}/")
                assert answer.status_code == other.status_code == 404, hide.__name__
                assert answer.content.replace(code.encode(), b"") == other.content.replace(unknown.encode(), b"")
