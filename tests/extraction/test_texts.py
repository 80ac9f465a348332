"""Whole texts of our own wording, one for each pitfall that real statements hold."""

from datetime import date

import pytest

from apps.extraction.drafts import Extraction
from apps.extraction.pipeline import extract
from apps.extraction.vocabulary import HeadlineReason, NotAStatement, QuantityKind, Sentiment, Topic, Voice

CIS = """Миссия СНГ назвала выборы в Узбекистане открытыми и конкурентными

ТАШКЕНТ, 28 октября. Парламентские выборы в Узбекистане соответствовали национальному законодательству и прошли открыто и гласно, заявил на пресс-конференции глава миссии наблюдателей от СНГ Сергей Лебедев.

«Случаев, которые ставили бы под сомнение легитимность выборов, мы не выявили. Избирательные комиссии работали профессионально», — подчеркнул он. По словам Лебедева, за голосованием следили 115 наблюдателей из восьми стран, они побывали более чем на 400 участках.

В то же время наблюдатели Бюро по демократическим институтам и правам человека ОБСЕ отметили ограниченность политического плюрализма. Явка, по данным ЦИК, составила 74,72%.
"""  # noqa: E501
OSCE = """Monitors criticise snap vote

Tashkent (Agency) - Uzbekistan's snap presidential election lacked genuine competition, European monitors said on Monday.

"The election was technically well prepared," Urszula Gacek, who headed the OSCE mission, told a news conference. She added that the media did not provide voters with balanced coverage and that serious irregularities were noted during counting.

Turnout was almost 80 percent, the Central Election Commission said. Its chairman Peter Brown said that the vote was held in full compliance with national law.
"""  # noqa: E501
FRENCH = """Bénin : la mission d'observation de l'UE salue un scrutin calme mais déplore l'exclusion de l'opposition

Cotonou, 30 avril 2019 – Les élections législatives du 28 avril se sont déroulées dans le calme, a déclaré mardi la cheffe de la Mission d'observation électorale de l'Union européenne, Marie Dupont.

« Les bureaux de vote ont ouvert à l'heure et le matériel était disponible », a-t-elle indiqué. La mission a déployé 80 observateurs venus de 22 pays. Un rapport final sera publié dans deux mois.
"""  # noqa: E501
SPANISH = """Misión de la OEA destaca jornada pacífica en Honduras

La Misión de Observación Electoral de la OEA observó que el sistema de transmisión de resultados presentó fallas. "El financiamiento de la política sigue siendo opaco", afirmó el jefe de la misión, Luis Guillermo Solís. La Misión visitó 711 juntas receptoras en los 18 departamentos.
"""  # noqa: E501
UKRAINIAN = """ОПОРА: другий тур виборів пройшов без системних порушень

Громадянська мережа ОПОРА вважає, що повторне голосування на виборах Президента України 21 квітня 2019 року відбулося вільно та конкурентно. Про це на брифінгу повідомила голова правління Ольга Айвазовська.

За її словами, дільниці відкрилися вчасно. Водночас законодавство потребує вдосконалення. Спостерігачі ОПОРИ відвідали 1412 виборчих дільниць.
"""  # noqa: E501
KAZAKH = """ШЫҰ миссиясы сайлауды ашық деп таныды

Шанхай ынтымақтастық ұйымының байқаушылар миссиясы Қазақстанда 2023 жылғы 19 наурызда өткен Мәжіліс депутаттарының сайлауына баға берді. Бұл туралы брифингте миссия жетекшісі Чжан Мин мәлімдеді.

Оның айтуынша, дауыс беру тыныш өтті, заң бұзушылықтар анықталмады. Олар 60-тан астам сайлау учаскесін аралады.
"""  # noqa: E501


def finding(extraction: Extraction, words: str) -> tuple[Topic, Sentiment, Voice]:
    found = next(one for one in extraction.findings if words in one.quote)
    return found.topic, found.sentiment, found.voice


@pytest.mark.parametrize(
    ("text", "language", "country", "organisation", "day"),
    [
        (CIS, "ru", "UZ", "CIS", None),
        (OSCE, "en", "UZ", "OSCE", None),
        (FRENCH, "fr", "BJ", "EU EOM", "2019-04-28"),
        (SPANISH, "es", "HN", "OAS", None),
        (UKRAINIAN, "uk", "UA", "OPORA", "2019-04-21"),
        (KAZAKH, "kk", "KZ", "SCO", "2023-03-19"),
    ],
)
def test_who_observed_where_and_when(
    text: str, language: str, country: str, organisation: str, day: str | None
) -> None:
    extraction = extract(text)
    assert extraction.language == language
    assert [one.iso2 for one in extraction.countries] == [country]
    assert organisation in {one.code for one in extraction.organisations}
    assert (extraction.election_date.value if extraction.election_date else None) == day


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (CIS, "мы не выявили", (Topic.OVERALL, Sentiment.POSITIVE, Voice.MISSION_QUOTE)),
        (
            CIS,
            "работали профессионально",
            (Topic.ELECTION_ADMINISTRATION, Sentiment.POSITIVE, Voice.MISSION_QUOTE),
        ),
        (
            OSCE,
            "lacked genuine competition",
            (Topic.POLITICAL_ENVIRONMENT_COMPETITION, Sentiment.NEGATIVE, Voice.MISSION_PARAPHRASE),
        ),
        (OSCE, "balanced coverage", (Topic.MEDIA, Sentiment.NEGATIVE, Voice.MISSION_PARAPHRASE)),
        (OSCE, "irregularities", (Topic.COUNTING_TABULATION, Sentiment.NEGATIVE, Voice.MISSION_PARAPHRASE)),
        (FRENCH, "ouvert à l'heure", (Topic.ELECTION_DAY_VOTING, Sentiment.POSITIVE, Voice.MISSION_QUOTE)),
        (SPANISH, "opaco", (Topic.CAMPAIGN_FINANCE, Sentiment.NEGATIVE, Voice.MISSION_QUOTE)),
        (UKRAINIAN, "вдосконалення", (Topic.LEGAL_FRAMEWORK, Sentiment.NEGATIVE, Voice.MISSION_PARAPHRASE)),
        (KAZAKH, "тыныш өтті", (Topic.ELECTION_DAY_VOTING, Sentiment.POSITIVE, Voice.MISSION_PARAPHRASE)),
    ],
)
def test_an_assessment(text: str, words: str, expected: tuple[Topic, Sentiment, Voice]) -> None:
    assert finding(extract(text), words) == expected


def test_an_officials_praise_is_not_the_missions() -> None:
    praise = [one for one in extract(OSCE).findings if "full compliance" in one.quote]
    assert all(one.voice is Voice.OTHER_PARTY for one in praise)


def test_turnout_belongs_to_the_election_commission() -> None:
    turnout = next(one for one in extract(CIS).quantities if one.kind is QuantityKind.TURNOUT_PERCENT)
    assert (turnout.value, turnout.source) == (74.72, "cec")


def test_a_headline_is_held_against_the_body_that_it_names() -> None:
    headline = extract(CIS).headline
    assert headline is not None
    assert (headline.supported, headline.reason) == (True, HeadlineReason.AGREES)


def test_a_promise_counts_from_the_texts_own_date() -> None:
    (promise,) = extract(FRENCH).promises
    assert promise.due == date(2019, 6, 30)


def test_a_name_comes_in_the_nominative() -> None:
    text = (
        "Наблюдатели считают выборы свободными. Об этом рассказали в беседе с главой миссии БДИПЧ ОБСЕ Урсулой Гачек."
    )
    assert [one.name for one in extract(text).people] == ["Урсула Гачек"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Погода завтра будет хорошей, сообщили синоптики. Осадков не ожидается.", NotAStatement.NO_ELECTION),
        ("Выборы президента пройдут в ноябре. Кандидаты начали кампанию.", NotAStatement.NO_OBSERVER),
        (
            "ЦИК зарегистрировал пятерых кандидатов. За выборами будут следить наблюдатели от ОБСЕ и СНГ.",
            NotAStatement.NO_ASSESSMENT,
        ),
        ("Wahlbeobachter der OSZE haben die Parlamentswahl gelobt.", NotAStatement.UNSUPPORTED_LANGUAGE),
        ("", NotAStatement.EMPTY),
    ],
)
def test_what_is_no_statement_says_why(text: str, reason: NotAStatement) -> None:
    extraction = extract(text)
    assert (extraction.is_observation_statement, extraction.not_because) == (False, reason)
    assert not extraction.findings


def test_look_alike_letters_do_not_hide_a_mission() -> None:
    mixed = "Наблюдaтели OБCE заявили, что выборы в Казaхстане прошли спокойно."
    assert extract(mixed).is_observation_statement


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "TASHKENT, 3 March 2031 - The vote for a new parliament in Uzbekistan was held on Sunday and was peaceful, "
            "the OSCE mission said on Monday.",
            "2031-03-02",
        ),
        (
            "TASHKENT, 3 March 2031 - Sunday's election in Uzbekistan was peaceful, the OSCE mission said on Monday.",
            "2031-03-02",
        ),
        (
            "ТАШКЕНТ, 3 марта 2031 года. Выборы депутатов парламента Узбекистана прошли в воскресенье спокойно, "
            "заявила в понедельник миссия ОБСЕ.",
            "2031-03-02",
        ),
        (
            "TASHKENT, 3 March 2031 - The election in Uzbekistan was peaceful, observers of the OSCE said on Monday.",
            None,
        ),
    ],
)
def test_a_weekday_is_polling_day_only_where_the_vote_was_held_on_it(text: str, day: str | None) -> None:
    found = extract(text).election_date
    assert (found.value if found else None) == day


WHAT_THE_MISSION_DID = {
    "en": "The OSCE mission said that the election in Uzbekistan was peaceful. "
    "It said that monitors collected data on incidents of intimidation during the campaign.",
    "ru": "Миссия ОБСЕ заявила, что выборы в Узбекистане прошли спокойно. "
    "Наблюдатели отметили, что они собирали данные о нарушениях в ходе кампании.",
    "uk": "Місія ОБСЄ заявила, що вибори в Україні пройшли спокійно. "
    "Спостерігачі зазначили, що вони збирали дані про порушення під час кампанії.",
    "es": "La misión de la OEA señaló que las elecciones en Honduras fueron pacíficas. "
    "La misión afirmó que recopiló información sobre irregularidades en la campaña.",
    "fr": "La mission de l'Union européenne a déclaré que les élections au Bénin ont été pacifiques. "
    "La mission a indiqué avoir recueilli des informations sur les irrégularités de la campagne.",
}


@pytest.mark.parametrize("language", sorted(WHAT_THE_MISSION_DID))
def test_what_a_mission_did_is_no_assessment(language: str) -> None:
    found = extract(WHAT_THE_MISSION_DID[language])
    assert [one.sentiment for one in found.findings] == [Sentiment.POSITIVE]


@pytest.mark.parametrize(
    "before",
    [
        "The mission said that fraud had been widespread in previous elections.",
        "The mission said that the authorities have long restricted the media during the campaign.",
    ],
)
def test_what_was_so_before_is_no_assessment_of_this_election(before: str) -> None:
    found = extract(f"The OSCE mission said that the election in Uzbekistan was peaceful. {before}")
    assert [one.sentiment for one in found.findings] == [Sentiment.POSITIVE]


def test_a_closing_turnout_figure_is_the_reporters() -> None:
    text = (
        "Миссия ОБСЕ заявила, что выборы в Узбекистане прошли спокойно. По словам наблюдателей, нарушений не было. "
        "Явка составила 63 процента."
    )
    (turnout,) = extract(text).quantities
    assert turnout.voice is Voice.REPORTER


def test_a_turnout_figure_that_the_mission_names_stays_the_missions() -> None:
    text = "Миссия ОБСЕ заявила, что выборы в Узбекистане прошли спокойно. Наблюдатели отметили, что явка составила 63 процента."  # noqa: E501
    (turnout,) = extract(text).quantities
    assert turnout.voice is Voice.MISSION_PARAPHRASE
