"""Missions' visits beside each other on the page of their election, never without the warning."""

import pytest
from django.test import Client

from apps.missions.models import Mission
from apps.visits.services.release import draft_release
from tests import factories as make
from tests.visits import builders
from tests.web.world import World

WARNING = "Each mission chose its own stations"


def observed(code: str, *, form: str = "eom", good: int = 0, bad: int = 0) -> Mission:
    """A public mission with released visits in one region."""
    mission = make.published(make.mission(code, format=form, organisation=make.organisation(code, code.title())))
    for overall, count in (("good", good), ("bad", bad)):
        builders.visits(mission, count, region=make.region(), overall=overall)
    make.published(draft_release(mission=mission))
    return mission


def section(client: Client, world: World) -> str:
    html = client.get(f"/en/elections/{world.election.code}/").content.decode()
    return html.partition('id="visits"')[2].partition("</section>")[0]


@pytest.fixture
def first(world: World) -> Mission:
    return observed("first", good=60, bad=20)


def test_two_missions_stand_beside_each_other_with_the_warning(client: Client, world: World, first: Mission) -> None:
    observed("second", good=30, bad=30)
    html = section(client, world)

    assert (WARNING in html, "75%" in html, "50%" in html) == (True, True, True)
    assert html.index(WARNING) < html.index("<table")


def test_one_mission_alone_is_not_compared(client: Client, world: World, first: Mission) -> None:
    assert section(client, world) == ""


def test_a_mission_without_a_release_is_left_out(client: Client, world: World, first: Mission) -> None:
    observed("second", good=30, bad=30)
    builders.visits(make.mission("third", organisation=make.organisation("third", "Third"), format="eom"), 40,
                    region=make.region(), overall="good")  # fmt: skip

    assert "Third" not in section(client, world)


def test_a_limited_mission_says_why_it_has_no_percentages(client: Client, world: World, first: Mission) -> None:
    observed("limited", form="leom", good=60, bad=20)
    html = section(client, world)

    assert (html.count("75%"), html.count("no percentages: election day was not observed systematically")) == (1, 1)


def test_a_form_that_a_mission_did_not_use_is_named(client: Client, world: World, first: Mission) -> None:
    second = make.published(make.mission("second", format="eom", organisation=make.organisation("second", "Second")))
    builders.visits(second, 40, region=make.region(), overall="good", form="opening")
    make.published(draft_release(mission=second))

    assert section(client, world).count("form not used") == 2
