"""Assessments: clauses that praise or blame an election in the mission's words, with topic, sentiment and voice."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from apps.extraction.clauses import Clause, clauses_of
from apps.extraction.discourse import Discourse, Speaker, Turn
from apps.extraction.drafts import Cue, FindingDraft, RecommendationDraft
from apps.extraction.objects import objects_of
from apps.extraction.ratings import rated_words
from apps.extraction.reading import Reading, Sentence
from apps.extraction.sections import Outline, Section, outline_of
from apps.extraction.spans import trimmed
from apps.extraction.vocabulary import BlockKind, Confidence, Sentiment, Topic, Voice
from apps.extraction.weighing import Setting, reasons_of, weight_of

LEXICON, STRUCTURE, OTHER_SIDE, HEADLINE = (
    "finding.lexicon",
    "finding.structure",
    "finding.other_party",
    "finding.headline",
)
RECOMMENDS = "recommendation.verb"
MIN_WORDS = 3
MIN_CHARACTERS = 8
MANY = 3  # ratings of a clause that make its subject its topic
PLAIN = 0.5  # a weight from which a clause is an assessment beyond much doubt
_FLAT = 0.35
_SUBJECT = 0.8  # what the first topic of a clause counts beside its nearness to a rating
_BEFORE = 0.2  # what the assessment just before counts, in the same paragraph
_SECTION = 0.8  # what a heading counts beside the words of the clause itself
OPENING_LINES = 3
LATE = 0.75
_WEIGHTS = {
    Topic.OVERALL: 0.7,
    Topic.ELECTION_DAY_VOTING: 0.7,
    Topic.SECURITY_VIOLENCE: 0.85,
    Topic.REFORM_RECOMMENDATIONS: 0.7,
    Topic.ELECTION_ADMINISTRATION: 0.8,
    Topic.POLITICAL_ENVIRONMENT_COMPETITION: 0.85,
    Topic.COMPLAINTS_APPEALS: 0.85,
    Topic.CANDIDATE_REGISTRATION: 1.2,
    Topic.OBSERVERS_ACCESS: 1.2,
    Topic.MINORITIES: 1.3,
    Topic.PUBLIC_HEALTH: 1.4,
    Topic.PARTICIPATION_OF_WOMEN: 1.6,
    Topic.ACCESSIBILITY: 1.6,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A clause that may be a finding, with its sentence, its characters and where it stands."""

    index: int
    sentence: Sentence
    clause: Clause
    rule: str
    span: tuple[int, int]
    setting: Setting
    weight: float = 1.0


def topics_of(sentence: Sentence, clause: Clause, section: Section, before: Sequence[Topic] = ()) -> list[Topic]:
    """The clause's topics, best first: its subject, nearness to the words of rating, heading, what went before."""
    scores: dict[Topic, float] = defaultdict(float)
    anchors = [one.hit for one in clause.live] or [one.hit for one in clause.rated]
    muted = [hit.last for hit in sentence.of("mute") if clause.first <= hit.first]
    muted += [one.hit.first for one in clause.rated if one.muted and len(anchors) < len(clause.rated)]
    seen: set[tuple[Topic, int]] = set()
    first = min((hit.first for hit in clause.topics if hit.label != "topic.overall"), default=-1)
    for hit in sorted(clause.topics, key=lambda one: one.first - one.last):
        topic = Topic(hit.label.partition(".")[2])
        if any((topic, place) in seen for place in range(hit.first, hit.last)):
            continue
        seen |= {(topic, place) for place in range(hit.first, hit.last)}
        gap = min((max(hit.first - one.last, one.first - hit.last, 0) for one in anchors), default=0)
        gap += 4 * any(place <= hit.first for place in muted)
        near = _FLAT + 1.0 / (1 + 0.35 * gap) + _SUBJECT * (hit.first == first)
        scores[topic] += _WEIGHTS.get(topic, 1.0) * near * (1 + 0.1 * (hit.last - hit.first))
    subject = min(clause.topics, key=lambda hit: hit.first).label if clause.topics else ""
    if subject == "topic.overall" and sum(not one.weak for one in clause.live) >= MANY:
        scores[Topic.OVERALL] += 1.0  # "the vote was free, open and fair" judges the whole
    for place, topic in enumerate(section.topics[:3]):
        scores[topic] += _SECTION / (1 + place)
    for place, topic in enumerate(before[:1]):
        scores[topic] += _BEFORE / (1 + place) * _WEIGHTS.get(topic, 1.0)
    return sorted(scores, key=lambda topic: (-scores[topic], topic))


def sentiment_of(sentence: Sentence, clause: Clause) -> Sentiment:
    """Praise, blame, both or neither. Blame before praise governs it ("lack of transparency")."""
    live = clause.live or clause.rated
    if any(one.hit.label == "lift" for one in live):
        return Sentiment.POSITIVE  # flaws are named to be waved aside
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
    if softened or lifted:
        return Sentiment.MIXED
    if praised_first and sum(signs) > 0:
        return Sentiment.POSITIVE
    return Sentiment.NEGATIVE


def _in_place(sentiment: Sentiment, setting: Setting) -> Sentiment:
    """What a place adds: under "recommendations" everything is advice, in a list what its first line says."""
    if setting.section.kind == "reform" or (setting.lead == 0 and sentiment is Sentiment.UNRATED):
        return Sentiment.NEUTRAL
    if sentiment is not Sentiment.UNRATED:
        return sentiment
    leaning = setting.lead or setting.section.leaning
    return Sentiment.UNRATED if not leaning else Sentiment.POSITIVE if leaning > 0 else Sentiment.NEGATIVE


def _is_barred(sentence: Sentence, clause: Clause, discourse: Discourse) -> bool:
    """Whether a text of solidarity with observers speaks of itself here rather than of the election."""
    if not discourse.advocacy:
        return False
    itself = sentence.has("st.own") and not sentence.has("election.core")
    return itself or sentiment_of(sentence, clause) not in {Sentiment.NEGATIVE, Sentiment.MIXED}


def _rule(clause: Clause, turn: Turn) -> str:
    if turn.speaker is Speaker.OTHER:
        return OTHER_SIDE
    return LEXICON if clause.live else STRUCTURE


def setting_of(discourse: Discourse, outline: Outline, index: int, span: tuple[int, int]) -> Setting:
    """Where text[span] of sentence `index` stands."""
    turn = discourse.turns[index]
    middle = (span[0] + span[1]) // 2
    spoken = any(one.start <= middle < one.end for one in turn.speech)
    late = index >= LATE * len(outline.sections)
    return Setting(
        turn, outline.sections[index], spoken, discourse.own, discourse.advocacy, index < OPENING_LINES, late
    )


def candidates(reading: Reading, discourse: Discourse) -> list[Candidate]:
    """Every clause of the body whose reasons weigh enough to count as an assessment."""
    outline = outline_of(reading)
    found = []
    lead: int | None = None
    for index, sentence in enumerate(reading.sentences):
        silent = index in outline.headings or sentence.kind in {BlockKind.HEADLINE, BlockKind.CAPTION}
        if silent or len(sentence.tokens) < MIN_WORDS:
            continue
        speech = discourse.turns[index].speech
        spoken = any(one.start <= sentence.start + 2 and sentence.end - 2 <= one.end + 30 for one in speech)
        led, lead = lead if sentence.kind is BlockKind.ITEM else None, _lead_of(sentence, lead)
        for clause in _parts_of(reading, sentence, spoken=spoken):
            span = trimmed(reading, sentence, clause, speech)
            if clause.attribution or span[1] - span[0] < MIN_CHARACTERS or _is_barred(sentence, clause, discourse):
                continue
            setting = replace(setting_of(discourse, outline, index, span), lead=led)
            weight = weight_of(reasons_of(reading, sentence, clause, setting))
            if weight > 0:
                found.append(Candidate(index, sentence, clause, _rule(clause, setting.turn), span, setting, weight))
    return found


def _parts_of(reading: Reading, sentence: Sentence, *, spoken: bool) -> Iterator[Clause]:
    for clause in clauses_of(reading, sentence, spoken=spoken):
        yield from [clause] if clause.attribution else objects_of(reading, sentence, clause)


def _lead_of(sentence: Sentence, lead: int | None) -> int | None:
    """What a line such as "The mission notes with satisfaction:" says of the list below it: +1, -1, 0 for advice."""
    if sentence.kind is BlockKind.ITEM:
        return lead
    if sentence.tokens[-1].norm != ":":
        return None
    return next((one.sign for one in rated_words(sentence) if not one.weak), None)


def draft_of(reading: Reading, candidate: Candidate, voice: Voice, before: FindingDraft | None = None) -> FindingDraft:
    sentence, clause = candidate.sentence, candidate.clause
    topics = topics_of(sentence, clause, candidate.setting.section, (before.topic,) if before else ())
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
