"""What was voted on, and whether the elections were early."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from apps.extraction.drafts import ElectionTypeDraft
from apps.extraction.lexer import Hit
from apps.extraction.reading import Reading, Sentence
from apps.extraction.vocabulary import BlockKind, Confidence, ElectionType

RULE, OFFICE, ROUND, LISTS = "election.type", "election.office", "election.round", "election.lists"
CHAIN = 4  # words between an election and the first office, or between two offices of one list
_MARKS = {".", ";", ":", "(", ")", "–", "—", "«", "»", "“", "”", '"', "!", "?"}


@dataclass(frozen=True, slots=True)
class Named:
    """A kind of election that a sentence names, and how much that weighs."""

    type: ElectionType
    sentence: Sentence
    hit: Hit
    weight: float
    rule: str


def _kind(hit: Hit) -> ElectionType:
    return ElectionType(hit.label.partition(".")[2])


def _is_masked(sentence: Sentence, hit: Hit) -> bool:
    """Whether a kind only belongs to a commission's name or to an election that this one is compared with."""
    if any(other.first <= hit.first < other.last for other in sentence.of("not.type")):
        return True
    return any(
        -1 <= hit.first - other.last <= 3 or hit.first <= other.first <= hit.last + 1
        for other in sentence.of("past.election")
    )


def _explicit(sentence: Sentence, weight: float) -> Iterator[Named]:
    """ "Parliamentary elections", "выборы президента"."""
    for hit in sentence.starting("type."):
        if not _is_masked(sentence, hit):
            yield Named(_kind(hit), sentence, hit, weight, RULE)


def _follows(sentence: Sentence, last: int, first: int) -> bool:
    between = sentence.tokens[last:first]
    return len(between) <= CHAIN and not any(token.norm in _MARKS for token in between)


def _offices(sentence: Sentence, weight: float) -> Iterator[Named]:
    """Offices in a row after a word for electing: "chose a president, members of parliament and councillors"."""
    named = sentence.starting("office.")
    longest = {hit.first: max(other.last for other in named if other.first == hit.first) for hit in named}
    offices = sorted((hit for hit in named if hit.last == longest[hit.first]), key=lambda hit: hit.first)
    backwards = sentence.language == "kk"
    for elect in sentence.of("elect"):
        if _is_masked(sentence, elect):
            continue
        reach = elect.last
        for hit in offices:
            if backwards:
                if hit.last <= elect.first and _follows(sentence, hit.last, elect.first):
                    yield Named(_kind(hit), sentence, hit, weight, OFFICE)
            elif hit.first > elect.first and _follows(sentence, min(reach, hit.first), hit.first):
                yield Named(_kind(hit), sentence, hit, weight, OFFICE)
                reach = max(reach, hit.last)


def _beside(sentence: Sentence, weight: float) -> Iterator[Named]:
    """A referendum held together with elections: "the presidential election and the referendum"."""
    for hit in sentence.of("type.referendum"):
        kinds = (one for one in sentence.starting("type.") if one.label != hit.label and one.last - one.first > 1)
        others = [*sentence.of("eday"), *kinds]
        if not _is_masked(sentence, hit) and any(
            0 <= hit.first - one.last <= CHAIN or 0 <= one.first - hit.last <= 2 * CHAIN for one in others
        ):
            yield Named(ElectionType.REFERENDUM, sentence, hit, max(weight, 2.0), OFFICE)


def _named(reading: Reading) -> list[Named]:
    found: list[Named] = []
    for position, sentence in enumerate(reading.sentences):
        weight = 3.0 if sentence.kind is BlockKind.HEADLINE else 2.0 if position < 4 else 1.0
        found += _explicit(sentence, weight)
        found += _offices(sentence, weight)
        found += _beside(sentence, weight)
    return found


def _inferred(reading: Reading) -> list[Named]:
    """Where no kind is named: a second round is a presidential one, party lists stand for a parliament."""
    for label, kind, rule in (
        ("round.second", ElectionType.PRESIDENTIAL, ROUND),
        ("party.list", ElectionType.PARLIAMENTARY, LISTS),
    ):
        for sentence in reading.sentences:
            for hit in sentence.of(label)[:1]:
                return [Named(kind, sentence, hit, 1.0, rule)]
    return []


def election_types(reading: Reading) -> tuple[ElectionTypeDraft, ...]:
    """The kinds named often enough beside the leading one, each at its first mention."""
    named = _named(reading) or _inferred(reading)
    votes: Counter[ElectionType] = Counter()
    for one in named:
        votes[one.type] += int(one.weight * 10)
    if votes[ElectionType.CONSTITUENT] > votes[ElectionType.PARLIAMENTARY]:
        del votes[ElectionType.PARLIAMENTARY]  # a constituent assembly is often called a parliament, too
    top = max(votes.values(), default=0)
    listed = {one.type for one in named if one.rule == OFFICE and one.weight >= 2}
    if any(one.hit.source.startswith("general ") for one in named) and votes[ElectionType.PRESIDENTIAL]:
        listed.add(ElectionType.PRESIDENTIAL)  # a general election where a president is spoken of chooses both
    drafts = []
    for kind, count in votes.items():
        if kind not in listed and (count < 0.3 * top or (count < top and count < 20)):
            continue
        drafts.append(_draft(reading, next(one for one in named if one.type is kind)))
    return tuple(drafts)


def _draft(reading: Reading, one: Named) -> ElectionTypeDraft:
    start, end = one.sentence.place(one.hit)
    return ElectionTypeDraft(
        start=start,
        end=end,
        quote=reading.text[start:end],
        rule=one.rule,
        confidence=Confidence.HEURISTIC if one.rule in {ROUND, LISTS} else Confidence.GRAMMAR,
        because=reading.cues(one.sentence, [one.hit]),
        type=one.type,
    )


def is_early(reading: Reading) -> bool | None:
    """True for early elections; None where the text does not say. "Early voting" is not an early election."""
    for sentence in reading.sentences:
        voting = sentence.of("not_early")
        for hit in sentence.of("early"):
            if not any(other.first <= hit.first < other.last for other in voting):
                return True
    return False if any(sentence.has("regular") for sentence in reading.sentences) else None
