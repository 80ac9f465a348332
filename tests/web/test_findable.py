"""Short addresses, maps for machines, and data about pages: public rows only, and nothing that a page could obey."""

import json
import re
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.web import linked_data
from apps.web.views import plain
from tests import factories as make
from tests.web.world import World

PLACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def places(client: Client, path: str) -> list[str]:
    root = fromstring(client.get(path).content)  # noqa: S314 - our own markup
    return [str(node.text).removeprefix("http://testserver") for node in root.iter(PLACE)]


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("criticism", "findings"),
        ("figure", "figures"),
        ("recommendation", "recommendations"),
        ("promise", "promises"),
        ("report", "statements"),
    ],
)
def test_a_short_address_leads_to_the_page_in_the_readers_language(
    client: Client, world: World, name: str, page: str
) -> None:
    code = getattr(world, name).code
    response = client.get(f"/c/{code}", headers={"accept-language": "ru"})
    assert (response.status_code, response["Location"]) == (302, f"/ru/{page}/{code}/")
    assert "Accept-Language" in response["Vary"]


@pytest.mark.parametrize("code", ["f-00000000", "x", "zz-1", "s-00000000", "kz-2021-01-10-parliamentary"])
def test_a_code_without_a_page_is_not_found(client: Client, world: World, code: str) -> None:
    assert client.get(f"/c/{code}").status_code == 404


def test_robots_are_told_where_the_map_is(client: Client, db: None) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert "Disallow: /admin/" in text


def test_the_map_has_every_public_page_in_every_language(client: Client, world: World) -> None:
    listed = {place for part in places(client, "/sitemap.xml") for place in places(client, part)}
    wanted = {path for name, path in world.paths.items() if name != "search"}
    assert {path for path in wanted if "?" not in path} <= listed
    assert {path.replace("/en/", "/kk/", 1) for path in wanted if "?" not in path} <= listed


def test_every_place_of_the_map_opens(client: Client, world: World) -> None:
    for part in places(client, "/sitemap.xml"):
        for place in places(client, part):
            assert client.get(place).status_code == 200, place


def test_a_long_section_is_cut_into_pages(client: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "ON_A_PAGE", 1)
    findings = [place for place in places(client, "/sitemap.xml") if "findings" in place]
    assert findings == [f"/sitemap-findings-{number}.xml" for number in (1, 2, 3)]
    assert len({place for part in findings for place in places(client, part)}) == 9


@pytest.mark.parametrize("path", ["/sitemap-findings-2.xml", "/sitemap-drafts-1.xml", "/sitemap-findings-0.xml"])
def test_a_part_that_is_not_there_is_not_found(client: Client, world: World, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_map_takes_a_query_for_each_section(client: Client, world: World) -> None:
    with CaptureQueriesContext(connection) as queries:
        client.get("/sitemap.xml")
    assert len(queries) == len(plain.SECTIONS)


def data_of(client: Client, path: str) -> dict[str, Any]:
    (block,) = DATA.findall(client.get(path).content.decode())
    found: dict[str, Any] = json.loads(block)
    return found


def test_a_finding_is_a_claim_that_leads_to_its_text(client: Client, world: World) -> None:
    data = data_of(client, f"/en/findings/{world.praise.code}/")
    assert (data["@type"], data["@id"]) == ("Claim", f"http://testserver/c/{world.praise.code}")
    (part,) = data["hasPart"]
    assert (part["@type"], part["text"]) == ("Quotation", "open and competitive")
    assert part["isPartOf"]["@id"] == f"http://testserver/c/{world.own_text.code}"


def test_retold_words_are_nobodys_quotation(client: Client, world: World) -> None:
    (part,) = data_of(client, world.paths["finding"])["hasPart"]
    assert part["@type"] == "CreativeWork"
    assert "creator" not in part
    assert part["disambiguatingDescription"] == "Retold for demonstration"


def test_a_statement_tells_the_hash_of_its_words(client: Client, world: World) -> None:
    data = data_of(client, world.paths["statement"])
    assert data["@type"] == "NewsArticle"
    assert {item["propertyID"] for item in data["identifier"]} == {"code", "sha256"}


def test_a_mission_is_a_project_of_its_organisation(client: Client, world: World) -> None:
    data = data_of(client, world.paths["mission"])
    assert (data["@type"], data["event"]["startDate"]) == ("Project", "2021-01-10")


def test_words_cannot_end_the_block_that_they_stand_in() -> None:
    block = linked_data.script({"name": "</script><!-- & \u2028"})
    assert block.count("<") == 2
    assert json.loads(DATA.findall(block)[0])["name"] == "</script><!-- & \u2028"


@pytest.mark.parametrize("name", ["finding", "mission", "statement"])
def test_a_page_has_one_address_and_is_named_in_every_language(client: Client, world: World, name: str) -> None:
    html = client.get(f"{world.paths[name]}?utm_source=x").content.decode()
    assert f'<link rel="canonical" href="http://testserver{world.paths[name]}">' in html
    assert set(re.findall(r'hreflang="(\w+)" href', html)) == {"en", "ru", "kk"}


def test_an_older_version_is_a_page_of_its_own(client: Client, world: World) -> None:
    make.version(world.report, "Corrected headline\n\nOther words.\n")
    html = client.get(f"{world.paths['statement']}?version=1&voice=reporter").content.decode()
    assert f'<link rel="canonical" href="http://testserver{world.paths["statement"]}?version=1">' in html


def test_an_election_is_an_event_and_the_downloads_are_a_dataset(client: Client, world: World) -> None:
    def data(path: str) -> Any:
        (text,) = DATA.findall(client.get(path).content.decode())
        return json.loads(text)

    event = data(world.paths["election"])
    assert (event["@type"], event["startDate"], event["location"]["identifier"]) == ("Event", "2021-01-10", "KZ")
    dataset = data(world.paths["downloads"])
    assert dataset["@type"] == "Dataset"
    assert "http://testserver/en/downloads/findings.csv" in {file["contentUrl"] for file in dataset["distribution"]}


def test_every_page_names_its_address_and_those_in_other_languages(client: Client, world: World) -> None:
    for name, path in world.paths.items():
        html, bare = client.get(path).content.decode(), path.partition("?")[0]
        assert f'<link rel="canonical" href="http://testserver{bare}">' in html, name
        for code in ("en", "ru", "kk"):
            there = path.replace("/en/", f"/{code}/", 1).replace("&", "&amp;")
            assert f'<link rel="alternate" hreflang="{code}" href="http://testserver{there}">' in html, name
