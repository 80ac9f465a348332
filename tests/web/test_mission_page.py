"""The page of a mission: its reach as far as readers may know it, its members, and what became of its promises."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.elections.models import Region
from apps.missions.models import Mission
from apps.visits.models import Visit
from apps.visits.services.release import draft_release
from tests import factories as make
from tests.web.world import World

REGIONS = ("KZ-27", "KZ-39", "KZ-75")


def page(client: Client, mission: Mission) -> str:
    """The page, after an editor has released what was counted so far."""
    make.published(draft_release(mission=mission))
    return client.get(mission.get_absolute_url()).content.decode()


def visits(mission: Mission, count: int, **fields: Any) -> None:
    start = Visit.objects.count()
    Visit.objects.bulk_create(
        Visit(mission=mission, submission_id=f"s{start + number}", **{"form": "voting", **fields})
        for number in range(count)
    )


@pytest.fixture
def regions(db: None) -> list[Region]:
    return [make.region(code, name) for code, name in zip(REGIONS, ("West", "Kostanay", "Almaty"), strict=True)]


@pytest.fixture
def observed(world: World, regions: list[Region]) -> Mission:
    """A mission with a full mandate: eighty visits to two of three regions."""
    mission = make.published(make.mission("full", format="eom", organisation=make.organisation("full", "Full")))
    for grade, count in (("very_good", 30), ("good", 20), ("bad", 10), ("very_bad", 6)):
        visits(mission, count, region=regions[0], overall=grade)
    visits(mission, 14, region=regions[1], form="opening", overall="good")
    return mission


def test_a_page_with_everything_stays_within_its_query_budget(client: Client, observed: Mission, world: World) -> None:
    for make_claim in (make.finding, make.figure, make.recommendation, make.deliverable):
        make.published(make_claim(observed, world.own_text, "open and competitive"))
    page(client, observed)
    with CaptureQueriesContext(connection) as queries:
        client.get(observed.get_absolute_url())
    # The page log, missions, statements, headlines, roles, claims with quotes, promises and their quotes,
    # visits, regions, stations.
    assert len(queries) <= 12, "\n".join(query["sql"][:200] for query in queries)


def test_the_map_and_its_table_have_the_same_numbers(client: Client, observed: Mission) -> None:
    html = page(client, observed)
    assert re.findall(r'class="c-label c-value"[^>]*>([^<]+)<', html) == ["66", "14", "0"]
    table = html.split("Visits by region")[1].split("</table>")[0]
    assert re.findall(r"</abbr>([^<]+)</th><td class=\"num\">([^<]+)</td>", table) == [
        ("Almaty", "0"),
        ("Kostanay", "14"),
        ("West", "66"),
    ]


def test_one_region_with_few_visits_puts_all_into_bands(
    client: Client, observed: Mission, regions: list[Region]
) -> None:
    Visit.objects.filter(mission=observed, form="opening").delete()
    visits(observed, 14, region=regions[1], overall="good")
    visits(observed, 3, region=regions[2], overall="good")
    html = page(client, observed)
    assert re.findall(r'class="c-label c-value"[^>]*>([^<]+)<', html) == ["50–99", "10–24", "1–9"]
    assert "all regions are given in bands" in html


def test_regions_that_came_later_are_not_on_the_map(client: Client, observed: Mission) -> None:
    Region.objects.filter(code="KZ-75").update(began_on=date(2022, 6, 8))
    assert re.findall(r'class="c-label c-value"[^>]*>([^<]+)<', page(client, observed)) == ["66", "14"]


def test_outlines_take_the_place_of_tiles_once_all_regions_have_one(client: Client, observed: Mission) -> None:
    country = observed.election.country
    Region.objects.update(outline="M0 0l9 9l9 0z", label_at=[5, 5])
    type(country).objects.update(map_height=500, map_source="Somebody, CC BY 4.0")
    html = page(client, observed)
    assert "chart-outlines" in html
    assert "Outlines: Somebody, CC BY 4.0" in html
    Region.objects.filter(code="KZ-75").update(outline="", label_at=None)
    assert "chart-tiles" in page(client, observed)


def test_visits_are_drawn_by_form_and_assessment(client: Client, observed: Mission) -> None:
    bars = page(client, observed).split('class="chart chart-bars"')[1].split("</svg>")[0]
    assert re.findall(r'c-count"[^>]*>(\d+)<', bars) == ["14", "30", "20", "10", "6"]
    assert re.findall(r"n = \d+", bars) == ["n = 14", "n = 66"]


def test_a_share_comes_with_its_interval_and_its_base(client: Client, observed: Mission) -> None:
    html = page(client, observed)
    assert re.search(r"<strong>76%</strong>\s*<span class=\"interval\">64% to 84%, n = 66", html)
    assert "are not a random sample" in html


def test_a_limited_mission_shows_no_percentages_and_says_why(
    client: Client, world: World, regions: list[Region]
) -> None:
    visits(world.limited, 40, region=regions[0], overall="good")
    section = page(client, world.limited).split('id="visits"')[1].split("</section>")[0]
    assert "does not observe election day systematically" in section
    assert "%" not in re.sub(r'(?:width|height)="100%"', "", section)
    assert re.findall(r'c-part c-(\w+)"', section) == ["plain"]


def test_a_few_visits_leave_no_trace(client: Client, observed: Mission, regions: list[Region]) -> None:
    Visit.objects.filter(mission=observed).delete()
    visits(observed, 4, region=regions[0], overall="bad")
    html = page(client, observed)
    assert "chart-tiles" not in html
    assert "There are too few visits to show" in html
    assert not re.search(r">4<", html)


def test_a_joint_mission_and_its_members_lead_to_each_other(client: Client, world: World) -> None:
    member = make.mission("member", joint_mission=world.other, organisation=make.organisation("pa", "PA"))
    make.published(member)
    assert member.get_absolute_url() in page(client, world.other).split("Members of this joint mission")[1]
    assert world.other.get_absolute_url() in page(client, member).split("Part of a joint mission")[1]


def test_a_late_report_says_by_how_many_days(client: Client, world: World) -> None:
    late = make.deliverable(world.limited, world.report, due_on=date(2021, 3, 8), fulfilled_on=date(2021, 3, 26))
    make.published(late)
    html = page(client, world.limited)
    assert "Published on 26 Mar 2021, 18 days late" in html
    assert re.search(r"Overdue by [\d,]+ days; not in our records", html)


def test_findings_are_drawn_one_mark_each(client: Client, world: World) -> None:
    chart = page(client, world.other).split('class="chart chart-units"')[1].split("</svg>")[0]
    assert len(re.findall(r'class="c-unit s-positive"', chart)) == 2


def test_the_words_of_reporters_are_not_drawn(client: Client, world: World) -> None:
    make.published(make.finding(world.other, world.own_text, "commend the vote", topic="media", voice="reporter"))
    chart = page(client, world.other).split('class="chart chart-units"')[1].split("</svg>")[0]
    assert "Media" not in chart
