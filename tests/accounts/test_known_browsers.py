"""Who guesses passwords locks strangers out and not the person, whose browser is known."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from apps.accounts.devices import COOKIE
from apps.accounts.services import TRIES_PER_ACCOUNT
from tests import factories as make
from tests.accounts.test_login import PASSWORD, code_of, log_in
from tests.accounts.test_login import device as device
from tests.accounts.test_login import person as person

STRANGER = "198.51.100.7"


@pytest.fixture
def known(db: None) -> Client:
    """A browser from which Dana has logged in before, and out again."""
    make.user("dana", is_staff=True)
    return browser_of("dana")


def browser_of(name: str) -> Client:
    client = Client()
    assert log_in(name, client=client).status_code == 302
    client.post(reverse("admin:logout"))
    return client


def attack(name: str = "dana", tries: int = 3 * TRIES_PER_ACCOUNT) -> None:
    for _ in range(tries):
        Client(REMOTE_ADDR=STRANGER).post("/admin/login/", {"username": name, "password": "wrong"})


def test_a_stranger_does_not_lock_a_known_browser_out(known: Client) -> None:
    attack()
    assert (log_in("dana").status_code, log_in("dana", client=known).status_code) == (200, 302)


def test_a_stranger_at_the_same_address_does_not_either(known: Client) -> None:
    for number in range(60):
        log_in(f"nobody{number}", "wrong")
    assert log_in("dana", client=known).status_code == 302


def test_logging_in_from_a_known_browser_gives_the_stranger_no_new_tries(known: Client) -> None:
    attack()
    log_in("dana", client=known)
    assert log_in("dana").status_code == 200


def test_a_known_browser_has_as_many_tries_of_its_own_and_then_those_of_strangers(known: Client) -> None:
    for _ in range(2 * TRIES_PER_ACCOUNT):
        log_in("dana", "wrong", known)
    assert "Too many tries" in log_in("dana", client=known).content.decode()


def test_a_browser_is_known_for_its_own_account_only(known: Client) -> None:
    make.user("erlan", is_staff=True)
    attack("erlan")
    assert log_in("erlan", client=known).status_code == 200


@pytest.mark.parametrize("forged", ["", "x", "eyJhIjoxfQ:1abc:def"])
def test_a_forged_note_is_worth_nothing(known: Client, forged: str) -> None:
    attack()
    known.cookies[COOKIE] = forged
    assert log_in("dana", client=known).status_code == 200


def test_the_note_is_for_the_admin_alone_and_no_script_reads_it(known: Client) -> None:
    note = known.cookies[COOKIE]
    assert (note["path"], note["httponly"], note["samesite"]) == ("/admin/", True, "Lax")


def test_the_password_alone_makes_no_browser_known_where_a_code_is_asked_for(
    person: User, device: Any, settings: Any
) -> None:
    client = Client()
    assert log_in(person.get_username(), PASSWORD, client).status_code == 302
    assert COOKIE not in client.cookies
    client.post(reverse("accounts:second_factor"), {"code": code_of(device)})
    assert COOKIE in client.cookies


def test_who_stole_the_password_does_not_lock_the_codes_of_a_known_browser(person: User, device: Any) -> None:
    known, thief = Client(), Client()
    log_in(person.get_username(), PASSWORD, known)
    known.post(reverse("accounts:second_factor"), {"code": code_of(device)})
    log_in(person.get_username(), PASSWORD, thief)
    for _ in range(2 * TRIES_PER_ACCOUNT):
        thief.post(reverse("accounts:second_factor"), {"code": "000000"})
    answer = known.post(reverse("accounts:second_factor"), {"code": code_of(device, steps=1)})
    assert (answer.status_code, answer["Location"]) == (302, reverse("admin:index"))
