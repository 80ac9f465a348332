"""Search finds forms of words, in any case, and fragments; for every table, through the admin's own pages."""

import pytest
from django.test import Client
from django.urls import reverse

from apps.core.search import terms
from apps.desk.site_pages import PER_MODEL
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


# --- The search over everything -------------------------------------------------------------------------------------


def everything(client: Client, question: str, **more: str) -> str:
    answer = client.get("/admin/search/", {"s": question, "extended": "1", **more})
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_search_over_everything_finds_rows_by_word_forms(client: Client) -> None:
    assert "Наблюдатели оценили выборы" in everything_of_a_russian_text(client)


def everything_of_a_russian_text(client: Client) -> str:
    factories.statement(RUSSIAN, language="ru")
    return everything(client, "ВЫБОРОВ")


def test_what_is_deleted_is_not_found_a_moment_later(client: Client) -> None:
    body = factories.organisation("body", "A passing body")
    assert "A passing body" in everything(client, "passing")
    body.delete()
    assert "A passing body" not in everything(client, "passing")


def test_who_lost_a_right_finds_nothing_a_moment_later(db: None) -> None:
    person = factories.user("", "statements.view_statement", is_staff=True)
    client = enter(person)
    assert "Наблюдатели" in everything_of_a_russian_text(client)
    person.user_permissions.clear()
    assert "Наблюдатели" not in everything(client, "ВЫБОРОВ")


def test_a_short_search_is_not_answered_with_the_rows_of_the_long_one(client: Client) -> None:
    everything_of_a_russian_text(client)
    assert "Наблюдатели" not in client.get("/admin/search/", {"s": "ВЫБОРОВ"}).content.decode()


@pytest.mark.parametrize("page", ["x", "0", "999"])
def test_no_page_of_results_is_an_error(client: Client, page: str) -> None:
    assert "Наблюдатели" not in everything(client, "выборов", page=page)


def test_the_search_shows_so_many_rows_of_a_table(client: Client) -> None:
    for number in range(PER_MODEL + 1):
        factories.statement(f"Observers spoke {number}\n\nIt was calm.\n")
    assert everything(client, "observers").count("Observers spoke") == 2 * PER_MODEL
