"""Promised reports: overdue ones are found daily and told once, and a statement is said to fulfil one."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from apps.core.models import AuditEvent, Change, MissionAccess
from apps.findings.models import Deliverable
from apps.findings.promises import after, candidates, tell_of_overdue
from apps.missions.models import Mission
from apps.notices.models import Notice
from tests import factories as make
from tests.admin.people import analyst, enter

pytestmark = pytest.mark.django_db

DUE = date(2021, 3, 8)


@pytest.fixture
def place() -> Mission:
    return make.mission()


@pytest.fixture
def promise(place: Mission) -> Deliverable:
    return make.deliverable(place, make.statement(of=place))


def page(promise: Deliverable) -> str:
    return reverse("admin:findings_deliverable_fulfil", args=[promise.pk])


def test_an_overdue_report_is_told_once_to_those_who_may_see_it(promise: Deliverable) -> None:
    me, stranger = analyst(), analyst()
    other = make.mission("another", organisation=make.organisation("another", "Another"))
    MissionAccess.objects.create(user=stranger, mission=other)
    make.user("reader", is_staff=True)
    assert tell_of_overdue(today=DUE) == 0
    for day in (9, 10):
        assert tell_of_overdue(today=date(2021, 3, day)) == 1
    assert list(Notice.objects.values_list("person", "day", "address")) == [(me.pk, DUE, page(promise))]


def test_the_draft_of_a_correction_is_no_second_promise(promise: Deliverable) -> None:
    make.published(promise)
    make.deliverable(promise.mission, make.statement(of=promise.mission), replaces=promise)
    assert tell_of_overdue(today=date(2021, 4, 1)) == 1


@pytest.mark.parametrize(
    ("start", "count", "unit", "end"),
    [
        (date(2021, 1, 11), 8, "weeks", DUE),
        (date(2021, 1, 31), 1, "months", date(2021, 2, 28)),
        (date(2021, 11, 30), 2, "months", date(2022, 1, 30)),
        (date(2021, 12, 31), 1, "days", date(2022, 1, 1)),
    ],
)
def test_a_period_ends_on_its_day(start: date, count: int, unit: str, end: date) -> None:
    assert after(start, count, unit) == end


def test_later_statements_of_the_mission_are_offered_the_fitting_first(promise: Deliverable, place: Mission) -> None:
    make.statement("Before\n", of=place, published_on=date(2021, 1, 9), kind="final_report")
    make.statement("Of others\n", published_on=date(2021, 3, 1), kind="final_report")
    make.statement("Press\n", of=place, published_on=date(2021, 4, 2), kind="press_release")
    make.statement("Final\n", of=place, published_on=date(2021, 3, 20), kind="final_report")
    assert [(str(item), fits) for item, fits in candidates(promise)] == [("Final", True), ("Press", False)]


@pytest.fixture
def client() -> Client:
    return enter(analyst())


def test_a_statement_fulfils_a_public_promise_with_a_line_in_both_logs(
    client: Client, promise: Deliverable, place: Mission
) -> None:
    make.published(promise)
    report = make.statement("Final\n", of=place, published_on=date(2021, 3, 20), kind="final_report")
    assert b"of the promised kind" in client.get(page(promise)).content
    client.post(page(promise), {"statement": report.pk, "on": "", "_reason": "It came."})
    promise.refresh_from_db()
    assert (promise.fulfilled_by, promise.fulfilled_on) == (report, date(2021, 3, 20))
    event = AuditEvent.objects.filter(table="findings_deliverable").latest("id")
    assert (event.reason, (event.after or {})["fulfilled_on"]) == ("It came.", "2021-03-20")
    assert Change.objects.latest("id").kind == "changed"
    client.post(page(promise), {"statement": ""})
    promise.refresh_from_db()
    assert promise.fulfilled_on is None


@pytest.mark.parametrize(
    ("form", "words"),
    [({"on": "yesterday"}, "Enter a valid date"), ({"on": ""}, "the statement has no date")],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    client: Client, promise: Deliverable, place: Mission, form: dict[str, Any], words: str
) -> None:
    report = make.statement("Final\n", of=place, published_on=None)
    answer = client.post(page(promise), {"statement": report.pk, **form})
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    promise.refresh_from_db()
    assert promise.fulfilled_by is None


def test_a_statement_of_another_mission_fulfils_nothing(client: Client, promise: Deliverable) -> None:
    answer = client.post(page(promise), {"statement": make.statement("Foreign\n").pk})
    assert "Choose a statement of this mission" in answer.content.decode()


def test_the_list_filters_by_how_promises_stand(client: Client, promise: Deliverable) -> None:
    address = reverse("admin:findings_deliverable_changelist")
    assert promise.code in str([item.code for item in client.get(f"{address}?standing=overdue").context["cl"].queryset])
    assert not client.get(f"{address}?standing=kept").context["cl"].queryset
