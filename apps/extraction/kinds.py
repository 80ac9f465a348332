"""What was voted on, and whether the elections were early."""

from collections import Counter

from apps.extraction.drafts import ElectionTypeDraft
from apps.extraction.lexer import Hit
from apps.extraction.reading import Reading, Sentence
from apps.extraction.vocabulary import BlockKind, Confidence, ElectionType

RULE = "election.type"


def _hits(reading: Reading) -> list[tuple[ElectionType, Sentence, Hit, float]]:
    found = []
    for position, sentence in enumerate(reading.sentences):
        weight = 3.0 if sentence.kind is BlockKind.HEADLINE else 2.0 if position < 4 else 1.0
        for hit in sentence.starting("type."):
            found.append((ElectionType(hit.label.partition(".")[2]), sentence, hit, weight))
    return found


def election_types(reading: Reading) -> tuple[ElectionTypeDraft, ...]:
    """The kinds named often enough beside the leading one, each at its first mention."""
    hits = _hits(reading)
    votes: Counter[ElectionType] = Counter()
    for kind, _, _, weight in hits:
        votes[kind] += int(weight * 10)
    top = max(votes.values(), default=0)
    drafts = []
    for kind, count in votes.items():
        if count < 0.3 * top or (count < top and count < 20):
            continue
        sentence, hit = next((sentence, hit) for other, sentence, hit, _ in hits if other is kind)
        start, end = sentence.place(hit)
        drafts.append(
            ElectionTypeDraft(
                start=start,
                end=end,
                quote=reading.text[start:end],
                rule=RULE,
                confidence=Confidence.GRAMMAR,
                because=reading.cues(sentence, [hit]),
                type=kind,
            )
        )
    return tuple(drafts)


def is_early(reading: Reading) -> bool | None:
    """True for early elections; None where the text does not say. "Early voting" is not an early election."""
    for sentence in reading.sentences:
        voting = sentence.of("not_early")
        for hit in sentence.of("early"):
            if not any(other.first <= hit.first < other.last for other in voting):
                return True
    return False if any(sentence.has("regular") for sentence in reading.sentences) else None
