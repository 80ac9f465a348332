"""Assessments: clauses that praise or blame an election in the mission's words, with topic, sentiment and voice."""

from apps.extraction.candidates import LEXICON, Candidate, candidates, sentiment_of
from apps.extraction.discourse import Discourse
from apps.extraction.drafts import Cue, FindingDraft, RecommendationDraft
from apps.extraction.reading import Reading, Sentence
from apps.extraction.subjects import topics_of
from apps.extraction.vocabulary import Confidence, Sentiment, Topic, Voice
from apps.extraction.weighing import Setting

RECOMMENDS = "recommendation.verb"
PLAIN = 0.5  # a weight from which a clause is an assessment beyond much doubt


def _in_place(sentiment: Sentiment, setting: Setting) -> Sentiment:
    """What a place adds: under "recommendations" everything is advice, in a list what its first line says."""
    if setting.section.kind == "reform" or (setting.lead == 0 and sentiment is Sentiment.UNRATED):
        return Sentiment.NEUTRAL
    if sentiment is not Sentiment.UNRATED:
        return sentiment
    leaning = setting.lead or setting.section.leaning
    return Sentiment.UNRATED if not leaning else Sentiment.POSITIVE if leaning > 0 else Sentiment.NEGATIVE


def draft_of(reading: Reading, candidate: Candidate, voice: Voice, before: FindingDraft | None = None) -> FindingDraft:
    sentence, clause = candidate.sentence, candidate.clause
    known = (before.topic,) if before else ()
    at_stations = _is_at_stations(reading, candidate)
    topics = topics_of(sentence, clause, candidate.setting.section, known, at_stations=at_stations)
    sentiment = _in_place(sentiment_of(sentence, clause), candidate.setting)
    if sentiment is Sentiment.NEUTRAL and Topic.OBSERVERS_ACCESS not in topics:
        topics = [Topic.REFORM_RECOMMENDATIONS, *(one for one in topics if one is not Topic.REFORM_RECOMMENDATIONS)]
    hits = [*(one.hit for one in clause.rated), *clause.topics]
    start, end = candidate.span
    plain = candidate.rule == LEXICON and candidate.weight >= PLAIN
    return FindingDraft(
        start=start,
        end=end,
        quote=reading.text[start:end],
        rule=candidate.rule,
        confidence=Confidence.GRAMMAR if plain else Confidence.HEURISTIC,
        because=reading.cues(sentence, hits, limit=6),
        topic=topics[0] if topics else Topic.OVERALL,
        second_topic=topics[1] if len(topics) > 1 else None,
        sentiment=sentiment,
        voice=voice,
        organisation=candidate.setting.turn.body,
    )


def _is_at_stations(reading: Reading, candidate: Candidate) -> bool:
    """Whether a sentence, or the one before it in its paragraph, tells of polling stations."""
    before = reading.sentences[max(candidate.index - 1, 0)]
    around = [candidate.sentence, *([before] if before.block == candidate.sentence.block else [])]
    return any(one.has("unit.station") for one in around)


def findings_of(reading: Reading, discourse: Discourse) -> tuple[FindingDraft, ...]:
    """The assessments of the body, each within one block, none twice."""
    drafts: list[FindingDraft] = []
    block = -1
    for one in candidates(reading, discourse):
        before = drafts[-1] if drafts and one.sentence.block == block else None
        block = one.sentence.block
        drafts.append(draft_of(reading, one, discourse.voice(one.index, *one.span), before))
    return tuple(drafts)


def recommendations_of(reading: Reading, findings: tuple[FindingDraft, ...]) -> tuple[RecommendationDraft, ...]:
    """Findings that say what should change."""
    return tuple(
        RecommendationDraft(
            start=one.start,
            end=one.end,
            quote=one.quote,
            rule=RECOMMENDS,
            confidence=one.confidence,
            because=one.because,
            topic=one.second_topic or one.topic,
            voice=one.voice,
        )
        for one in findings
        if one.topic is Topic.REFORM_RECOMMENDATIONS and one.voice is not Voice.OTHER_PARTY
    )


def headline_cues(reading: Reading, sentence: Sentence) -> tuple[Cue, ...]:
    return reading.cues(sentence, [*sentence.of("pos", "neg"), *sentence.starting("topic.")])
