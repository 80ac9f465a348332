"""Readers learn nothing of observers, and no small count, not even by subtracting what they read from each other."""

import csv
import io
import itertools
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from apps.core.services import NotAllowed
from apps.missions.models import Mission
from apps.visits.files import HEADINGS, table_rows
from apps.visits.models import PollingStation, Visit
from apps.visits.selectors import statistics
from apps.visits.services.checks import check_visits
from apps.visits.services.forget import forget
from apps.visits.services.release import draft_release
from tests import factories as make
from tests.visits import builders

SECRETS = {"TEAM-7734", "Remark-7734", "person-7734", "submission-7734", "Note-7734", "06:37", "41.77340", "77.34010"}
START = ("/en/", "/ru/", "/kk/", "/api/v1/", "/sitemap.xml", "/en/downloads/", "/en/downloads/datapackage.json")
LINK = re.compile(r'(?:href|src)="([^"#]+)|<loc>([^<]+)|"(?:https?://testserver)?(/(?:api|en)/[^"\s]+)"')
MOST_PAGES = 400


@pytest.fixture
def mission(db: None) -> Mission:
    """Visits that are full of what readers must not learn, some of it in small groups, and released."""
    made = builders.eom()
    sheet = builders.sheet(made)
    places = builders.stations(made, 6, regions=("KZ-ALA", "KZ-AST", "KZ-KAR"))
    PollingStation.objects.update(latitude="41.77340", longitude="77.34010")
    came = make.NOW.replace(hour=6, minute=37)
    told = {"questionnaire": sheet, "team_code": "TEAM-7734", "arrived_at": came, "note": "Note-7734"}
    told |= {"departed_at": came + timedelta(hours=1), "entered_by": make.user("person-7734")}
    for number, (good, bad, remark) in enumerate([(30, 8, 9), (12, 3, 2), (6, 1, 6), (20, 9, 1), (9, 0, 0), (2, 2, 0)]):
        place = {"station": places[number], **told}
        builders.visits(made, good, overall="good", answers={"ink": "yes", "order": "fair"}, **place)
        builders.visits(made, bad, overall="bad", answers={"ink": "no", "remark": "Remark-7734"}, **place)
        builders.visits(made, remark, form="opening", **{**place, "questionnaire": None})
    Visit.objects.filter(pk=Visit.objects.earliest("pk").pk).update(submission_id="submission-7734")
    check_visits(mission=made)
    for record in (made.election, made):
        make.published(record)
    make.published(draft_release(mission=made))
    return made


def everything_public(client: Client, mission: Mission) -> dict[str, str]:
    """Every address that a reader reaches from the first pages, and those of the mission in every format."""
    wanted = [*START, f"/en/missions/{mission.code}/", f"/en/missions/{mission.code}/visits.csv"]
    wanted += [f"/api/v1/missions/{mission.code}/visit-statistics/"]
    found: dict[str, str] = {}
    while wanted and len(found) < MOST_PAGES:
        path = wanted.pop(0)
        if path in found or path.startswith(("/static/", "/admin/")):
            continue
        answer = client.get(path)
        found[path] = answer.getvalue().decode("utf-8", "replace")
        links = [next(filter(None, link), "") for link in LINK.findall(found[path])]
        local = (link.removeprefix("http://testserver").replace("&amp;", "&") for link in links)
        wanted += [link for link in local if link.startswith("/") and not link.startswith("//")]
    return found


def test_no_public_address_in_any_format_tells_of_observers(client: Client, mission: Mission) -> None:
    pages = everything_public(client, mission)
    leaks = {(path, secret) for path, text in pages.items() for secret in SECRETS if secret in text}

    assert leaks == set()
    assert any(path.endswith("visits.csv") for path in pages)
    assert any(path.startswith("/api/") for path in pages)


Part = frozenset[str]


def parts_of(rows: Iterable[Mapping[str, str]]) -> dict[tuple[str, ...], dict[Part, int]]:
    """Counts by what they count, for each group of regions; the whole country is the empty group."""
    found: dict[tuple[str, ...], dict[Part, int]] = defaultdict(dict)
    for row in rows:
        regions = frozenset(row["regions"].split())
        if row["table"] == "coverage":
            continue
        for name in ("count", "visits", "base"):
            if row[name] != "":
                what = row["value"] if name == "count" else ""
                found[row["table"], row["form"], row["question"], name, what][regions] = int(row[name])
    return found


def differences(parts: Mapping[tuple[str, ...], Mapping[Part, int]]) -> Iterator[tuple[Any, ...]]:
    """What follows by taking any shown part from any other that holds it, and what all parts leave of the whole."""
    for what, shown in parts.items():
        for (one, less), (other, more) in itertools.permutations(shown.items(), 2):
            if one and (not other or one < other):
                yield (*what, sorted(other), sorted(one), more - less)
        single = [count for regions, count in shown.items() if regions]
        if single and frozenset() in shown:
            yield (*what, "rest", "", shown[frozenset()] - sum(single))
        yield from ((*what, sorted(regions), "", count) for regions, count in shown.items())


def small(found: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [line for line in found if 0 < line[-1] < 5]


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_no_small_count_is_in_the_file_or_follows_by_subtraction(client: Client, mission: Mission) -> None:
    rows = read_csv(client.get(f"/en/missions/{mission.code}/visits.csv").getvalue().decode())

    assert small(differences(parts_of(rows))) == []
    assert {row["table"] for row in rows} == {"coverage", "overall", "question"}


def test_the_attack_finds_small_counts_in_what_analysts_see(mission: Mission) -> None:
    numbers = statistics(mission, protect=False)
    rows = [{h: "" if c is None else str(c) for h, c in zip(HEADINGS, r, strict=True)} for r in table_rows(numbers)]

    assert small(differences(parts_of(rows))) != []


def test_the_api_and_the_file_tell_the_same(client: Client, mission: Mission) -> None:
    """So that no count can be worked out from one with the help of the other."""
    rows = read_csv(client.get(f"/en/missions/{mission.code}/visits.csv").getvalue().decode())
    answer = json.loads(client.get(f"/api/v1/missions/{mission.code}/visit-statistics/").content)
    told = {(form["form"], grade): count for form in answer["forms"] for grade, count in _grades(form)}
    kept = {
        (row["form"], row["value"]): int(row["count"]) if row["count"] else None
        for row in rows
        if row["table"] == "overall" and not row["regions"] and row["value"] not in ("positive", "negative")
    }

    assert told == kept


def _grades(form: Mapping[str, Any]) -> Iterable[tuple[str, int | None]]:
    counts = form["counts"]
    return counts.items() if isinstance(counts, dict) else [(item["value"], item["count"]) for item in counts]


def between(first: Mapping[Part, int], second: Mapping[Part, int]) -> Iterator[int]:
    """What two releases differ by, for each set of regions that parts of both add up to."""
    sums = [_sums(side) for side in (first, second)]
    yield from (abs(count - sums[1][regions]) for regions, count in sums[0].items() if regions in sums[1])
    if frozenset() in first and frozenset() in second:
        yield abs(first[frozenset()] - second[frozenset()])


def _sums(parts: Mapping[Part, int]) -> dict[Part, int]:
    single = [part for part in parts if part]
    chosen = itertools.chain.from_iterable(itertools.combinations(single, n + 1) for n in range(len(single)))
    return {frozenset().union(*group): sum(parts[part] for part in group) for group in chosen}


def released(mission: Mission) -> list[Mapping[str, Any]]:
    return list(mission.statistics_releases.exclude(state="draft").order_by("pk").values_list("numbers", flat=True))


def come_in(mission: Mission, chance: random.Random) -> None:
    """Some visits of both forms, with answers by chance."""
    sheet = mission.questionnaires.get()
    for station in chance.sample(list(PollingStation.objects.all()), 3):
        for ink, overall in (("yes", "good"), ("no", "bad"), ("yes", "very_good")):
            answers = {"ink": ink, "order": chance.choice(["good", "fair"])}
            count = chance.choice([0, 1, 3, 6, 20])
            builders.visits(mission, count, station=station, questionnaire=sheet, overall=overall, answers=answers)


@pytest.mark.parametrize("seed", range(4))
def test_no_pair_of_releases_gives_a_few_visits_away(mission: Mission, seed: int) -> None:
    """Visits come in by chance; whatever may be released is taken from everything that was released before."""
    chance = random.Random(seed)  # noqa: S311
    for _round in range(3):
        come_in(mission, chance)
        with suppress(NotAllowed):
            make.published(draft_release(mission=mission))
    tables = [parts_of(_texts(numbers)) for numbers in released(mission)]
    apart = [
        (*what, difference)
        for first, second in itertools.combinations(tables, 2)
        for what, shown in first.items()
        for difference in between(shown, second.get(what, {}))
    ]

    assert (small(apart), len(tables) > 1) == ([], True)


def test_a_later_release_keeps_what_gives_nobody_away(mission: Mission) -> None:
    """Twenty visits more in one region, of which three were bad: the total stays, the grades are held back."""
    place = {"station": PollingStation.objects.earliest("pk"), "questionnaire": mission.questionnaires.get()}
    builders.visits(mission, 17, overall="good", answers={"ink": "yes"}, **place)
    builders.visits(mission, 3, overall="bad", answers={"ink": "no"}, **place)
    make.published(draft_release(mission=mission))
    first, second = (
        next(form for form in numbers["forms"] if form["form"] == "voting") for numbers in released(mission)
    )
    ink = next(question for question in second["questions"] if question["code"] == "ink")

    assert (second["visits"] - first["visits"], second["counts"]["bad"], second["regions"]) == (20, None, [])
    assert [value["count"] for value in ink["values"]] == [None, None]
    assert "small_cell" in second["withheld"]


def _texts(numbers: Mapping[str, Any]) -> list[dict[str, str]]:
    return [{h: "" if c is None else str(c) for h, c in zip(HEADINGS, r, strict=True)} for r in table_rows(numbers)]


def test_forgetting_leaves_answers_and_counts_and_nothing_of_observers(mission: Mission) -> None:
    before = statistics(mission, protect=False)
    forgotten = forget(mission=mission)
    rows = json.dumps(list(Visit.objects.values("team_code", "entered_by", "arrived_at", "departed_at")), default=str)

    assert forgotten is not None
    assert (forgotten.visits, forget(mission=mission)) == (Visit.objects.count(), None)
    assert [secret for secret in ("TEAM-7734", "06:37", "07:37") if secret in rows] == []
    assert (statistics(mission, protect=False), Visit.objects.filter(answers__remark="Remark-7734").count()) == (
        before,
        23,
    )
