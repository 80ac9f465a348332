"""Which measure a counted number is, in the many ways in which reports tell it."""

import pytest

from apps.extraction.drafts import QuantityDraft
from apps.extraction.packs import load
from apps.extraction.quantities import quantities_of
from apps.extraction.reading import read
from apps.extraction.vocabulary import QuantityKind

VISITED, DEPLOYED = QuantityKind.POLLING_STATIONS_VISITED, QuantityKind.OBSERVERS_DEPLOYED


def counts(language: str, text: str) -> tuple[QuantityDraft, ...]:
    return quantities_of(read(text, load(language), headline=None), {})


@pytest.mark.parametrize(
    ("language", "sentence", "kind", "value", "comparator"),
    [
        ("ru", "Избирательных участков они обошли свыше 1400.", VISITED, 1400, "gt"),
        ("ru", "На выборах было порядка трёх с половиной тысяч наблюдателей миссии.", DEPLOYED, 3500, "approx"),
        ("uk", "Спостерігачі місії об'їхали десь із тисячу виборчих дільниць.", VISITED, 1000, "approx"),
        ("kk", "Миссия сегіз жүзден астам учаскені аралаған, сайлау өтті.", VISITED, 800, "gt"),
        (
            "en",
            "The number of registered voters in the election was 188,000.",
            QuantityKind.REGISTERED_VOTERS,
            188000,
            "eq",
        ),
        (
            "fr",
            "Pour cette élection, la liste compte 5,1 millions d'inscrits.",
            QuantityKind.REGISTERED_VOTERS,
            5.1e6,
            "eq",
        ),
    ],
)
def test_a_count_is_read(language: str, sentence: str, kind: QuantityKind, value: float, comparator: str) -> None:
    read = {(one.kind, one.value, str(one.comparator)) for one in counts(language, sentence)}
    assert (kind, value, comparator) in read


def test_television_stations_are_not_polling_stations() -> None:
    text = "The observers monitored six television stations in the campaign."
    assert not [one for one in counts("en", text) if one.kind is VISITED]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The mission said that 27 observers were arrested before the election."),
        ("en", "A turnout of 50 per cent is required for the referendum to be valid."),
        ("en", "Initially, 59 candidates filed to run for president."),
        ("en", "The change came four years after closed party lists were dropped in the election."),
        ("ru", "Наблюдатели миссии сообщили, что 27 наблюдателей задержаны."),
        ("es", "La misión dijo que 12 observadores fueron detenidos durante las elecciones."),
    ],
)
def test_what_is_no_figure_of_an_observation(language: str, sentence: str) -> None:
    assert counts(language, sentence) == ()


@pytest.mark.parametrize(
    ("language", "sentence", "expected"),
    [
        ("en", "Turnout was between 80 and 85 percent.", {(80, "gte"), (85, "lte")}),
        ("ru", "Явка составила от 60 до 65 процентов.", {(60, "gte"), (65, "lte")}),
        ("en", "The final report will be published in three to four months.", {(3, "gte"), (4, "lte")}),
        ("ru", "Итоговый отчёт миссия опубликует через месяц.", {(1, "eq")}),
    ],
)
def test_a_range_has_two_ends_and_one_month_needs_no_number(
    language: str, sentence: str, expected: set[tuple[float, str]]
) -> None:
    assert {(one.value, one.comparator) for one in counts(language, sentence)} == expected


MONTHS, WEEKS = QuantityKind.REPORT_DUE_MONTHS, QuantityKind.REPORT_DUE_WEEKS
TOTAL, POSITIVE = QuantityKind.POLLING_STATIONS_TOTAL, QuantityKind.VOTES_PERCENT_POSITIVE
TURNOUT, REGIONS = QuantityKind.TURNOUT_PERCENT, QuantityKind.REGIONS_COVERED
VOTERS, CANDIDATES = QuantityKind.REGISTERED_VOTERS, QuantityKind.CANDIDATES


@pytest.mark.parametrize(
    ("language", "sentence", "read"),
    [
        ("ru", "Итоговый доклад миссии выйдет месяца через четыре.", {(MONTHS, 4, "approx")}),
        ("ru", "Доклад выйдет месяца через три после завершения избирательного процесса.", {(MONTHS, 3, "approx")}),
        ("en", "A final report of the mission is expected in about a month.", {(MONTHS, 1, "approx")}),
        ("fr", "La mission publiera son rapport final d'ici deux mois.", {(MONTHS, 2, "lte")}),
        ("en", "Our report proposes a ban in the last six months of a parliament.", set()),
        ("en", "Observers filed a report every two weeks.", set()),
        ("ru", "На девяти из десяти посещённых участков голосование оценили положительно.", {(POSITIVE, 90, "eq")}),
        ("ru", "Голосование оценено хорошо на девяти участках из десяти.", {(POSITIVE, 90, "eq")}),
        ("en", "Observers saw party agents in nine out of ten polling stations.", set()),
        (
            "en",
            "They watched voting at some 1,050 of the country's 40,976 polling stations.",
            {(VISITED, 1050, "approx"), (TOTAL, 40976, "eq")},
        ),
        (
            "en",
            "Opening was observed in 112 polling stations and voting in 1,094.",
            {(VISITED, 112, "eq"), (VISITED, 1094, "eq")},
        ),
        ("ru", "Члены миссии посетили 1187 участков, в том числе 34 участка за рубежом.", {(VISITED, 1187, "eq")}),
        ("ru", "На 17 участках из 96 наблюдателям не дали следить за подсчётом.", set()),
        ("en", "The commission put turnout at 60.9 percent, down from 79 percent in 2020.", {(TURNOUT, 60.9, "eq")}),
        ("en", "More than 93.4 million citizens are on the register.", {(VOTERS, 93.4e6, "gt")}),
        ("en", "In a survey of the register, the mission interviewed one after another 1,200 citizens.", set()),
        (
            "ru",
            "Проголосовало 58,8 процента из 6,5 миллиона внесённых в список.",
            {(TURNOUT, 58.8, "eq"), (VOTERS, 6.5e6, "eq")},
        ),
        ("en", "Observers from the bloc numbered 529 in total, including 380 from the ODIHR.", {(DEPLOYED, 529, "eq")}),
        (
            "ru",
            "Наблюдатели миссии, которых было около восьмидесяти, следили за голосованием.",
            {(DEPLOYED, 80, "approx")},
        ),
        ("en", "Each observer team consisted of two people.", set()),
        ("ru", "Наблюдатели встретились с представителями всех четырёх кандидатов.", {(CANDIDATES, 4, "eq")}),
        ("en", "Observers noted that all three large parties on the lists flouted the quota.", set()),
        ("en", "The observers fanned out over five regions.", {(REGIONS, 5, "eq")}),
        (
            "kk",
            "Миссия мүшелері 20 өңірдің 11-інде жұмыс істеді.",
            {(REGIONS, 11, "eq"), (QuantityKind.REGIONS_TOTAL, 20, "eq")},
        ),
    ],
)
def test_what_a_sentence_counts(language: str, sentence: str, read: set[tuple[QuantityKind, float, str]]) -> None:
    assert {(one.kind, one.value, str(one.comparator)) for one in counts(language, sentence)} == read
