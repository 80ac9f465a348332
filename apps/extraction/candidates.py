"""Clauses that may be assessments, with all that speaks for and against each, and their praise or blame."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from apps.extraction.clauses import clauses_of
from apps.extraction.discourse import Discourse, Turn
from apps.extraction.objects import objects_of
from apps.extraction.pieces import Clause
from apps.extraction.ratings import rated_words
from apps.extraction.reading import Reading, Sentence
from apps.extraction.sections import Outline, outline_of
from apps.extraction.sides import Speaker
from apps.extraction.spans import trimmed
from apps.extraction.vocabulary import BlockKind, Sentiment
from apps.extraction.weighing import Setting, reasons_of, weight_of

LEXICON, STRUCTURE, OTHER_SIDE, HEADLINE = (
    "finding.lexicon",
    "finding.structure",
    "finding.other_party",
    "finding.headline",
)
MIN_WORDS = 3
MIN_CHARACTERS = 8
OPENING_LINES = 3
LATE = 0.75


@dataclass(frozen=True, slots=True)
class Candidate:
    """A clause that may be a finding, with its sentence, its characters and where it stands."""

    index: int
    sentence: Sentence
    clause: Clause
    rule: str
    span: tuple[int, int]
    setting: Setting
    reasons: tuple[str, ...] = ()

    @property
    def weight(self) -> float:
        return weight_of(self.reasons)


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
    return [one for one in weighed_clauses(reading, discourse) if one.weight > 0]


def weighed_clauses(reading: Reading, discourse: Discourse) -> Iterator[Candidate]:
    """Every clause of the body that could be an assessment, with its reasons."""
    outline = outline_of(reading)
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
            reasons = tuple(reasons_of(reading, sentence, clause, setting))
            yield Candidate(index, sentence, clause, _rule(clause, setting.turn), span, setting, reasons)


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
