"""Atom feeds of what is new."""

from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.web.world import World

ATOM = "{http://www.w3.org/2005/Atom}"
QUERY_BUDGET = 12


def entries(client: Client, path: str) -> list[dict[str, str]]:
    answer = client.get(path)
    assert answer.status_code == 200, path
    feed = ElementTree.fromstring(answer.content)  # noqa: S314 - our own answer
    found = feed.findall(f"{ATOM}entry")
    return [{child.tag.removeprefix(ATOM): str(child.text or child.get("href")) for child in item} for item in found]


def test_every_feed_stays_within_its_query_budget(client: Client, world: World) -> None:
    for name, path in world.files.items():
        with CaptureQueriesContext(connection) as queries:
            client.get(path).getvalue()
        assert len(queries) <= QUERY_BUDGET, (name, [query["sql"][:120] for query in queries])


def test_the_newest_statement_comes_first(client: Client, world: World) -> None:
    newest = make.published(make.statement("A newer title\n\nBody.", of=world.other), at=make.NOW.replace(year=2022))
    first = entries(client, "/en/statements/feed/")[0]
    assert first["title"] == "A newer title"
    assert first["link"].endswith(newest.get_absolute_url())


def test_retold_texts_and_words_are_marked(client: Client, world: World) -> None:
    titles = [item["title"] for item in entries(client, "/en/statements/feed/")]
    assert "[Retold for demonstration] Mission praises conduct of vote" in titles
    words = [item["summary"] for item in entries(client, "/en/findings/feed/")]
    assert "[Retold for demonstration] lacked genuine competition" in words


def test_a_correction_comes_with_its_reason(client: Client, world: World) -> None:
    (entry,) = entries(client, "/en/corrections/feed/")
    assert entry["title"].startswith("Withdrawn: Overall")
    assert entry["summary"] == "Read into the words."


@pytest.mark.parametrize(("query", "number"), [("organisation=cis", 2), ("topic=media", 0), ("country=kz", 3)])
def test_a_feed_takes_the_filters_of_its_list(client: Client, world: World, query: str, number: int) -> None:
    assert len(entries(client, f"/en/findings/feed/?{query}")) == number


def test_a_feed_names_its_choices_in_its_language(client: Client, world: World) -> None:
    answer = client.get("/ru/elections/feed/?country=kz").content.decode()
    assert "<title>Electionwatch · Выборы · Казахстан</title>" in answer


def test_a_feed_of_nothing_never_changes(client: Client, db: None) -> None:
    assert client.get("/en/corrections/feed/").content == client.get("/en/corrections/feed/").content
