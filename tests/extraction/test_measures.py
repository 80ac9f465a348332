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
