"""Forms of one Kazakh word have one stem, in Python and in the database alike."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.core.kazakh_words import stems

FORMS = [
    "бақылаушы бақылаушылар бақылаушылардың бақылаушыларға бақылаушысының БАҚЫЛАУШЫЛАРДАН бакылаушылармен",
    "сайлау сайлауда сайлауы сайлаудың сайлаулар сайлауларында сайлаумен",
    "миссия миссиясы миссиясының миссиялар миссияларға миссиядан",
    "партия партиялар партиялары партияларының",
    "ел елдер елдің елде елге елдері",
    "Қазақстан Қазақстанда Қазақстанның Қазақстанға",
    "заң заңдар заңға заңның заңында",
    "дауыс дауысы дауыстар дауыстарды дауыспен",
]


@pytest.mark.parametrize("forms", FORMS)
def test_the_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len({stems(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(("one", "other"), [("сайлау", "сайт"), ("партия", "парта"), ("заң", "заман")])
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert stems(one) != stems(other)


def test_other_scripts_stay_as_they_are() -> None:
    assert stems("OSCE 2021, Élections") == "OSCE 2021, Élections"


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text("абвгдеёзийклмнопрстуыьяәғқңөұүһіIx -.\nАЛРҚІ", max_size=60))
def test_the_database_agrees_with_python(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT kazakh_stems(%s)", [text])
        assert cursor.fetchone() == (stems(text),)
