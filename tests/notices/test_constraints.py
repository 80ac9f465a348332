"""What the database refuses of notices and of what people choose to be told."""

from typing import Any

import pytest

from apps.notices.models import MailLanguage, Notice, NoticeChoice
from tests import factories as make
from tests.violations import Violation, change, rule_that_refuses


def notice(**fields: Any) -> Notice:
    values = {"kind": "assigned", "event": "e", "address": "/admin/", **fields}
    values.setdefault("person", make.user())
    return Notice.objects.create(**values)


def _told_twice() -> None:
    first = notice()
    notice(person=first.person)


def _chosen_twice() -> None:
    person = make.user()
    for _number in range(2):
        NoticeChoice.objects.create(person=person, kind="assigned")


def _two_languages() -> None:
    person = make.user()
    for _number in range(2):
        MailLanguage.objects.create(person=person)


VIOLATIONS = [
    Violation("person_is_told_of_an_event_once", _told_twice),
    Violation("notice_kind_is_known", lambda: notice(kind="gossip")),
    Violation("notice_mail_state_is_known", lambda: notice(mail="lost")),
    Violation("sent_notice_has_a_moment", lambda: notice(mail="sent")),
    Violation("sent_notice_has_a_moment", lambda: notice(mailed_at=make.NOW), "a moment alone"),
    Violation("notice_is_mailed_five_times_at_most", lambda: change(notice(), mail_attempts=6)),
    Violation("person_chooses_once_a_kind", _chosen_twice),
    Violation("choice_of_a_known_notice", lambda: NoticeChoice.objects.create(person=make.user(), kind="gossip")),
    Violation("notices_maillanguage_person_id_key", _two_languages),
]


@pytest.mark.django_db
@pytest.mark.parametrize("violation", VIOLATIONS, ids=str)
def test_the_database_refuses(violation: Violation) -> None:
    assert rule_that_refuses(violation.act) == violation.rule
