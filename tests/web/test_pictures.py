"""The counted pictures: the map of the world and the heat table of a country."""

from django.test import Client

from apps.elections.models import Country
from apps.elections.services import load_countries
from apps.web.charts.world import Observed, places, shade, world_map
from apps.web.heat import heat_table
from tests import factories as make
from tests.web.test_pages import page
from tests.web.world import World


def test_every_tile_is_a_known_country(db: None) -> None:
    load_countries()
    assert set(places()) <= set(Country.objects.values_list("iso2", flat=True))


def test_no_two_countries_share_a_place() -> None:
    assert len(set(places().values())) == len(places())


def test_a_country_without_a_place_still_stands_in_the_list() -> None:
    drawn = world_map([Observed(country=Country(iso2="AQ"), missions=1, elections=1)])
    assert drawn.tiles == ()
    assert [item.country.iso2 for item in drawn.countries] == ["AQ"]


def test_more_missions_make_a_deeper_shade() -> None:
    assert [shade(number) for number in (1, 2, 3, 6, 12, 90)] == [1, 1, 2, 3, 4, 4]


def test_the_front_page_maps_where_missions_observed(client: Client, world: World) -> None:
    html = page(client, "/en/")
    assert html.count('<rect class="shade-') == 1
    assert "Kazakhstan</a>" in html.split('class="world-list"')[1]


def test_findings_are_counted_by_topic_and_election_and_never_averaged(world: World) -> None:
    table = heat_table(country=world.election.country, elections=[world.election])
    rows = {row.topic: row.cells[0] for row in table.rows}
    both = rows["political_environment_competition"]  # type: ignore[index]
    assert {part.sentiment: part.number for part in both.parts} == {"positive": 1, "negative": 1}
    assert (both.own, both.reported) == (1, 1)


def test_a_reporters_words_are_not_counted(world: World) -> None:
    headline = make.finding(
        world.limited, world.report, "Mission praises", topic="media", sentiment="positive", voice="reporter"
    )
    make.published(headline)
    table = heat_table(country=world.election.country, elections=[world.election])
    assert "media" not in {row.topic for row in table.rows}
