"""How likely a clause is an assessment: a sum of reasons, each with a weight that anybody can read and question."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from apps.extraction.discourse import How, Turn
from apps.extraction.lexer import Hit
from apps.extraction.organisations import is_norm
from apps.extraction.pieces import Clause
from apps.extraction.reading import Reading, Sentence
from apps.extraction.sections import Section
from apps.extraction.sides import Speaker
from apps.extraction.weights import BASE, WEIGHTS

ACTOR_REACH = 5  # tokens from the start of a clause within which its subject stands
SAID = {"that", "que", "qu'", "что", "що"}
JOINERS = {"or", "as", "to", "and", "ou", "et", "o", "u", "y", "или", "либо", "та", "або", "и"}
LONG, BRIEF = 12, 6  # tokens
_ASIDES = {
    "st.opinion": "what people think",
    "st.purpose": "what was to be learnt",
    "st.rule": "what the law says",
    "st.bid": "what a candidate did",
}
_HARM = {"topic.observers_access", "topic.security_violence"}


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a clause stands: who speaks, under which heading, and whether inside marked speech."""

    turn: Turn
    section: Section
    spoken: bool
    own: bool
    advocacy: bool = False
    opening: bool = False
    late: bool = False
    lead: int | None = None  # what the line above a list says of it: +1 praise, -1 blame, 0 advice


def _within(sentence: Sentence, clause: Clause, *labels: str) -> list[Hit]:
    return [hit for hit in sentence.of(*labels) if clause.first <= hit.first < clause.last]


def _last_word(sentence: Sentence, clause: Clause) -> str:
    """The last word of a clause; a joining word there shows that the rest was cut off."""
    words = (token.norm for token in reversed(sentence.tokens[clause.first : clause.last]) if token.kind == "w")
    return next(words, "")


def _names_a_body(sentence: Sentence, clause: Clause) -> bool:
    """Whether a clause names an organisation, and not as the owner of standards."""
    named = [hit for hit in sentence.starting("org.") if clause.first <= hit.first < clause.last]
    return any(not is_norm(sentence, hit) for hit in named)


def _mission_acts(sentence: Sentence, clause: Clause) -> bool:
    """Whether the mission itself is the subject of a clause, and not as one who speaks: "The delegation visited …"."""
    reach = min(clause.first + ACTOR_REACH, clause.last)
    actors = [
        hit.last
        for hit in sentence.hits
        if clause.first <= hit.first < reach
        and (hit.label in {"who.mission", "who.own"} or hit.label.startswith("org."))
    ]
    return bool(actors) and not any(0 <= hit.first - last <= 1 for hit in sentence.of("say") for last in actors)


def _concedes(sentence: Sentence, hit: Hit) -> bool:
    """Whether an "if" is part of a concession: "si bien", "même si", "even if"."""
    return any(one.first < hit.last and hit.first < one.last for one in sentence.of("concede", "contrast", "mute"))


def _speaking(setting: Setting) -> Iterator[str]:
    turn = setting.turn
    if setting.lead is not None and turn.speaker is not Speaker.OTHER:
        yield "mission said" if not setting.own else "own statement"
    elif turn.speaker is Speaker.OTHER:
        yield "other side" if turn.how is not How.INHERITED else "other side went on"
        if setting.spoken:
            yield "other side, word for word"
    elif turn.speaker is Speaker.NOBODY:
        yield "nobody named"
    elif turn.how is How.OWN:
        yield "own statement"
    elif turn.how is How.INHERITED:
        yield "mission went on"
    else:
        yield "mission said"
    if turn.speaker is Speaker.MISSION and setting.spoken and turn.how is not How.OWN:
        yield "mission, word for word"


def _judging(sentence: Sentence, clause: Clause, setting: Setting) -> Iterator[str]:
    live = clause.live
    plain = [one for one in live if one.sign and not one.weak]
    if plain:
        yield "praise or blame"
    if len(plain) > 1:
        yield "more praise or blame"
    if any(one.sign and one.weak for one in live):
        yield "hint of praise or blame"
    if live and live[0].hit.label == "neu":
        yield "advice"
    if _within(sentence, clause, "appeal"):
        yield "call to act"
    if clause.rated and not live:
        yield "only muted words"
    if not clause.rated and setting.lead is None:
        yield "no word of rating"
    if _within(sentence, clause, "not"):
        yield "negation"
    if _within(sentence, clause, "contrast", "concede"):
        yield "contrast"
    if _within(sentence, clause, "degree"):
        yield "how many or how often"


def _matter(clause: Clause, setting: Setting) -> Iterator[str]:
    labels = {hit.label for hit in clause.topics}
    if labels - {"topic.overall"}:
        yield "topic"
    elif labels:
        yield "election"
    if setting.section.topics:
        yield "section on a topic"
    if setting.section.kind:
        yield f"section: {setting.section.kind}"
    if setting.lead is not None:
        yield "listed under praise or blame"
    if setting.section.leaning:
        yield "section of praise or blame"


def _aside(reading: Reading, sentence: Sentence, clause: Clause, setting: Setting) -> Iterator[str]:
    """Signs that a clause is about the one who speaks, or only goes on with what another clause says."""
    if _within(sentence, clause, "st.feeling"):
        yield "feeling"
    elif setting.own and sentence.has("st.feeling"):
        yield "what feelings are about"
    if setting.own and sentence.has("appeal") and not _within(sentence, clause, "appeal"):
        yield "what is called for"
    judged = len([one for one in clause.live if one.sign and not one.weak]) > 1
    if _within(sentence, clause, "st.work"):
        yield "own work" if not judged else "own work, judged"
    yield from (reason for label, reason in _ASIDES.items() if _within(sentence, clause, label))
    if any(not _concedes(sentence, hit) for hit in _within(sentence, clause, "st.condition")):
        yield "only a condition"
    if setting.advocacy:
        harmed = any(one.sign < 0 for one in clause.live) and bool({hit.label for hit in clause.topics} & _HARM)
        yield "harm to observers" if harmed else "text of solidarity"
    if sentence.tokens[clause.first].norm in (reading.pack.subordinate | JOINERS) - SAID:
        yield "goes on"
    if _last_word(sentence, clause) in reading.pack.subordinate | JOINERS | SAID:
        yield "breaks off"
    if setting.turn.speaker is Speaker.OTHER and not any(one.sign and not one.weak for one in clause.live):
        yield "other side, no plain word"
    if not _within(sentence, clause, "say") and _names_a_body(sentence, clause):
        yield "names an organisation"
    if setting.late and not setting.own:
        yield "end of a report"


def _telling(reading: Reading, sentence: Sentence, clause: Clause, setting: Setting) -> Iterator[str]:
    """Signs that a clause tells what happened or was done rather than how good it was."""
    judged = len([one for one in clause.live if one.sign and not one.weak]) > 1
    if _within(sentence, clause, "procedural"):
        yield "what was done" if not judged else "what was done, judged"
    if _within(sentence, clause, "background"):
        yield "what was before"
    if _mission_acts(sentence, clause):
        yield "mission as subject"
        if setting.turn.how is How.INHERITED and not sentence.has("say"):
            yield "mission at work"
    unsaid = setting.turn.how in {How.INHERITED, How.NONE}
    if unsaid and not any(one.sign and not one.weak for one in clause.live):
        yield "only hinted, and nobody said it"
    if _within(sentence, clause, "courtesy"):
        yield "thanks and names"
    if _within(sentence, clause, "st.future"):
        yield "what will be"
    if sentence.has("report.promise") and sentence.has("ctx.report", "report.final"):
        yield "promised report"
    numbers = [number for place, number in sentence.numbers.items() if clause.first <= place < clause.last]
    units = [hit for label, hits in sentence.by_label.items() if label.startswith("unit.") for hit in hits]
    if any(clause.first <= hit.first < clause.last for hit in units) and any(not one.percent for one in numbers):
        yield "count"
    if any(one.percent for one in numbers):
        yield "share"
    if numbers and _within(sentence, clause, "ctx.turnout"):
        yield "turnout figure"
    if any(
        token.kind == "n" and len(token.text) == 4 and token.text[:2] in {"19", "20"}
        for token in sentence.tokens[clause.first : clause.last]
    ):
        yield "year"
    if not clause.finite:
        yield "no verb"
    length = clause.last - clause.first
    if length < BRIEF:
        yield "brief"
    elif length > LONG:
        yield "long"
    if setting.opening:
        yield "opening"
    if sentence.tokens[-1].norm == ":":
        yield "leads into a list"


def reasons_of(reading: Reading, sentence: Sentence, clause: Clause, setting: Setting) -> list[str]:
    """All that speaks for or against a clause, in words."""
    return [
        *_speaking(setting),
        *_judging(sentence, clause, setting),
        *_matter(clause, setting),
        *_aside(reading, sentence, clause, setting),
        *_telling(reading, sentence, clause, setting),
    ]


def weight_of(reasons: Iterable[str]) -> float:
    """The sum of all reasons; a clause above 0 is an assessment."""
    return BASE + sum(WEIGHTS.get(reason, 0.0) for reason in reasons)
