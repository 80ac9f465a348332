"""Search finds forms of words, in any case, and fragments; for every table, through the admin's own pages."""

import pytest
from django.test import Client
from django.urls import reverse

from apps.core.search import terms
from tests import factories
from tests.admin.people import administrator, enter

RUSSIAN = "Наблюдатели оценили выборы\n\nМиссия работала в Казахстане. Сайлау ашық өтті.\n"
ENGLISH = "An observer spoke\n\nThe polling station was calm.\n"


@pytest.fixture
def client(db: None) -> Client:
    return enter(administrator())


def found(client: Client, question: str) -> set[str]:
    answer = client.get(reverse("admin:statements_statement_changelist"), {"q": question})
    return {statement.title for statement in answer.context["cl"].result_list}


@pytest.mark.parametrize(
    "question",
    ["выборов", "КАЗАХСТАН", "казахстанов", "оценил", "САЙЛАУ", "азахста", "выборов Казахстан", '"миссия работала"'],
)
def test_russian_and_kazakh_words_are_found(client: Client, question: str) -> None:
    russian = factories.statement(RUSSIAN, language="ru")
    factories.statement(ENGLISH)
    assert found(client, question) == {russian.title}


@pytest.mark.parametrize("question", ["observers", "OBSERVER", "stations calm", "poll"])
def test_english_words_are_found(client: Client, question: str) -> None:
    english = factories.statement(ENGLISH)
    factories.statement(RUSSIAN, language="ru")
    assert found(client, question) == {english.title}


@pytest.mark.parametrize("question", ["observers выборов", "'", '"', "a:b & !c |", "%", "\\"])
def test_what_no_text_answers_finds_nothing(client: Client, question: str) -> None:
    factories.statement(ENGLISH)
    factories.statement(RUSSIAN, language="ru")
    assert found(client, question) == set()


def test_a_statement_with_two_matching_texts_comes_once(client: Client) -> None:
    source = factories.statement(ENGLISH)
    factories.version(source, ENGLISH + "A second observer spoke.\n")
    answer = client.get(reverse("admin:statements_statement_changelist"), {"q": "observers"})
    assert len(answer.context["cl"].result_list) == 1


def test_names_in_other_languages_are_searched(client: Client) -> None:
    factories.election()
    answer = client.get(reverse("admin:elections_election_changelist"), {"q": "Казахстана"})
    assert len(answer.context["cl"].result_list) == 1


def test_choosing_a_text_finds_word_forms_and_shows_its_title(client: Client) -> None:
    factories.statement(RUSSIAN, language="ru")
    question = {"term": "выборов\x00", "app_label": "statements", "model_name": "quote", "field_name": "version"}
    answer = client.get(reverse("admin:autocomplete"), question).json()
    assert [row["text"] for row in answer["results"]] == ["Наблюдатели оценили выборы (1)"]


def test_words_in_quotation_marks_stay_together() -> None:
    assert list(terms('one "two three"')) == ["one", "two three"]
