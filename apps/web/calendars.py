"""Calendars to subscribe to (iCalendar, RFC 5545): polling days, and the days on which reports fall due."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.utils.translation import gettext
from icalendar import Calendar, Event

from apps.elections.choices import ElectionStatus
from apps.elections.models import Election
from apps.findings.models import Deliverable
from apps.web.wording import day_text, place_and_day, reader_language, type_labels

PRODUCT: Final = "-//Electionwatch//Electionwatch//EN"
# Subscribers need not ask more often than this.
REFRESH: Final = timedelta(hours=12)
# The old day of a postponed election does not take place, so calendars strike it out and keep it.
OFF: Final = frozenset({ElectionStatus.POSTPONED, ElectionStatus.CANCELLED})


def election_calendar(elections: Iterable[Election], *, title: str, origin: str) -> bytes:
    """Elections that `with_changes` loaded, as all-day events; `origin` is the address that paths are put behind."""
    calendar = _calendar(title)
    for election in elections:
        status = ElectionStatus(election.status)
        calendar.add_component(
            _event(
                # It names neither a host nor a language: a moved site and a translated feed tell of the same event.
                uid=f"election-{election.code}@electionwatch",
                first=election.first_polling_day,
                last=election.last_polling_day,
                summary=_election_summary(election, status),
                description=_election_description(election),
                url=origin + election.get_absolute_url(),
                is_off=status in OFF,
                record=election,
            )
        )
    return bytes(calendar.to_ical())


def promise_calendar(promises: Iterable[Deliverable], *, title: str, origin: str) -> bytes:
    """Promised reports that have a day, on that day."""
    calendar = _calendar(title)
    for promise in promises:
        if promise.due_on is None:
            continue
        mission = promise.mission
        summary = gettext("%(organisation)s: %(report)s falls due (%(election)s)") % {
            "organisation": mission.organisation,
            "report": promise.get_report_display(),
            "election": place_and_day(mission.election),
        }
        calendar.add_component(
            _event(
                uid=f"promise-{promise.code}@electionwatch",
                first=promise.due_on,
                last=promise.due_on,
                summary=summary,
                description=_promise_description(promise),
                url=origin + promise.get_absolute_url(),
                is_off=False,
                record=promise,
            )
        )
    return bytes(calendar.to_ical())


def _calendar(title: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("name", title, parameters={"language": reader_language()})
    calendar.add("x-wr-calname", title)
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")
    return calendar


def _event(
    *, uid: str, first: date, last: date, summary: str, description: str, url: str, is_off: bool, record: Any
) -> Event:
    event = Event()
    event.add("uid", uid)
    seen_at: datetime = record.seen_at
    event.add("dtstamp", seen_at)
    event.add("last-modified", seen_at)
    event.add("sequence", record.revision)
    event.add("dtstart", first)
    # The end of an all-day event is the first day that no longer belongs to it.
    event.add("dtend", last + timedelta(days=1))
    event.add("summary", summary)
    event.add("description", description)
    event.add("url", url)
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event


def _election_summary(election: Election, status: ElectionStatus) -> str:
    types = ", ".join(type_labels(election)).lower()
    named = gettext("%(country)s: %(types)s") % {"country": election.country, "types": types}
    if status in (ElectionStatus.SCHEDULED, ElectionStatus.HELD):
        return named
    return gettext("%(status)s: %(election)s") % {"status": status.label, "election": named}


def _election_description(election: Election) -> str:
    lines = [f"{place_and_day(election)}. {ElectionStatus(election.status).label}."]
    lines += [gettext("Now planned: %(election)s.") % {"election": place_and_day(item)} for item in election.successors]  # type: ignore[attr-defined]
    return "\n".join(lines)


def _promise_description(promise: Deliverable) -> str:
    if promise.is_fulfilled_in_public and promise.fulfilled_on:  # type: ignore[attr-defined]
        return gettext("Published on %(day)s.") % {"day": day_text(promise.fulfilled_on)}
    return gettext("Not in our records yet.")
