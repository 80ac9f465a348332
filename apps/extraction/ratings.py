"""Words of praise and blame in a sentence, with their sign after negation and denial."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from apps.extraction.lexer import Hit
from apps.extraction.reading import Sentence
from apps.extraction.vocabulary import BlockKind

NOT_REACH = 3
DENY_REACH = 8
BUT = {"but", "но", "але", "mais", "pero", "бірақ", "yet"}
_SIGNS = {"lift": 1, "pos": 1, "neg": -1, "neu": 0, "hint.pos": 1, "hint.neg": -1}
_NEGATED = re.compile(r"(?:^| )(?:не|no|not|n'a\|n'ont|aucun\|aucune|жоқ\S*|нет)(?: |$)")
_BREAKS = {";", ":", "–", "—", "(", ")"}
_CUTS = {*_BREAKS, ","}


@dataclass(slots=True)
class Rated:
    """A word of praise or blame after negation: sign +1, -1 or 0 (a recommendation or limit).

    A `weak` one only hints ("seldom", "on time"): it counts where a clause holds no plain praise or blame.
    """

    hit: Hit
    sign: int
    muted: bool = False
    weak: bool = False


def _standing(hit: Hit) -> tuple[bool, int, int, bool]:
    """Plain words before hints, longer before shorter, blame before praise."""
    return hit.label.startswith("hint"), hit.first - hit.last, hit.first, hit.label != "neg"


def _uncovered(hits: Sequence[Hit]) -> list[Hit]:
    """Praise and blame without words that lie inside a longer pattern."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=_standing):
        if not any(other.first < hit.last and hit.first < other.last for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda one: one.first)


def _is_name(sentence: Sentence, hit: Hit) -> bool:
    """Whether a hit is part of a proper name inside the sentence: "Coalition for Free and Fair Elections"."""
    words = [token for token in sentence.tokens[hit.first : hit.last] if token.kind == "w" and len(token.text) > 3]
    named = bool(words) and hit.first > 1 and all(token.capital and not token.text.isupper() for token in words)
    return named and sentence.kind is not BlockKind.HEADLINE


def rated_words(sentence: Sentence) -> list[Rated]:
    """The words of praise and blame of a sentence with their sign after negation."""
    told = _uncovered(sentence.of(*_SIGNS, "mute", "plain"))
    hits = [hit for hit in told if hit.label not in {"mute", "plain"}]
    hits = [hit for hit in hits if not _is_name(sentence, hit)]
    denying = sentence.of("deny")
    hits = [hit for hit in hits if not (hit.label.startswith("hint") and any(_within(hit, one) for one in denying))]
    turns = sentence.of("contrast", "concede")  # the "не" of «тем не менее» denies nothing
    negators = {hit.last: hit for hit in sentence.of("not") if not any(_within(hit, turn) for turn in turns)}
    denials = [hit for hit in denying if not any(_touch(hit, other) for other in hits)]
    found = []
    for hit in hits:
        negated = any(
            end in negators and not any(other.first <= negators[end].first < other.last for other in hits)
            for end in range(max(0, hit.first - NOT_REACH + 1), hit.first + 1)
            if not any(token.norm in _CUTS for token in sentence.tokens[end : hit.first])
        )
        negated = negated or any(_is_denied(sentence, hit, denial) for denial in denials)
        negated = negated or any(_is_inside(sentence, hit, one) for one in negators.values())
        sign = _SIGNS[hit.label]
        turned = -sign if negated and not _NEGATED.search(hit.source) else sign
        found.append(Rated(hit, turned, weak=hit.label.startswith("hint")))
    return found


def _within(one: Hit, other: Hit) -> bool:
    return other.first <= one.first and one.last <= other.last


def _touch(one: Hit, other: Hit) -> bool:
    return one.first < other.last and other.first < one.last


def _is_inside(sentence: Sentence, hit: Hit, negator: Hit) -> bool:
    """Whether a negation stands in a gap of a pattern: "procedures were not followed" for "procedures ..2 followed"."""
    words = {token.norm for token in sentence.tokens[negator.first : negator.last]}
    return hit.first < negator.first and negator.last < hit.last and not words & set(re.split("[ |?]", hit.source))


def _is_denied(sentence: Sentence, hit: Hit, denial: Hit) -> bool:
    """Whether a verb that denies ("were not seen", "there were no") governs a hit before or after it."""
    first, last = (hit.last, denial.first) if hit.last <= denial.first else (denial.last, hit.first)
    between = sentence.tokens[first:last]
    if hit.label.endswith("pos") and any(token.norm == "," for token in between):
        return False
    return len(between) <= DENY_REACH and not any(token.norm in _BREAKS or token.norm in BUT for token in between)
