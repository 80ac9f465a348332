"""What counts as an assessment, where it begins and ends, and what a report's layout says of it."""

import pytest

from apps.extraction.drafts import Extraction
from apps.extraction.pipeline import extract
from apps.extraction.vocabulary import Sentiment, Topic, Voice

REPORT = """Election Observation Mission of the European Union

Preliminary statement

The EU mission has been in the country since May. It was led by a member of the European Parliament.

CAMPAIGN

Rallies passed without bloodshed in every province. Civil servants were leaned upon to attend them.

MEDIA

Reporters worked unhindered. Talk shows flattered one contender night after night.

VOTER REGISTRATION

Some 4,200,000 citizens were entered in the register.

RECOMMENDATIONS

• Publish the register online.
"""
NEWS = (
    "The OSCE mission said that the election in Uzbekistan was peaceful. "
    "It criticised the closure of two newspapers and the arrest of a candidate."
)


def quotes(extraction: Extraction) -> list[str]:
    return [one.quote for one in extraction.findings]


@pytest.fixture(scope="module")
def report() -> Extraction:
    return extract(REPORT)


def test_a_text_laid_out_in_sections_is_the_missions_own_statement(report: Extraction) -> None:
    assert {one.voice for one in report.findings} == {Voice.MISSION_QUOTE}


def test_a_heading_tells_what_a_clause_without_a_topic_is_about(report: Extraction) -> None:
    found = next(one for one in report.findings if "unhindered" in one.quote)
    assert (found.topic, found.sentiment) == (Topic.MEDIA, Sentiment.POSITIVE)


def test_under_recommendations_every_item_is_advice(report: Extraction) -> None:
    found = next(one for one in report.findings if "online" in one.quote)
    assert (found.topic, found.sentiment) == (Topic.REFORM_RECOMMENDATIONS, Sentiment.NEUTRAL)


@pytest.mark.parametrize("words", ["since May", "was led by", "entered in the register", "MEDIA"])
def test_what_a_mission_did_a_bare_count_and_a_heading_are_no_assessment(report: Extraction, words: str) -> None:
    assert not [one for one in quotes(report) if words in one]


def test_one_verb_that_blames_two_things_makes_two_findings() -> None:
    found = quotes(extract(NEWS))
    assert "the closure of two newspapers" in found
    assert "the arrest of a candidate" in found


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The commission published its decisions promptly, but its members split along party lines.",
            [Sentiment.POSITIVE, Sentiment.NEGATIVE],
        ),
        ("Voting was orderly; counting was chaotic.", [Sentiment.POSITIVE, Sentiment.NEGATIVE]),
        ("Tabulation was, by contrast, quick and orderly.", [Sentiment.POSITIVE]),
        ("The count, which took two days, was transparent.", [Sentiment.POSITIVE]),
    ],
)
def test_a_clause_has_a_verb_and_one_mind(sentence: str, expected: list[Sentiment]) -> None:
    found = extract(f"The OSCE mission assessed the election in Uzbekistan. The mission said: {sentence}")
    assert [one.sentiment for one in found.findings if one.start > 60] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("No serious incidents were reported on election day.", Sentiment.POSITIVE),
        ("The voting took place without serious violence.", Sentiment.POSITIVE),
        ("The voters lists were not posted on time.", Sentiment.NEGATIVE),
        ("Few debates between candidates were held.", Sentiment.NEGATIVE),
        ("Campaign spending limits were respected.", Sentiment.POSITIVE),
        ("Agents signed the results in all but a handful of stations.", Sentiment.POSITIVE),
        ("Voters stood in line for up to seven hours.", Sentiment.NEGATIVE),
        ("There was no reason to question the count.", Sentiment.POSITIVE),
    ],
)
def test_negation_and_hints_rate_a_clause(sentence: str, expected: Sentiment) -> None:
    found = extract(f"Observers of the OSCE said that the election in Uzbekistan was free. They noted: {sentence}")
    assert found.findings[-1].sentiment is expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("La mission de l'Union européenne déplore l'usage de procurations et la lenteur du dépouillement.", "lenteur"),
        ("La misión de la OEA critica el empleo de vehículos del Estado y la compra de votos.", "compra de votos"),
    ],
)
def test_objects_in_a_row_are_told_apart_in_other_languages(text: str, words: str) -> None:
    lead = {"L": "Les élections au Bénin ont été calmes, selon la mission. ", "l": "Las elecciones fueron pacíficas. "}
    found = quotes(extract(lead["L" if "Union" in text else "l"] + text))
    assert any(one.startswith("la ") and words in one for one in found)


def test_a_call_to_others_is_no_assessment() -> None:
    found = quotes(
        extract(
            "The OSCE mission said that the election in Uzbekistan was peaceful. "
            "It called on all parties to respect the results."
        )
    )
    assert not [one for one in found if "called on" in one]


def test_a_line_above_a_list_says_how_its_items_are_meant() -> None:
    text = (
        "La mission de la Francophonie a suivi l'élection présidentielle aux Comores.\n"
        "La mission relève avec satisfaction :\n"
        "– la coopération entre la commission électorale et les candidats ;\n"
        "– l'attitude des forces de sécurité ;"
    )
    found = [one for one in extract(text).findings if one.quote.startswith(("la coopération", "l'attitude"))]
    assert [one.sentiment for one in found] == [Sentiment.POSITIVE, Sentiment.POSITIVE]


def test_partly_quoted_words_are_reported_speech() -> None:
    text = 'The OSCE mission said that the election in Uzbekistan was "peaceful and orderly" in most of the country.'
    assert [one.voice for one in extract(text).findings] == [Voice.MISSION_PARAPHRASE]


CALM = "The OSCE mission said that the election in Uzbekistan was peaceful. "


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (
            CALM
            + "Observers found that the count in most districts was slow and chaotic, led by staff of the ministry.",
            "the count in most districts was slow and chaotic",
        ),
        (
            "Миссия ОБСЕ представила выводы. Выборы главы государства, прошедшие в Узбекистане 20 ноября 2022 года, "
            "организовали умело, сообщили наблюдатели.",
            "организовали умело",
        ),
        (
            CALM + "The mission found that [the lists](https://example.org/reports/lists-of-voters-in-full-2031) "
            "were inaccurate and incomplete.",
            "were inaccurate and incomplete",
        ),
        (
            "Accra (Sept. 3, 2025) — The Carter Center said voters in Ghana's election turned out peacefully.",
            "voters in Ghana's election turned out peacefully",
        ),
        (
            CALM + "It said pressure on civil servants and voters was reported across the country.",
            "pressure on civil servants and voters was reported across the country",
        ),
        (CALM + "\n\n• Counting was transparent and quick.", "Counting was transparent and quick"),
        (
            "Миссия ОБСЕ представила выводы о выборах в Узбекистане. «Подсчёт был непрозрачным и медленным, а жалобы "
            "отклоняли без причин», – сказала глава миссии Анна Берг.",
            "жалобы отклоняли без причин",
        ),
    ],
    ids=["tail", "insertion", "address", "said", "joined nouns", "bullet", "speaker behind"],
)
def test_a_quote_leaves_out_what_rates_nothing(text: str, quote: str) -> None:
    assert quotes(extract(text))[-1] == quote


def test_a_negation_inside_a_pattern_turns_it() -> None:
    found = extract(CALM + "It said that procedures for sealing the boxes were not followed in many polling stations.")
    assert [one.sentiment for one in found.findings] == [Sentiment.POSITIVE, Sentiment.NEGATIVE]


ASIDES = {
    "ru": "Миссия ОБСЕ заявила, что выборы в Узбекистане прошли спокойно. Если победитель не набрал половины голосов, "
    "согласно конституции должен быть проведён второй тур.",
    "fr": "La mission de l'Union européenne a déclaré que les élections au Bénin ont été pacifiques. "
    "Selon les habitants interrogés, tous craignent la fraude.",
    "es": "La misión de la OEA señaló que las elecciones en Honduras fueron pacíficas. "
    "El candidato de la oposición anunció una marcha contra el fraude si pierde.",
}


@pytest.mark.parametrize("language", sorted(ASIDES))
def test_conditions_and_what_others_think_or_do_are_no_assessment_of_the_mission(language: str) -> None:
    found = [one for one in extract(ASIDES[language]).findings if one.voice is not Voice.OTHER_PARTY]
    assert [one.sentiment for one in found] == [Sentiment.POSITIVE]


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("The vote was conducted in accordance with national law.", Topic.LEGAL_FRAMEWORK),
        ("Two of its observers were threatened and expelled by armed men.", Topic.OBSERVERS_ACCESS),
        ("It visited 22 polling stations. Observers noted no violations.", Topic.ELECTION_DAY_VOTING),
    ],
    ids=["law", "observers", "stations"],
)
def test_what_an_assessment_is_about(words: str, topic: Topic) -> None:
    found = extract(
        f"The OSCE mission said that the election in Uzbekistan was peaceful. The mission reported this: {words}"
    )
    assert found.findings[-1].topic is topic
