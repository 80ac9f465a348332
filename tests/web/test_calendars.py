"""Calendars to subscribe to, read back by the library that other programs use."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from apps.core.choices import ChangeKind
from apps.core.services import log_change
from apps.elections.models import Election
from tests import factories as make
from tests.web.world import World


def events(client: Client, path: str) -> dict[str, Any]:
    answer = client.get(path)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return {str(event["uid"]): event for event in Calendar.from_ical(answer.content).walk("VEVENT")}


def election_event(client: Client, world: World, path: str = "/en/elections/calendar.ics") -> Any:
    return events(client, path)[f"election-{world.election.code}@electionwatch"]


def change(world: World, **fields: Any) -> None:
    Election.objects.filter(pk=world.election.pk).update(**fields)


def test_a_polling_day_fills_its_day_and_not_the_next(client: Client, world: World) -> None:
    event = election_event(client, world)
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2021, 1, 10), date(2021, 1, 11))
    assert event["dtstart"].params["VALUE"] == "DATE"


def test_polling_over_several_days_is_one_event(client: Client, world: World) -> None:
    change(world, last_polling_day=date(2021, 1, 12))
    assert election_event(client, world).decoded("dtend") == date(2021, 1, 13)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("held", "CONFIRMED"),
        ("scheduled", "CONFIRMED"),
        ("annulled", "CONFIRMED"),
        ("postponed", "CANCELLED"),
        ("cancelled", "CANCELLED"),
    ],
)
def test_what_does_not_take_place_is_cancelled_and_kept(
    client: Client, world: World, status: str, expected: str
) -> None:
    change(world, status=status)
    assert election_event(client, world)["status"] == expected


def test_a_postponed_election_says_so_and_names_the_new_day(client: Client, world: World) -> None:
    change(world, status="postponed")
    later = date(2021, 6, 6)
    make.published(make.election("kz-new", replaces=world.election, first_polling_day=later, last_polling_day=later))
    event = election_event(client, world)
    assert str(event["summary"]) == "Postponed: Kazakhstan: parliamentary"
    assert "Now planned: Kazakhstan, 6 June 2021." in str(event["description"])


def test_each_change_raises_the_sequence_under_the_same_name(client: Client, world: World) -> None:
    before = election_event(client, world)
    at = timezone.now()
    log_change(record=world.election, kind=ChangeKind.CHANGED, at=at)
    after = election_event(client, world)
    assert (int(before["sequence"]), int(after["sequence"])) == (0, 1)
    assert after.decoded("dtstamp") > before.decoded("dtstamp")


def test_the_same_event_in_every_language(client: Client, world: World) -> None:
    event = election_event(client, world, "/ru/elections/calendar.ics")
    assert str(event["summary"]) == "Казахстан: парламентские"
    assert str(event["url"]).endswith(f"/ru/elections/{world.election.code}/")


def test_a_calendar_takes_the_filters_of_the_list(client: Client, world: World) -> None:
    assert events(client, "/en/elections/calendar.ics?type=presidential") == {}
    assert len(events(client, "/en/elections/calendar.ics?type=parliamentary")) == 1


def test_due_dates_of_promised_reports(client: Client, world: World) -> None:
    make.published(make.deliverable(world.limited, world.report, due_on=None))
    (event,) = events(client, "/en/promises/calendar.ics").values()
    assert event.decoded("dtstart") == date(2021, 3, 8)
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(days=1)
    assert str(event["summary"]) == "OSCE/ODIHR: Final report falls due (Kazakhstan, 10 January 2021)"
    assert str(event["description"]) == "Not in our records yet."
