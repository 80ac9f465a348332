"""Sentences cut into pieces at marks and joining words: the stuff that clauses are put together from."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from apps.extraction.lexer import Hit
from apps.extraction.ratings import BUT, Rated, rated_words
from apps.extraction.reading import Reading, Sentence
from apps.extraction.tokens import Token

CUTS = {",", ";", ":", "–", "—", "(", ")"}
SUBJECT = 6  # tokens within which a subject's verb follows
REMARK = 8  # tokens in brackets: "(OSCE/ODIHR)"
THAT = {"that", "que", "что", "що"}
_BY_ENDINGS = {"ru", "uk", "kk"}  # where verbs are told by their endings alone, too many nouns look like one
AND = {"and", "и", "та", "і", "й", "et", "y", "және"}


_PAIRS = {
    ("так", "и"),
    ("но", "и"),
    ("але", "й"),
    ("але", "і"),
    ("так", "і"),
    ("but", "also"),
    ("mais", "aussi"),
    ("mais", "également"),
    ("sino", "también"),
}


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


def _cut_points(reading: Reading, sentence: Sentence, rated: Sequence[Rated]) -> list[int]:
    cuts = {0, len(sentence.tokens)}
    asides = _parentheses(sentence)
    for index, token in enumerate(sentence.tokens):
        if index in asides:
            continue
        marked = token.kind == "p" and (token.norm in CUTS or _is_spaced_hyphen(sentence, index))
        if marked and not _is_in_time(sentence, index) and not _is_paired(sentence, index):
            cuts.add(index + 1)
        if token.norm in THAT and index and sentence.tokens[index - 1].norm in AND:
            cuts.add(index - 1)
    last = len(sentence.tokens)
    for hit in sentence.of("contrast", "concede"):
        before = sentence.tokens[hit.first - 1].norm if hit.first else ""
        turns = hit.first and sentence.tokens[hit.first].norm in BUT and is_finite(reading, sentence, hit.last, last)
        if before in {*CUTS, "and", "et", "y"} or turns:
            cuts.add(hit.first)
    cuts |= _bare_joints(reading, sentence, asides)
    for hit in sentence.of("say"):
        if hit.first > 1 and sentence.tokens[hit.first - 1].norm in AND | BUT:
            cuts.add(hit.first - 1)
    solid = [one.hit for one in rated if one.hit.last - one.hit.first > 1]
    return sorted(cut for cut in cuts if not any(hit.first < cut < hit.last for hit in solid))


def _bare_joints(reading: Reading, sentence: Sentence, asides: set[int]) -> set[int]:
    """Where "and" without a comma opens a clause with a subject of its own: "… and state television granted all …"."""
    joints: set[int] = set()
    if reading.pack.language in _BY_ENDINGS:
        return joints
    verb = False
    told = {hit.last - 1 for hit in sentence.of("say")}
    for index, token in enumerate(sentence.tokens):
        if (token.norm in CUTS and index not in asides) or index in told:
            verb = False  # "said pressure on officials and voters was reported" joins nouns
        elif reading.pack.finite.search(token.norm):
            verb = True
        elif verb and token.norm in AND and index + 2 < len(sentence.tokens):
            ahead = sentence.tokens[index + 1 : index + 1 + SUBJECT]
            place = next((n for n, one in enumerate(ahead) if is_strong(reading, one.norm) or one.norm in CUTS), 0)
            if place > 0 and is_strong(reading, ahead[place].norm) and _is_nominal(reading, ahead[:place]):
                joints.add(index)
    return joints


def is_strong(reading: Reading, word: str) -> bool:
    return bool(reading.pack.finite.search(word))


def _is_nominal(reading: Reading, words: Sequence[Token]) -> bool:
    """Whether words may be a subject: no joining word or participle among them."""
    return not any(
        one.norm in AND | BUT | reading.pack.subordinate or (n == 0 and is_weak(reading, one.norm))
        for n, one in enumerate(words)
    )


def _parentheses(sentence: Sentence) -> set[int]:
    """The tokens of short remarks in brackets, marks included: they belong to the clause around them."""
    inside: set[int] = set()
    opened = None
    for index, token in enumerate(sentence.tokens):
        if token.norm == "(":
            opened = index
        elif token.norm == ")" and opened is not None:
            if index - opened <= REMARK:
                inside.update(range(opened, index + 1))
            opened = None
    return inside


def _is_spaced_hyphen(sentence: Sentence, index: int) -> bool:
    """A hyphen with space on both sides does a dash's work."""
    tokens = sentence.tokens
    if tokens[index].text != "-" or not 0 < index < len(tokens) - 1:
        return False
    return tokens[index].start > tokens[index - 1].end and tokens[index].end < tokens[index + 1].start


def _is_in_time(sentence: Sentence, index: int) -> bool:
    """Whether a colon stands inside a time of day: "07:15"."""
    around = sentence.tokens[max(index - 1, 0) : index + 2]
    return sentence.tokens[index].norm == ":" and [one.kind for one in around] == ["n", "p", "n"]


def _is_paired(sentence: Sentence, index: int) -> bool:
    """Whether a comma stands inside a pair: "как …, так и …", "not only …, but also …"."""
    return tuple(token.norm for token in sentence.tokens[index + 1 : index + 3]) in _PAIRS


def pieces_of(reading: Reading, sentence: Sentence) -> list[Clause]:
    rated = rated_words(sentence)
    cuts = _cut_points(reading, sentence, rated)
    topics = sentence.starting("topic.")
    attributions = sentence.of("say", "say.by", "say.pronoun", "say.back")
    pieces = []
    carried = False
    wishes = [hit.last for hit in sentence.of("wish")]
    for first, last in itertools.pairwise(cuts):
        piece = Clause(first, last)
        piece.rated = [one for one in rated if first <= one.hit.first < last]
        piece.topics = [hit for hit in topics if first <= hit.first < last]
        piece.finite = is_finite(reading, sentence, first, last)
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


def is_finite(reading: Reading, sentence: Sentence, first: int, last: int) -> bool:
    """Whether the tokens [first, last) hold a finite verb; forms that may be participles count only after a noun."""
    pack = reading.pack
    if any(first <= hit.first < last for hit in sentence.of("say")):
        return True
    for place in range(first, last):
        token = sentence.tokens[place]
        if token.kind != "w":
            continue
        if pack.finite.search(token.norm):
            return True
        before = sentence.tokens[place - 1] if place > first else None
        after_noun = before is not None and before.kind == "w" and before.norm not in pack.not_before_finite
        if after_noun and is_weak(reading, token.norm):
            return True
    return False


def is_weak(reading: Reading, word: str) -> bool:
    return bool(reading.pack.finite_weak and reading.pack.finite_weak.search(word))
