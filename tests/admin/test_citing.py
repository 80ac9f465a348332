"""The text beside the form of a claim: its words, and which of equal words were selected."""

import pytest
from django.test import Client
from django.urls import reverse

from apps.statements.models import TextVersion
from apps.statements.spans import cuts, moved, occurrence, trimmed
from tests import factories
from tests.admin.people import analyst, enter

BODY = "Title 🗳\n\nIt was calm. It was calm, they said.\n"


@pytest.fixture
def version(db: None) -> TextVersion:
    return factories.statement(BODY).versions.get()


@pytest.fixture
def client(db: None) -> Client:
    return enter(analyst())


def address(version: TextVersion) -> str:
    return reverse("admin:statements_textversion_words", args=[version.pk])


def test_the_text_comes_as_it_is(client: Client, version: TextVersion) -> None:
    assert client.get(address(version)).json()["body"] == BODY


def test_the_place_of_the_selection_tells_equal_words_apart(client: Client, version: TextVersion) -> None:
    question: dict[str, str | int] = {"words": "It was calm", "start": BODY.rindex("It was calm")}
    start = BODY.rindex("It was calm")
    place = {"start": start, "end": start + len("It was calm")}
    assert client.get(address(version), question).json() == {"words": "It was calm", "occurrence": 2, **place}


def test_words_that_the_text_does_not_have_are_not_found(client: Client, version: TextVersion) -> None:
    assert client.get(address(version), {"words": "It was loud"}).status_code == 404


def test_the_texts_of_a_mission_come_in_their_newest_version(client: Client) -> None:
    mission = factories.mission()
    old = factories.statement(BODY, of=mission).versions.get()
    new = factories.version(old.statement, "Title\n\nIt was loud.\n")
    factories.statement("Another text\n\nOf nobody.\n")
    texts = client.get(reverse("admin:statements_textversion_of_mission", args=[mission.pk])).json()["texts"]
    assert [text["id"] for text in texts] == [new.pk]


def test_the_text_is_closed_to_others(version: TextVersion) -> None:
    assert enter(factories.user(is_staff=True)).get(address(version)).status_code == 403


def test_the_form_of_a_claim_has_the_text_beside_it(client: Client) -> None:
    page = client.get(reverse("admin:findings_finding_add")).content.decode()
    assert 'id="desk-beside"' in page
    assert "js/citing" in page


def test_offsets_count_code_points() -> None:
    found = occurrence(BODY, 0, "It was calm,")
    assert found is not None
    assert BODY[found[0].start : found[0].end] == "It was calm,"


@pytest.mark.parametrize(
    ("move", "words"),
    [
        ("grow-end", "was calm. It"),
        ("shrink-end", "was"),
        ("grow-start", "It was calm"),
        ("shrink-start", "calm"),
    ],
)
def test_an_end_of_a_quote_moves_by_a_word(move: str, words: str) -> None:
    start = BODY.index("was calm")
    first, last = moved(BODY, (start, start + len("was calm")), move)  # type: ignore[arg-type]
    assert BODY[first:last] == words


@pytest.mark.parametrize("move", ["shrink-end", "shrink-start"])
def test_the_last_word_of_a_quote_stays(move: str) -> None:
    start = BODY.index("calm")
    assert moved(BODY, (start, start + 4), move) == (start, start + 4)  # type: ignore[arg-type]


def test_a_quote_is_cut_before_each_word_but_the_first() -> None:
    start = BODY.index("It was calm")
    assert [BODY[place:].split()[0] for place in cuts(BODY, (start, start + 11))] == ["was", "calm."]


def test_white_space_alone_is_no_span() -> None:
    assert trimmed("a  b", 1, 3) is None
