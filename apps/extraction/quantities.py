"""Figures that observation reports speak of: which measure a counted number is, decided by the words around it."""

import itertools
from collections.abc import Iterator

from apps.extraction.drafts import QuantityDraft
from apps.extraction.measures import Measured, measured, near
from apps.extraction.reading import Reading, Sentence
from apps.extraction.vocabulary import BlockKind, Comparator, Confidence, QuantityKind, Voice

RULE, PART_OF, ALL = "quantity.measure", "quantity.part_of", "quantity.all_of"
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
    if one.unit == "station":
        return _stations(sentence, one)
    if one.unit == "region":
        return _regions(sentence, one)
    return _by_context(sentence, one)


def _visited(sentence: Sentence, one: Measured) -> bool:
    """Whether somebody observed there, rather than something happened there."""
    reach = 12 if sentence.language == "kk" else 3  # the verb stands last there
    for hit in sentence.of("visit"):
        before, after = one.first - hit.last, hit.first - one.last
        if (0 <= before <= 8 or 0 <= after <= reach) and not _is_incident(sentence, hit.first):
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
    if value < 2:
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
    if min(turnout, praise) < 99:
        return QuantityKind.TURNOUT_PERCENT if turnout <= praise else QuantityKind.VOTES_PERCENT_POSITIVE
    voters = near(sentence, one, "ctx.voters", before=2, after=5)
    return QuantityKind.TURNOUT_PERCENT if voters and sentence.has("ctx.voted") else None


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
    apart = near(sentence, one, "ctx.subset", before=4, after=0) or near(sentence, one, "ctx.harmed", before=3, after=4)
    if apart or _is_office(sentence, one):
        return None
    team = near(sentence, one, "ctx.observers", before=9, after=6)
    return QuantityKind.OBSERVERS_DEPLOYED if team else None


def _is_office(sentence: Sentence, one: Measured) -> bool:
    """Whether the people counted are those elected: "a parliament of 126 deputies"."""
    hit = one.hit
    return hit is not None and any(
        other.first < hit.last and hit.first < other.last for other in sentence.starting("office.")
    )


def _by_context(sentence: Sentence, one: Measured) -> QuantityKind | None:
    value = one.number.value
    if one.unit in _REPORTS and sentence.has("ctx.report"):
        return _REPORTS[one.unit]
    if not 2 <= value <= _MOST.get(one.unit, value):
        return None
    if one.unit == "person":
        return _people(sentence, one)
    if one.unit == "country":
        return QuantityKind.OBSERVER_COUNTRIES if _counts_observers(sentence, one) else None
    if one.unit == "party":
        return QuantityKind.PARTIES_CONTESTING if sentence.has("ctx.contest") else None
    if one.unit == "candidate":
        stands = sentence.has("ctx.contest") or one.whole or one.told
        aspired = near(sentence, one, "ctx.aspired", before=2, after=4)
        return QuantityKind.CANDIDATES if stands and not one.part and not aspired else None
    if one.unit == "voter":
        return QuantityKind.REGISTERED_VOTERS if value >= 1000 else None
    return None


def _draft(
    reading: Reading, sentence: Sentence, one: Measured, kind: QuantityKind, voice: Voice, rule: str
) -> QuantityDraft:
    start, end = sentence.tokens[one.first].start, sentence.tokens[one.last - 1].end
    hits = [hit for hit in (one.hit,) if hit]
    around = sorted(
        (*sentence.starting("ctx."), *sentence.of("visit")), key=lambda hit: abs(hit.first - one.number.first)
    )
    shown = reading.cues(sentence, [*hits, *around]) or reading.cues(
        sentence, [*sentence.of("who.mission"), *sentence.starting("org."), *sentence.starting("unit.")]
    )
    return QuantityDraft(
        start=start,
        end=end,
        quote=reading.text[start:end],
        rule=rule,
        confidence=Confidence.GRAMMAR,
        because=shown,
        kind=kind,
        value=_summed(sentence, one) if kind is QuantityKind.OBSERVER_COUNTRIES else one.number.value,
        comparator=Comparator(one.comparator),
        voice=voice,
        source="cec" if kind in _OFFICIAL else None,
    )


# Figures that election commissions establish, whoever repeats them.
_OFFICIAL = {QuantityKind.TURNOUT_PERCENT, QuantityKind.REGISTERED_VOTERS, QuantityKind.POLLING_STATIONS_TOTAL}
_LIST = {
    ",",
    "and",
    "as",
    "well",
    "и",
    "также",
    "а",
    "та",
    "et",
    "y",
    "мен",
    "de",
    "d'",
    "from",
    "of",
    "из",
    "з",
    "du",
    "la",
}


def _summed(sentence: Sentence, one: Measured) -> float:
    """ "27 EU Member States, Norway and Switzerland" are 29 countries."""
    total, reach = one.number.value, one.last
    for hit in sorted(sentence.starting("land."), key=lambda hit: hit.first):
        between = sentence.tokens[reach : hit.first]
        if hit.first >= reach and 0 < len(between) <= 4 and all(token.norm in _LIST for token in between):
            total, reach = total + 1, hit.last
    return total


def _kinds(sentence: Sentence, one: Measured) -> Iterator[tuple[QuantityKind, str]]:
    """The measure of a number; "all 18 departments" counts those covered and the total."""
    kind = kind_of(sentence, one)
    if kind is None:
        return
    yield kind, PART_OF if one.part or one.whole else RULE
    every = any(hit.last == one.first for hit in sentence.of("ctx.all"))
    if kind is QuantityKind.REGIONS_COVERED and every and not one.part:
        yield QuantityKind.REGIONS_TOTAL, ALL


def quantities_of(reading: Reading, voices: dict[int, Voice]) -> tuple[QuantityDraft, ...]:
    """Every measured number of the body, and of the headline where the body does not repeat it."""
    drafts = [
        _draft(reading, sentence, one, kind, voices.get(index, Voice.REPORTER), rule)
        for index, sentence in enumerate(reading.sentences)
        if sentence.kind is not BlockKind.CAPTION
        for one in measured(sentence)
        for kind, rule in _kinds(sentence, one)
    ]
    return _distinct(drafts)


def _distinct(drafts: list[QuantityDraft]) -> tuple[QuantityDraft, ...]:
    """One draft for each measure, value and comparator; the body's wins over the headline's by coming later."""
    seen: dict[tuple[QuantityKind, float, Comparator], QuantityDraft] = {}
    for draft in drafts:
        seen[(draft.kind, draft.value, draft.comparator)] = draft
    return tuple(sorted(seen.values(), key=lambda draft: (draft.start, draft.end)))
