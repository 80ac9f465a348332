"""Notices: nobody is told twice, everybody chooses what and how, and e-mails leave in the person's language."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from apps.notices.choices import MailState, NoticeKind
from apps.notices.mailing import claim, deliver
from apps.notices.models import Notice
from apps.notices.services import choose, notify, remember_language
from tests import factories
from tests.admin.people import enter

pytestmark = pytest.mark.django_db

RECORD = {"en": "Final report: OSCE", "ru": "Итоговый отчёт: ОБСЕ", "kk": "Қорытынды есеп: ЕҚЫҰ"}
KIND = NoticeKind.PROMISE_OVERDUE


@pytest.fixture
def person() -> User:
    return factories.user("aigul", is_staff=True, email="aigul@example.org")


def tell(*people: User, event: str = "d-1") -> None:
    notify(people=people, kind=KIND, event=event, record=RECORD, address="/admin/findings/", day=date(2021, 3, 8))


def prefer(person: User, *, in_admin: bool = True, by_mail: bool = True, language: str = "") -> None:
    choose(person=person, ways={KIND: (in_admin, by_mail)}, language=language)


def test_nobody_is_told_of_an_event_twice(person: User) -> None:
    other = factories.user("other", email="other@example.org")
    tell(person)
    tell(person, other)
    tell(person, event="d-2")
    assert Notice.objects.filter(person=person).count() == 2
    assert Notice.objects.filter(person=other).count() == 1
    assert (deliver(), deliver()) == (3, 0)
    assert len(mail.outbox) == 3


def test_who_wants_no_word_gets_none(person: User) -> None:
    prefer(person, in_admin=False, by_mail=False)
    tell(person)
    assert not Notice.objects.exists()


def test_an_e_mail_alone_does_not_show_in_the_admin(person: User) -> None:
    prefer(person, in_admin=False)
    tell(person)
    assert b"Overdue since" not in enter(person).get(reverse("notices:list")).content
    assert deliver() == 1


def test_without_an_e_mail_the_admin_still_tells(person: User) -> None:
    prefer(person, by_mail=False)
    tell(person)
    assert deliver() == 0
    assert b"Overdue since" in enter(person).get(reverse("notices:list")).content


def test_the_language_of_the_last_login_counts_until_one_is_chosen(person: User) -> None:
    remember_language(person=person, language="kk")
    tell(person)
    deliver()
    prefer(person, language="ru")
    tell(person, event="d-2")
    deliver()
    assert "Қорытынды есеп: ЕҚЫҰ" in mail.outbox[0].subject
    assert "Итоговый отчёт: ОБСЕ" in mail.outbox[1].subject
    assert "8 марта 2021" in mail.outbox[1].body
    assert "http://localhost:8000/admin/findings/" in mail.outbox[1].body


def test_logging_in_keeps_the_language_of_the_page(person: User) -> None:
    client = Client(headers={"accept-language": "ru"})
    client.post(reverse("admin:login"), {"username": "aigul", "password": "a long passphrase"})
    assert person.mail_language.last_used == "ru"


def test_an_e_mail_that_cannot_be_sent_is_tried_five_times(person: User, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    tell(person)
    for _number in range(7):
        assert deliver() == 0
        Notice.objects.update(mail_until=None)
    notice = Notice.objects.get()
    assert (notice.mail, notice.mail_attempts) == (MailState.FAILED, 5)
    assert "refused" in notice.mail_problem


def test_an_e_mail_at_work_is_taken_by_nobody_else_until_its_lease_ends(person: User) -> None:
    tell(person)
    assert claim() is not None
    assert claim() is None
    Notice.objects.update(mail_until=factories.NOW)
    assert claim() is not None


def test_the_message_has_one_name_however_often_it_is_sent(person: User) -> None:
    tell(person)
    deliver()
    Notice.objects.update(mail=MailState.WAITING, mailed_at=None)
    deliver()
    first, second = mail.outbox
    assert first.message()["Message-ID"] == second.message()["Message-ID"]


def test_the_bell_counts_what_is_not_read(person: User) -> None:
    client = enter(person)
    tell(person)
    tell(person, event="d-2")
    assert b"2 unread notices" in client.get(reverse("admin:index")).content
    newest = Notice.objects.latest("id")
    answer = client.post(reverse("notices:open", args=[newest.pk]))
    assert answer["Location"] == "/admin/findings/"
    assert b"1 unread notice<" in client.get(reverse("admin:index")).content
    client.post(reverse("notices:read"))
    assert b"all are read" in client.get(reverse("admin:index")).content


def test_nobody_opens_what_another_was_told(person: User) -> None:
    tell(person)
    stranger = enter(factories.user("stranger", is_staff=True))
    assert stranger.post(reverse("notices:open", args=[Notice.objects.get().pk])).status_code == 404
    stranger.post(reverse("notices:read"), {"notice": Notice.objects.get().pk})
    assert Notice.objects.get().read_at is None


@pytest.mark.parametrize("page", ["list", "choices"])
def test_a_stranger_logs_in_first(client: Client, page: str) -> None:
    assert "login" in client.get(reverse(f"notices:{page}"))["Location"]


def test_the_page_of_choices_keeps_them(person: User) -> None:
    client = enter(person)
    data: dict[str, Any] = {f"admin-{KIND}": "on", "language": "kk"}
    assert b"Your choice is kept" in client.post(reverse("notices:choices"), data, follow=True).content
    tell(person)
    notify(people=[person], kind=NoticeKind.ASSIGNED, event="a", record=RECORD, address="/admin/")
    assert [(item.kind, item.is_shown, item.mail) for item in Notice.objects.all()] == [(KIND, True, MailState.NONE)]
