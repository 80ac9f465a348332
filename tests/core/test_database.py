"""What Electionwatch expects of any PostgreSQL that it runs on, embedded or not."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_letters_beyond_ascii_have_a_case() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT lower('ОБСЕ ҚӘІ'), 'Наблюдатели' ILIKE '%НАБЛЮД%'")
        assert cursor.fetchone() == ("обсе қәі", True)


@pytest.mark.django_db
def test_text_search_knows_russian_word_forms() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_tsvector('russian', '«Выборам» в') @@ to_tsquery('russian', 'ВЫБОРЫ')")
        assert cursor.fetchone() == (True,)
