"""Filters, pages and languages of the lists."""

import base64
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from rest_framework.test import APIClient

from tests import factories as make
from tests.api.conftest import World
from tests.api.test_records import LISTS

Get = Callable[..., Any]

# For each filter a value that finds the one public record, and one that does not.
FILTERS = [
    ("organisations", "kind", "intergovernmental", "citizen"),
    ("elections", "country", "kz", "ru"),
    ("elections", "country", "KZ", "RU"),
    ("elections", "type", "parliamentary", "local"),
    ("elections", "status", "held", "annulled"),
    ("elections", "polling_from", "2021-01-10", "2021-01-11"),
    ("elections", "polling_to", "2021-01-10", "2021-01-09"),
    ("missions", "country", "kz", "ru"),
    ("missions", "election", "kz-2021-01-10-parliamentary", "kz-2023"),
    ("missions", "organisation", "osce-odihr", "cis"),
    ("missions", "format", "leom", "eom"),
    ("statements", "kind", "news_report", "final_report"),
    ("statements", "language", "en", "ru"),
    ("statements", "authenticity", "original", "retold"),
    ("statements", "publisher", "zakon-kz", "other"),
    ("statements", "published_from", "2021-01-11", "2021-01-12"),
    ("statements", "published_to", "2021-01-11", "2021-01-10"),
    ("statements", "mission", "osce-odihr-kz-2021-01-10", "cis-kz"),
    ("statements", "election", "kz-2021-01-10-parliamentary", "kz-2023"),
    ("statements", "organisation", "osce-odihr", "cis"),
    ("statements", "country", "kz", "ru"),
    ("recommendations", "topic", "legal_framework", "media"),
    ("recommendations", "priority", "other", "priority"),
    ("recommendations", "addressee", "other", "courts"),
    ("figures", "measure", "polling_stations_visited", "candidates"),
    ("figures", "comparator", "gt", "eq"),
    ("figures", "source", "not_stated", "mission"),
    ("deliverables", "report", "final", "interim"),
    ("deliverables", "due_from", "2021-03-08", "2021-03-09"),
    ("deliverables", "due_to", "2021-03-08", "2021-03-07"),
    ("findings", "topic", "political_environment_competition", "media"),
    ("findings", "sentiment", "negative", "positive"),
    ("findings", "voice", "mission_paraphrase", "reporter"),
    ("findings", "country", "kz", "ru"),
    ("findings", "election", "kz-2021-01-10-parliamentary", "kz-2023"),
    ("findings", "mission", "osce-odihr-kz-2021-01-10", "cis-kz"),
    ("findings", "organisation", "osce-odihr", "cis"),
    ("findings", "authenticity", "original", "retold"),
]


@pytest.mark.parametrize(("place", "name", "value"), [(place, name, hit) for place, name, hit, _miss in FILTERS])
def test_filter_finds(get: Get, world: World, place: str, name: str, value: str) -> None:
    assert len(get(f"{place}/", **{name: value})["results"]) == 1


@pytest.mark.parametrize(("place", "name", "value"), [(place, name, miss) for place, name, _hit, miss in FILTERS])
def test_filter_leaves_out(get: Get, world: World, place: str, name: str, value: str) -> None:
    assert get(f"{place}/", **{name: value})["results"] == []


@pytest.mark.parametrize("place", ["findings", "figures", "recommendations", "deliverables"])
def test_claims_are_found_by_the_statement_they_rest_on(get: Get, world: World, place: str) -> None:
    assert len(get(f"{place}/", statement=world.statement.code)["results"]) == 1


def test_a_claim_on_retold_words_is_not_original(get: Get, world: World) -> None:
    retold = make.published(make.statement("Retold words", authenticity="retold"))
    mixed = make.finding(world.mission, world.statement, "Observers")
    mixed.evidence.create(quote=make.quote("Retold", retold))
    make.published(mixed)

    original = get("findings/", authenticity="original")["results"]

    assert mixed.code not in {finding["code"] for finding in original}


def test_organisations_are_found_by_country(get: Get, db: None) -> None:
    body = make.organisation("eu-eom", "EU EOM")
    body.country = make.country()
    body.save()

    assert [found["code"] for found in get("organisations/", country="kz")["results"]] == ["eu-eom"]


WRONG = [
    ({"topik": "media"}, "topik", "unknown"),
    ({"topic": "weather"}, "topic", "invalid_choice"),
    ({"topic": ""}, "topic", "empty"),
    ({"topic": ["media", "overall"]}, "topic", "repeated"),
    ({"mission": "Not A Code"}, "mission", "invalid"),
    ({"country": "kaz"}, "country", "invalid"),
    ({"lang": "de"}, "lang", "invalid_choice"),
    ({"page_size": "0"}, "page_size", "invalid"),
    ({"page_size": "201"}, "page_size", "invalid"),
    ({"page_size": "many"}, "page_size", "invalid"),
    ({"page_size": "٣"}, "page_size", "invalid"),
    ({"format": "xml"}, "format", "unknown"),
    ({"cursor": "!"}, "cursor", "invalid"),
    ({"cursor": base64.b64encode(b"o=1000000").decode()}, "cursor", "invalid"),
    ({"cursor": base64.b64encode(b"p=%00").decode()}, "cursor", "invalid"),
    ({"cursor": base64.b64encode(b"p=' OR 1").decode()}, "cursor", "invalid"),
    ({"cursor": base64.b64encode(b"r=2&p=\xff").decode()}, "cursor", "invalid"),
]


@pytest.mark.parametrize(("parameters", "name", "code"), WRONG)
def test_wrong_parameter_is_named(
    reader: APIClient, db: None, parameters: dict[str, Any], name: str, code: str
) -> None:
    answer = reader.get("/api/v1/findings/", parameters)

    assert answer.status_code == 400
    assert [(error["name"], error["code"]) for error in answer.json()["errors"]] == [(name, code)]


def test_unknown_parameter_lists_the_known_ones(reader: APIClient, db: None) -> None:
    answer = reader.get("/api/v1/elections/?contry=kz")

    assert answer.json()["errors"][0]["message"] == (
        "This parameter is not known here. Known are: country, cursor, lang, page_size, polling_from, polling_to, "
        "status, type."
    )


@pytest.mark.parametrize("path", ["", "schema/", "findings/f-00000000/", "missions/none/visit-statistics/"])
def test_unknown_parameter_is_refused_everywhere(reader: APIClient, db: None, path: str) -> None:
    assert reader.get(f"/api/v1/{path}?cursor=abc").status_code == 400


def test_days_are_read_as_iso_8601_in_every_language(reader: APIClient, db: None) -> None:
    answer = reader.get("/api/v1/elections/", {"polling_from": "10.01.2021", "lang": "ru"})

    assert answer.json()["errors"][0]["name"] == "polling_from"


@pytest.fixture
def seven(world: World) -> list[str]:
    """The codes of seven public findings in the order of lists."""
    by = make.editor()
    for _ in range(6):
        make.published(make.finding(world.mission, world.statement), by=by)
    return sorted(world.mission.findings.values_list("code", flat=True))


def _follow(reader: APIClient, address: str | None, direction: str) -> list[list[str]]:
    pages = []
    while address:
        page = reader.get(address).json()
        pages.append([finding["code"] for finding in page["results"]])
        address = page[direction]
    return pages


def test_pages_hold_every_record_once(reader: APIClient, seven: list[str]) -> None:
    pages = _follow(reader, "/api/v1/findings/?page_size=3", "next")

    assert pages == [seven[:3], seven[3:6], seven[6:]]


def test_pages_lead_back_as_they_came(reader: APIClient, seven: list[str]) -> None:
    second = reader.get(reader.get("/api/v1/findings/?page_size=3").json()["next"]).json()

    assert _follow(reader, second["previous"], "previous") == [seven[:3]]


def test_reading_on_neither_repeats_nor_skips_when_records_come_and_go(
    reader: APIClient, world: World, seven: list[str]
) -> None:
    first = reader.get("/api/v1/findings/?page_size=3").json()
    make.published(make.finding(world.mission, world.statement, code="f-00000000"))
    make.published(make.finding(world.mission, world.statement, code="f-zzzzzzzz"))

    rest = _follow(reader, first["next"], "next")

    assert [code for page in rest for code in page] == [*seven[3:], "f-zzzzzzzz"]


def test_cursor_says_nothing_but_a_public_code(reader: APIClient, seven: list[str]) -> None:
    address = reader.get("/api/v1/findings/?page_size=3").json()["next"]

    (cursor,) = parse_qs(urlsplit(address).query)["cursor"]

    assert base64.b64decode(cursor).decode() == f"p={seven[2]}"


def test_pages_keep_the_filter(reader: APIClient, world: World, seven: list[str]) -> None:
    make.published(make.finding(world.mission, world.statement, topic="media"))

    pages = _follow(reader, "/api/v1/findings/?page_size=3&topic=political_environment_competition", "next")

    assert [code for page in pages for code in page] == seven


@pytest.mark.parametrize("place", LISTS)
def test_every_list_pages(reader: APIClient, world: World, place: str) -> None:
    page = reader.get(f"/api/v1/{place}/?page_size=1").json()

    assert (len(page["results"]), page["next"]) == (1, None)


def test_countries_page_by_their_iso_codes(reader: APIClient, db: None) -> None:
    make.country()
    make.country("UZ", "UZB", "Uzbekistan")

    first = reader.get("/api/v1/countries/?page_size=1").json()

    assert reader.get(first["next"]).json()["results"][0]["code"] == "uz"


def test_lang_chooses_names(get: Get, world: World) -> None:
    assert get("countries/kz/", lang="ru")["name"] == "Казахстан"


def test_accept_language_chooses_names(reader: APIClient, world: World) -> None:
    answer = reader.get("/api/v1/countries/kz/", headers={"accept-language": "kk"})

    assert answer.json()["name"] == "Қазақстан"


def test_lang_outweighs_accept_language(reader: APIClient, world: World) -> None:
    answer = reader.get("/api/v1/countries/kz/?lang=en", headers={"accept-language": "kk"})

    assert (answer.json()["name"], answer["Content-Language"]) == ("Kazakhstan", "en")


def test_lang_does_not_outlast_its_request(reader: APIClient, world: World) -> None:
    reader.get("/api/v1/countries/kz/?lang=ru")

    assert reader.get("/api/v1/countries/kz/").json()["name"] == "Kazakhstan"


def test_elections_that_last_for_days_are_found_by_each(get: Get, world: World) -> None:
    long = make.election("ru-2021", first_polling_day=date(2021, 9, 17), last_polling_day=date(2021, 9, 19))
    make.published(long)

    found = get("elections/", polling_from="2021-09-18", polling_to="2021-09-18")["results"]

    assert [election["code"] for election in found] == ["ru-2021"]
