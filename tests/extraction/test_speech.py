"""Direct speech that only dashes set apart, and what follows a colon or an aside."""

import pytest

from apps.extraction.packs import load
from apps.extraction.pipeline import extract
from apps.extraction.reading import read
from apps.extraction.speech import speech_of
from apps.extraction.vocabulary import Sentiment, Voice

LEAD = "Наблюдатели о выборах\n\nОб итогах рассказала глава миссии наблюдателей ОБСЕ Анна Берг.\n\n"


def spoken(paragraph: str) -> list[str]:
    text = LEAD + paragraph
    return [
        text[one.start : one.end] for some in speech_of(read(text, load("ru"), headline=None)).values() for one in some
    ]


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        (
            "– Подсчёт затянулся до утра, – сказала она. – Протоколы переписывали карандашом.",
            ["– Подсчёт затянулся до утра", "– Протоколы переписывали карандашом."],
        ),
        ("Подсчёт затянулся до самого утра, – сказала она.", ["Подсчёт затянулся до самого утра"]),
        ("Подсчёт затянулся до утра – почти везде.", []),
    ],
)
def test_dashes_set_speech_apart(paragraph: str, expected: list[str]) -> None:
    assert spoken(paragraph) == expected


def test_a_mission_between_dashes_is_quoted_word_for_word() -> None:
    extraction = extract(LEAD + "– Подсчёт голосов прошёл прозрачно, – сказала она.")
    (finding,) = [one for one in extraction.findings if "прозрачно" in one.quote]
    assert finding.voice is Voice.MISSION_QUOTE


def test_flaws_that_are_waved_aside_are_no_blame() -> None:
    extraction = extract(LEAD + "По её словам, мелкие нарушения не повлияли на исход голосования.")
    (finding,) = [one for one in extraction.findings if "повлияли" in one.quote]
    assert finding.sentiment is Sentiment.POSITIVE


def test_in_its_own_statement_a_groups_people_speak_for_it() -> None:
    text = (
        "Коалиция «Честный день»: подсчёт шёл медленно\n\nНаши наблюдатели следили за выборами в Узбекистане. "
        "Мы видели очереди и путаницу. Наших наблюдателей удаляли.\n\n"
        "«Подсчёт был непрозрачным», – сказала Раушан Жанысбаева."
    )
    found = [one.voice for one in extract(text).findings if "непрозрачным" in one.quote]
    assert found == [Voice.MISSION_QUOTE]
