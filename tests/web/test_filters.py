"""Lists are narrowed by their address; what is not understood is said and never dropped in silence."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories as make
from tests.web.test_pages import page, text_of
from tests.web.world import World


@pytest.fixture
def elections(world: World) -> World:
    """Beside the world's election: one to come, and a postponed one that it stands in for."""
    day = timezone.localdate() + timedelta(days=30)
    kyrgyzstan = make.country("KG", "KGZ", "Kyrgyzstan")
    days = {"first_polling_day": day, "last_polling_day": day + timedelta(days=1)}
    old = make.election("kg-old", country=kyrgyzstan, types=["presidential"], status="postponed", **days)
    new = make.election("kg-new", country=kyrgyzstan, types=["presidential"], status="scheduled", replaces=old, **days)
    for record in (old, new):
        make.published(record)
    return world


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"kz-2021-01-10-parliamentary", "kg-old", "kg-new"}),
        ("when=upcoming", {"kg-old", "kg-new"}),
        ("when=past", {"kz-2021-01-10-parliamentary"}),
        ("country=kz", {"kz-2021-01-10-parliamentary"}),
        ("country=kg&status=postponed", {"kg-old", "kg-new"}),
        ("type=parliamentary", {"kz-2021-01-10-parliamentary"}),
        ("year=2021", {"kz-2021-01-10-parliamentary"}),
        ("organisation=cis", {"kz-2021-01-10-parliamentary"}),
        ("organisation=cis&when=upcoming", set()),
    ],
)
def test_the_calendar_shows_what_was_chosen(client: Client, elections: World, query: str, shown: set[str]) -> None:
    html = page(client, f"/en/elections/?{query}").split("<main")[1]
    codes = {"kz-2021-01-10-parliamentary", "kg-old", "kg-new"}
    assert {code for code in codes if f"/elections/{code}/" in html} == shown


def test_a_postponed_election_stays_and_leads_to_its_new_day(client: Client, elections: World) -> None:
    html = page(client, "/en/elections/?status=postponed")
    assert "Postponed" in html
    assert "Now planned for" in html
    assert "Now planned for" in page(client, "/en/elections/kg-old/")
    assert "In place of the election planned for" in page(client, "/en/elections/kg-new/")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("colour=red", "This list has no filter called “colour”."),
        ("country=xx", "“xx” is no choice of the filter “Country”."),
        ("year=1%00", "“1” is no choice of the filter “Year”."),
    ],
)
def test_what_is_not_understood_is_said_and_the_list_shown(
    client: Client, world: World, query: str, sentence: str
) -> None:
    text = text_of(page(client, f"/en/elections/?{query}"))
    assert sentence in text
    assert "Kazakhstan" in text


@pytest.mark.parametrize("path", ["elections/feed/", "elections/calendar.ics", "promises/calendar.ics"])
def test_programs_are_refused_what_they_misspelt(client: Client, world: World, path: str) -> None:
    answer = client.get(f"/en/{path}?colour=red")
    assert answer.status_code == 400
    assert "“colour”" in answer.content.decode()


def test_the_language_switch_keeps_the_choices(client: Client, world: World) -> None:
    html = page(client, "/en/elections/?country=kz&when=past")
    assert 'href="/ru/elections/?country=kz&amp;when=past"' in html


def test_a_choice_can_be_taken_back(client: Client, world: World) -> None:
    html = page(client, "/en/elections/?country=kz&when=past")
    chosen = html.split('class="chosen"')[1].split("</p>")[0]
    assert 'href="?when=past"' in chosen
    assert 'href="?country=kz"' in chosen


def test_a_country_of_hidden_elections_is_no_choice(client: Client, world: World) -> None:
    make.election("kg-1", country=make.country("KG", "KGZ", "Kyrgyzstan"))
    assert "Kyrgyzstan" not in page(client, "/en/elections/")


def test_a_page_beyond_the_last_is_the_last(client: Client, world: World) -> None:
    for number in ("0", "x", "99999999999", "7"):
        assert "Kazakhstan" in page(client, f"/en/elections/?page={number}")


def test_pages_of_a_list_hold_every_record_once(client: Client, world: World) -> None:
    by = make.editor()
    made = {
        make.published(make.recommendation(world.limited, world.report, topic="media"), by=by).code for _ in range(30)
    }
    pages = [page(client, f"/en/recommendations/?page={number}") for number in (1, 2)]
    assert all(sum(f"/recommendations/{code}/" in html for html in pages) == 1 for code in made)
