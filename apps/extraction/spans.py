"""The characters that a clause is quoted with: without who said it, insertions before it, tails and addresses."""

import itertools
from collections.abc import Sequence

from apps.extraction.lexer import Hit
from apps.extraction.pieces import AND, CUTS, THAT, Clause, is_finite
from apps.extraction.quotes import Speech
from apps.extraction.reading import Reading, Sentence

DATELINE = 14  # tokens: "TASHKENT, 5 May 2031 (Agency) –"
MIN_WORDS = 2  # of what remains when an insertion or a tail is cut off
KEPT = 0.4  # the least part of a clause that stays when a tail is cut off
MIN_SPOKEN = 3  # tokens of direct speech that stand for the whole clause around them
SHOWN = 0.25  # the part of a clause that addresses of web pages may take without being cut off
_EDGE = frozenset(",;:–—-.!?…»«”“\"'()*_[]’‘\\•▪●◦·►")
_CLOSING = {"»", "”", '"'}
NAMED = 8  # tokens between a closing mark and the verb of saying behind it
_DASHES = {"–", "—", "-"}
_OPENING = {"[", "*", "_", "!", "("}


def _after_that(reading: Reading, sentence: Sentence, unit: Clause) -> int:
    """Past "the mission found that": the token after the last verb of saying that stands before any rating."""
    first_rated = min((one.hit.first for one in unit.live or unit.rated), default=unit.last)
    for hit in reversed(sentence.of("say", "say.by", "say.pronoun")):
        if unit.first <= hit.first <= first_rated:
            follows = sentence.tokens[hit.last].norm if hit.last < len(sentence.tokens) else ""
            if follows == "," and hit.first > unit.first and sentence.tokens[hit.first - 1].norm == ",":
                continue  # an aside
            if follows in {"that", "what", "que", "qu'il", "qu", ",", ":"} and hit.last <= first_rated:
                return hit.last + 1
            if _states(reading, sentence, hit, unit):
                return hit.last
            opens = _is_actor(sentence, unit.first, unit.first + 3)
            if (
                opens
                and 3 * (hit.first - unit.first) > unit.last - unit.first
                and _is_actor(sentence, unit.first, hit.first)
            ):
                return hit.first
    return _after_dateline(reading, sentence, unit, first_rated)


def _states(reading: Reading, sentence: Sentence, hit: Hit, unit: Clause) -> bool:
    """Whether a verb of saying is followed by a whole clause without "that": "observers said the count was slow"."""
    if hit.label != "say" or hit.last >= unit.last or reading.pack.language != "en":
        return False
    nominal = sentence.tokens[hit.last].norm not in AND | CUTS | reading.pack.subordinate
    return nominal and is_finite(reading, sentence, hit.last + 1, unit.last)


def _after_dateline(reading: Reading, sentence: Sentence, unit: Clause, first_rated: int) -> int:
    """Past a dateline: "TASHKENT, 5 May –"."""
    starts = [start for start in unit.starts if start <= first_rated]
    if not starts or not unit.rated:
        return unit.first
    if unit.first == 0 and starts[0] <= DATELINE and sentence.tokens[starts[0] - 1].norm in _DASHES:
        return starts[0]  # a dateline: "TASHKENT, 5 May –"
    dashed = [start for start in starts if start <= DATELINE and sentence.tokens[start - 1].norm in _DASHES]
    if unit.first == 0 and dashed:
        return dashed[-1]
    return unit.first


def _is_actor(sentence: Sentence, first: int, last: int) -> bool:
    """Whether the tokens [first, last) name who speaks."""
    return any(
        first <= hit.first < last and (hit.label == "who.mission" or hit.label.startswith("org."))
        for hit in sentence.hits
    )


def trimmed(reading: Reading, sentence: Sentence, unit: Clause, speeches: Sequence[Speech] = ()) -> tuple[int, int]:
    """The characters that a clause is quoted with, without joining words and marks at its edges."""
    last = unit.last
    first = min(_after_that(reading, sentence, unit), last - 1)
    last = _without_speaker(sentence, first, last)
    first, last = _spoken_part(reading, sentence, unit, speeches, first, last)
    first, last = _without_addresses(sentence, unit, first, last)
    last = _without_tail(reading, sentence, unit, first, last)
    first = _without_insertion(reading, sentence, unit, first, last)
    return _bare(reading, sentence, first, last)


def _bare(reading: Reading, sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    """The characters of the tokens [first, last) without joining words and marks at the edges."""
    tokens = sentence.tokens
    joiners = reading.pack.joiners | THAT
    while first < last - 1 and (tokens[first].norm in _EDGE or tokens[first].norm in joiners):
        first += 1
    while last - 1 > first and (tokens[last - 1].norm in _EDGE or tokens[last - 1].norm in AND | {"а", "но", "but"}):
        last -= 1
    return tokens[first].start, tokens[last - 1].end


def _without_speaker(sentence: Sentence, first: int, last: int) -> int:
    """Before who said it, told behind a closing mark: «…, а назначение», – сказала она."""
    tokens = sentence.tokens
    for place in range(first + 1, last - 1):
        closes = tokens[place].norm in _CLOSING and tokens[place + 1].norm in CUTS
        if closes and any(place < hit.first < last and hit.first - place <= NAMED for hit in sentence.of("say")):
            return place + 1
    return last


def _core(unit: Clause, first: int, last: int) -> tuple[int, int] | None:
    """The tokens from the first to the last word of rating within [first, last)."""
    hits = [one.hit for one in unit.live if first <= one.hit.first and one.hit.last <= last]
    return (min(hit.first for hit in hits), max(hit.last for hit in hits)) if hits else None


def _spoken_part(
    reading: Reading, sentence: Sentence, unit: Clause, speeches: Sequence[Speech], first: int, last: int
) -> tuple[int, int]:
    """The part in quotation marks where a clause runs over a mark and all that rates lies on the inner side."""
    tokens = sentence.tokens
    core = _core(unit, first, last)
    for speech in speeches:
        inside = [n for n in range(first, last) if speech.start <= tokens[n].start and tokens[n].end <= speech.end]
        if core is None or len(inside) < MIN_SPOKEN or len(inside) == last - first:
            continue
        begins, ends = inside[0], inside[-1] + 1
        whole = is_finite(reading, sentence, begins, ends) or 2 * len(inside) >= last - first
        if begins <= core[0] and core[1] <= ends and whole and (ends < last or _is_introduced(sentence, first, begins)):
            return begins, ends
    return first, last


def _is_introduced(sentence: Sentence, first: int, begins: int) -> bool:
    """Whether what stands before direct speech only says who speaks."""
    return any(first <= hit.first < begins for hit in sentence.of("say", "say.by", "say.pronoun"))


def _without_addresses(sentence: Sentence, unit: Clause, first: int, last: int) -> tuple[int, int]:
    """The stretch between addresses of web pages that holds most words of rating, where addresses take much room."""
    tokens = sentence.tokens
    marks = [place for place in range(first, last) if tokens[place].kind == "u"]
    width = tokens[last - 1].end - tokens[first].start
    if not marks or sum(tokens[place].end - tokens[place].start for place in marks) <= SHOWN * width:
        return first, last
    edges = [first - 1, *marks, last]
    parts = [(edges[n] + 1, _before_link(sentence, edges[n + 1])) for n in range(len(edges) - 1)]
    rated = [one.hit for one in unit.live]

    def worth(part: tuple[int, int]) -> tuple[int, int]:
        return sum(part[0] <= hit.first < part[1] for hit in rated), part[1] - part[0]

    best = max(parts, key=worth)
    return best if best[1] - best[0] >= MIN_WORDS else (first, last)


def _before_link(sentence: Sentence, place: int) -> int:
    """The token where the text of a link that ends in the address at `place` begins; `place` without one."""
    if place >= len(sentence.tokens) or not sentence.tokens[place].text.startswith("]"):
        return place
    return next((n for n in range(place - 1, -1, -1) if sentence.tokens[n].text == "["), place)


def _without_tail(reading: Reading, sentence: Sentence, unit: Clause, first: int, last: int) -> int:
    """Without dependent pieces at the end that hold no word of rating: ", including …", ", led by …"."""
    core = _core(unit, first, last)
    if core is None:
        return last
    for start in sorted(start for start in unit.starts if core[1] <= start < last):
        kept = sentence.tokens[start - 1].end - sentence.tokens[first].start
        enough = kept >= KEPT * (sentence.tokens[last - 1].end - sentence.tokens[first].start)
        if enough and is_finite(reading, sentence, first, start) and _hangs_on(reading, sentence, start, last):
            return start
    return last


def _hangs_on(reading: Reading, sentence: Sentence, start: int, last: int) -> bool:
    """Whether the piece that begins at `start` only goes on with what stands before it."""
    words = [token for token in sentence.tokens[start:last] if token.kind == "w"]
    if not words:
        return False
    opening = words[0].norm
    return opening in reading.pack.subordinate or bool(reading.pack.participle.search(opening))


def _without_insertion(reading: Reading, sentence: Sentence, unit: Clause, first: int, last: int) -> int:
    """Past a subject that a phrase between commas sets apart from its predicate, and past phrases of time and place."""
    core = _core(unit, first, last)
    if core is None:
        return first
    edges = [first, *sorted(start for start in unit.starts if first < start <= core[0])]
    if len(edges) == 1 or last - edges[-1] < MIN_WORDS or sentence.tokens[edges[-1] - 1].norm not in CUTS:
        return first
    if any(hit.label != "topic.overall" and first <= hit.first < edges[-1] for hit in unit.topics):
        return first
    stands = any(
        is_finite(reading, sentence, *one) and not _hangs_on(reading, sentence, *one)
        for one in itertools.pairwise(edges)
    )
    return first if stands or _hangs_on(reading, sentence, edges[-1], last) else edges[-1]
