"""Which measure that observation reports speak of a counted number is, decided by the words around it."""

import itertools

from apps.extraction.counted import Measured, near
from apps.extraction.lexer import Hit, Number
from apps.extraction.measures import measured
from apps.extraction.reading import Sentence
from apps.extraction.vocabulary import QuantityKind

MANY_VOTERS = 1_000  # fewer citizens on a list are no electorate
MANY_STATIONS = 1_500  # so many stations that nobody singles out are the country's
_OBSERVERS = {
    "observer": QuantityKind.OBSERVERS_DEPLOYED,
    "observer_lt": QuantityKind.OBSERVERS_LONG_TERM,
    "observer_st": QuantityKind.OBSERVERS_SHORT_TERM,
}
_REPORTS = {"week": QuantityKind.REPORT_DUE_WEEKS, "month": QuantityKind.REPORT_DUE_MONTHS}
# More than so many of a thing are something else: money, votes, voters.
_MOST = {"candidate": 100_000, "party": 1_000, "country": 200}


def kind_of(sentence: Sentence, one: Measured) -> QuantityKind | None:
    """The measure of a number, or None where it is none that observation reports speak of."""
    if one.unit in _OBSERVERS:
        harmed = near(sentence, one, "ctx.harmed", before=3, after=4)
        return _OBSERVERS[one.unit] if one.number.value >= 2 and not harmed else None
    if one.unit == "percent":
        return _share(sentence, one)
    if one.unit == "ratio":
        return QuantityKind.VOTES_PERCENT_POSITIVE if sentence.has("ctx.positive_share") else None
    if one.unit == "station":
        return _stations(sentence, one)
    if one.unit == "region":
        return _regions(sentence, one)
    return _by_context(sentence, one)


def _visited(sentence: Sentence, one: Measured) -> bool:
    """Whether somebody observed there, rather than something happened there."""
    reach = 12 if sentence.language == "kk" else 3  # the verb stands last there
    ahead = 14 if one.unit == "region" else 8
    for hit in sentence.of("visit"):
        before, after = one.number.first - hit.last, hit.first - one.last
        if (0 <= before <= ahead or 0 <= after <= reach) and not _is_incident(sentence, hit.first):
            return True
    return False


_PASSIVE = {"was", "were", "been", "being"}
_TOLD = {"reported", "noted", "recorded", "seen", "witnessed", "registered"}
_STOOD = {"present", "stationed", "deployed", "posted", "based", "sent", "assigned"}
_POLLING = {"voting", "opening", "counting", "count", "closing", "polling", "vote"}


def _is_incident(sentence: Sentence, at: int) -> bool:
    """ "Violations were observed in 12 stations", not "voting was observed"."""
    before = [token.norm for token in sentence.tokens[max(0, at - 6) : at]]
    if any(word in _PASSIVE and after in _TOLD for word, after in itertools.pairwise(before)):
        return True
    stood = at < len(sentence.tokens) and sentence.tokens[at].norm in _STOOD
    return bool(before) and before[-1] in _PASSIVE and not stood and not _POLLING & set(before)


def _stations(sentence: Sentence, one: Measured) -> QuantityKind | None:
    value = one.number.value
    if value < 2 or _is_among(sentence, one):
        return None
    if one.whole:
        return QuantityKind.POLLING_STATIONS_TOTAL if _whole_is_known(sentence, one) else None
    went = one.told and any(hit.last == one.first for hit in sentence.of("visit"))
    if one.told and not one.part and not went:
        return QuantityKind.POLLING_STATIONS_TOTAL
    if _visited(sentence, one):
        return QuantityKind.POLLING_STATIONS_VISITED
    if one.part or near(sentence, one, "ctx.results", before=5, after=1):
        return None
    opened = near(sentence, one, "ctx.open", "ctx.total", before=3, after=2)
    if value >= MANY_STATIONS or (opened and value >= 100 and not sentence.has("who.mission", "neg")):
        return QuantityKind.POLLING_STATIONS_TOTAL
    return None


def _is_among(sentence: Sentence, one: Measured) -> bool:
    """Whether a number is part of one counted before: "40 stations, including 3 abroad"."""
    among = any(0 <= one.first - hit.last <= 1 for hit in sentence.of("ctx.among"))
    return among and any(other.unit == one.unit and other.last <= one.first for other in measured(sentence))


def _whole_is_known(sentence: Sentence, one: Measured) -> bool:
    """The B of "A of B stations": it counts where A was visited, or where the B were ("two of the 313 visited")."""
    if one.number.value >= MANY_STATIONS:
        return True
    if near(sentence, one, "ctx.results", before=8, after=1):
        return False
    part = next((other for other in measured(sentence) if other.part and other.last <= one.last), None)
    return part is not None and _visited(sentence, part)


def _regions(sentence: Sentence, one: Measured) -> QuantityKind | None:
    if one.number.value < 2 or near(sentence, one, "ctx.results", before=6, after=2):
        return None
    observed = _visited(sentence, one) or near(sentence, one, "who.mission", "unit.observer", before=8, after=8)
    if not observed and not (one.part or one.whole):
        return None
    if (one.part or one.whole) and not sentence.has("visit", "unit.observer"):
        return None
    return QuantityKind.REGIONS_TOTAL if one.whole else QuantityKind.REGIONS_COVERED


def _share(sentence: Sentence, one: Measured) -> QuantityKind | None:
    """Turnout or a share of good marks, whichever is told nearer to the number; a threshold is neither."""
    if near(sentence, one, "ctx.threshold", before=6, after=6):
        return None
    turnout = _distance(sentence, one, "ctx.turnout")
    praise = _distance(sentence, one, "ctx.positive_share")
    if _is_second(sentence, one):
        return None
    if min(turnout, praise) < 99:
        return QuantityKind.TURNOUT_PERCENT if turnout <= praise else QuantityKind.VOTES_PERCENT_POSITIVE
    voters = near(sentence, one, "ctx.voters", before=2, after=5)
    return QuantityKind.TURNOUT_PERCENT if voters and sentence.has("ctx.voted") else None


def _is_second(sentence: Sentence, one: Measured) -> bool:
    """Whether another share stands between each word of shares and this: "turnout was 61 per cent, down from 79"."""
    shares = [number for number in sentence.numbers.values() if number.percent]
    hits = sentence.of("ctx.turnout", "ctx.positive_share")
    return bool(hits) and len(shares) > 1 and all(_is_parted(one, hit, shares) for hit in hits)


def _is_parted(one: Measured, hit: Hit, shares: list[Number]) -> bool:
    first, last = (hit.last, one.first) if hit.last <= one.first else (one.last, hit.first)
    return any(first <= number.first and number.last <= last for number in shares)


def _distance(sentence: Sentence, one: Measured, label: str) -> int:
    return min((max(one.first - hit.last, hit.first - one.last, 0) for hit in sentence.of(label)), default=99)


def _counts_observers(sentence: Sentence, one: Measured) -> bool:
    """Whether a number of countries is where observers come from: they are counted, or named just before."""
    counted = any(
        0 <= one.first - hit.last <= 12
        for label in ("observer", "person", "observer_lt", "observer_st")
        for hit in sentence.of(f"unit.{label}")
        if any(number.last <= hit.first <= number.last + 3 for number in sentence.numbers.values())
    )
    if sentence.language == "kk" and any(hit.first == one.last for hit in sentence.of("unit.observer", "unit.person")):
        return True
    named = any(
        0 <= one.first - hit.last <= 4 for hit in sentence.of("unit.observer", "who.international", "unit.person")
    )
    return counted or named


def _people(sentence: Sentence, one: Measured) -> QuantityKind | None:
    """Persons are voters where lists are spoken of, else observers where a team is."""
    if one.number.value >= 1000 and sentence.has("ctx.registered") and not sentence.has("who.mission"):
        return QuantityKind.REGISTERED_VOTERS
    if near(sentence, one, "ctx.vie", before=1, after=1):
        return QuantityKind.CANDIDATES
    if near(sentence, one, "ctx.each", before=6, after=0) or _is_core_team(sentence, one):
        return None
    apart = near(sentence, one, "ctx.subset", before=4, after=0) or near(sentence, one, "ctx.harmed", before=3, after=4)
    if apart or _is_office(sentence, one):
        return None
    team = near(sentence, one, "ctx.observers", before=9, after=6)
    return QuantityKind.OBSERVERS_DEPLOYED if team else None


_CORE = ("expert", "analyst", "эксперт", "аналіт", "аналит")


def _is_core_team(sentence: Sentence, one: Measured) -> bool:
    """Whether those counted are the mission's core team, beside observers that are counted, too."""
    if one.hit is None or not sentence.tokens[one.hit.first].norm.startswith(_CORE):
        return False
    return any(other.unit in _OBSERVERS for other in measured(sentence) if other.hit is not one.hit)


def _is_office(sentence: Sentence, one: Measured) -> bool:
    """Whether the people counted are those elected: "a parliament of 126 deputies"."""
    hit = one.hit
    return hit is not None and any(
        other.first < hit.last and hit.first < other.last for other in sentence.starting("office.")
    )


def _by_context(sentence: Sentence, one: Measured) -> QuantityKind | None:
    value = one.number.value
    if one.unit in _REPORTS and sentence.has("ctx.report"):
        elapsed = any(hit.last == one.number.first for hit in sentence.of("ctx.elapsed", "ctx.each"))
        return None if elapsed else _REPORTS[one.unit]
    if not 2 <= value <= _MOST.get(one.unit, value):
        return None
    if one.unit == "person":
        return _people(sentence, one)
    if one.unit == "country":
        return QuantityKind.OBSERVER_COUNTRIES if _counts_observers(sentence, one) else None
    if one.unit == "citizen":
        listed = near(sentence, one, "ctx.registered", before=6, after=6)
        return QuantityKind.REGISTERED_VOTERS if value >= MANY_VOTERS and listed else None
    if one.unit in {"party", "candidate"} and _is_within(sentence, one, "ctx.chief"):
        return None
    if one.unit == "party":
        return QuantityKind.PARTIES_CONTESTING if sentence.has("ctx.contest") else None
    if one.unit == "candidate":
        every = any(hit.last == one.first for hit in sentence.of("ctx.all"))
        out_of = any(hit.last == one.first for hit in sentence.of("ctx.of"))
        stands = sentence.has("ctx.contest") or one.whole or one.told or every or out_of
        if near(sentence, one, "ctx.vie", before=1, after=1):
            return QuantityKind.CANDIDATES
        aspired = near(sentence, one, "ctx.aspired", before=2, after=4) or _is_within(sentence, one, "ctx.aspired")
        return QuantityKind.CANDIDATES if stands and not one.part and not aspired else None
    if one.unit == "voter":
        return QuantityKind.REGISTERED_VOTERS if value >= 1000 else None
    return None


def _is_within(sentence: Sentence, one: Measured, label: str) -> bool:
    """Whether such a word stands between a number and what it counts: "128 nominated candidates"."""
    end = one.hit.first if one.hit else one.last
    return any(one.number.last <= hit.first and hit.last <= end for hit in sentence.of(label))
