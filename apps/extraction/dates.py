"""Polling day: among all days that a text writes or tells ("Sunday's vote", "вчера"), the one nearest to the voting."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from apps.extraction.days import Day, days_in, whole
from apps.extraction.drafts import DateDraft
from apps.extraction.lexer import Hit
from apps.extraction.reading import Reading, Sentence
from apps.extraction.vocabulary import BlockKind, Confidence

WRITTEN, RELATIVE = "date.written", "date.relative"
NEEDED = 4.0  # the least that a day has to look like polling day
_AFTER_PLACE = {"–", "—", "-", ".", "*", ")", "(", "/", ":", "−", "|", "…"}
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


def is_dateline(day: Day, position: int) -> bool:
    """Whether a date stands at the head of the text as its own date: "Минск, 26 февраля."."""
    bare = len(day.sentence.tokens) <= day.last - day.first + 4
    if position >= 6 or (day.sentence.kind is BlockKind.HEADLINE and not bare):
        return False
    if any(hit.last <= day.first for hit in _voting(day.sentence)):
        return False
    alone = len(day.sentence.tokens) <= day.last - day.first + 7
    return alone or (position < 5 and day.first <= 14 and _opens(day))


def _opens(day: Day) -> bool:
    """ "DAKAR, 27 January 2019 – The mission": a place, the date, a dash."""
    after = day.sentence.tokens[day.last : day.last + 3]
    marked = any(token.norm in _AFTER_PLACE for token in after[:2] if token.norm != ",")
    hours = bool(after[1:2]) and after[0].norm == "," and after[1].kind == "n"
    return marked or hours


def written_on(reading: Reading) -> date | None:
    """The text's own date where it carries one with its year: a dateline, or the day on which somebody spoke."""
    head = list(enumerate(reading.sentences[:6]))
    days = [(place, day) for place, one in head for day in days_in(one, reading.pack)]
    lines = [(place, day) for place, day in days if is_dateline(day, place) and not _is_title(day)]
    for _, day in lines:
        if day.year:
            return day.on(day.year)
    named = election_year(reading)
    for _, day in lines:
        if named:
            return day.on(named)
    last = [one for one in reading.sentences[-2:] if len(one.tokens) <= 12 and not _voting(one)]
    tail = [day for one in last for day in days_in(one, reading.pack)]
    closing = next((day.on(day.year) for day in tail if day.year), None)
    return closing or next((day.on(day.year) for _, day in days if day.year and is_spoken(day)), None)


def _is_title(day: Day) -> bool:
    """Whether a line names the election with its day: "Early Parliamentary Elections, 5 June 2011"."""
    hits = [*day.sentence.of("election.core"), *day.sentence.starting("type.")]
    return any(0 <= day.first - hit.last <= 2 for hit in hits)


def is_spoken(day: Day) -> bool:
    """Whether a date tells when somebody spoke: "this was said on 8 February 2010"."""
    said = day.sentence.of("say", "say.back")
    near = any(-1 <= day.first - hit.last <= 4 or 0 <= hit.first - day.last <= 4 for hit in said)
    held = any(abs(hit.first - day.last) <= 3 or abs(day.first - hit.last) <= 3 for hit in day.sentence.of("eday"))
    return near and not held


_BEFORE = {
    "since",
    "after",
    "following",
    "с",
    "после",
    "depuis",
    "après",
    "desde",
    "tras",
    "після",
    "previous",
    "unlike",
    "than",
}

_AFTERMATH = {"after", "following", "после", "après", "tras", "після"}


def election_year(reading: Reading) -> int | None:
    """The year that stands beside the word election ("the 2017 presidential election") and is no earlier one's.

    "Following the July 2024 election" names an earlier one only where the text names another year so.
    """
    return _year_beside(reading, _BEFORE) or _year_beside(reading, _BEFORE - _AFTERMATH)


def _year_beside(reading: Reading, barred: set[str]) -> int | None:
    for sentence in reading.sentences[: max(6, len(reading.sentences) // 2)]:
        cores = [*sentence.of("election.core"), *sentence.starting("type.")]
        for place, token in enumerate(sentence.tokens):
            year = whole(token, 1990, 2099)
            if year is None or not any(max(place + 1 - hit.last, hit.first - place) <= 3 for hit in cores):
                continue
            if not barred & {one.norm for one in sentence.tokens[max(0, place - 3) : place]}:
                return year
    return None


def _year_for(day: Day, published: date | None, named: int | None) -> int | None:
    """The year of a date that writes none: the one that lies nearest the publication date, or the election's own."""
    if day.year:
        return day.year
    if published:
        candidates = [one for shift in (-1, 0, 1) if (one := day.on(published.year + shift))]
        nearest = min(candidates, key=lambda one: abs((one - published).days), default=None)
        return nearest.year if nearest else None
    return named


def _voting(sentence: Sentence) -> list[Hit]:
    offices = sentence.starting("office.") if sentence.has("elect") else []
    return [*sentence.of("election.core", "election", "voting"), *sentence.starting("type."), *offices]


def _written(reading: Reading, position: int, day: Day, today: date | None) -> Candidate:
    """A written day, by its nearness to words of voting; the text's own date and days of other events lose."""
    sentence = day.sentence
    near = _nearest(day.first, day.last, _voting(sentence))
    score = max(0.0, 6 - near * 0.5)
    score += 2.0 * any(abs(hit.first - day.last) <= 5 or abs(day.first - hit.last) <= 4 for hit in sentence.of("eday"))
    score += 1.0 * bool(sentence.starting("type."))
    score += max(0.0, 1.5 - position * 0.1)
    score -= 5.0 * (is_dateline(day, position) and not _is_title(day)) + 3.0 * is_spoken(day)
    if sentence.has("procedural", "ctx.report") and near > 4:
        score -= 3
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


def _is_spoken_weekday(sentence: Sentence, hit: Hit) -> bool:
    """Whether a weekday tells when somebody spoke: "said on Monday", "on Monday told", «заявил в понедельник»."""
    said = sentence.of("say", "say.back", "say.by")
    return any(0 <= hit.first - one.last <= 2 or 0 <= one.first - hit.last <= 1 for one in said)


def _relative(reading: Reading, today: date) -> Iterator[Candidate]:
    """ "Tomorrow's election", "Sunday's vote", "накануне, в воскресенье" against the text's own date."""
    for position, sentence in enumerate(reading.sentences):
        if sentence.kind is BlockKind.CAPTION or not sentence.has("election.core", "election", "voting"):
            continue
        voting = _voting(sentence)
        for hit in sentence.starting("day.") + sentence.starting("weekday."):
            score = _likeness(sentence, hit, voting) + max(0.0, 1.5 - position * 0.1)
            day = _resolve(hit.label, today, ahead=sentence.has("st.future"))
            yield Candidate(score, position, sentence, hit.first, hit.last, day.isoformat(), RELATIVE, hit)


def _likeness(sentence: Sentence, hit: Hit, voting: list[Hit]) -> float:
    """How much a told day looks like polling day: it stands at words of voting, not at words of saying."""
    near = _nearest(hit.first, hit.last, voting)
    held = _nearest(hit.first, hit.last, sentence.of("eday", "voting"))
    score = max(0.0, 6 - near * 0.5) + (2.0 if held <= 2 else 0.0)
    if _is_spoken_weekday(sentence, hit) and near > 0:
        score -= 5
    if hit.label == "day.today":
        score -= 3
    if hit.label.startswith("weekday.") and near > 3 and held > 2:
        score -= 2
    if hit.label == "day.yesterday" and _is_eve(sentence, hit):
        score -= 8
    return score


def _is_eve(sentence: Sentence, hit: Hit) -> bool:
    """Whether "the day before" counts from the vote, not from today: "накануне выборов"."""
    word = sentence.tokens[hit.first].norm
    held = any(one.last == hit.first for one in sentence.of("voting", "eday"))
    return word in _EVE and not held and any(0 <= one.first - hit.last <= 1 for one in _voting(sentence))


def _resolve(label: str, today: date, *, ahead: bool) -> date:
    kind, _, name = label.partition(".")
    if kind == "day":
        return today + timedelta(days=_BACK[name])
    if ahead:
        return today + timedelta(days=(int(name) - today.weekday()) % 7)
    return today - timedelta(days=(today.weekday() - int(name)) % 7)


def polling_day(reading: Reading, published: date | None) -> DateDraft | None:
    """The best candidate, written or told; None where no day looks like polling day."""
    today = published or written_on(reading)
    candidates = [
        _written(reading, position, day, today)
        for position, sentence in enumerate(reading.sentences)
        if sentence.kind is not BlockKind.CAPTION
        for day in days_in(sentence, reading.pack)
    ]
    if today:
        candidates += _relative(reading, today)
    ranked = sorted(((_backed(one, candidates), one) for one in candidates), key=_rank)
    return _draft(reading, ranked[0][1]) if ranked and ranked[0][0] >= NEEDED else None


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
    voting = sorted(_voting(one.sentence), key=lambda hit: _gap(one.first, one.last, hit))
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
