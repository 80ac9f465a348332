"""Several things that one verb praises, blames or recommends: "criticised A and B" holds two assessments."""

from apps.extraction.pieces import Clause
from apps.extraction.ratings import Rated
from apps.extraction.reading import Reading, Sentence

MIN_OBJECT = 3  # tokens
_JOINTS = frozenset({",", "and", "et", "y", "e", "as", ";"})
_OPENERS = {
    "en": frozenset({"the", "a", "an", "that", "its", "their", "better", "greater", "more"}),
    "fr": frozenset({"le", "la", "les", "un", "une", "des", "que", "de", "du", "son", "sa", "leur"}),
    "es": frozenset({"el", "la", "los", "las", "un", "una", "que", "su", "sus", "a", "al"}),
}
_THAT = frozenset({"that", "que"})


def objects_of(reading: Reading, sentence: Sentence, clause: Clause) -> list[Clause]:
    """One clause for each thing that the governing verb speaks of; the clause itself where it speaks of one."""
    governor = _governor(sentence, clause)
    openers = _OPENERS.get(reading.pack.language)
    if governor is None or openers is None:
        return [clause]
    starts = [governor.hit.last]
    for place in range(governor.hit.last + MIN_OBJECT, clause.last - MIN_OBJECT + 1):
        if _opens(sentence, place, openers) and place - starts[-1] >= MIN_OBJECT:
            starts.append(place)
    ends = [*starts[1:], clause.last]
    if len(starts) == 1 or any(
        _has_own_verb(reading, sentence, *one) for one in list(zip(starts, ends, strict=True))[1:]
    ):
        return [clause]
    return [_part(clause, governor, *one) for one in zip(starts, ends, strict=True)]


def _governor(sentence: Sentence, clause: Clause) -> Rated | None:
    """The verb of advising, praising or blaming that opens a clause."""
    first = next((one for one in clause.rated if not one.muted), None)
    if first is None or first.weak:
        return None
    said = {place for hit in sentence.of("say") for place in range(hit.first, hit.last)}
    speaks = any(place in said for place in range(first.hit.first, first.hit.last))
    return first if first.hit.label == "neu" or speaks else None


def _opens(sentence: Sentence, place: int, openers: frozenset[str]) -> bool:
    """Whether another object may begin here: after a comma or "and", with an article or "that"."""
    token, before = sentence.tokens[place], sentence.tokens[place - 1]
    return before.norm in _JOINTS and (token.norm in openers or token.bare != token.norm)


def _has_own_verb(reading: Reading, sentence: Sentence, first: int, last: int) -> bool:
    """Whether a part holds a verb of its own, so that it is a clause and no object."""
    if sentence.tokens[first].norm in _THAT:
        return False
    for place in range(first, last):
        norm = sentence.tokens[place].norm
        if norm in reading.pack.subordinate:
            return False
        if reading.pack.finite.search(norm):
            return True
    return False


def _part(clause: Clause, governor: Rated, first: int, last: int) -> Clause:
    rated = [governor, *(one for one in clause.rated if first <= one.hit.first < last and one is not governor)]
    topics = [hit for hit in clause.topics if first <= hit.first < last]
    return Clause(first, last, rated, topics, clause.concedes, finite=True)
