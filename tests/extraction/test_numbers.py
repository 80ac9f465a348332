"""Numbers in digits and in words, with comparators before and after."""

import pytest

from apps.extraction.lexer import Number
from apps.extraction.numbers import NumberReader, comparator_of, parse_digits
from apps.extraction.packs import load
from apps.extraction.tokens import tokenise


def first_number(language: str, text: str) -> tuple[float, str, bool]:
    pack = load(language)
    tokens = tokenise(text, 0, len(text), limit=100)
    numbers = NumberReader(pack).read(tokens)
    number: Number = next(iter(numbers.values()))
    sign, _, _ = comparator_of(number, pack.matcher.find(tokens, numbers))
    return number.value, sign, number.percent


@pytest.mark.parametrize(
    ("text", "comma", "value"),
    [
        ("1 300", True, 1300),
        ("1\u00a0300", True, 1300),
        ("1,300", False, 1300),
        ("1.143", True, 1143),
        ("63,25", True, 63.25),
        (".64", False, 0.64),
        ("5.563", True, 5563),
        ("11,919,241", False, 11919241),
    ],
)
def test_digits(text: str, comma: bool, value: float) -> None:
    assert parse_digits(text, decimal_comma=comma) == value


def test_a_number_too_long_for_a_count_is_none() -> None:
    assert parse_digits("9" * 40, decimal_comma=True) is None


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ru", "более 90 участков", (90, "gt", False)),
        ("ru", "не менее ста участков", (100, "gte", False)),
        ("ru", "полсотни наблюдателей", (50, "approx", False)),
        ("ru", "полтора десятка наблюдателей", (15, "approx", False)),
        ("ru", "двадцати пяти стран", (25, "eq", False)),
        ("ru", "почти 60% избирателей", (60, "approx", True)),
        ("ru", "2,5 млн избирателей", (2_500_000, "eq", False)),
        ("ru", "до 300 наблюдателей", (300, "lte", False)),
        ("en", "at least 1,000 observers", (1000, "gte", False)),
        ("en", "some 100 observers", (100, "approx", False)),
        ("en", "two hundred and more", (200, "eq", False)),
        ("en", "up to 30 experts", (30, "lte", False)),
        ("en", "63.3 per cent", (63.3, "eq", True)),
        ("kk", "300-ге жуық байқаушы", (300, "approx", False)),
        ("kk", "60-тан астам учаске", (60, "gt", False)),
        ("uk", "понад 62% виборців", (62, "gt", True)),
        ("fr", "une trentaine de candidats", (30, "approx", False)),
        ("fr", "plus de 7 millions d'électeurs", (7_000_000, "gt", False)),
        ("es", "al menos veintidós países", (22, "gte", False)),
        ("es", "casi 40 observadores", (40, "approx", False)),
    ],
)
def test_a_number_with_its_comparator(language: str, text: str, expected: tuple[float, str, bool]) -> None:
    assert first_number(language, text) == expected


def test_a_number_that_ends_a_name_counts_nothing() -> None:
    pack = load("en")
    text = "COVID-19 measures"
    assert NumberReader(pack).read(tokenise(text, 0, len(text), limit=10)) == {}
