"""Who observes, what was voted on, and what is counted, in the shapes that press texts give them."""

import pytest

from apps.extraction.kinds import election_types
from apps.extraction.organisations import organisations_of
from apps.extraction.packs import load
from apps.extraction.quantities import quantities_of
from apps.extraction.reading import Reading, read


def reading(language: str, text: str) -> Reading:
    return read(text, load(language), headline=None)


@pytest.mark.parametrize(
    ("language", "text", "codes"),
    [
        (
            "en",
            "Observers of the parliamentary assemblies of the OSCE, the Council of Europe and NATO said so.",
            {"OSCE PA", "PACE", "NATO PA"},
        ),
        ("ru", "Наблюдатели парламентских ассамблей ОБСЕ и Совета Европы заявили об этом.", {"OSCE PA", "PACE"}),
        (
            "uk",
            "До місії увійшли парламентські асамблеї ОБСЄ та Ради Європи, заявили спостерігачі.",
            {"OSCE PA", "PACE"},
        ),
        ("en", "The mission is led by Jane Doe, a member of the European Parliament, the EU EOM said.", {"EU EOM"}),
        ("en", "Monitors funded by the European Union said that the OSCE did not send observers.", set()),
        ("ru", "По словам наблюдателей СНГ, выборы отвечали стандартам ОБСЕ.", {"CIS"}),
        ("en", "European Union observers said the vote was calm.", {"EU EOM"}),
        ("en", "Mirror of Votes Network (MVN) observers said the vote was calm.", {"MVN"}),
        ("ru", "Коалиция «Честный день» сообщила, что наблюдателей не пускали.", {"Честный день"}),
        ("fr", "La mission de la CEDEAO et celle de l'Union africaine ont salué le vote.", {"ECOWAS", "AU"}),
        ("es", "La UNIORE y la OEA, que observaron los comicios, coincidieron.", {"UNIORE", "OAS"}),
        ("kk", "ШЫҰ мен ТМД байқаушылары баға берді.", {"SCO", "CIS"}),
        ("en", "The new MOST bridge was opened, observers said.", set()),
        (
            "en",
            "The vote was calm.\n\nThe African Union mission praised the police. It deplored delays.\n\nThat was it.",
            {"AU"},
        ),
    ],
)
def test_observing_bodies(language: str, text: str, codes: set[str]) -> None:
    assert {one.code for one in organisations_of(reading(language, text))} == codes


@pytest.mark.parametrize(
    ("language", "text", "kinds"),
    [
        (
            "en",
            "Zambians chose a president, members of parliament and councillors.",
            {"presidential", "parliamentary", "local"},
        ),
        ("en", "The elections to the national and provincial assemblies were calm.", {"parliamentary", "regional"}),
        ("en", "Compared with the parliamentary elections of last year, the election of mayors was calm.", {"local"}),
        ("ru", "В пятницу монголы избирали Великий государственный хурал.", {"parliamentary"}),
        ("ru", "Комиссия по выборам и референдумам подвела итоги выборов президента.", {"presidential"}),
        ("uk", "Учора українці обирали міських голів.", {"local"}),
        ("kk", "Президент сайлауы мен референдум өтті.", {"presidential", "referendum"}),
        ("fr", "L'élection des gouverneurs des îles s'est déroulée dans le calme.", {"regional"}),
        (
            "es",
            "El pueblo votó para elegir presidente, diputados y alcaldes.",
            {"presidential", "parliamentary", "local"},
        ),
        ("ru", "Второй тур прошёл спокойно.", {"presidential"}),
        (
            "en",
            "The general elections were calm. Four candidates ran for president.",
            {"parliamentary", "presidential"},
        ),
        ("en", "Malawi's tripartite elections were calm.", {"parliamentary", "presidential", "local"}),
    ],
)
def test_what_was_voted_on(language: str, text: str, kinds: set[str]) -> None:
    assert {one.type.value for one in election_types(reading(language, text))} == kinds


@pytest.mark.parametrize(
    ("language", "text", "figures"),
    [
        ("en", "Its teams went to more than 400 polling centers.", {("polling_stations_visited", 400, "gt")}),
        ("en", "In 31 polling stations the secrecy of the ballot was compromised.", set()),
        ("en", "People stood outside four of five polling stations.", set()),
        (
            "en",
            "Voting was good in all but two of the 313 polling stations visited.",
            {("polling_stations_visited", 313, "eq")},
        ),
        (
            "en",
            "The mission deployed 83 observers from 27 EU Member States, Norway and Switzerland.",
            {("observers_deployed", 83, "eq"), ("observer_countries", 29, "eq")},
        ),
        (
            "en",
            "The network sent sixty-eight observers to all ten districts.",
            {("observers_deployed", 68, "eq"), ("regions_covered", 10, "eq"), ("regions_total", 10, "eq")},
        ),
        (
            "ru",
            "Миссия побывала на 1025 участках из 8273.",
            {("polling_stations_visited", 1025, "eq"), ("polling_stations_total", 8273, "eq")},
        ),
        ("ru", "На участки пришли 86,6 процента внесённых в списки граждан.", {("turnout_percent", 86.6, "eq")}),
        ("ru", "Итоговый отчёт выйдет примерно через четыре месяца.", {("report_due_months", 4, "approx")}),
        ("kk", "Байқаушылар он бес облысты аралады.", {("regions_covered", 15, "eq")}),
        ("kk", "Тізімде шамамен 3 миллион 563 мың сайлаушы болды.", {("registered_voters", 3_563_000, "approx")}),
        ("es", "La OEA desplegó setenta y dos observadores.", {("observers_deployed", 72, "eq")}),
        ("fr", "Le vote a été qualifié de bon ou très bon dans 95 % des cas.", {("votes_percent_positive", 95, "eq")}),
    ],
)
def test_figures(language: str, text: str, figures: set[tuple[str, float, str]]) -> None:
    found = quantities_of(reading(language, text), {})
    assert {(one.kind.value, one.value, one.comparator.value) for one in found} == figures


def test_turnout_is_the_election_commissions_figure() -> None:
    (turnout,) = quantities_of(reading("en", "The mission noted that turnout was 63.5 per cent."), {})
    assert turnout.source == "cec"
