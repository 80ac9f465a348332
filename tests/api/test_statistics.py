"""Visit statistics as the API shows them: what an editor released."""

from collections.abc import Callable
from typing import Any

import pytest

from apps.missions.models import Mission
from apps.visits.services.release import draft_release
from tests import factories as make
from tests.api.conftest import World
from tests.visits import builders

Get = Callable[..., Any]


def _observed(world: World, **fields: Any) -> Mission:
    body = make.organisation("cis", "CIS")
    mission = make.published(make.mission("cis-kz", election=world.election, organisation=body, **fields))
    sheet = builders.sheet(mission)
    values: dict[str, Any] = {"region": make.region(), "team_code": "TEAM-SECRET", "questionnaire": sheet}
    builders.visits(mission, 24, overall="good", answers={"ink": "yes", "remark": "REMARK-SECRET"}, **values)
    builders.visits(mission, 8, overall="bad", answers={"ink": "no"}, **values)
    make.published(draft_release(mission=mission))
    return mission


def test_shares_come_with_base_and_interval(get: Get, world: World) -> None:
    mission = _observed(world, format="eom")

    (form,) = get(f"missions/{mission.code}/visit-statistics/")["forms"]

    # 24 of 32: centre (0.75 + 0.060023) / 1.120046 = 0.72321, half width 0.14427.
    assert (form["visits"], form["assessed"], form["missing"], form["positive"]) == (32, 32, 0, 24)
    assert form["positive_share"] == {"value": 0.75, "low": 0.5789, "high": 0.8675}


def test_questions_come_with_their_answers(get: Get, world: World) -> None:
    mission = _observed(world, format="eom")

    (form,) = get(f"missions/{mission.code}/visit-statistics/")["forms"]
    ink = form["questions"][0]

    assert (ink["answered"], ink["missing"], [value["count"] for value in ink["values"]]) == (32, 0, [24, 8])


@pytest.mark.parametrize("kind", ["leom", "eam", "eet", "nam"])
def test_limited_formats_show_no_percentages_and_say_why(get: Get, world: World, kind: str) -> None:
    mission = _observed(world, format=kind)

    (form,) = get(f"missions/{mission.code}/visit-statistics/")["forms"]

    assert (form["positive_share"], form["positive"], form["withheld"][0]["code"]) == (None, None, "mandate")
    assert form["questions"] == []


def test_what_is_not_released_does_not_show(get: Get, world: World) -> None:
    mission = _observed(world, format="eom")
    builders.visits(mission, 50, region=make.region(), overall="very_bad")

    assert get(f"missions/{mission.code}/visit-statistics/")["coverage"]["visits"] == 32


def test_a_mission_without_a_release_says_so(get: Get, world: World) -> None:
    answer = get(f"missions/{world.mission.code}/visit-statistics/")

    assert (answer["release"], answer["coverage"], answer["forms"]) == (None, None, [])


@pytest.mark.parametrize(("random", "words"), [(False, "not a random sample"), (True, "at random")])
def test_sample_is_called_random_only_where_the_mission_says_so(
    get: Get, world: World, random: bool, words: str
) -> None:
    mission = _observed(world, format="eom", sample_is_random=random)

    assert words in get(f"missions/{mission.code}/visit-statistics/")["note"]


def test_a_comparison_carries_its_warning(get: Get, world: World) -> None:
    assert "not a difference between two elections" in str(get(f"missions/{world.mission.code}/visit-statistics/"))


def test_no_visit_nor_team_nor_text_shows(get: Get, world: World) -> None:
    mission = _observed(world, format="eom")

    assert "SECRET" not in str(get(f"missions/{mission.code}/visit-statistics/"))
