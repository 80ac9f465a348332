"""Telling people, once each, by the ways that they chose; e-mails leave after the commit, whoever dies meanwhile."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from apps.notices.choices import MailState, NoticeKind
from apps.notices.doorbell import ring_on_commit
from apps.notices.models import MailLanguage, Notice, NoticeChoice


def named(record: Any) -> dict[str, str]:
    """What a record is called in each language, as it is called today."""
    names = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            names[code] = str(record)[:500]
    return names


@transaction.atomic
def notify(
    *,
    people: Iterable[User],
    kind: NoticeKind,
    event: str,
    record: dict[str, str],
    address: str,
    day: date | None = None,
    moment: datetime | None = None,
) -> None:
    """Tell people of an event. Whoever was told of it before, or wants no word of its kind, is not told.

    `event` names what happened, such as `import r-abc`; `address` is a path in the admin.
    """
    people = list(people)
    chosen = {choice.person_id: choice for choice in NoticeChoice.objects.filter(kind=kind, person__in=people)}
    ways = [(person, chosen.get(person.pk, NoticeChoice())) for person in people]
    notices = [
        Notice(
            person=person,
            kind=kind,
            event=event,
            record=record,
            address=address,
            day=day,
            moment=moment,
            is_shown=way.in_admin,
            mail=MailState.WAITING if way.by_mail and person.email else MailState.NONE,
        )
        for person, way in ways
        if way.in_admin or way.by_mail
    ]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    if any(notice.mail == MailState.WAITING for notice in notices):
        ring_on_commit()


def tell_assigned(*, record: Any, code: str, to: User, by: User, at: datetime, address: str) -> None:
    """Tell somebody that work was given to them; whoever takes it themselves knows. Each giving is told once."""
    if to.pk != by.pk:
        event = f"{code} {at.isoformat()}"
        notify(people=[to], kind=NoticeKind.ASSIGNED, event=event, record=named(record), address=address)


def mark_read(*, person: User, notice: int | None = None) -> int:
    """Mark one notice of somebody as read, or all of them; returns how many were unread."""
    unread = Notice.objects.filter(person=person, read_at=None)
    return (unread if notice is None else unread.filter(pk=notice)).update(read_at=timezone.now())


@transaction.atomic
def choose(*, person: User, ways: Mapping[str, tuple[bool, bool]], language: str) -> None:
    """Keep what somebody wants to be told: for each kind whether in the admin and whether by e-mail."""
    for kind, (in_admin, by_mail) in ways.items():
        NoticeChoice.objects.update_or_create(
            person=person, kind=kind, defaults={"in_admin": in_admin, "by_mail": by_mail}
        )
    MailLanguage.objects.update_or_create(person=person, defaults={"chosen": language})


def remember_language(*, person: User, language: str) -> None:
    """Keep the language in which somebody logged in, for e-mails of those who chose none."""
    known = language.split("-")[0]
    if known in dict(settings.LANGUAGES):
        MailLanguage.objects.update_or_create(person=person, defaults={"last_used": known})
