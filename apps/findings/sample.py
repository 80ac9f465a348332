"""An invented ledger of any size, to measure the site with: nobody's words, about elections that never were.

Rows go in by COPY with triggers off, since a million findings would otherwise take hours; what the triggers keep
(search index, page log) is written afterwards, in bulk. The same plan always makes the same rows.
"""

import hashlib
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import cycle, islice
from typing import Any, Final

from apps.elections.choices import ElectionType
from apps.findings.choices import Measure, Sentiment, Topic

ELECTIONS_PER_COUNTRY: Final = 20
MISSIONS_PER_ELECTION: Final = 2
FIGURES, RECOMMENDATIONS, PROMISES = 2, 3, 1
NOW: Final = datetime(2026, 1, 1, 12, tzinfo=UTC)
FIRST_DAY: Final = date(1995, 1, 1)
DAYS: Final = 11_000
# Of a hundred claims, how many stand in which state; the rest is published.
DRAFTS, WITHDRAWN, EMBARGOED = 6, 1, 2
LATER: Final = datetime(2199, 1, 1, tzinfo=UTC)

SUBJECTS: Final = {
    "en": (
        "Voting in district {n}",
        "The count at station {n}",
        "Campaigning in town {n}",
        "The list of voters no. {n}",
    ),
    "ru": ("Голосование в округе {n}", "Подсчёт на участке {n}", "Кампания в городе {n}", "Список избирателей № {n}"),
    "kk": ("{n}-округтегі дауыс беру", "{n}-учаскедегі санау", "{n}-қаладағы үгіт", "№ {n} сайлаушылар тізімі"),
}
VERDICTS: Final = {
    "en": {"positive": "was calm and orderly", "negative": "lacked openness", "mixed": "was calm but opaque"},
    "ru": {"positive": "прошло спокойно", "negative": "вызвало нарекания", "mixed": "прошло спокойно, но не открыто"},
    "kk": {"positive": "тыныш өтті", "negative": "ашық болмады", "mixed": "тыныш, бірақ жабық өтті"},
}
SENTIMENTS: Final = (Sentiment.POSITIVE, Sentiment.NEGATIVE, Sentiment.MIXED)
MEASURES: Final = (Measure.POLLING_STATIONS_VISITED, Measure.OBSERVERS_DEPLOYED)


@dataclass(frozen=True, slots=True)
class Plan:
    """How large the ledger is; findings are counted per mission."""

    elections: int
    findings: int

    @property
    def missions(self) -> int:
        return self.elections * MISSIONS_PER_ELECTION


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one table, in the order of its columns."""

    name: str
    columns: tuple[str, ...]
    rows: Iterable[Sequence[Any]]


STAMPS: Final = ("created_at", "updated_at")
PUBLICATION: Final = (*STAMPS, "state", "embargo_until", "published_at", "published_by_id", "withdrawn_at",
                      "withdrawn_by_id", "withdrawal_note")  # fmt: skip
CLAIM: Final = ("id", *PUBLICATION, "mission_id", "voice", "language", "summary", "origin", "code")


def tables(
    plan: Plan, *, countries: Sequence[tuple[int, str]], organisations: Sequence[int], by: int
) -> Iterator[Table]:
    """Every table of the ledger, parents first; `countries` are ids with ISO codes, `by` publishes everything."""
    yield Table(
        "elections_election",
        ("id", *PUBLICATION, "code", "country_id", "types", "first_polling_day", "last_polling_day", "round",
         "is_early", "status", "names"),
        _elections(plan, countries, by),
    )  # fmt: skip
    yield Table(
        "missions_mission",
        ("id", *PUBLICATION, "code", "election_id", "organisation_id", "format", "mandate", "sample_is_random"),
        _missions(plan, organisations, by),
    )
    yield Table(
        "statements_statement",
        ("id", *PUBLICATION, "code", "source_key", "kind", "authenticity", "title", "language", "published_on", "url",
         "author", "facts_from"),
        _statements(plan, by),
    )  # fmt: skip
    yield Table(
        "statements_textversion",
        ("id", "statement_id", "number", "body", "sha256", "language", "url", "fetched_at"),
        _versions(plan),
    )
    yield Table("missions_missionstatement", ("id", "mission_id", "statement_id", "relation"), _links(plan))
    yield Table("statements_quote", ("id", "version_id", "start", "end", "exact"), _quotes(plan))
    yield Table("findings_finding", (*CLAIM, "topic", "sentiment"), _findings(plan, by))
    yield Table("findings_figure", (*CLAIM, "measure", "value", "comparator", "source"), _figures(plan, by))
    yield Table(
        "findings_recommendation", (*CLAIM, "topic", "priority", "addressee", "number"), _recommendations(plan, by)
    )
    yield Table(
        "findings_deliverable", (*CLAIM, "report", "count", "unit", "anchor", "due_on", "fulfilled_on"),
        _promises(plan, by),
    )  # fmt: skip
    for kind, number in (("finding", plan.findings), ("figure", FIGURES), ("recommendation", RECOMMENDATIONS),
                         ("deliverable", PROMISES)):  # fmt: skip
        yield Table("findings_evidence", (f"{kind}_id", "quote_id", "relation"), _evidence(plan, number))
    yield Table("core_change", ("id", "at", "visible_from", "kind", "record", "code", "note"), _changes(plan))


def polling_day(election: int) -> date:
    return FIRST_DAY + timedelta(days=election * 7919 % DAYS)


def language(mission: int) -> str:
    return ("en", "ru", "kk")[mission % 3]


def sentences(plan: Plan, mission: int) -> list[str]:
    """One sentence for each finding of a mission."""
    subjects, verdicts = SUBJECTS[language(mission)], VERDICTS[language(mission)]
    return [
        f"{subjects[(mission + place) % len(subjects)].format(n=mission + place)} {verdicts[_sentiment(place)]}."
        for place in range(plan.findings)
    ]


def _sentiment(place: int) -> Sentiment:
    return SENTIMENTS[place % len(SENTIMENTS)]


def _published(by: int) -> tuple[Any, ...]:
    return (NOW, NOW, "published", None, NOW, by, None, None, "")


def _state(number: int, by: int) -> tuple[Any, ...]:
    """The publication of a claim; a fixed share of each hundred is not public."""
    place = number * 37 % 100
    if place < DRAFTS:
        return (NOW, NOW, "draft", None, None, None, None, None, "")
    if place < DRAFTS + WITHDRAWN:
        return (NOW, NOW, "withdrawn", None, NOW, by, NOW, by, "Entered twice.")
    return (NOW, NOW, "published", LATER if place < DRAFTS + WITHDRAWN + EMBARGOED else None, NOW, by, None, None, "")


def _elections(plan: Plan, countries: Sequence[tuple[int, str]], by: int) -> Iterator[Sequence[Any]]:
    types = tuple(ElectionType)
    for number in range(plan.elections):
        country, iso2 = countries[number // ELECTIONS_PER_COUNTRY % len(countries)]
        day, kind = polling_day(number), str(types[number % 3])
        code = f"{iso2.lower()}-{day.isoformat()}-{kind}-{number + 1}"
        yield (number + 1, *_published(by), code, country, [kind], day, day, 1, None, "held", "{}")


def _missions(plan: Plan, organisations: Sequence[int], by: int) -> Iterator[Sequence[Any]]:
    for number in range(plan.missions):
        organisation = organisations[number % len(organisations)]
        election = number // MISSIONS_PER_ELECTION + 1
        yield (number + 1, *_published(by), f"sample-{number + 1}", election, organisation, "eom", "{}", False)


def _statements(plan: Plan, by: int) -> Iterator[Sequence[Any]]:
    for number in range(plan.missions):
        day = polling_day(number // MISSIONS_PER_ELECTION) + timedelta(days=1)
        yield (number + 1, *_published(by), f"s-{number:08d}", f"sample:{number}", "preliminary_statement", "retold",
               f"Statement {number + 1}", language(number), day, "", "", "")  # fmt: skip


def _versions(plan: Plan) -> Iterator[Sequence[Any]]:
    for number in range(plan.missions):
        body = "\n\n".join(sentences(plan, number))
        digest = hashlib.sha256(body.encode()).hexdigest()
        yield (number + 1, number + 1, 1, body, digest, language(number), "", NOW)


def _links(plan: Plan) -> Iterator[Sequence[Any]]:
    return ((number + 1, number + 1, number + 1, "own") for number in range(plan.missions))


def _quotes(plan: Plan) -> Iterator[Sequence[Any]]:
    number = 0
    for mission in range(plan.missions):
        start = 0
        for words in sentences(plan, mission):
            number += 1
            yield (number, mission + 1, start, start + len(words), words)
            start += len(words) + 2


def _claims(plan: Plan, each: int, letter: str, by: int) -> Iterator[tuple[int, int, tuple[Any, ...]]]:
    """Number of the claim, its place within the mission, and the columns that all claims share."""
    for mission in range(plan.missions):
        for place in range(each):
            number = mission * each + place
            summary = json.dumps({"en": f"Claim {number + 1}"})
            yield (
                number,
                place,
                (number + 1, *_state(number, by), mission + 1, "mission_quote" if number % 4 else "mission_paraphrase",
                 language(mission), summary, "entered", f"{letter}-{number:08d}"),
            )  # fmt: skip


def _findings(plan: Plan, by: int) -> Iterator[Sequence[Any]]:
    topics = tuple(Topic)
    for number, place, shared in _claims(plan, plan.findings, "f", by):
        yield (*shared, str(topics[number % len(topics)]), str(_sentiment(place)))


def _figures(plan: Plan, by: int) -> Iterator[Sequence[Any]]:
    for number, place, shared in _claims(plan, FIGURES, "n", by):
        yield (*shared, str(MEASURES[place]), number % 900 + 10, "eq", "mission")


def _recommendations(plan: Plan, by: int) -> Iterator[Sequence[Any]]:
    topics = tuple(Topic)
    for number, place, shared in _claims(plan, RECOMMENDATIONS, "r", by):
        yield (*shared, str(topics[number % len(topics)]), "other" if place else "priority", "other", str(place + 1))


def _promises(plan: Plan, by: int) -> Iterator[Sequence[Any]]:
    for number, _place, shared in _claims(plan, PROMISES, "d", by):
        due = polling_day(number // MISSIONS_PER_ELECTION) + timedelta(weeks=8)
        kept = due + timedelta(days=number % 40 - 10) if number % 3 else None
        yield (*shared, "final", 8, "weeks", "election_day", due, kept)


def _evidence(plan: Plan, each: int) -> Iterator[Sequence[Any]]:
    """Claims of a mission rest on its sentences, one after another."""
    for mission in range(plan.missions):
        quotes = range(mission * plan.findings + 1, (mission + 1) * plan.findings + 1)
        for place, quote in enumerate(islice(cycle(quotes), each)):
            yield (mission * each + place + 1, quote, "supports")


def _changes(plan: Plan) -> Iterator[Sequence[Any]]:
    """A line for every fiftieth finding keeps the log long without making it the largest table."""
    dice = random.Random(plan.elections)  # noqa: S311 - nothing secret
    for number in range(0, plan.missions * plan.findings, 50):
        at = NOW - timedelta(minutes=dice.randrange(500_000))
        yield (number // 50 + 1, at, at, "published", "finding", f"f-{number:08d}", "")
