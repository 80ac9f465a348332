"""Sentences cut into the clauses that each may hold one assessment."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from apps.extraction.lexer import Hit
from apps.extraction.reading import Reading, Sentence
from apps.extraction.vocabulary import BlockKind

_CUTS = {",", ";", ":", "–", "—", "(", ")"}
_EDGE = {
    ",",
    ";",
    ":",
    "–",
    "—",
    "-",
    ".",
    "!",
    "?",
    "…",
    "»",
    "«",
    "”",
    "“",
    '"',
    "'",
    "(",
    ")",
    "*",
    "_",
    "[",
    "]",
    "’",
    "‘",
}
NOT_REACH = 3
DENY_REACH = 8
_SIGNS = {"pos": 1, "neg": -1, "neu": 0, "hint.pos": 1, "hint.neg": -1}
LONG_LEAD = 45  # characters
_NEGATED = re.compile(r"(?:^| )(?:не|no|not|n'a\|n'ont|aucun\|aucune|жоқ\S*|нет)(?: |$)")
_BREAKS = _CUTS - {","}
_THAT = {"that", "que", "что", "що"}
_BUT = {"but", "но", "але", "mais", "pero", "бірақ", "yet"}
_DASHES = {"–", "—", "-"}
_AND = {"and", "и", "та", "і", "й", "et", "y", "және"}


@dataclass(slots=True)
class Rated:
    """A word of praise or blame after negation: sign +1, -1 or 0 (a recommendation or limit).

    A `weak` one only hints ("seldom", "on time"): it counts where a clause holds no plain praise or blame.
    """

    hit: Hit
    sign: int
    muted: bool = False
    weak: bool = False


@dataclass(slots=True)
class Clause:
    """The tokens [first, last) of a sentence that carry one assessment."""

    first: int
    last: int
    rated: list[Rated] = field(default_factory=list)
    topics: list[Hit] = field(default_factory=list)
    concedes: bool = False
    attribution: bool = False
    finite: bool = False
    starts: list[int] = field(default_factory=list)

    @property
    def signs(self) -> set[int]:
        return {one.sign for one in self.live}

    @property
    def live(self) -> list[Rated]:
        """What rates the clause: plain praise and blame, else hints; what is muted only where there is nothing else."""
        heard = [one for one in self.rated if not one.muted]
        return [one for one in heard if not one.weak] or heard


def _uncovered(hits: Sequence[Hit]) -> list[Hit]:
    """Praise and blame without words that lie inside a longer pattern."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda one: (one.first - one.last, one.first, one.label != "neg")):
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
    hits = [hit for hit in _uncovered(sentence.of(*_SIGNS, "mute")) if hit.label != "mute"]
    hits = [hit for hit in hits if not _is_name(sentence, hit)]
    negators = {hit.last: hit for hit in sentence.of("not")}
    denials = [hit for hit in sentence.of("deny") if not any(_touch(hit, other) for other in hits)]
    found = []
    for hit in hits:
        negated = any(
            end in negators and not any(other.first <= negators[end].first < other.last for other in hits)
            for end in range(max(0, hit.first - NOT_REACH + 1), hit.first + 1)
            if not any(token.norm in _CUTS for token in sentence.tokens[end : hit.first])
        )
        negated = negated or any(_is_denied(sentence, hit, denial) for denial in denials)
        sign = _SIGNS[hit.label]
        turned = -sign if negated and not _NEGATED.search(hit.source) else sign
        found.append(Rated(hit, turned, weak=hit.label.startswith("hint")))
    return found


def _touch(one: Hit, other: Hit) -> bool:
    return one.first < other.last and other.first < one.last


def _is_denied(sentence: Sentence, hit: Hit, denial: Hit) -> bool:
    """Whether a verb that denies ("were not seen", "there were no") governs a hit on either side, in the same breath."""
    first, last = (hit.last, denial.first) if hit.last <= denial.first else (denial.last, hit.first)
    between = sentence.tokens[first:last]
    return len(between) <= DENY_REACH and not any(token.norm in _BREAKS or token.norm in _BUT for token in between)


def _cut_points(sentence: Sentence, rated: Sequence[Rated]) -> list[int]:
    cuts = {0, len(sentence.tokens)}
    for index, token in enumerate(sentence.tokens):
        if token.kind == "p" and (token.norm in _CUTS or _is_spaced_hyphen(sentence, index)):
            cuts.add(index + 1)
        if token.norm in _THAT and index and sentence.tokens[index - 1].norm in _AND:
            cuts.add(index - 1)
    for hit in sentence.of("contrast", "concede"):
        if hit.first and sentence.tokens[hit.first - 1].norm in {*_CUTS, "and", "et", "y"}:
            cuts.add(hit.first)
    for hit in sentence.of("say"):
        if hit.first > 1 and sentence.tokens[hit.first - 1].norm in _AND | _BUT:
            cuts.add(hit.first - 1)
    solid = [one.hit for one in rated if one.hit.last - one.hit.first > 1]
    return sorted(cut for cut in cuts if not any(hit.first < cut < hit.last for hit in solid))


def _is_spaced_hyphen(sentence: Sentence, index: int) -> bool:
    """A hyphen with space on both sides does a dash's work."""
    tokens = sentence.tokens
    if tokens[index].text != "-" or not 0 < index < len(tokens) - 1:
        return False
    return tokens[index].start > tokens[index - 1].end and tokens[index].end < tokens[index + 1].start


def _pieces(reading: Reading, sentence: Sentence) -> list[Clause]:
    rated = rated_words(sentence)
    cuts = _cut_points(sentence, rated)
    topics = sentence.starting("topic.")
    attributions = sentence.of("say", "say.by", "say.pronoun", "say.back")
    pieces = []
    carried = False
    wishes = [hit.last for hit in sentence.of("wish")]
    for first, last in itertools.pairwise(cuts):
        piece = Clause(first, last)
        piece.rated = [one for one in rated if first <= one.hit.first < last]
        piece.topics = [hit for hit in topics if first <= hit.first < last]
        piece.finite = _is_finite(reading, sentence, first, last)
        said = any(first <= hit.first < last for hit in attributions)
        piece.attribution = said and not piece.rated
        muters = [hit.last for hit in sentence.of("mute") if first <= hit.first < last]
        carried = carried and not piece.finite
        for one in piece.rated:
            wished = any(place <= one.hit.first for place in wishes)
            one.muted = carried or wished or any(place <= one.hit.first for place in muters)
        carried = carried or bool(muters)
        pieces.append(piece)
    return pieces


def _is_finite(reading: Reading, sentence: Sentence, first: int, last: int) -> bool:
    """Whether the tokens [first, last) hold a finite verb; forms that may be participles count only after a noun."""
    pack = reading.pack
    for place in range(first, last):
        token = sentence.tokens[place]
        if token.kind != "w":
            continue
        if pack.finite.search(token.norm):
            return True
        before = sentence.tokens[place - 1] if place > first else None
        after_noun = before is not None and before.kind == "w" and before.norm not in pack.not_before_finite
        if after_noun and _weakly(reading, token.norm):
            return True
    return False


def _weakly(reading: Reading, word: str) -> bool:
    return bool(reading.pack.finite_weak and reading.pack.finite_weak.search(word))


def _opening(sentence: Sentence, piece: Clause) -> str:
    """The first word of a piece after "and"."""
    for token in sentence.tokens[piece.first : piece.last]:
        if token.norm not in _AND | _THAT and token.kind == "w":
            return token.norm
    return ""


def _starts(sentence: Sentence, piece: Clause, labels: tuple[str, ...]) -> bool:
    reach = 3 if labels == ("concede",) else 1
    return any(piece.first <= hit.first <= piece.first + reach for hit in sentence.of(*labels))


def _best(piece: Clause) -> str | None:
    specific = [hit.label for hit in piece.topics if hit.label != "topic.overall"]
    return specific[0] if specific else "topic.overall" if piece.topics else None


def _joins(reading: Reading, sentence: Sentence, unit: Clause, piece: Clause, *, spoken: bool) -> bool:
    """Whether a piece continues the clause before it rather than opening one of its own."""
    word = sentence.tokens[piece.first].norm
    if (
        not piece.rated
        and unit.rated
        and not piece.finite
        and (word in _AND or _starts(sentence, piece, ("contrast",)))
    ):
        return piece.last == len(sentence.tokens)
    if not piece.rated or not unit.rated:
        apart = unit.finite and piece.finite and word not in reading.pack.subordinate
        return not apart or (
            bool(unit.rated) and not _starts(sentence, piece, ("contrast",)) and len(sentence.tokens) < 12
        )
    if all(one.muted for one in piece.rated):
        return True
    opening = _opening(sentence, piece)
    if sentence.tokens[piece.first - 1].norm == ":":
        return False
    shared = bool(reading.pack.finite.search(opening)) or _weakly(reading, opening)
    alike = reading.pack.language in {"en", "ru"} or _best(unit) == _best(piece)
    if shared and alike and unit.signs == piece.signs:
        return True
    if (
        opening in reading.pack.subordinate
        or word in reading.pack.subordinate
        or _starts(sentence, piece, ("concede", "mute"))
        or unit.concedes
    ):
        return True
    if _starts(sentence, piece, ("contrast",)) and unit.signs != piece.signs:
        return False
    if not piece.finite and not (_starts(sentence, piece, ("contrast",)) and piece.topics):
        return True
    if spoken and unit.signs == piece.signs:
        return True
    topic, other = _best(unit), _best(piece)
    return unit.signs == piece.signs and (topic == other or other is None or topic is None)


def clauses_of(reading: Reading, sentence: Sentence, *, spoken: bool = False) -> list[Clause]:
    """The clauses of a sentence, attributions at their edges cut off; ones without any word of rating included."""
    units: list[Clause] = []
    for piece in _pieces(reading, sentence):
        conceding = _starts(sentence, piece, ("concede",))
        if piece.attribution:
            units.append(piece)
            continue
        if units and not units[-1].attribution and _joins(reading, sentence, units[-1], piece, spoken=spoken):
            _extend(units[-1], piece)
            units[-1].concedes |= conceding and bool(piece.rated)
        else:
            piece.concedes = conceding
            units.append(piece)
    return units


def _extend(unit: Clause, piece: Clause) -> None:
    unit.starts.append(piece.first)
    unit.last = piece.last
    unit.rated += piece.rated
    unit.topics += piece.topics
    unit.finite |= piece.finite


def _after_that(reading: Reading, sentence: Sentence, unit: Clause) -> int:
    """Past "the mission found that": the token after the last verb of saying that stands before any rating."""
    first_rated = min((one.hit.first for one in unit.rated), default=unit.last)
    for hit in reversed(sentence.of("say", "say.by", "say.pronoun")):
        if unit.first <= hit.first <= first_rated:
            follows = sentence.tokens[hit.last].norm if hit.last < len(sentence.tokens) else ""
            if follows in {"that", "what", "que", "qu'il", "qu", ",", ":"} and hit.last <= first_rated:
                return hit.last + 1
            opens = _is_actor(sentence, unit.first, unit.first + 3)
            if (
                opens
                and 3 * (hit.first - unit.first) > unit.last - unit.first
                and _is_actor(sentence, unit.first, hit.first)
            ):
                return hit.first
    return _after_long_lead(reading, sentence, unit, first_rated)


def _after_long_lead(reading: Reading, sentence: Sentence, unit: Clause, first_rated: int) -> int:
    """Past unrated pieces that make up most of the clause: "The vote, held on 20 June, was competitive"."""
    starts = [start for start in unit.starts if start <= first_rated]
    if not starts or not unit.rated:
        return unit.first
    if unit.first == 0 and starts[0] <= 9 and sentence.tokens[starts[0] - 1].norm in _DASHES:
        return starts[0]  # a dateline: "TASHKENT, 5 May –"
    dashed = [start for start in starts if start <= 9 and sentence.tokens[start - 1].norm in _DASHES]
    if unit.first == 0 and dashed:
        return dashed[-1]
    lead = sentence.tokens[starts[-1]].start - sentence.tokens[unit.first].start
    whole = sentence.tokens[unit.last - 1].end - sentence.tokens[unit.first].start
    opens = sentence.tokens[starts[-1]].norm
    if lead < LONG_LEAD:
        return unit.first
    return starts[-1] if 2 * lead > whole and opens not in reading.pack.subordinate else unit.first


def _is_actor(sentence: Sentence, first: int, last: int) -> bool:
    """Whether the tokens [first, last) name who speaks."""
    return any(
        first <= hit.first < last and (hit.label == "who.mission" or hit.label.startswith("org."))
        for hit in sentence.hits
    )


def trimmed(reading: Reading, sentence: Sentence, unit: Clause) -> tuple[int, int]:
    """The characters of a clause without joining words and marks at its edges."""
    first, last = _after_that(reading, sentence, unit), unit.last
    tokens = sentence.tokens
    joiners = reading.pack.joiners | {"что", "that", "que", "що"}
    while first < last - 1 and (tokens[first].norm in _EDGE or tokens[first].norm in joiners):
        first += 1
    while last - 1 > first and (
        tokens[last - 1].norm in _EDGE or tokens[last - 1].norm in {"и", "and", "а", "но", "but"}
    ):
        last -= 1
    return tokens[first].start, tokens[last - 1].end
