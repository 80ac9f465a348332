"""Whose side people and words are on: the mission's or somebody else's."""

from enum import StrEnum

from apps.extraction.drafts import PersonDraft
from apps.extraction.lexer import Hit
from apps.extraction.reading import Reading, Sentence


class Speaker(StrEnum):
    MISSION = "mission"
    OTHER = "other"
    NOBODY = "nobody"


def sides_of(people: tuple[PersonDraft, ...], reading: Reading, *, own: bool) -> dict[str, Speaker]:
    """Surname stems of those who speak for a mission, and of others, by their office.

    In an organisation's own statement those whom nothing tells apart are its own.
    """
    sides: dict[str, Speaker] = {}
    for person in people:
        sentence = next((one for one in reading.sentences if one.start <= person.start < one.end), None)
        if sentence is None:
            continue
        stem = person.name.split()[-1].casefold()[:6]
        sides[stem] = _nearest_side(reading, sentence, person) or (Speaker.MISSION if own else Speaker.OTHER)
    return sides


def _nearest_side(reading: Reading, sentence: Sentence, person: PersonDraft) -> Speaker | None:
    """Whose side a person is on: the office, mission or body named nearest, less so across an earlier comma."""
    ranked: list[tuple[int, Speaker]] = []
    for hit in sentence.hits:
        side = side_of(hit)
        start, end = sentence.place(hit)
        if not side or start < person.start - 120 or end > person.end + 90:
            continue
        gap = person.start - end if end <= person.start else start - person.end
        across = "," in reading.text[end : person.start] if end <= person.start else False
        ranked.append((gap + 60 * across + 5 * (side is Speaker.OTHER) - 120 * is_office(hit), side))
    if ranked:
        return min(ranked, key=lambda one: one[0])[1]
    return Speaker.MISSION if _follows_mission(reading, sentence) else None


def _follows_mission(reading: Reading, sentence: Sentence) -> bool:
    """Whether "this was said by the chair, Jane Doe" takes up a sentence on an organisation."""
    index = reading.sentences.index(sentence)
    before = reading.sentences[index - 1] if index else None
    takes_up = sentence.has("say.back") or not sentence.has("who.other")
    return takes_up and before is not None and (before.has("who.mission") or bool(before.starting("org.")))


_THAT = {"that", "what", "how", "que", "qu'", "что", "що", ",", "как"}


def distance(sentence: Sentence, verb: Hit, first: int, last: int) -> float:
    """How far an actor stands from a verb of saying; one inside what was said ("said that the party …") is far away."""
    if first < verb.last:
        return abs(verb.first - last)
    opens = verb.last < len(sentence.tokens) and sentence.tokens[verb.last].norm in _THAT
    return first - verb.last + (20 if opens else 0)


# What observers are called, with which no office begins.
_KINDS = (
    *("internation", "election", "electoral", "domestic", "foreign", "local", "citizen", "independent", "observ"),
    *("международн", "иностранн", "зарубежн", "независим", "міжнародн", "незалежн", "халықаралық", "misión", "mission"),
)


def is_office(hit: Hit) -> bool:
    """Whether a hit names an office in a mission ("head of the mission"), which outweighs a former office."""
    return hit.label == "who.mission" and hit.last - hit.first > 1 and not hit.source.lstrip("=").startswith(_KINDS)


def side_of(hit: Hit) -> Speaker | None:
    """The side that a word names: a mission or an organisation, or others such as parties and authorities."""
    if hit.label == "who.mission" or hit.label.startswith("org."):
        return Speaker.MISSION
    return Speaker.OTHER if hit.label == "who.other" else None
