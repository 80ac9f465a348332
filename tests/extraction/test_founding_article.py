"""The founding article yields every fact that a reader of it would note down, each with its exact span."""

from datetime import date

import pytest

from apps.extraction.drafts import Extraction
from apps.extraction.pipeline import extract
from apps.extraction.text import normalise
from apps.extraction.vocabulary import Comparator, HeadlineReason, QuantityKind, ReportType, Sentiment, Topic, Voice
from tests.extraction.statement_corpus import CORPUS, needs_corpus

pytestmark = needs_corpus


@pytest.fixture(scope="module")
def article() -> Extraction:
    text = normalise((CORPUS / "texts" / "seed.txt").read_text("utf-8"))
    return extract(text, published=date(2021, 1, 11))


def test_the_mission_the_place_and_the_day(article: Extraction) -> None:
    assert [one.code for one in article.organisations] == ["OSCE"]
    assert [one.iso2 for one in article.countries] == ["KZ"]
    assert article.election_date is not None
    assert article.election_date.value == "2021-01-10"
    assert {one.type.value for one in article.election_types} == {"parliamentary", "local"}


def test_the_head_of_mission_in_the_nominative_with_his_role(article: Extraction) -> None:
    (person,) = article.people
    assert person.name == "Кристиан Вигенин"
    assert person.role == "специальный координатор и руководитель краткосрочной миссии наблюдателей ОБСЕ"


@pytest.mark.parametrize(
    ("kind", "comparator", "value"),
    [
        (QuantityKind.POLLING_STATIONS_VISITED, Comparator.GT, 90),
        (QuantityKind.REGIONS_COVERED, Comparator.EQ, 13),
        (QuantityKind.REGIONS_TOTAL, Comparator.EQ, 17),
        (QuantityKind.TURNOUT_PERCENT, Comparator.GT, 63),
        (QuantityKind.PARTIES_CONTESTING, Comparator.EQ, 5),
        (QuantityKind.REPORT_DUE_WEEKS, Comparator.EQ, 8),
    ],
)
def test_a_figure_with_its_comparator(
    article: Extraction, kind: QuantityKind, comparator: Comparator, value: int
) -> None:
    assert (kind, comparator, value) in {(one.kind, one.comparator, one.value) for one in article.quantities}


def test_the_final_report_is_due_eight_weeks_after_the_briefing(article: Extraction) -> None:
    (promise,) = article.promises
    assert (promise.report, promise.due) == (ReportType.FINAL, date(2021, 3, 8))


@pytest.mark.parametrize(
    ("words", "topic", "sentiment", "voice"),
    [
        ("признала выборы состоявшимися", Topic.OVERALL, Sentiment.POSITIVE, Voice.MISSION_PARAPHRASE),
        ("не смогли охватить", Topic.OBSERVERS_ACCESS, Sentiment.NEUTRAL, Voice.MISSION_QUOTE),
        (
            "не хватало истинной конкуренции",
            Topic.POLITICAL_ENVIRONMENT_COMPETITION,
            Sentiment.NEGATIVE,
            Voice.MISSION_QUOTE,
        ),
        (
            "технически подготовлены эффективно",
            Topic.ELECTION_ADMINISTRATION,
            Sentiment.POSITIVE,
            Voice.MISSION_QUOTE,
        ),
        ("смогли спокойно бороться", Topic.CAMPAIGN, Sentiment.POSITIVE, Voice.MISSION_PARAPHRASE),
        ("эффективное администрирование", Topic.ELECTION_ADMINISTRATION, Sentiment.POSITIVE, Voice.MISSION_QUOTE),
        (
            "требует совершенствования",
            Topic.REFORM_RECOMMENDATIONS,
            Sentiment.NEGATIVE,
            Voice.MISSION_PARAPHRASE,
        ),
    ],
)
def test_an_assessment_with_topic_sentiment_and_voice(
    article: Extraction, words: str, topic: Topic, sentiment: Sentiment, voice: Voice
) -> None:
    found = next(one for one in article.findings if words in one.quote)
    assert (found.topic, found.sentiment, found.voice) == (topic, sentiment, voice)


def test_the_headline_is_not_borne_out(article: Extraction) -> None:
    assert article.headline is not None
    assert article.headline.supported is False
    assert article.headline.reason in {HeadlineReason.PRAISE_OVER_CRITICISM, HeadlineReason.ONE_SIDE_OF_MIXED}
    assert article.headline.held_against
