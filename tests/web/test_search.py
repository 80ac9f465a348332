"""Search: any form of a word in three languages, and never a word that is not public."""

import re
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.core.services import withdraw
from apps.web import search
from apps.web.results import pieces, snippet
from tests import factories as make
from tests.violations import settle
from tests.web.test_leaks import HIDDEN
from tests.web.world import World

ATOM = "{http://www.w3.org/2005/Atom}"


def html_of(client: Client, query: str, **facets: str) -> str:
    response = client.get("/en/search/", {"q": query, **facets})
    assert response.status_code == 200
    return response.content.decode()


def found(client: Client, query: str, **facets: str) -> set[str]:
    """The addresses that a search leads to."""
    html = html_of(client, query, **facets)
    return set(re.findall(r'<h3 class="item-title"><a href="([^"]+)"', html))


def in_language(world: World, language: str, body: str) -> str:
    source = make.statement(f"T\n\n{body}", of=world.limited, language=language)
    return make.published(source).get_absolute_url()


@pytest.mark.parametrize("query", ["competition", "COMPETITIONS", "genuine competition lacking"])
def test_english_word_forms(client: Client, world: World, query: str) -> None:
    assert world.criticism.get_absolute_url() in found(client, query)


@pytest.mark.parametrize("query", ["наблюдатель", "НАБЛЮДАТЕЛЯМИ", "наблюдателей"])
def test_russian_word_forms(client: Client, world: World, query: str) -> None:
    path = in_language(world, "ru", "Наблюдателям не хватило времени.")
    assert found(client, query) == {path}


@pytest.mark.parametrize("query", ["бақылаушы", "БАҚЫЛАУШЫЛАРҒА", "бақылаушысының", "бакылаушылар"])
def test_kazakh_word_forms(client: Client, world: World, query: str) -> None:
    path = in_language(world, "kk", "Бақылаушылардың уақыты жетпеді.")
    assert found(client, query) == {path}


@pytest.mark.parametrize(
    "query", ["выборы Казахстан 2021", "парламентские", "сайлау Қазақстанда", "elections kazakhstan"]
)
def test_an_election_is_found_by_country_type_and_year(client: Client, world: World, query: str) -> None:
    assert world.election.get_absolute_url() in found(client, query, kind="election")


def test_every_kind_of_record_is_found(client: Client, world: World) -> None:
    records: list[Any] = [
        world.own_text,
        world.praise,
        world.figure,
        world.recommendation,
        world.promise,
        world.limited,
    ]
    asked = ["orderly", "competitive", "polling stations", "preparations", "observers visited", "OSCE"]
    missing = [
        query
        for record, query in zip(records, asked, strict=True)
        if record.get_absolute_url() not in found(client, query)
    ]
    assert missing == []


def test_the_words_asked_for_are_marked_in_any_form(client: Client, world: World) -> None:
    assert '<mark class="hit">competition</mark>' in html_of(client, "competitions")


def test_a_facet_narrows_the_search_and_can_be_taken_back(client: Client, world: World) -> None:
    assert found(client, "genuine competition", kind="finding") == {world.criticism.get_absolute_url()}
    assert 'href="?q=genuine+competition" aria-current="true"' in html_of(client, "genuine competition", kind="finding")


def test_facets_count_what_they_lead_to(client: Client, world: World) -> None:
    html = html_of(client, "voting")
    links = re.findall(r'class="facet-link" href="\?([^"]+)"[^>]*>.*?<span class="quiet">(\d+)</span>', html)
    assert links
    for query, number in links:
        path = f"/en/search/?{query.replace('&amp;', '&')}"
        assert client.get(path).context["total"] == int(number), query


def test_a_statement_of_a_joint_briefing_is_one_result(client: Client, world: World) -> None:
    world.own_text.mission_links.create(mission=world.limited, relation="own")
    assert client.get("/en/search/", {"q": "orderly", "kind": "statement"}).context["total"] == 1


def test_pages_repeat_nothing(client: Client, world: World) -> None:
    by = make.editor()
    for number in range(25):
        make.published(make.statement(f"Piece {number}\n\nzebra", of=world.limited), by=by)
    first, second = found(client, "zebra"), found(client, "zebra", page="2")
    assert (len(first), len(second), len(first & second)) == (20, 5, 0)


def test_a_page_of_many_kinds_stays_within_its_query_budget(client: Client, world: World) -> None:
    make.published(make.statement("Observers\n\nOSCE observers visited.", of=world.limited))
    with CaptureQueriesContext(connection) as queries:
        html_of(client, "observers")
    assert len(queries) <= 12, "\n".join(query["sql"][:120] for query in queries)


def test_search_without_words_shows_the_form_and_asks_nothing(client: Client, world: World) -> None:
    with CaptureQueriesContext(connection) as queries:
        html = html_of(client, "  ")
    # The one question is about the page's tag.
    assert (len(queries), 'type="search"' in html) == (1, True)


@pytest.mark.parametrize("query", ["'", '"', "a & | ! ( ) : *", "\x00", "%s %(x)s", "<script>", "x" * 5000, "и", "the"])
def test_no_question_breaks_it(client: Client, world: World, query: str) -> None:
    assert "<script>" not in html_of(client, query)


@pytest.mark.parametrize(
    "facets", [{"year": "no"}, {"kind": "visit"}, {"page": "0"}, {"page": "9" * 50}, {"topic": "\x00"}]
)
def test_no_facet_breaks_it(client: Client, world: World, facets: dict[str, str]) -> None:
    html_of(client, "competition", **facets)


@pytest.mark.parametrize("hide", HIDDEN)
def test_hidden_words_answer_like_words_that_exist_nowhere(client: Client, world: World, hide: object) -> None:
    assert callable(hide)
    hide(world)
    nowhere = html_of(client, "zzhushed").replace("zzhushed", "")
    assert html_of(client, "hushed").replace("hushed", "") == nowhere


def test_hidden_records_change_no_count(client: Client, world: World) -> None:
    before = html_of(client, "observers competition")
    for hide in HIDDEN:
        hide(world)
    assert html_of(client, "observers competition") == before


def test_an_embargo_ends_without_anybody_acting(client: Client, world: World) -> None:
    soon = timezone.now() + timedelta(hours=1)
    source = make.published(make.statement("Giraffe\n\nbody", of=world.limited, embargo_until=soon))
    assert found(client, "giraffe") == set()
    settle()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE statements_statement DISABLE TRIGGER USER")
        cursor.execute("UPDATE statements_statement SET embargo_until = now() WHERE id = %s", [source.pk])
    assert found(client, "giraffe") == {source.get_absolute_url()}


def test_a_withdrawn_claim_is_not_found(client: Client, world: World) -> None:
    withdraw(record=world.criticism, by=make.editor(), at=make.NOW, note="Wrong.")
    assert found(client, "genuine competition", kind="finding") == set()


def test_a_new_version_is_found_by_its_words(client: Client, world: World) -> None:
    make.version(world.report, "Corrected\n\nOnly walruses.")
    assert found(client, "walrus") == {world.report.get_absolute_url()}
    assert world.report.get_absolute_url() not in found(client, "efficient")


def test_retold_words_are_marked(client: Client, world: World) -> None:
    assert "Retold for demonstration" in html_of(client, "genuine competition")


def test_every_search_has_a_feed(client: Client, world: World) -> None:
    response = client.get("/en/search/feed/", {"q": "orderly"})
    entries = ElementTree.fromstring(response.content).findall(f"{ATOM}entry")  # noqa: S314  our own answer
    links = {entry.find(f"{ATOM}link").get("href") for entry in entries}  # type: ignore[union-attr]
    assert links == {f"http://testserver{path}" for path in found(client, "orderly")}
    assert links


@pytest.mark.parametrize("hide", HIDDEN)
def test_no_feed_tells_of_hidden_words(client: Client, world: World, hide: object) -> None:
    assert callable(hide)
    hide(world)
    feed = client.get("/en/search/feed/", {"q": "hushed"}).content
    assert ElementTree.fromstring(feed).findall(f"{ATOM}entry") == []  # noqa: S314  our own answer


def test_pieces_put_together_are_the_text() -> None:
    text = "Выборам, как сказано, не хватало выбора."
    cut = pieces(text, {"Выборам"})
    assert ("".join(piece for piece, _ in cut), cut[0]) == (text, ("Выборам", True))


def test_a_snippet_holds_the_first_hit_of_a_long_text() -> None:
    text = " ".join(["word"] * 500 + ["needle"] + ["word"] * 500)
    cut = snippet(text, {"needle"})
    assert ("needle" in cut, cut[0], cut[-1], len(cut) < 300) == (True, "…", "…", True)


def test_of_a_very_common_word_the_newest_of_each_kind_are_shown(
    client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MOST", 2)
    monkeypatch.setattr(search, "MOST_OF_A_KIND", 1)
    by = make.editor()
    for number in range(4):
        newest = make.published(make.statement(f"Piece {number}\n\nzebra", of=world.limited), by=by)
    response = client.get("/en/search/", {"q": "zebra"})
    assert "of each kind the newest are counted" in response.content.decode()
    assert found(client, "zebra") == {newest.get_absolute_url()}


def test_a_facet_is_asked_before_the_newest_are_taken(
    client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MOST", 2)
    monkeypatch.setattr(search, "MOST_OF_A_KIND", 1)
    by = make.editor()
    years = (2019, 2020, 2021, 2022)
    texts = [make.statement(f"In {year}\n\nzebra", of=world.limited, published_on=date(year, 1, 1)) for year in years]
    for text in texts:
        make.published(text, by=by)
    assert found(client, "zebra", year="2019") == {texts[0].get_absolute_url()}


def test_words_that_are_expected_nearly_everywhere_are_not_counted_out(
    client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "FAR_MORE", 0)
    with CaptureQueriesContext(connection) as queries:
        html = html_of(client, "competition")
    assert "of each kind the newest are counted" in html
    assert world.criticism.get_absolute_url() in html
    assert not [query for query in queries if f"LIMIT {search.MOST + 1}" in query["sql"]]


def test_elections_and_missions_are_called_in_results_as_on_their_pages(client: Client, world: World) -> None:
    html = re.sub(r"</?mark[^>]*>", "", html_of(client, "Kazakhstan"))
    assert ">Kazakhstan, 10 January 2021</a>" in html
    assert ">OSCE/ODIHR at Kazakhstan, 10 January 2021</a>" in html
