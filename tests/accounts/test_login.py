"""Tries are counted exactly, codes work once, and nobody works without a second factor where it is asked for."""

import threading
import time
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from apps.accounts.models import LoginAttempts
from apps.accounts.services import (
    TRIES_PER_ACCOUNT,
    TRIES_PER_ADDRESS,
    confirm_device,
    count_login,
    is_locked,
    new_backup_codes,
    pending_device,
    unlock,
    verify_code,
)
from tests import factories as make
from tests.admin.people import administrator, enter

PASSWORD = "a long passphrase"
LOGIN = "/admin/login/"


def log_in(name: str, password: str = PASSWORD, client: Client | None = None) -> Any:
    return (client or Client()).post(LOGIN, {"username": name, "password": password})


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("device", "limit"), [(None, TRIES_PER_ACCOUNT), ("known", 2 * TRIES_PER_ACCOUNT)])
def test_forty_parallel_tries_get_five_looks_and_a_known_browser_five_more(device: str | None, limit: int) -> None:
    looks, together = [], threading.Barrier(40)

    def attempt() -> None:
        try:
            together.wait(30)
            looks.append(count_login(account="dana", address="192.0.2.1", device=device).is_allowed)
        finally:
            connection.close()

    threads = [threading.Thread(target=attempt) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(looks), sum(looks)) == (40, limit)


@pytest.mark.django_db(transaction=True)
def test_of_forty_passwords_sent_at_once_five_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    make.user("dana", is_staff=True)
    looked_at, answers, together = list[str](), list[int](), threading.Barrier(40)

    def look(_backend: ModelBackend, _request: Any, username: str = "", **_password: Any) -> None:
        looked_at.append(username)

    def attempt() -> None:
        try:
            together.wait(30)
            answers.append(log_in("dana", "wrong").status_code)
        finally:
            connection.close()

    monkeypatch.setattr(ModelBackend, "authenticate", look)
    threads = [threading.Thread(target=attempt) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (answers, looked_at) == ([200] * 40, ["dana"] * TRIES_PER_ACCOUNT)


@pytest.mark.django_db
def test_after_five_wrong_passwords_the_right_one_is_refused_in_words() -> None:
    make.user("dana", is_staff=True)
    for _ in range(TRIES_PER_ACCOUNT):
        log_in("dana", "wrong")
    answer = log_in("dana")
    assert (answer.status_code, "Too many tries" in answer.content.decode()) == (200, True)


@pytest.mark.django_db
def test_the_same_name_in_other_letters_is_the_same_account() -> None:
    for name in ("dana", "DANA", "Dana", "ｄａｎａ", "dAnA"):
        count_login(account=name, address="192.0.2.1")
    assert not count_login(account="dana", address="192.0.2.2").is_allowed


@pytest.mark.django_db
def test_the_right_password_forgets_the_wrong_ones() -> None:
    make.user("dana", is_staff=True)
    for _ in range(3):
        log_in("dana", "wrong")
        log_in("dana")
    assert not is_locked("dana")


@pytest.mark.django_db
def test_many_accounts_from_one_address_are_stopped() -> None:
    looks = [count_login(account=f"a{n}", address="192.0.2.1").is_allowed for n in range(TRIES_PER_ADDRESS + 3)]
    assert sum(looks) == TRIES_PER_ADDRESS


@pytest.mark.django_db
def test_time_unlocks() -> None:
    for _ in range(TRIES_PER_ACCOUNT + 1):
        count_login(account="dana", address="192.0.2.1")
    LoginAttempts.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert count_login(account="dana", address="192.0.2.1").is_allowed


@pytest.mark.django_db
def test_an_administrator_unlocks() -> None:
    person = make.user("dana")
    for _ in range(TRIES_PER_ACCOUNT):
        count_login(account="dana", address="192.0.2.1")
    assert is_locked("dana")
    data = {"action": "unlock_selected", "_selected_action": [person.pk]}
    enter(administrator()).post(reverse("admin:auth_user_changelist"), data)
    assert not is_locked("dana")


@pytest.mark.django_db
def test_neither_names_nor_addresses_are_kept() -> None:
    count_login(account="dana", address="192.0.2.1")
    assert all(len(kept.key) == 64 for kept in LoginAttempts.objects.all())


# --- The second factor ----------------------------------------------------------------------------------------------


def code_of(device: TOTPDevice, *, steps: int = 0) -> str:
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits)
    totp.time = time.time() + steps * device.step
    return f"{totp.token():06d}"


@pytest.fixture
def person(db: None, settings: Any) -> User:
    settings.REQUIRE_TWO_FACTOR = True
    return make.user("dana", "core.decide", is_staff=True)


@pytest.fixture
def device(person: User) -> TOTPDevice:
    """A device whose last used code is an old one."""
    made = pending_device(user=person)
    assert confirm_device(user=person, code=code_of(made, steps=-1))
    return TOTPDevice.objects.get(pk=made.pk)


def test_a_code_works_once(person: User, device: TOTPDevice) -> None:
    code = code_of(device)
    assert (verify_code(user=person, code=code), verify_code(user=person, code=code)) == (device, None)


def test_a_used_code_with_padding_does_not_work(person: User, device: TOTPDevice) -> None:
    code = code_of(device)
    verify_code(user=person, code=code)
    padded = (f" {code}", f"{code[:3]} {code[3:]}", f"0{code}", f"{code}\t", f"+{code}")
    assert [verify_code(user=person, code=again) for again in padded] == [None] * 5


def test_a_used_code_does_not_work_after_a_failed_one(person: User, device: TOTPDevice) -> None:
    code = code_of(device)
    verify_code(user=person, code=code)
    verify_code(user=person, code="000000")
    assert verify_code(user=person, code=code) is None


@pytest.mark.django_db(transaction=True)
def test_of_two_who_send_one_code_at_once_one_gets_in(person: User, device: TOTPDevice) -> None:
    code, found, together = code_of(device), [], threading.Barrier(8)

    def attempt() -> None:
        try:
            together.wait(30)
            found.append(verify_code(user=person, code=code))
        finally:
            connection.close()

    threads = [threading.Thread(target=attempt) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(found), sum(one is not None for one in found)) == (8, 1)


def test_a_backup_code_works_once(person: User, device: TOTPDevice) -> None:
    code = new_backup_codes(user=person)[0]
    assert (verify_code(user=person, code=code) is None, verify_code(user=person, code=code)) == (False, None)


def test_codes_are_counted_too(person: User, device: TOTPDevice) -> None:
    client = enter(person)
    for _ in range(TRIES_PER_ACCOUNT):
        client.post(reverse("accounts:second_factor"), {"code": "000000"})
    answer = client.post(reverse("accounts:second_factor"), {"code": code_of(device)})
    assert (answer.status_code, "Too many tries" in answer.content.decode()) == (422, True)
    unlock(account=person.get_username())
    assert client.post(reverse("accounts:second_factor"), {"code": code_of(device)}).status_code == 302


def test_with_the_password_alone_every_page_leads_to_the_code(person: User) -> None:
    client = enter(person)
    for page in ("admin:index", "admin:findings_finding_changelist", "admin:imports_importrun_add"):
        answer = client.get(reverse(page))
        assert (answer.status_code, answer["Location"].startswith("/admin/second-factor/")) == (302, True)


def test_the_code_opens_the_page_that_was_asked_for(person: User, device: TOTPDevice) -> None:
    client = enter(person)
    wanted = reverse("admin:imports_importrun_changelist")
    ask = client.get(wanted)["Location"]
    assert client.post(ask, {"code": code_of(device)})["Location"] == wanted
    assert client.get(wanted).status_code == 200


@pytest.mark.parametrize("wanted", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_the_code_leads_to_no_other_site(person: User, device: TOTPDevice, wanted: str) -> None:
    address = f"{reverse('accounts:second_factor')}?next={wanted}"
    assert enter(person).post(address, {"code": code_of(device)})["Location"] == reverse("admin:index")


def test_somebody_without_a_device_sets_one_up(person: User) -> None:
    client = enter(person)
    assert client.get(reverse("accounts:second_factor"))["Location"] == reverse("accounts:set_up_second_factor")
    page = client.get(reverse("accounts:set_up_second_factor"))
    assert "<svg" in page.content.decode()
    code = code_of(TOTPDevice.objects.get(user=person))
    done = client.post(reverse("accounts:set_up_second_factor"), {"code": code})
    assert len(done.context["codes"]) == 10
    assert client.get(reverse("admin:index")).status_code == 200


def test_a_wrong_first_code_is_said_and_the_picture_stays(person: User) -> None:
    client, address = enter(person), reverse("accounts:set_up_second_factor")
    client.get(address)
    kept = TOTPDevice.objects.get(user=person).key
    assert client.post(address, {"code": "000000"}).status_code == 422
    assert TOTPDevice.objects.get(user=person).key == kept


def test_a_thief_of_the_password_cannot_replace_the_device(person: User, device: TOTPDevice) -> None:
    answer = enter(person).get(reverse("accounts:set_up_second_factor"))
    assert answer["Location"] == reverse("accounts:second_factor")


def test_where_it_is_switched_off_the_password_is_enough(person: User, settings: Any) -> None:
    settings.REQUIRE_TWO_FACTOR = False
    assert enter(person).get(reverse("admin:index")).status_code == 200
