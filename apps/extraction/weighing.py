"""How likely a clause is an assessment: a sum of reasons, each with a weight that anybody can read and question."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from apps.extraction.clauses import Clause
from apps.extraction.discourse import How, Speaker, Turn
from apps.extraction.lexer import Hit
from apps.extraction.reading import Reading, Sentence
from apps.extraction.sections import Section

ACTOR_REACH = 5  # tokens from the start of a clause within which its subject stands
LONG, BRIEF = 12, 6  # tokens

# What each reason counts, set against annotated texts; above 0 with BASE a clause is put before the analyst.
BASE = -1.60
WEIGHTS: dict[str, float] = {
    "praise or blame": 1.60,
    "section: reform": 1.60,
    "listed under praise or blame": 1.40,
    "topic": 1.35,
    "advice": 1.20,
    "hint of praise or blame": 1.15,
    "other side, word for word": 1.15,
    "contrast": 0.95,
    "section of praise or blame": 0.85,
    "election": 0.75,
    "section on a topic": 0.65,
    "own statement": 0.45,
    "mission said": 0.40,
    "negation": 0.40,
    "mission, word for word": 0.20,
    "share": 0.20,
    "more praise or blame": 0.10,
    "mission went on": 0.05,
    "how many or how often": -0.05,
    "only hinted, and nobody said it": -0.15,
    "mission as subject": -0.25,
    "other side": -0.25,
    "opening": -0.30,
    "count": -0.40,
    "no verb": -0.40,
    "year": -0.60,
    "leads into a list": -0.65,
    "mission at work": -0.65,
    "what will be": -0.65,
    "brief": -0.75,
    "no word of rating": -0.95,
    "section: about": -1.00,
    "turnout figure": -1.00,
    "only muted words": -1.05,
    "thanks and names": -1.25,
    "nobody named": -1.30,
    "section: background": -1.60,
    "what was done": -1.95,
    "promised report": -2.10,
    "call to act": -2.15,
    "what was before": -2.35,
}


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a clause stands: who speaks, under which heading, and whether inside marked speech."""

    turn: Turn
    section: Section
    spoken: bool
    own: bool
    advocacy: bool = False
    opening: bool = False
    lead: int | None = None  # what the line above a list says of it: +1 praise, -1 blame, 0 advice


def _within(sentence: Sentence, clause: Clause, *labels: str) -> list[Hit]:
    return [hit for hit in sentence.of(*labels) if clause.first <= hit.first < clause.last]


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


def _telling(reading: Reading, sentence: Sentence, clause: Clause, setting: Setting) -> Iterator[str]:
    """Signs that a clause tells what happened or was done rather than how good it was."""
    if _within(sentence, clause, "procedural"):
        yield "what was done"
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
        *_telling(reading, sentence, clause, setting),
    ]


def weight_of(reasons: Iterable[str]) -> float:
    """The sum of all reasons; a clause above 0 is an assessment."""
    return BASE + sum(WEIGHTS.get(reason, 0.0) for reason in reasons)
