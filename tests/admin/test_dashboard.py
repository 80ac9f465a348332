"""The first page of the desk names what waits, to those whom it concerns."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from apps.core.models import MissionAccess
from apps.findings.choices import ReportState
from apps.findings.models import ErrorReport
from apps.findings.reader_reports import close_report
from tests import factories as make
from tests.admin.people import a_proposal, a_run, administrator, analyst, enter

pytestmark = pytest.mark.django_db
INDEX = "/admin/"


def cards(person: Any = None) -> list[list[str]]:
    """The texts of each card, in the order of the page."""
    answer = enter(person or administrator()).get(INDEX)
    assert answer.status_code == 200
    return [[line.text for line in card.lines] for card in answer.context["cards"]]


def test_an_import_with_open_proposals_waits() -> None:
    run = a_run()
    a_proposal(run, "Observers", "figure", {"value": 1})
    a_run(make.statement("Done\n\nAll of it.\n"))
    assert cards()[1] == [str(run.statement)]


def test_a_failed_import_is_named() -> None:
    run = a_run(state="failed", problem="bad_address")
    assert cards()[2] == [str(run)]


def test_a_report_is_overdue_the_day_after_and_never_once_it_came() -> None:
    place, source, today = make.mission(), make.statement(), timezone.now().date()
    make.deliverable(place, source, due_on=today)
    make.deliverable(place, source, due_on=today - timedelta(days=1), fulfilled_on=date(2021, 3, 1))
    late = make.deliverable(place, source, due_on=today - timedelta(days=1))
    assert cards()[3] == [f"{late}: {place}"]


def test_an_embargo_of_this_week_is_named() -> None:
    soon = make.statement(embargo_until=timezone.now() + timedelta(days=2))
    make.statement("Later\n\nMuch later.\n", embargo_until=timezone.now() + timedelta(days=20))
    assert cards()[4] == [str(soon)]


def test_a_claim_whose_words_a_newer_text_lacks_is_named() -> None:
    source = make.statement()
    claim = make.finding(make.mission(), source)
    make.figure(make.mission(), source)
    make.version(source, make.BODY.replace("lacked genuine", "had genuine"))
    assert cards()[5] == [str(claim)]


def test_people_see_what_waits_in_their_missions() -> None:
    person = analyst()
    other = make.mission("cis-kz", organisation=make.organisation("cis", "CIS"))
    MissionAccess.objects.create(user=person, mission=make.mission())
    a_proposal(a_run(make.statement(of=other)), "Observers", "figure", {"value": 1})
    assert (cards(person)[1], len(cards(person))) == ([], 8)


def test_an_observer_sees_no_cards() -> None:
    assert cards(make.user("", "visits.add_visit", is_staff=True)) == []


def test_more_rows_ask_no_more_questions() -> None:
    client, run = enter(administrator()), a_run()
    a_proposal(run, "Observers", "figure", {"value": 1})
    make.deliverable(make.mission(), make.statement())
    with CaptureQueriesContext(connection) as few:
        client.get(INDEX)
    for number in range(6):
        a_proposal(a_run(make.statement(f"Text {number}\n\nObservers came.\n")), "Observers", "figure", {"value": 1})
        make.deliverable(make.mission(), make.statement())
    with CaptureQueriesContext(connection) as many:
        client.get(INDEX)
    assert len(many) <= len(few)


def test_the_search_over_everything_finds_word_forms() -> None:
    make.statement("Наблюдатели оценили выборы\n\nМиссия работала в Казахстане.\n", language="ru")
    answer = enter(administrator()).get(reverse("admin:search"), {"s": "ВЫБОРАМИ", "extended": "1"})
    assert "Наблюдатели оценили выборы" in answer.content.decode()


def test_an_open_report_of_a_reader_waits_until_it_is_answered() -> None:
    claim, person = make.finding(make.mission(), make.statement()), administrator()
    sent = ErrorReport.objects.create(finding=claim, problem="words", message="Not so.", language="en")
    assert len(cards(person)[6]) == 1
    close_report(report=sent, state=ReportState.REJECTED, answer="It is so.", by=make.user(), at=make.NOW)
    assert cards(person)[6] == []
