"""Names in the nominative, and the tagger that decides where rules cannot tell a person from anything else."""

import importlib.util

import pytest

from apps.extraction import people, tagger
from apps.extraction.names import Place, namer
from apps.extraction.packs import load
from apps.extraction.people import people_of
from apps.extraction.pipeline import extract
from apps.extraction.reading import read
from apps.extraction.tokens import tokenise

UNCERTAIN = """Миссия ОБСЕ: выборы в Сербии прошли спокойно

Голосование прошло спокойно, заявила миссия наблюдателей ОБСЕ. Работу группы в Белграде наладил Илкка Канерва.
"""


def nominative(language: str, name: str, place: Place | None = None) -> str:
    return namer(language).nominative(tokenise(name, 0, len(name), limit=20), place or Place())[0]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Маргаретой Седерфельт", "Маргарета Седерфельт"),
        ("Урсулы Гачек", "Урсула Гачек"),
        ("Питером Юэль-Йенсеном", "Питер Юэль-Йенсен"),
        ("Кубанычбека Омуралиева", "Кубанычбек Омуралиев"),
        ("Стефана Шеннаха", "Стефан Шеннах"),
        ("Геннадия Зюганова", "Геннадий Зюганов"),
        ("Касым-Жомартом Токаевым", "Касым-Жомарт Токаев"),
        ("Азаем Гулиевым", "Азай Гулиев"),
        ("Рейнхольда Лопатку", "Рейнхольд Лопатка"),
        ("Хельгой Шмид", "Хельга Шмид"),
        ("Джорджа Церетели", "Джордж Церетели"),
        ("Ингибьёрг Гисладоттир", "Ингибьёрг Гисладоттир"),
        ("Шермухаммадом Шохиёном", "Шермухаммад Шохиён"),
    ],
)
def test_a_russian_name_returns_to_the_nominative(name: str, expected: str) -> None:
    assert nominative("ru", name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ольги Айвазовської", "Ольга Айвазовська"),
        ("Андрія Шевченка", "Андрій Шевченко"),
        ("Георгія Каландарішвілі", "Георгій Каландарішвілі"),
        ("Віктору Януковичу", "Віктор Янукович"),
    ],
)
def test_a_ukrainian_name_returns_to_the_nominative(name: str, expected: str) -> None:
    assert nominative("uk", name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Урсула Гачектің", "Урсула Гачек"), ("Қасым-Жомарт Тоқаевпен", "Қасым-Жомарт Тоқаев"), ("Чжан Мин", "Чжан Мин")],
)
def test_a_kazakh_name_loses_its_case_ending(name: str, expected: str) -> None:
    assert nominative("kk", name) == expected


def test_an_office_in_the_nominative_keeps_a_name_as_it_is() -> None:
    assert nominative("ru", "Рашида Алимова", Place(office="председатель", speaks=True)) == "Рашида Алимова"


@pytest.fixture
def _without_tagger(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "tagger", lambda language: None)


@pytest.mark.usefixtures("_without_tagger")
def test_without_the_tagger_an_extraction_says_that_people_may_be_incomplete() -> None:
    assert people.INCOMPLETE in extract(UNCERTAIN).warnings


@pytest.mark.usefixtures("_without_tagger")
def test_a_text_whose_names_are_certain_needs_no_tagger() -> None:
    certain = UNCERTAIN.replace("Илкка Канерва", "глава миссии Сергей Лебедев")
    extraction = extract(certain)
    assert [one.name for one in extraction.people] == ["Сергей Лебедев"]
    assert people.INCOMPLETE not in extraction.warnings


@pytest.mark.skipif(importlib.util.find_spec("natasha") is None, reason="the tagger's model files are not installed")
def test_the_tagger_decides_on_an_uncertain_name() -> None:
    (person,) = extract(UNCERTAIN).people
    assert person.quote == "Илкка Канерва"


def test_a_language_without_model_files_has_no_tagger() -> None:
    assert tagger.tagger("kk") is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The delegation, headed by Evan Incirlak, observed the vote.", ["Evan Incirlak"]),
        ("A former U.S. envoy led the mission.", []),
    ],
)
def test_who_leads_is_a_person_and_initials_are_none(text: str, names: list[str]) -> None:
    assert [one.name for one in people_of(read(text, load("en"), headline=None))] == names
