"""Does what the body attributes to the mission bear the headline out? Distortion counts in either direction."""

from apps.extraction.candidates import HEADLINE, Candidate, sentiment_of
from apps.extraction.clauses import clauses_of
from apps.extraction.discourse import Turn
from apps.extraction.drafts import Block, Cue, FindingDraft, HeadlineDraft
from apps.extraction.findings import draft_of
from apps.extraction.organisations import longest
from apps.extraction.packs import organisations
from apps.extraction.pieces import Clause
from apps.extraction.ratings import rated_words
from apps.extraction.reading import Reading, Sentence
from apps.extraction.sections import Section
from apps.extraction.spans import trimmed
from apps.extraction.vocabulary import Confidence, HeadlineReason, Sentiment, Topic, Voice
from apps.extraction.weighing import Setting

RULE = "headline.against_body"
MISSION_VOICES = {Voice.MISSION_QUOTE, Voice.MISSION_PARAPHRASE}


def verdict_in(reading: Reading, sentence: Sentence) -> Sentiment | None:
    """What a headline says of the election, None where it passes no verdict."""
    rated = [
        clause
        for clause in clauses_of(reading, sentence)
        if clause.rated and (clause.topics or sentence.has("election.core"))
    ]
    tones = {sentiment_of(sentence, clause) for clause in rated} - {Sentiment.NEUTRAL, Sentiment.UNRATED}
    if not tones:
        tones = _told_for_short(sentence)
    if not tones:
        return None
    turned = sentence.has("contrast", "concede", "appeal") or len(tones | _told_for_short(sentence)) > 1
    return Sentiment.MIXED if turned or len(tones) > 1 else tones.pop()


def _told_for_short(sentence: Sentence) -> set[Sentiment]:
    """The tone of words that headlines use of whole elections: "hails", "довольны", "sans tache"."""
    praise, blame = sentence.has("head.pos", "head.whole"), sentence.has("head.neg")
    return {tone for tone, said in ((Sentiment.POSITIVE, praise), (Sentiment.NEGATIVE, blame)) if said}


def _is_only_calm(sentence: Sentence) -> bool:
    """Whether all that a headline praises is how calm the vote was, which blame for other things does not touch."""
    calm = {place for hit in sentence.of("head.calm") for place in range(hit.first, hit.last)}
    praise = [one.hit for one in rated_words(sentence) if one.sign > 0 and not one.weak]
    bare = [hit for hit in praise if not calm & set(range(hit.first, hit.last))]
    return bool(calm) and not sentence.has("head.pos", "head.whole") and len(praise) > len(bare)


def _weigh(findings: tuple[FindingDraft, ...]) -> tuple[float, float]:
    """How much praise and how much blame the mission's own findings hold; the mixed count for both."""
    praise = sum({Sentiment.POSITIVE: 1.0, Sentiment.MIXED: 0.5}.get(one.sentiment, 0.0) for one in findings)
    blame = sum({Sentiment.NEGATIVE: 1.0, Sentiment.MIXED: 0.5}.get(one.sentiment, 0.0) for one in findings)
    return praise, blame


def judge(
    verdict: Sentiment | None, findings: tuple[FindingDraft, ...], *, says_observers: bool, whole: bool = False
) -> tuple[bool | None, HeadlineReason | None]:
    """Whether a verdict stands beside the mission's findings, and why.

    `whole` marks a headline that leaves no room for blame ("flawless"): any criticism in the body is against it.
    """
    praise, blame = _weigh(findings)
    if verdict is None:
        return True, HeadlineReason.AGREES
    if not findings:
        return (False, HeadlineReason.NOT_IN_BODY) if says_observers else (True, HeadlineReason.AGREES)
    if verdict is Sentiment.POSITIVE and whole and blame >= 1:
        return False, HeadlineReason.PRAISE_OVER_CRITICISM if blame >= praise else HeadlineReason.ONE_SIDE_OF_MIXED
    if verdict is Sentiment.POSITIVE and _outweighs(findings, Sentiment.NEGATIVE, praise, blame):
        return False, HeadlineReason.PRAISE_OVER_CRITICISM if blame >= praise else HeadlineReason.ONE_SIDE_OF_MIXED
    if verdict is Sentiment.NEGATIVE and _outweighs(findings, Sentiment.POSITIVE, blame, praise):
        return False, HeadlineReason.CRITICISM_OVER_PRAISE if praise >= blame else HeadlineReason.ONE_SIDE_OF_MIXED
    return True, HeadlineReason.AGREES


_PEACE = {Topic.SECURITY_VIOLENCE, Topic.ELECTION_DAY_VOTING}
_GRAVE = {Topic.POLITICAL_ENVIRONMENT_COMPETITION, Topic.COUNTING_TABULATION}


def _outweighs(findings: tuple[FindingDraft, ...], tone: Sentiment, same: float, against: float) -> bool:
    """Whether the other side is as heavy, or touches the heart of the election while the headline keeps silent."""
    grave = any(one.sentiment is tone and one.topic in _GRAVE for one in findings)
    if tone is Sentiment.POSITIVE:
        return against > 1.5 * same and against >= 2
    return (
        against > same or (against >= 2 and against == same) or (grave and against >= 2 and same <= 1.5 * against + 1)
    )


def headline_of(
    reading: Reading, findings: tuple[FindingDraft, ...]
) -> tuple[HeadlineDraft | None, FindingDraft | None]:
    """The headline with its check, and its verdict as the reporter's finding where the body does not bear it out."""
    sentence = reading.headline
    if sentence is None:
        return None, None
    block = reading.blocks[sentence.block]
    against = _heard(sentence, findings)
    said = tuple(findings[index] for index in against)
    verdict = verdict_in(reading, sentence)
    says = sentence.has("who.mission") or bool(sentence.starting("org."))
    heard = tuple(one for one in said if one.topic in _PEACE) if _is_only_calm(sentence) else said
    supported, reason = judge(verdict, heard or said, says_observers=says, whole=sentence.has("head.whole"))
    draft = HeadlineDraft(
        start=block.start,
        end=block.end,
        quote=reading.text[block.start : block.end],
        rule=RULE,
        confidence=Confidence.HEURISTIC,
        because=_because(reading, sentence, block),
        supported=supported,
        reason=reason,
        held_against=against,
    )
    return draft, _as_finding(reading, sentence) if supported is False and verdict else None


def _because(reading: Reading, sentence: Sentence, block: Block) -> tuple[Cue, ...]:
    """The headline's words of rating; where it has none, the headline itself."""
    rated = reading.cues(sentence, sentence.of("pos", "neg", "head.whole", "head.pos", "head.neg", "who.mission"))
    whole = Cue(block.start, block.end, reading.text[block.start : block.end], "a headline without a word of rating")
    return rated or (whole,)


def _heard(sentence: Sentence, findings: tuple[FindingDraft, ...]) -> tuple[int, ...]:
    """The mission's findings that a headline is held against: those of the bodies that it names, else all."""
    mission = [index for index, one in enumerate(findings) if one.voice in MISSION_VOICES]
    known = organisations()
    named = {hit.label.partition(".")[2] for hit in longest(sentence.starting("org."))}
    kin = named | {code for code in known if known[code].parent in named} | {known[code].parent for code in named}
    own = [index for index in mission if findings[index].organisation in kin]
    return tuple(own or mission)


def _as_finding(reading: Reading, sentence: Sentence) -> FindingDraft | None:
    index = reading.sentences.index(sentence)
    for clause in clauses_of(reading, sentence):
        if clause.rated:
            whole = Clause(0, len(sentence.tokens), clause.rated, clause.topics, clause.concedes)
            span = trimmed(reading, sentence, Clause(0, len(sentence.tokens)))
            setting = Setting(Turn(), Section(), spoken=False, own=False)
            return draft_of(reading, Candidate(index, sentence, whole, HEADLINE, span, setting), Voice.REPORTER)
    return None
