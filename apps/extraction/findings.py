"""Assessments: clauses that praise or blame an election in the mission's words, with topic, sentiment and voice."""

from collections import defaultdict
from dataclasses import dataclass

from apps.extraction.clauses import Clause, clauses_of, trimmed
from apps.extraction.discourse import SHORT, Discourse, How, Speaker
from apps.extraction.drafts import Cue, FindingDraft, RecommendationDraft
from apps.extraction.reading import Reading, Sentence
from apps.extraction.vocabulary import BlockKind, Confidence, Sentiment, Topic, Voice

LEXICON, STRUCTURE, OTHER_SIDE, HEADLINE = (
    "finding.lexicon",
    "finding.structure",
    "finding.other_party",
    "finding.headline",
)
RECOMMENDS = "recommendation.verb"
MIN_WORDS = 3
_WEIGHTS = {
    Topic.OVERALL: 0.55,
    Topic.ELECTION_DAY_VOTING: 0.85,
    Topic.REFORM_RECOMMENDATIONS: 0.7,
    Topic.ELECTION_ADMINISTRATION: 0.9,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A clause that may be a finding, with its sentence."""

    index: int
    sentence: Sentence
    clause: Clause


def topics_of(sentence: Sentence, clause: Clause) -> list[Topic]:
    """The clause's topics, best first: nearness to the words of rating, number of cues, and how specific a topic is."""
    scores: dict[Topic, float] = defaultdict(float)
    anchors = [one.hit for one in clause.live] or [one.hit for one in clause.rated]
    for hit in clause.topics:
        topic = Topic(hit.label.partition(".")[2])
        gap = min((max(hit.first - one.last, one.first - hit.last, 0) for one in anchors), default=0)
        if any(one.muted and one.hit.first <= hit.first for one in clause.rated) and len(anchors) < len(clause.rated):
            gap += 4
        if any(clause.first <= one.first and one.last <= hit.first for one in sentence.of("mute")):
            gap += 4
        scores[topic] += _WEIGHTS.get(topic, 1.0) * (0.35 + 1.0 / (1 + 0.35 * gap)) * (1 + 0.1 * (hit.last - hit.first))
    return sorted(scores, key=lambda topic: (-scores[topic], topic))


def sentiment_of(sentence: Sentence, clause: Clause) -> Sentiment:
    """Praise, blame, both or neither. Blame before praise governs it ("lack of transparency")."""
    live = clause.live or clause.rated
    if live and live[0].hit.label == "neu":
        return Sentiment.NEUTRAL
    signs = [one.sign for one in live if one.sign]
    if not signs:
        return Sentiment.NEUTRAL if live else Sentiment.UNRATED
    if 1 not in signs:
        return Sentiment.NEGATIVE
    if -1 not in signs:
        return Sentiment.POSITIVE
    softened = clause.concedes or any(clause.first < hit.first < clause.last for hit in sentence.of("contrast"))
    lifted = any(one.sign == 1 and one.hit.source.startswith(("не ", "not ", "no ")) for one in live[1:])
    praised_first = signs[0] == 1 and -1 in signs[1:]
    if softened or lifted or praised_first:
        return Sentiment.MIXED
    return Sentiment.NEGATIVE


def _is_procedural(sentence: Sentence, clause: Clause) -> bool:
    """Whether a clause only tells what the mission did or will publish, or what was so before this election."""
    live = [one for one in clause.rated if one.sign]
    inside = [hit for hit in sentence.of("procedural") if clause.first <= hit.first < clause.last]
    if any(hit.first < clause.last and hit.last > clause.first for hit in sentence.of("background")):
        return True
    promise = sentence.has("report.promise") and sentence.has("ctx.report", "report.final")
    return bool((inside and len(live) < 2) or promise)


def _speaks(sentence: Sentence, clause: Clause, discourse: Discourse, index: int) -> str | None:
    """The rule under which a clause counts, or None."""
    turn = discourse.turns[index]
    if discourse.advocacy and sentence.has("st.own") and not sentence.has("election.core"):
        return None
    if discourse.advocacy and sentiment_of(sentence, clause) not in {Sentiment.NEGATIVE, Sentiment.MIXED}:
        return None
    live = clause.live
    about = bool(clause.topics) or sentence.has("election")
    if turn.speaker is Speaker.MISSION and live and about:
        signed = any(one.sign for one in live)
        if turn.how is How.INHERITED:
            if sentence.has("who.mission") and not sentence.has("say") and len(discourse.turns) > SHORT:
                return None  # a long report that names the mission without a verb of saying tells what it did
            advises = sentence.has("neu") and any(hit.label == "topic.reform_recommendations" for hit in clause.topics)
            return LEXICON if (signed and clause.topics) or advises else None
        if signed or any(one.hit.label == "neu" for one in live):
            return LEXICON
    if turn.speaker is Speaker.OTHER and any(one.sign for one in live):
        strong = [
            hit
            for hit in clause.topics
            if hit.label
            in {"topic.overall", "topic.counting_tabulation", "topic.election_day_voting", "topic.campaign"}
        ]
        return OTHER_SIDE if strong and turn.how is not How.INHERITED else None
    return None


def candidates(reading: Reading, discourse: Discourse) -> list[tuple[Candidate, str]]:
    """Every clause of the body that counts as an assessment, with the rule."""
    found = []
    for index, sentence in enumerate(reading.sentences):
        if sentence.kind in {BlockKind.HEADLINE, BlockKind.CAPTION} or len(sentence.tokens) < MIN_WORDS:
            continue
        if discourse.turns[index].speaker is Speaker.NOBODY:
            continue
        spoken = any(
            one.start <= sentence.start + 2 and sentence.end - 2 <= one.end + 30
            for one in discourse.turns[index].speech
        )
        units = clauses_of(reading, sentence, spoken=spoken)
        finite = sentence.kind is not BlockKind.ITEM and any(clause.finite for clause in units)
        for clause in units:
            if clause.attribution or not clause.rated or not (clause.finite or finite):
                continue
            rule = _speaks(sentence, clause, discourse, index)
            if rule and not _is_procedural(sentence, clause):
                found.append((Candidate(index, sentence, clause), rule))
    return found


def draft_of(
    reading: Reading,
    candidate: Candidate,
    rule: str,
    voice: Voice,
    span: tuple[int, int],
    organisation: str | None = None,
) -> FindingDraft:
    sentence, clause = candidate.sentence, candidate.clause
    topics = topics_of(sentence, clause)
    sentiment = sentiment_of(sentence, clause)
    if sentiment is Sentiment.NEUTRAL and Topic.OBSERVERS_ACCESS not in topics:
        topics = [Topic.REFORM_RECOMMENDATIONS, *(one for one in topics if one is not Topic.REFORM_RECOMMENDATIONS)]
    hits = [*(one.hit for one in clause.rated), *clause.topics]
    start, end = span
    return FindingDraft(
        start=start,
        end=end,
        quote=reading.text[start:end],
        rule=rule,
        confidence=Confidence.GRAMMAR if rule == LEXICON else Confidence.HEURISTIC,
        because=reading.cues(sentence, hits, limit=6),
        topic=topics[0] if topics else Topic.OVERALL,
        second_topic=topics[1] if len(topics) > 1 else None,
        sentiment=sentiment,
        voice=voice,
        organisation=organisation,
    )


def findings_of(reading: Reading, discourse: Discourse) -> tuple[FindingDraft, ...]:
    """The assessments of the body, each within one block, none twice."""
    drafts: list[FindingDraft] = []
    for candidate, rule in candidates(reading, discourse):
        span = _marks_off(reading, discourse, candidate, trimmed(reading, candidate.sentence, candidate.clause))
        if span[1] - span[0] < 8:
            continue
        voice = discourse.voice(candidate.index, *span)
        drafts.append(draft_of(reading, candidate, rule, voice, span, discourse.turns[candidate.index].body))
    return tuple(drafts)


def _marks_off(reading: Reading, discourse: Discourse, candidate: Candidate, span: tuple[int, int]) -> tuple[int, int]:
    """The part of a clause on the side of a quotation mark where most of it lies."""
    start, end = span
    for speech in discourse.turns[candidate.index].speech:
        if speech.start <= start < speech.end < end and speech.end - start > end - speech.end:
            end = speech.end
    return start, end


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
