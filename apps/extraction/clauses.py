"""Clauses that each may hold one assessment: pieces of a sentence put together until each has a verb and one mind."""

from collections.abc import Sequence

from apps.extraction.pieces import AND, THAT, Clause, is_strong, is_weak, pieces_of
from apps.extraction.ratings import BUT
from apps.extraction.reading import Reading, Sentence

SHORT_CLAUSE = 5  # tokens
_CLOSING = {"»", "”", '"'}


def _opening(sentence: Sentence, piece: Clause) -> str:
    """The first word of a piece after "and"."""
    for token in sentence.tokens[piece.first : piece.last]:
        if token.norm not in AND | THAT and token.kind == "w":
            return token.norm
    return ""


def _starts(sentence: Sentence, piece: Clause, labels: tuple[str, ...]) -> bool:
    reach = 3 if labels == ("concede",) else 1
    return any(piece.first <= hit.first <= piece.first + reach for hit in sentence.of(*labels))


def _best(piece: Clause) -> str | None:
    specific = [hit.label for hit in piece.topics if hit.label != "topic.overall"]
    return specific[0] if specific else "topic.overall" if piece.topics else None


def _follows(sentence: Sentence, piece: Clause, sign: str) -> bool:
    """Whether a piece follows a mark."""
    return piece.first > 0 and sentence.tokens[piece.first - 1].norm == sign


def _is_dependent(reading: Reading, sentence: Sentence, piece: Clause) -> bool:
    """Whether a piece cannot stand alone: without a finite verb, or opened by "which", "because" and the like."""
    opening = {sentence.tokens[piece.first].norm, _opening(sentence, piece)}
    return not piece.finite or bool(opening & reading.pack.subordinate)


def _whole_clauses(reading: Reading, sentence: Sentence) -> list[Clause]:
    """Pieces put together until each clause has a finite verb; "she said" in between stands apart."""
    units: list[Clause] = []
    open_unit: Clause | None = None
    pieces = pieces_of(reading, sentence)
    for place, piece in enumerate(pieces):
        piece.concedes = _starts(sentence, piece, ("concede",))
        if piece.attribution:
            units.append(piece)
            if open_unit is not None and (open_unit.finite or _is_quoted(sentence, open_unit)):
                open_unit = None
            continue
        dependent = _is_dependent(reading, sentence, piece)
        apart = _follows(sentence, piece, ";") or _stands_alone(reading, sentence, open_unit, pieces[place : place + 3])
        if open_unit is not None and open_unit.finite and apart:
            open_unit = None
        if open_unit is not None and (dependent or not open_unit.finite):
            units = units[: units.index(open_unit) + 1]
            _extend(open_unit, piece, finite=piece.finite and not dependent)
        elif dependent and _adds_nothing(sentence, units, piece):
            units[-1].last = piece.last
        else:
            open_unit = piece
            resumes = bool(units) and units[-1].attribution
            piece.finite = piece.finite and (resumes or not dependent)
            units.append(piece)
    return units


def _stands_alone(reading: Reading, sentence: Sentence, unit: Clause | None, ahead: Sequence[Clause]) -> bool:
    """Whether a piece without a verb of its own begins another clause after all.

    It gives advice where the clause before judges ("…, so the mission recommends …"), leaves the verb out after a
    contrast ("the vote was calm, the count less orderly"), or is a subject whose verb follows an insertion.
    """
    piece = ahead[0]
    if unit is None or not unit.finite:
        return False
    if any(one.hit.label == "neu" for one in piece.live) and any(one.sign for one in unit.live):
        return True
    turns = _starts(sentence, piece, ("contrast",)) and sentence.tokens[piece.first].norm in BUT | {"а", "зато"}
    if turns and unit.rated and any(one.sign and not one.weak for one in piece.live):
        return not piece.finite
    joined = sentence.tokens[piece.first].norm in AND and not piece.finite and not piece.rated and len(ahead) > 2
    return joined and not ahead[1].finite and _is_whole(reading, sentence, ahead[2])


def _is_whole(reading: Reading, sentence: Sentence, piece: Clause) -> bool:
    """Whether a piece has a verb of its own and no joining word before it."""
    return not _is_dependent(reading, sentence, piece) and sentence.tokens[piece.first].norm not in AND | BUT


def _adds_nothing(sentence: Sentence, units: Sequence[Clause], piece: Clause) -> bool:
    """Whether a piece that cannot stand alone only goes on with who said it; "that …" begins what was said."""
    told = bool(units) and units[-1].attribution and not piece.rated
    begins = sentence.tokens[piece.first].norm in THAT or sentence.tokens[piece.first - 1].norm in {";", ":"}
    return told and not begins


def _is_quoted(sentence: Sentence, unit: Clause) -> bool:
    """Whether a clause ends with a closing quotation mark."""
    return any(token.norm in _CLOSING for token in sentence.tokens[max(unit.last - 2, unit.first) : unit.last])


def _joins(reading: Reading, sentence: Sentence, unit: Clause, piece: Clause, *, spoken: bool) -> bool:
    """Whether a whole clause goes with the one before it: of one mind and about one thing."""
    if piece.rated and all(one.muted for one in piece.rated):
        return True
    if -1 in unit.signs and any(one.hit.label == "lift" for one in piece.rated):
        return True
    both = bool(unit.rated and piece.rated)
    alike = not both or unit.signs == piece.signs
    if unit.concedes:
        return True
    if piece.concedes or _follows(sentence, piece, ":"):
        return alike
    if _follows(sentence, piece, ";"):
        return False
    if _starts(sentence, piece, ("contrast",)) and not (both and alike):
        return False
    opening = _opening(sentence, piece)
    topic, other = _best(unit), _best(piece)
    if is_strong(reading, opening) or is_weak(reading, opening):
        return alike and (topic == other or None in {topic, other} or reading.pack.language in {"en", "ru"})
    if not piece.rated and not piece.topics and piece.last - piece.first < SHORT_CLAUSE:
        return True
    return both and alike and (topic == other or spoken or None in {topic, other})


def clauses_of(reading: Reading, sentence: Sentence, *, spoken: bool = False) -> list[Clause]:
    """The clauses of a sentence, attributions at their edges cut off; ones without any word of rating included."""
    units: list[Clause] = []
    for piece in _whole_clauses(reading, sentence):
        before = units[-1] if units else None
        if before is None or before.attribution or piece.attribution:
            units.append(piece)
        elif _joins(reading, sentence, before, piece, spoken=spoken):
            _extend(before, piece, finite=piece.finite)
        else:
            units.append(piece)
    return units


def _extend(unit: Clause, piece: Clause, *, finite: bool) -> None:
    unit.starts.append(piece.first)
    unit.last = piece.last
    unit.rated += piece.rated
    unit.topics += piece.topics
    unit.finite |= finite
    unit.concedes |= piece.concedes and bool(piece.rated)
