"""Polling day: among all days that a text writes or tells ("Sunday's vote", "вчера"), the one nearest to the voting."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from apps.extraction.datelines import (
    OwnDay,
    election_year,
    is_dateline,
    is_spoken,
    is_spoken_weekday,
    is_title,
    own_day,
    voting_words,
    were_observers_there,
)
from apps.extraction.days import Day, days_in
from apps.extraction.drafts import DateDraft
from apps.extraction.lexer import Hit
from apps.extraction.reading import Reading, Sentence
from apps.extraction.vocabulary import BlockKind, Confidence

WRITTEN, RELATIVE = "date.written", "date.relative"
NEEDED = 4.0  # the least that a day has to look like polling day
NEEDED_ALONE = 2.5  # the least for a weekday or "yesterday" where no day looks so
FAR = 4  # words away from words of voting
_EVE = {"накануне", "напередодні"}
_BACK = {"yesterday": -1, "before_yesterday": -2, "today": 0, "tomorrow": 1}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A day over the tokens [first, last) of a sentence, and how much it looks like polling day."""

    score: float
    position: int
    sentence: Sentence
    first: int
    last: int
    value: str
    rule: str
    hit: Hit | None = None
    has_year: bool = True


def _gap(first: int, last: int, hit: Hit) -> int:
    """How many words lie between [first, last) and a hit; negative where they overlap."""
    return max(first - hit.last, hit.first - last)


def _nearest(first: int, last: int, hits: list[Hit]) -> int:
    return min((_gap(first, last, hit) for hit in hits), default=99)


def _year_for(day: Day, published: date | None, named: int | None) -> int | None:
    """The year of a date that writes none: the one that lies nearest the publication date, or the election's own."""
    if day.year:
        return day.year
    if published:
        candidates = [one for shift in (-1, 0, 1) if (one := day.on(published.year + shift))]
        nearest = min(candidates, key=lambda one: abs((one - published).days), default=None)
        return nearest.year if nearest else None
    return named


def _written(reading: Reading, position: int, day: Day, today: date | None) -> Candidate:
    """A written day, by its nearness to words of voting; the text's own date and days of other events lose."""
    sentence = day.sentence
    near = _nearest(day.first, day.last, voting_words(sentence))
    score = max(0.0, 6 - near * 0.5)
    score += 2.0 * any(abs(hit.first - day.last) <= 5 or abs(day.first - hit.last) <= 4 for hit in sentence.of("eday"))
    score += 1.0 * bool(sentence.starting("type."))
    score += max(0.0, 1.5 - position * 0.1)
    score -= 5.0 * (is_dateline(day, position) and not is_title(day)) + 3.0 * is_spoken(day)
    if sentence.has("procedural", "ctx.report") and near > 4:
        score -= 3
    if near > FAR and were_observers_there(day):
        score += 4.5
    if _nearest(day.first, day.last, sentence.of("date.other")) <= 2:
        score -= 3
    if _nearest(day.first, day.last, sentence.of("round.first")) <= 4 and _is_second_round(reading):
        score -= 6
    if _nearest(day.first, day.last, sentence.of("round.second")) <= 3 and not _is_second_round(reading):
        score -= 4
    if any(0 <= day.first - hit.last <= 4 for hit in sentence.of("past.election")):
        score -= 4
    year = _year_for(day, today, election_year(reading))
    if year and today and abs((date(year, day.month, min(day.day, 28)) - today).days) > 150:
        score -= 4
    value = f"{year:04d}-{day.month:02d}-{day.day:02d}" if year else f"--{day.month:02d}-{day.day:02d}"
    return Candidate(score, position, sentence, day.first, day.last, value, WRITTEN, has_year=day.year is not None)


def _is_second_round(reading: Reading) -> bool:
    """Whether the news is a second round, so that the day of the first is another election's."""
    return any(one.has("round.second") for one in reading.sentences[:4])


def _relative(reading: Reading, own: OwnDay) -> Iterator[Candidate]:
    """ "Tomorrow's election", "Sunday's vote", "накануне, в воскресенье" against the text's own date."""
    for position, sentence in enumerate(reading.sentences):
        if sentence.kind is BlockKind.CAPTION or not sentence.has("election.core", "election", "voting"):
            continue
        voting = voting_words(sentence)
        for hit in sentence.starting("day.") + (sentence.starting("weekday.") if own.weekdays else []):
            score = _likeness(sentence, hit, voting) + max(0.0, 1.5 - position * 0.1)
            day = own.written(_resolve(hit.label, own.day, ahead=sentence.has("st.future")))
            yield Candidate(score, position, sentence, hit.first, hit.last, day, RELATIVE, hit)


def _likeness(sentence: Sentence, hit: Hit, voting: list[Hit]) -> float:
    """How much a told day looks like polling day: it stands at words of voting, not at words of saying."""
    near = _nearest(hit.first, hit.last, voting)
    held = _nearest(hit.first, hit.last, sentence.of("eday", "voting"))
    score = max(0.0, 6 - near * 0.5) + (2.0 if held <= 2 else 0.0)
    if is_spoken_weekday(sentence, hit) and near > 0:
        score -= 5
    if hit.label == "day.today":
        score -= 3
    if hit.label.startswith("weekday.") and near > 3 and held > 2:
        score -= 2
    if _nearest(hit.first, hit.last, sentence.of("date.other")) <= 2:
        score -= 3
    if hit.label == "day.yesterday" and _is_eve(sentence, hit):
        score -= 8
    return score


def _is_eve(sentence: Sentence, hit: Hit) -> bool:
    """Whether "the day before" counts from the vote, not from today: "накануне выборов"."""
    word = sentence.tokens[hit.first].norm
    held = any(one.last == hit.first for one in sentence.of("voting", "eday"))
    return word in _EVE and not held and any(0 <= one.first - hit.last <= 1 for one in voting_words(sentence))


def _resolve(label: str, today: date, *, ahead: bool) -> date:
    kind, _, name = label.partition(".")
    if kind == "day":
        return today + timedelta(days=_BACK[name])
    if ahead:
        return today + timedelta(days=(int(name) - today.weekday()) % 7)
    return today - timedelta(days=(today.weekday() - int(name)) % 7)


def polling_day(reading: Reading, published: date | None) -> DateDraft | None:
    """The best candidate, written or told; None where no day looks like polling day."""
    own = own_day(reading, published)
    today = own.day if own and own.has_year else None
    candidates = [
        _written(reading, position, day, today)
        for position, sentence in enumerate(reading.sentences)
        if sentence.kind is not BlockKind.CAPTION
        for day in days_in(sentence, reading.pack)
    ]
    if own:
        candidates += _relative(reading, own)
    ranked = sorted(((_backed(one, candidates), one) for one in candidates), key=_rank)
    told = [(score, one) for score, one in ranked if one.rule == RELATIVE and score >= NEEDED_ALONE]
    best = next(iter([*(row for row in ranked[:1] if row[0] >= NEEDED), *told]), None)
    return _draft(reading, best[1]) if best else None


def _rank(scored: tuple[float, Candidate]) -> tuple[float, int, int]:
    return -scored[0], scored[1].position, scored[1].first


def _backed(one: Candidate, candidates: list[Candidate]) -> float:
    """A day's score, with a little more where other words of the text tell the same day: "yesterday, on Sunday"."""
    others = {
        (other.position, other.first)
        for other in candidates
        if other.value == one.value and other is not one and other.score > -2
    }
    return one.score + min(2, len(others))


def _draft(reading: Reading, one: Candidate) -> DateDraft:
    start, end = one.sentence.tokens[one.first].start, one.sentence.tokens[one.last - 1].end
    words = Hit(f"date.{one.value}", one.rule, one.first, one.last) if one.hit is None else one.hit
    voting = sorted(voting_words(one.sentence), key=lambda hit: _gap(one.first, one.last, hit))
    grade = Confidence.HEURISTIC if one.rule == RELATIVE else Confidence.GRAMMAR
    return DateDraft(
        start=start,
        end=end,
        quote=reading.text[start:end],
        rule=one.rule,
        confidence=Confidence.EXACT if one.rule == WRITTEN and one.has_year else grade,
        because=reading.cues(one.sentence, [words, *voting[:1]]),
        value=one.value,
    )
