"""Pictures of shared links: in the reader's letters, of public records only, and kept as long as they are true."""

import re
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from apps.core.services import withdraw
from apps.web.previews import drawing
from apps.web.previews.drawing import Preview, draw
from apps.web.previews.telling import of_claim, of_election
from tests import factories as make
from tests.violations import change, settle
from tests.web.test_leaks import HIDDEN
from tests.web.world import World

LETTERS = "АаБбЁёІіЇїЄєҐґӘәҒғҚқҢңӨөҰұҮүҺһŁłçñé«»“”—…№0123456789"
BYTES = 60_000


def picture(client: Client, path: str) -> Image.Image:
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert len(answer.content) <= BYTES
    return Image.open(BytesIO(answer.content))


def test_every_page_that_names_a_picture_has_one(client: Client, world: World) -> None:
    for name, path in world.previews.items():
        html = client.get(world.paths[name]).content.decode()
        assert f'<meta property="og:image" content="http://testserver{path}">' in html
        assert picture(client, path).size == (1200, 630)


def test_a_picture_speaks_the_readers_language(client: Client, world: World) -> None:
    path = world.previews["election"]
    pictures = {client.get(path.replace("/en/", f"/{code}/")).content for code in ("en", "ru", "kk")}
    assert len(pictures) == 3


@pytest.mark.parametrize("weight", ["Medium", "Bold"])
def test_the_font_has_every_letter(weight: drawing.Weight) -> None:
    font = drawing._font(weight, 40)
    missing = bytes(font.getmask("\ue123"))
    assert [letter for letter in LETTERS if bytes(font.getmask(letter)) == missing] == []


def test_long_words_are_cut_and_short_ones_are_large() -> None:
    word = "избирательный"
    long = [drawing._cut(f"{word} " * 30, "Bold", 32), *drawing._wrapped(f"{word} " * 300, "Bold", 32)]
    font = drawing._font("Bold", 32)
    assert all(font.getlength(line) <= drawing.ROOM for line in long)
    assert long[0].endswith("…")
    assert draw(Preview(kicker=word * 20, words=f"{word} " * 300)) != draw(Preview(kicker=word, words=word))


def test_lines_are_of_like_length() -> None:
    lines = drawing._balanced("Казахстан, 10 января 2021 года, внеочередные", "Bold", 64, 2)
    lengths = [drawing._font("Bold", 64).getlength(line) for line in lines]
    assert min(lengths) > max(lengths) / 2


def test_retold_and_withdrawn_words_are_marked(world: World) -> None:
    assert of_claim(world.criticism).warning.startswith("Retold for demonstration")
    assert of_claim(world.praise).warning == ""
    withdraw(record=world.praise, by=make.editor(), at=make.NOW, note="Wrong.")
    world.praise.refresh_from_db()
    assert "withdrawn" in of_claim(world.praise).warning


def test_quotation_marks_stand_around_a_missions_own_words_alone(world: World) -> None:
    assert of_claim(world.praise).words == "“open and competitive”"
    assert of_claim(world.criticism).words == "lacked genuine competition"


def test_an_election_names_its_missions_and_what_they_differ_on(world: World) -> None:
    assert of_election(world.election).lines == (
        "OSCE/ODIHR, CIS",
        "The missions differ on: Political environment and competition",
    )


def test_hidden_records_have_no_picture_and_change_none(client: Client, world: World) -> None:
    before = {path: client.get(path).content for path in world.previews.values()}
    for hide in HIDDEN:
        for path in hide(world):
            code = path.rstrip("/").rsplit("/", 1)[1]
            for kind in world.previews:
                assert client.get(f"/en/preview/{kind}/{code}.png").status_code == 404, hide.__name__
    assert {path: client.get(path).content for path in world.previews.values()} == before


@pytest.mark.parametrize("path", ["/en/preview/visit/v-1.png", "/en/preview/finding/none.png"])
def test_there_is_no_picture_of_anything_else(client: Client, db: None, path: str) -> None:
    assert client.get(path).status_code == 404


def test_an_unchanged_picture_answers_304_after_one_question(client: Client, world: World) -> None:
    settle()
    path = world.previews["finding"]
    first = client.get(path)["ETag"]
    with CaptureQueriesContext(connection) as queries:
        again = client.get(path, headers={"if-none-match": first})
    assert (again.status_code, len(queries)) == (304, 1)


def test_a_drawn_picture_is_not_drawn_again_until_it_says_something_else(
    client: Client, world: World, clean_cache: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = world.previews["mission"]
    drawn: list[Preview] = []

    def counted(said: Preview) -> bytes:
        drawn.append(said)
        return draw(said)

    monkeypatch.setattr("apps.web.views.previews.draw", counted)
    for _ in range(2):
        client.get(path)
    change(world.limited.organisation, short_name="ODIHR")
    client.get(path)
    assert [said.words for said in drawn] == ["OSCE/ODIHR", "ODIHR"]


def test_claims_are_described_for_reference_managers(client: Client, world: World) -> None:
    for name in ("finding", "figure", "recommendation", "promise", "statement"):
        tags = dict(
            re.findall(
                r'<meta name="(citation_\w+)" content="([^"]*)">', client.get(world.paths[name]).content.decode()
            )
        )
        assert {"citation_title", "citation_language", "citation_public_url"} <= set(tags), name
        assert all(tags.values()), name
