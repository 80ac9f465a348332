"""Visit statistics as the API shows them."""

from collections.abc import Callable
from typing import Any

import pytest

from apps.missions.models import Mission
from apps.visits.models import Visit
from tests import factories as make
from tests.api.conftest import World

Get = Callable[..., Any]


def _observed(world: World, **fields: Any) -> Mission:
    body = make.organisation("cis", "CIS")
    mission = make.published(make.mission("cis-kz", election=world.election, organisation=body, **fields))
    Visit.objects.bulk_create(
        Visit(
            mission=mission,
            region=make.region(),
            form="voting",
            overall="good" if number < 24 else "bad",
            submission_id=f"submission-{number}",
            team_code="TEAM-SECRET",
        )
        for number in range(32)
    )
    return mission


def test_shares_come_with_base_and_interval(get: Get, world: World) -> None:
    mission = _observed(world, format="eom")

    (form,) = get(f"missions/{mission.code}/visit-statistics/")["forms"]

    # 24 of 32: centre (0.75 + 0.060023) / 1.120046 = 0.72321, half width 0.14427.
    assert (form["visits"], form["assessed"], form["missing"], form["positive"]) == (32, 32, 0, 24)
    assert form["positive_share"] == {"value": 0.75, "low": 0.5789, "high": 0.8675}


@pytest.mark.parametrize("kind", ["leom", "eam", "eet", "nam"])
def test_limited_formats_show_no_percentages_and_say_why(get: Get, world: World, kind: str) -> None:
    mission = _observed(world, format=kind)

    (form,) = get(f"missions/{mission.code}/visit-statistics/")["forms"]

    assert (form["positive_share"], form["positive"], form["withheld"][0]["code"]) == (None, None, "mandate")


def test_sample_is_called_random_only_where_the_mission_says_so(get: Get, world: World) -> None:
    plain = _observed(world, format="eom")

    assert "not a random sample" in get(f"missions/{plain.code}/visit-statistics/")["note"]


def test_random_sample_is_noted(get: Get, world: World) -> None:
    random = _observed(world, format="eom", sample_is_random=True)

    assert "at random" in get(f"missions/{random.code}/visit-statistics/")["note"]


def test_no_visit_nor_team_shows(get: Get, world: World) -> None:
    mission = _observed(world, format="eom")

    assert "SECRET" not in str(get(f"missions/{mission.code}/visit-statistics/"))
