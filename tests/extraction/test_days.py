"""Days in every shape, and which of them is polling day."""

from datetime import date

import pytest

from apps.extraction.datelines import election_month, written_on
from apps.extraction.dates import polling_day
from apps.extraction.days import days_in
from apps.extraction.packs import load
from apps.extraction.reading import Reading, read


def reading(text: str, language: str) -> Reading:
    return read(text, load(language), headline=None)


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("ru", "10 января 2021 года", (2021, 1, 10)),
        ("ru", "17-19 сентября 2021 года", (2021, 9, 19)),
        ("ru", "10.01.2021", (2021, 1, 10)),
        ("ru", "10 января", (None, 1, 10)),
        ("en", "January 10th, 2021", (2021, 1, 10)),
        ("en", "the 10th of January, 2021", (2021, 1, 10)),
        ("en", "Feb. 20, 2008", (2008, 2, 20)),
        ("en", "March 17–19, 2024", (2024, 3, 19)),
        ("en", "2021-01-10", (2021, 1, 10)),
        ("en", "10/01/2021", (2021, 1, 10)),
        ("en", "01/31/2021", (2021, 1, 31)),
        ("kk", "2023 жылғы 19 наурызда", (2023, 3, 19)),
        ("uk", "26 жовтня 2020 року", (2020, 10, 26)),
        ("fr", "le 9 novembre 2018", (2018, 11, 9)),
        ("es", "26 de noviembre de 2013", (2013, 11, 26)),
        ("es", "22 abr. 2008", (2008, 4, 22)),
    ],
)
def test_a_written_day(language: str, text: str, day: tuple[int | None, int, int]) -> None:
    (found,) = [one for sentence in reading(text, language).sentences for one in days_in(sentence, load(language))]
    assert (found.year, found.month, found.day) == day


@pytest.mark.parametrize("text", ["30.02.2021", "2021-13-40", "99/99/2021", "version 3.10.2", "1/2"])
def test_what_is_no_day(text: str) -> None:
    assert not [one for sentence in reading(text, "en").sentences for one in days_in(sentence, load("en"))]


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("ru", "МИНСК, 26 февраля 2024 г. Наблюдатели подвели итоги.", date(2024, 2, 26)),
        ("ru", "12 июля 2021, 18:40\nКишинёв\nМиссии рассказали о выборах.", date(2021, 7, 12)),
        ("en", "FOR IMMEDIATE RELEASE\nApril 12, 2008\nThe people voted.", date(2008, 4, 12)),
        ("en", "MASERU (News Agency), Monday, 2 March 2015 — The election was calm.", date(2015, 3, 2)),
        ("en", "The vote was held on 5 June 2011.", None),
        ("fr", "Antananarivo, le 9 novembre 2018\nLes électeurs ont voté.", date(2018, 11, 9)),
        ("es", "Asunción, 22 abr. 2008.- La misión habló.", date(2008, 4, 22)),
    ],
)
def test_the_texts_own_date(language: str, text: str, day: date | None) -> None:
    assert written_on(reading(text, language)) == day


TUESDAY = date(2021, 1, 12)


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("ru", "В воскресенье жители выбирали парламент, сообщили наблюдатели во вторник.", "2021-01-10"),
        ("ru", "Позавчера прошли выборы президента.", "2021-01-10"),
        ("ru", "Накануне выборов, 10 января, миссия встретилась с кандидатами.", "2021-01-10"),
        ("ru", "Состоявшиеся накануне выборы прошли спокойно.", "2021-01-11"),
        ("en", "Sunday's election was calm, observers said on Tuesday.", "2021-01-10"),
        ("en", "Observers gave their verdict yesterday on Sunday's vote.", "2021-01-10"),
        ("en", "The campaign opened on 8 December. The elections took place on 10 January.", "2021-01-10"),
        ("en", "The president takes office on 15 August; the vote was held two days ago.", "2021-01-10"),
        ("kk", "Кеше өткен сайлау тыныш болды.", "2021-01-11"),
        ("uk", "Вибори, що відбулися в неділю, були вільними.", "2021-01-10"),
        ("fr", "Les électeurs ont voté dimanche dans le calme.", "2021-01-10"),
        ("es", "Las elecciones que anteayer pusieron fin a la crisis fueron limpias.", "2021-01-10"),
        ("ru", "Второй тур прошёл 10 января. Первый тур состоялся 20 декабря.", "2021-01-10"),
        ("en", "Observers of the election spoke to reporters on Monday.", None),
        ("en", "Parliament was dissolved on 1 November.", None),
    ],
)
def test_polling_day(language: str, text: str, day: str | None) -> None:
    found = polling_day(reading(text, language), TUESDAY)
    assert (found.value if found else None) == day


def test_a_day_without_any_year_keeps_none() -> None:
    found = polling_day(reading("Выборы прошли 10 января.", "ru"), None)
    assert found is not None
    assert found.value == "--01-10"


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "ACCRA, Dec 9 - Saturday's election was fair, observers said on Monday.", "--12-07"),
        (
            "ru",
            "БИШКЕК, 1 декабря. Наблюдатели в понедельник подвели итоги: выборы в воскресенье были тихими.",
            "--11-30",
        ),
        ("ru", "БИШКЕК, 1 декабря. Состоявшиеся накануне выборы прошли спокойно.", "--11-30"),
        (
            "fr",
            "DAKAR, 26 mars - L'Union africaine a félicité mardi les électeurs après le scrutin de dimanche.",
            "--03-24",
        ),
        ("en", "ACCRA, Dec 9 - Saturday's election was fair, observers said.", None),
    ],
)
def test_a_told_day_counts_from_a_dateline_without_a_year(language: str, text: str, day: str | None) -> None:
    found = polling_day(reading(text, language), None)
    assert (found.value if found else None) == day


def test_the_day_on_which_observers_went_to_polling_stations() -> None:
    text = "Наблюдение длилось с 12 декабря. Краткосрочные наблюдатели 10 января побывали на 157 участках."
    found = polling_day(reading(text, "ru"), TUESDAY)
    assert found is not None
    assert found.value == "2021-01-10"


def test_counting_does_not_tell_polling_day() -> None:
    found = polling_day(reading("People voted on Sunday. Counting began on Monday morning.", "en"), TUESDAY)
    assert found is not None
    assert found.value == "2021-01-10"


@pytest.mark.parametrize(("text", "month"), [("The December 2023 elections", 12), ("The 2023 elections", None)])
def test_the_month_of_an_election_that_is_named_by_it(text: str, month: int | None) -> None:
    assert election_month(reading(f"{text} were irregular.", "en")) == month
