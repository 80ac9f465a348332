"""The text's own day: its dateline, the day on which somebody spoke, the year of the election that it names."""

from dataclasses import dataclass
from datetime import date

from apps.extraction.days import Day, days_in, month_of, whole
from apps.extraction.lexer import Hit
from apps.extraction.reading import Reading, Sentence
from apps.extraction.vocabulary import BlockKind

_AFTER_PLACE = {"–", "—", "-", ".", "*", ")", "(", "/", ":", "−", "|", "…"}


def voting_words(sentence: Sentence) -> list[Hit]:
    """Words of an election and of voting, and the offices that somebody is elected to."""
    offices = sentence.starting("office.") if sentence.has("elect") else []
    return [*sentence.of("election.core", "election", "voting"), *sentence.starting("type."), *offices]


def is_dateline(day: Day, position: int) -> bool:
    """Whether a date stands at the head of the text as its own date: "Минск, 26 февраля."."""
    bare = len(day.sentence.tokens) <= day.last - day.first + 4
    if position >= 6 or (day.sentence.kind is BlockKind.HEADLINE and not bare):
        return False
    if were_observers_there(day) or any(hit.last <= day.first for hit in voting_words(day.sentence)):
        return False
    alone = len(day.sentence.tokens) <= day.last - day.first + 7
    return alone or (position < 5 and day.first <= 14 and _opens(day))


def were_observers_there(day: Day) -> bool:
    """Whether observers went to polling stations on that day: "on 11 April observers visited 157 stations"."""
    sentence = day.sentence
    since = {token.norm for token in sentence.tokens[max(0, day.first - 1) : day.first]} & BEFORE
    stations = any(
        number.last <= hit.first <= number.last + 2
        for hit in sentence.of("unit.station")
        for number in sentence.numbers.values()
    )
    return stations and sentence.has("visit") and not since


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
    lines = [(place, day) for place, day in days if is_dateline(day, place) and not is_title(day)]
    for _, day in lines:
        if day.year:
            return day.on(day.year)
    named = election_year(reading)
    for _, day in lines:
        if named:
            return day.on(named)
    last = [one for one in reading.sentences[-2:] if len(one.tokens) <= 12 and not voting_words(one)]
    tail = [day for one in last for day in days_in(one, reading.pack)]
    closing = next((day.on(day.year) for day in tail if day.year), None)
    return closing or next((day.on(day.year) for _, day in days if day.year and is_spoken(day)), None)


@dataclass(frozen=True, slots=True)
class OwnDay:
    """The day that a text was written on; where no year is known, one in which the day falls on the weekday told.

    `weekdays`: whether weekdays can be counted from it. With neither year nor weekday, only "yesterday" can.
    """

    day: date
    has_year: bool = True
    weekdays: bool = True

    def written(self, day: date) -> str:
        """A day counted from this one: its year is left open where this day's is."""
        return day.isoformat() if self.has_year else f"--{day.month:02d}-{day.day:02d}"


def own_day(reading: Reading, published: date | None) -> OwnDay | None:
    """The publication date, the text's own date, or a dateline without a year beside "said on Monday"."""
    known = published or written_on(reading)
    if known:
        return OwnDay(known)
    head = list(enumerate(reading.sentences[:6]))
    days = [(place, day) for place, one in head for day in days_in(one, reading.pack)]
    line = next((day for place, day in days if is_dateline(day, place) and not is_title(day)), None)
    if line is None:
        return None
    weekday = _weekday_of_writing(reading.sentences[:8])
    years = (line.on(year) for year in range(*_CALENDAR))
    found = next((one for one in years if one and weekday in {None, one.weekday()}), None)
    return OwnDay(found, has_year=False, weekdays=weekday is not None) if found else None


_CALENDAR = (2001, 2029)  # 28 years hold every pair of day and weekday


def _weekday_of_writing(head: list[Sentence]) -> int | None:
    """The weekday on which somebody spoke, or the only one that no word of voting is near."""
    apart: set[int] = set()
    for sentence in head:
        voting = [*voting_words(sentence), *sentence.of("eday")]
        for hit in sentence.starting("weekday."):
            touching = any(max(hit.first - one.last, one.first - hit.last) <= 0 for one in voting)
            if is_spoken_weekday(sentence, hit) and not touching:
                return _weekday(hit)
            if all(max(hit.first - one.last, one.first - hit.last) > 2 for one in voting):
                apart.add(_weekday(hit))
    return apart.pop() if len(apart) == 1 else None


def _weekday(hit: Hit) -> int:
    return int(hit.label.rpartition(".")[2])


def is_spoken_weekday(sentence: Sentence, hit: Hit) -> bool:
    """Whether a weekday tells when somebody spoke: "said on Monday", "on Monday told", «заявил в понедельник»."""
    said = sentence.of("say", "say.back", "say.by")
    return any(0 <= hit.first - one.last <= 2 or 0 <= one.first - hit.last <= 1 for one in said)


def is_title(day: Day) -> bool:
    """Whether a line names the election with its day: "Early Parliamentary Elections, 5 June 2011"."""
    hits = [*day.sentence.of("election.core"), *day.sentence.starting("type.")]
    return any(0 <= day.first - hit.last <= 2 for hit in hits)


def is_spoken(day: Day) -> bool:
    """Whether a date tells when somebody spoke: "this was said on 8 February 2010"."""
    said = day.sentence.of("say", "say.back")
    near = any(-1 <= day.first - hit.last <= 4 or 0 <= hit.first - day.last <= 4 for hit in said)
    held = any(abs(hit.first - day.last) <= 3 or abs(day.first - hit.last) <= 3 for hit in day.sentence.of("eday"))
    return near and not held


BEFORE = {
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
    found = _named(reading)
    return found[0] if found else None


def election_month(reading: Reading) -> int | None:
    """The month before that year: "the December 2023 elections"; None where none is named."""
    found = _named(reading)
    return found[1] or None if found else None


def _named(reading: Reading) -> tuple[int, int] | None:
    return _year_beside(reading, BEFORE) or _year_beside(reading, BEFORE - _AFTERMATH)


def _year_beside(reading: Reading, barred: set[str]) -> tuple[int, int] | None:
    for sentence in reading.sentences[: max(6, len(reading.sentences) // 2)]:
        cores = [*sentence.of("election.core"), *sentence.starting("type.")]
        for place, token in enumerate(sentence.tokens):
            year = whole(token, 1990, 2099)
            if year is None or not any(max(place + 1 - hit.last, hit.first - place) <= 3 for hit in cores):
                continue
            if not barred & {one.norm for one in sentence.tokens[max(0, place - 3) : place]}:
                return year, month_of(reading.pack, sentence.tokens[place - 1]) if place else 0
    return None
