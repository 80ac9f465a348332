"""Readers' reports: what the database refuses, how they are closed, and how their addresses are forgotten."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from apps.core.models import AuditEvent
from apps.core.services import NotAllowed
from apps.findings import reader_reports as service
from apps.findings.choices import ReportProblem, ReportState
from apps.findings.models import ErrorReport, Finding
from tests import factories as make
from tests.admin.people import editor, enter
from tests.violations import Violation, change, rule_that_refuses

pytestmark = pytest.mark.django_db


def finding() -> Finding:
    place = make.mission()
    return make.finding(place, make.statement(of=place))


def report(**fields: Any) -> ErrorReport:
    values: dict[str, Any] = {"problem": "words", "message": "The text says “fair”.", "language": "ru", **fields}
    if not {"finding", "statement"} & set(values):
        values["finding"] = finding()
    return ErrorReport.objects.create(**values)


def closed(**fields: Any) -> ErrorReport:
    values = {"state": "answered", "answer": "Corrected.", "closed_at": make.NOW, **fields}
    values.setdefault("closed_by", make.user())
    return report(**values)


CLOSED = "closed_report_has_date_person_and_answer"
VIOLATIONS = [
    Violation("report_is_about_exactly_one_record", lambda: report(finding=None), "nothing"),
    Violation(
        "report_is_about_exactly_one_record", lambda: report(finding=finding(), statement=make.statement()), "two"
    ),
    Violation("report_problem_is_known", lambda: report(problem="mood")),
    Violation("report_state_is_known", lambda: closed(state="lost")),
    Violation("report_says_something", lambda: report(message="")),
    Violation(CLOSED, lambda: closed(answer=""), "no answer"),
    Violation(CLOSED, lambda: closed(closed_at=None), "no date"),
    Violation(CLOSED, lambda: closed(closed_by=None), "nobody"),
    Violation(CLOSED, lambda: change(closed(), state="open"), "open and closed"),
]


@pytest.mark.parametrize("violation", VIOLATIONS, ids=str)
def test_the_database_refuses(violation: Violation) -> None:
    assert rule_that_refuses(violation.act) == violation.rule


def take(about: Finding, message: str = "The text says “fair”.") -> ErrorReport:
    return service.take_report(
        about=about, problem=ReportProblem.WORDS, message=message, email="reader@example.org", language="kk"
    )


def test_the_same_words_are_kept_once() -> None:
    claim = finding()
    assert take(claim) == take(claim)
    assert take(claim, "Other words.") != take(claim)


def test_a_report_is_closed_with_an_answer_and_may_be_opened_again() -> None:
    sent, by = take(finding()), make.user()
    with pytest.raises(NotAllowed):
        service.close_report(report=sent, state=ReportState.ANSWERED, answer=" ", by=by, at=make.NOW)
    service.close_report(report=sent, state=ReportState.REJECTED, answer="The words are there.", by=by, at=make.NOW)
    sent.refresh_from_db()
    assert (sent.state, sent.closed_by, sent.closed_at) == ("rejected", by, make.NOW)
    service.open_again(report=sent)
    sent.refresh_from_db()
    assert (sent.state, sent.closed_by, sent.answer) == ("open", None, "The words are there.")


def test_addresses_are_forgotten_after_the_set_time_and_words_are_not(settings: Any) -> None:
    settings.REPORT_EMAIL_DAYS = 90
    old, new = take(finding()), report(email="new@example.org")
    change(old, created_at=make.NOW - timedelta(days=91))
    change(new, created_at=make.NOW - timedelta(days=89))
    assert service.forget_addresses(at=make.NOW) == 1
    kept = dict(ErrorReport.objects.values_list("pk", "email"))
    assert kept == {old.pk: "", new.pk: "new@example.org"}
    assert ErrorReport.objects.get(pk=old.pk).message


def test_the_audit_knows_neither_the_address_nor_the_words() -> None:
    take(finding())
    event = AuditEvent.objects.filter(table="findings_errorreport").latest("id")
    assert event.after is not None
    assert event.after["problem"] == "words"
    assert "reader@example.org" not in str(event.after)
    assert "fair" not in str(event.after)


def test_an_analyst_answers_in_the_admin_and_cannot_change_what_the_reader_wrote() -> None:
    sent = take(finding())
    client = enter(editor())
    page = f"/admin/findings/errorreport/{sent.pk}/change/"
    assert "reader@example.org" in client.get(page).content.decode()
    refused = client.post(page, {"state": "answered", "answer": ""})
    assert "the answer is empty" in refused.content.decode()
    client.post(page, {"state": "answered", "answer": "Corrected.", "message": "Praise."})
    sent.refresh_from_db()
    assert (sent.state, sent.answer, sent.message) == ("answered", "Corrected.", "The text says “fair”.")
    assert sent.closed_by is not None


def test_the_queue_is_filtered_by_state_in_few_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(3):
        take(finding(), f"Words {number}")
    closed(message="Done with.")
    reader = enter(editor())
    with django_assert_max_num_queries(16, connection=connection):
        html = reader.get("/admin/findings/errorreport/?state__exact=open").content.decode()
    assert "Words 2" in html
    assert "Done with." not in html
