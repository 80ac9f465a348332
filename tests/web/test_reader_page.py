"""The statement reader: what may be hidden, what never is, and the other texts of the same words."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.statements.models import Statement
from tests import factories as make
from tests.web.world import World


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def notes(html: str) -> list[str]:
    return re.findall(r'<li class="note[^"]*" id="n-(\d+)"', html)


def test_notes_are_narrowed_by_voice_and_keep_their_numbers(client: Client, world: World) -> None:
    path = world.paths["statement"]
    everything = notes(page(client, path))
    narrowed = page(client, f"{path}?voice=mission_quote")
    assert len(notes(narrowed)) == 1
    assert set(notes(narrowed)) < set(everything)
    assert "Some notes are hidden; the text is whole." in narrowed


def test_notes_are_narrowed_by_topic(client: Client, world: World) -> None:
    html = page(client, f"{world.paths['statement']}?topic=legal_framework")
    assert len(notes(html)) == 1
    assert world.recommendation.code in html
    assert world.figure.code not in html


def test_hiding_notes_hides_no_words(client: Client, world: World) -> None:
    whole, narrow = (
        re.sub(
            r"<a class=\"ref.*?</a>|<ol class=\"notes.*?</ol>|<[^>]+>|\s",
            "",
            page(client, path).split('<div class="text">')[1].split("<footer")[0],
            flags=re.DOTALL,
        )
        for path in (world.paths["statement"], f"{world.paths['statement']}?topic=media")
    )
    assert narrow == whole


def test_a_quote_keeps_its_address_where_its_note_is_hidden(client: Client, world: World) -> None:
    whole, narrow = (
        set(re.findall(r'id="(q-[\d-]+)"', page(client, path)))
        for path in (world.paths["statement"], f"{world.paths['statement']}?voice=reporter")
    )
    assert narrow == whole


@pytest.mark.parametrize("query", ["voice=nobody", "topic=weather", "voice=&topic="])
def test_unknown_values_hide_nothing(client: Client, world: World, query: str) -> None:
    path = world.paths["statement"]
    assert notes(page(client, f"{path}?{query}")) == notes(page(client, path))


def test_the_whole_hash_is_shown(client: Client, world: World) -> None:
    assert world.report.versions.get().sha256 in page(client, world.paths["statement"])


def test_outlets_that_carried_a_text_are_named(client: Client, world: World) -> None:
    for code in ("paper-a", "paper-b"):
        copy = make.statement(f"{code}\n\nWords.", copy_of=world.report, publisher=make.publisher(code))
        make.published(copy)
    html = page(client, world.paths["statement"])
    assert "Carried by 2 other outlets" in html
    assert "paper-a" in html


def test_two_versions_are_compared_word_by_word(client: Client, world: World) -> None:
    make.version(world.report, make.BODY.replace("genuine competition", "real competition"))
    html = page(client, f"{world.paths['statement']}changes/")
    assert re.search(r"<del><span class=\"unseen\">\[removed:</span>genuine<", html)
    assert re.search(r"<ins><span class=\"unseen\">\[added:</span>real<", html)


def test_a_text_with_one_version_has_nothing_to_compare(client: Client, world: World) -> None:
    assert client.get(f"{world.paths['statement']}changes/").status_code == 404


@pytest.fixture
def translation(world: World) -> Statement:
    made = make.statement("Заголовок\n\nВыборам не хватало конкуренции.\n", language="ru", translation_of=world.report)
    return make.published(made)


def test_original_and_translation_stand_side_by_side(client: Client, world: World, translation: Statement) -> None:
    for path in (world.paths["statement"], translation.get_absolute_url()):
        html = page(client, f"{path}beside/")
        rows = re.findall(r'<td lang="en">([^<]*)</td><td lang="ru">([^<]*)</td>', html)
        assert rows[0] == ("Mission praises conduct of vote", "Заголовок")
        assert rows[1][1] == "Выборам не хватало конкуренции."


@pytest.mark.parametrize("query", ["", "?with=s-00000000"])
def test_a_text_without_a_translation_has_nothing_beside_it(client: Client, world: World, query: str) -> None:
    assert client.get(f"/en/statements/{world.own_text.code}/beside/{query}").status_code == 404


@pytest.mark.parametrize("name", ["changes/", "beside/", ""])
def test_a_page_stays_within_its_query_budget(client: Client, world: World, translation: Statement, name: str) -> None:
    make.version(world.report, make.BODY.replace("genuine", "real"))
    with CaptureQueriesContext(connection) as queries:
        page(client, f"{world.paths['statement']}{name}")
    assert len(queries) <= 12, "\n".join(query["sql"][:160] for query in queries)
