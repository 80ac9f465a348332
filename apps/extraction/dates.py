"""Dates: full ones, ones without a year, weekdays and "yesterday", and which of them is polling day."""

from dataclasses import dataclass
from datetime import date, timedelta

from apps.extraction.drafts import Cue, DateDraft
from apps.extraction.lexer import Hit
from apps.extraction.packs import Pack
from apps.extraction.reading import Reading, Sentence
from apps.extraction.tokens import Token
from apps.extraction.vocabulary import BlockKind, Confidence

WRITTEN, RELATIVE = "date.written", "date.relative"


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a month over the tokens [first, last), its year where it is written."""

    sentence: Sentence
    first: int
    last: int
    month: int
    day: int
    year: int | None


_MONTHS: dict[tuple[str, str], int] = {}


def _month(pack: Pack, token: Token) -> int:
    """The month that a word names, 0 for any other word; remembered for the words met so far."""
    if token.kind != "w":
        return 0
    known = _MONTHS.get((pack.language, token.norm))
    if known is None:
        found = (index for index, pattern in enumerate(pack.months, 1) if pattern.items[0].accepts(token))
        known = next(found, 0)
        if len(_MONTHS) < 50_000:
            _MONTHS[(pack.language, token.norm)] = known
    return known


def _whole(token: Token, low: int, high: int) -> int | None:
    if token.kind == "n" and token.text.isdigit() and len(token.text) <= 4 and low <= int(token.text) <= high:
        return int(token.text)
    return None


def _year_after(tokens: list[Token], at: int) -> tuple[int | None, int]:
    """A year at or one mark or word ("de", ",") past `at`, and the token after it."""
    for skip in range(2):
        if at + skip < len(tokens):
            year = _whole(tokens[at + skip], 1950, 2099)
            if year:
                return year, at + skip + 1
            if tokens[at + skip].norm not in {",", "de", "del", "of"}:
                break
    return None, at


def days_in(sentence: Sentence, pack: Pack) -> list[Day]:
    """Every day of a month that the sentence writes, in any order of day, month and year."""
    found = []
    tokens = sentence.tokens
    for index, token in enumerate(tokens):
        month = _month(pack, token)
        if not month:
            continue
        day, first, last = _day_beside(tokens, index, pack)
        if day is None:
            continue
        year, end = _year_after(tokens, last)
        if year is None:
            year, first = _year_before(tokens, first, pack)
        found.append(Day(sentence, first, end, month, day, year))
    return found


def _day_beside(tokens: list[Token], index: int, pack: Pack) -> tuple[int | None, int, int]:
    """The day before or after a month's name, with the tokens that both cover."""
    for back in range(1, 4):
        if index - back >= 0:
            before = tokens[index - back]
            day = _whole(before, 1, 31)
            if day and tokens[index - back].norm != ".":
                return day, index - back, index + 1
            if (
                before.norm not in {"de", "of", "the", ",", "-", "º", "°", "."}
                and before.norm not in pack.ordinal_suffix
            ):
                break
    after = index + 2 if index + 1 < len(tokens) and tokens[index + 1].norm == "." else index + 1
    if after < len(tokens):
        day = _whole(tokens[after], 1, 31)
        if day:
            suffix = after + 1 < len(tokens) and tokens[after + 1].norm in pack.ordinal_suffix
            return day, index, after + 2 if suffix else after + 1
    return None, index, index + 1


def _year_before(tokens: list[Token], first: int, pack: Pack) -> tuple[int | None, int]:
    """Kazakh writes the year first: "2023 жылғы 19 наурыз"."""
    if pack.language == "kk" and first >= 2:
        year = _whole(tokens[first - 2], 1950, 2099)
        if year and tokens[first - 1].norm.startswith("жыл"):
            return year, first - 2
    return None, first


def is_dateline(day: Day, position: int) -> bool:
    """Whether a date stands at the head of the text as its own date: "Минск, 26 февраля."."""
    return (
        day.sentence.kind is not BlockKind.HEADLINE
        and position < 4
        and len(day.sentence.tokens) <= day.last - day.first + 6
    )


def published_in(days: list[tuple[int, Day]], published: date | None) -> date | None:
    """The day the text was written: given, or a dateline with its year."""
    if published:
        return published
    for position, day in days:
        if is_dateline(day, position) or (position < 3 and day.first <= 5 and _opens(day)):
            return _as_date(day, day.year)
    return next((_as_date(day, day.year) for _, day in days if day.year and is_spoken(day)), None)


def is_spoken(day: Day) -> bool:
    """Whether a date tells when somebody spoke: "this was said on 8 February 2010"."""
    said = day.sentence.of("say", "say.back")
    near = any(-1 <= day.first - hit.last <= 4 or 0 <= hit.first - day.last <= 4 for hit in said)
    held = any(abs(hit.first - day.last) <= 3 or abs(day.first - hit.last) <= 3 for hit in day.sentence.of("eday"))
    return near and not held


def _opens(day: Day) -> bool:
    """ "DAKAR, 27 January 2019 – The mission": a place, the date, a dash."""
    after = day.sentence.tokens[day.last : day.last + 2]
    return day.year is not None and any(token.norm in {"–", "—", "-", ".", "*", ")", "("} for token in after)


def _as_date(day: Day, year: int | None) -> date | None:
    try:
        return date(year, day.month, day.day) if year else None
    except ValueError:
        return None


def _score(reading: Reading, day: Day, position: int) -> float:
    """How much a date looks like polling day."""
    sentence = day.sentence
    near = min(
        (
            max(day.first - hit.last, hit.first - day.last)
            for hit in (*sentence.of("election.core", "election"), *sentence.starting("type."))
        ),
        default=40,
    )
    score = max(0.0, 6 - near * 0.5)
    score += 2.0 * any(abs(hit.first - day.last) <= 5 or abs(day.first - hit.last) <= 4 for hit in sentence.of("eday"))
    score += 1.0 * bool(sentence.starting("type."))
    score += max(0.0, 1.5 - position * 0.1)
    heads = is_dateline(day, position) or (position < 3 and day.first <= 5 and _opens(day))
    score -= 5.0 * heads + 3.0 * is_spoken(day)
    if sentence.has("procedural", "ctx.report") and near > 1:
        score -= 3
    return score


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


def election_year(reading: Reading) -> int | None:
    """The year that stands beside the word election ("the 2017 presidential election") and is no earlier one's."""
    for sentence in reading.sentences[: max(6, len(reading.sentences) // 2)]:
        cores = [*sentence.of("election.core"), *sentence.starting("type.")]
        for place, token in enumerate(sentence.tokens):
            year = _whole(token, 1990, 2099)
            if year is None or not any(max(place + 1 - hit.last, hit.first - place) <= 3 for hit in cores):
                continue
            if not _BEFORE & {one.norm for one in sentence.tokens[max(0, place - 3) : place]}:
                return year
    return None


def _year_for(day: Day, published: date | None, named: int | None) -> int | None:
    """The year of a date that writes none: the one that lies nearest the publication date, or the election's own."""
    if day.year:
        return day.year
    if published:
        candidates = [one for shift in (-1, 0, 1) if (one := _as_date(day, published.year + shift))]
        nearest = min(candidates, key=lambda one: abs((one - published).days), default=None)
        return nearest.year if nearest else None
    return named


def written_on(reading: Reading) -> date | None:
    """The text's own date where it carries one with its year."""
    days = [(place, day) for place, one in enumerate(reading.sentences[:4]) for day in days_in(one, reading.pack)]
    return published_in(days, None)


def polling_day(reading: Reading, published: date | None) -> DateDraft | None:
    """Polling day: the best written date, or one told by "tomorrow", "on Sunday" beside the text's own date."""
    days = [
        (position, day)
        for position, sentence in enumerate(reading.sentences)
        if sentence.kind is not BlockKind.CAPTION
        for day in days_in(sentence, reading.pack)
    ]
    today = published_in(days, published)
    relative = _relative(reading, today)
    ranked = sorted(
        ((-_score(reading, day, position), position, day) for position, day in days), key=lambda one: one[:2]
    )
    best = ranked[0] if ranked and -ranked[0][0] >= 4 else None
    if relative and (best is None or -best[0] < 8):
        return relative
    return _written(reading, best[2], today) if best else relative


def _written(reading: Reading, day: Day, published: date | None) -> DateDraft:
    year = _year_for(day, published, election_year(reading))
    value = f"{year:04d}-{day.month:02d}-{day.day:02d}" if year else f"--{day.month:02d}-{day.day:02d}"
    start, end = day.sentence.tokens[day.first].start, day.sentence.tokens[day.last - 1].end
    words = reading.text[start:end]
    return DateDraft(
        start=start,
        end=end,
        quote=words,
        rule=WRITTEN,
        confidence=Confidence.EXACT if day.year else Confidence.GRAMMAR,
        because=(Cue(start, end, words, "date"),),
        value=value,
    )


def _relative(reading: Reading, today: date | None) -> DateDraft | None:
    """ "Tomorrow's election", "Sunday's vote", "накануне, в воскресенье" against the text's own date."""
    if today is None:
        return None
    for sentence in reading.sentences:
        cores = sentence.of("election.core", "election")
        for hit in sentence.starting("day.") + sentence.starting("weekday."):
            near = min((max(hit.first - core.last, core.first - hit.last) for core in cores), default=99)
            spoken = any(0 <= hit.first - said.last <= 1 for said in sentence.of("say"))
            reach = 12 if _is_held(sentence, hit) else 2 if hit.label.startswith("weekday.") else 8
            if spoken or near > reach:
                continue
            start, end = sentence.place(hit)
            cue = reading.cue(sentence, hit)
            return DateDraft(
                start=start,
                end=end,
                quote=cue.words,
                rule=RELATIVE,
                confidence=Confidence.HEURISTIC,
                because=(cue,),
                value=_resolve(hit.label, today, ahead=sentence.has("st.future")).isoformat(),
            )
    return None


def _is_held(sentence: Sentence, hit: Hit) -> bool:
    """Whether a weekday stands at a verb of holding elections: "the polls were held last Sunday", "прошли в среду"."""
    return any(0 <= hit.first - held.last <= 2 for held in sentence.of("eday"))


def _resolve(label: str, today: date, *, ahead: bool) -> date:
    kind, _, name = label.partition(".")
    if kind == "day":
        return today + timedelta(days={"yesterday": -1, "today": 0, "tomorrow": 1}[name])
    if ahead:
        return today + timedelta(days=(int(name) - today.weekday()) % 7)
    return today - timedelta(days=(today.weekday() - int(name)) % 7)
