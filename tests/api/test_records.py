"""What each record says, and that it takes the same few queries however many there are."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from rest_framework.test import APIClient

from tests import factories as make
from tests.api.conftest import World, build_world

Get = Callable[..., Any]

LISTS = [
    "countries",
    "organisations",
    "elections",
    "missions",
    "statements",
    "findings",
    "figures",
    "recommendations",
    "deliverables",
]


def test_the_root_names_every_list(get: Get, db: None) -> None:
    assert sorted(get("")) == sorted([*LISTS, "schema"])


@pytest.mark.parametrize("name", LISTS)
def test_every_list_holds_the_published_record(get: Get, world: World, name: str) -> None:
    assert len(get(f"{name}/")["results"]) == 1


@pytest.mark.parametrize("name", LISTS)
def test_every_record_has_its_own_address(reader: APIClient, get: Get, world: World, name: str) -> None:
    (record,) = get(f"{name}/")["results"]

    assert reader.get(record["url"]).json()["code"] == record["code"]


def test_no_record_shows_a_database_id(get: Get, world: World) -> None:
    def keys(value: Any) -> set[str]:
        if isinstance(value, dict):
            return set(value) | {key for part in value.values() for key in keys(part)}
        return {key for part in value for key in keys(part)} if isinstance(value, list) else set()

    shown = {key for name in LISTS for key in keys(get(f"{name}/"))} | keys(get(f"statements/{world.statement.code}/"))

    assert not {key for key in shown if key in ("id", "pk") or key.endswith("_id")}


def test_country_has_its_regions(get: Get, world: World) -> None:
    make.region()

    country = get("countries/kz/")

    assert (country["iso3"], country["regions"][0]["code"]) == ("KAZ", "KZ-ALA")


def test_country_is_found_in_upper_case_too(get: Get, world: World) -> None:
    assert get("countries/KZ/")["code"] == "kz"


def test_organisation_names_its_parent(get: Get, db: None) -> None:
    part = make.organisation()
    part.parent = make.organisation("osce", "OSCE")
    part.save()

    assert get("organisations/osce-odihr/")["parent"]["code"] == "osce"


def test_election_lists_its_missions(get: Get, world: World) -> None:
    election = get(f"elections/{world.election.code}/")

    assert [mission["code"] for mission in election["missions"]] == [world.mission.code]


def test_mission_links_lead_to_its_claims(reader: APIClient, get: Get, world: World) -> None:
    links = get(f"missions/{world.mission.code}/")["links"]

    answers = [reader.get(links[name]).json() for name in ("findings", "figures", "recommendations", "deliverables")]
    assert [len(answer["results"]) for answer in answers] == [1, 1, 1, 1]


def test_mission_names_who_speaks_for_it(get: Get, world: World) -> None:
    (role,) = get(f"missions/{world.mission.code}/")["roles"]

    assert (role["name"], role["kind_label"]) == ("Kristian Vigenin", "Special co-ordinator")


def test_statement_has_the_words_of_its_newest_version(get: Get, world: World) -> None:
    newer = make.version(world.statement, "Corrected text about the vote.")

    statement = get(f"statements/{world.statement.code}/")

    assert (statement["text"], statement["versions"][-1]["sha256"]) == (newer.body, newer.sha256)


def test_statement_lists_have_no_words(get: Get, world: World) -> None:
    (statement,) = get("statements/")["results"]

    assert "text" not in statement


def test_statement_quotes_name_the_claims_that_rest_on_them(get: Get, world: World) -> None:
    quotes = get(f"statements/{world.statement.code}/")["quotes"]

    cited = {claim["code"] for quote in quotes for claim in quote["cited_by"]}
    assert cited == {record.code for record in (world.finding, world.figure, world.recommendation, world.deliverable)}


def test_statement_shows_its_headline_check(get: Get, world: World) -> None:
    (check,) = get(f"statements/{world.statement.code}/")["headline_checks"]

    assert (check["is_supported"], check["quote"]["exact"]) == (False, "Mission praises conduct of vote")


def test_position_selector_cuts_the_exact_words(get: Get, world: World) -> None:
    (evidence,) = get(f"findings/{world.finding.code}/")["evidence"]
    text = get(f"statements/{world.statement.code}/")["text"]

    position = evidence["quote"]["selector"][0]

    assert text[position["start"] : position["end"]] == evidence["quote"]["exact"] == "lacked genuine competition"


def test_quote_selector_carries_the_words_around(get: Get, world: World) -> None:
    (evidence,) = get(f"findings/{world.finding.code}/")["evidence"]
    body = make.BODY
    start = body.index("lacked genuine")

    selector = evidence["quote"]["selector"][1]

    assert (selector["prefix"], selector["suffix"]) == (body[start - 32 : start], body[start + 26 : start + 58])


def test_quote_at_the_start_has_no_prefix(get: Get, world: World) -> None:
    (check,) = get(f"statements/{world.statement.code}/")["headline_checks"]

    assert check["quote"]["selector"][1]["prefix"] == ""


def test_selectors_count_code_points(get: Get, db: None) -> None:
    mission = make.mission()
    source = make.statement("🗳️ Наблюдатели: выборам не хватало конкуренции 🗳️.", of=mission)
    finding = make.finding(mission, source, "не хватало конкуренции")
    for record in (mission.election, mission, source, finding):
        make.published(record)

    selector = get(f"findings/{finding.code}/")["evidence"][0]["quote"]["selector"]

    assert selector[0]["start"] == 24
    assert selector[1]["suffix"] == " 🗳️."


def test_finding_names_topic_sentiment_voice_and_speaker(get: Get, world: World) -> None:
    finding = get(f"findings/{world.finding.code}/")

    assert (finding["topic"], finding["sentiment"], finding["voice"], finding["speaker"]["name"]) == (
        "political_environment_competition",
        "negative",
        "mission_paraphrase",
        "Kristian Vigenin",
    )


def test_figure_is_a_number_with_its_comparator(get: Get, world: World) -> None:
    figure = get(f"figures/{world.figure.code}/")

    assert (figure["measure"], figure["comparator"], figure["value"]) == ("polling_stations_visited", "gt", 90)


def test_fraction_keeps_its_places(get: Get, world: World) -> None:
    turnout = make.published(
        make.figure(world.mission, world.statement, measure="turnout_percent", value=Decimal("63.25"), comparator="eq")
    )

    assert get(f"figures/{turnout.code}/")["value"] == 63.25


def test_deliverable_has_its_rule_and_due_date(get: Get, world: World) -> None:
    promise = get(f"deliverables/{world.deliverable.code}/")

    assert (promise["count"], promise["unit"], promise["anchor"], promise["due_on"]) == (
        8,
        "weeks",
        "publication",
        "2021-03-08",
    )


def test_recommendation_shows_what_a_later_mission_said_of_it(get: Get, world: World) -> None:
    world.recommendation.statuses.create(
        status="partially",
        election=world.election,
        author=world.mission,
        assessed_on=date(2023, 3, 20),
        quote=make.quote("Preparations were efficient", world.statement),
    )

    (status,) = get(f"recommendations/{world.recommendation.code}/")["statuses"]

    assert (status["status"], status["quote"]["exact"]) == ("partially", "Preparations were efficient")


RETOLD_PLACES = {
    "statements/{statement}/": lambda body: body["authenticity"],
    "findings/{finding}/": lambda body: body["authenticity"],
    "figures/{figure}/": lambda body: body["evidence"][0]["quote"]["authenticity"],
    "recommendations/{recommendation}/": lambda body: body["evidence"][0]["quote"]["statement"]["authenticity"],
    "deliverables/{deliverable}/": lambda body: body["authenticity"],
    "missions/{mission}/": lambda body: body["statements"][0]["statement"]["authenticity"],
}


@pytest.mark.parametrize("path", RETOLD_PLACES)
def test_retold_words_are_marked_wherever_they_are_shown(get: Get, path: str, db: None) -> None:
    retold = build_world(authenticity="retold")

    body = get(path.format(**{name: record.code for name, record in vars(retold).items() if name != "role"}))

    assert RETOLD_PLACES[path](body) == "retold"


def test_retold_quotes_and_headlines_are_marked_in_their_statement(get: Get, db: None) -> None:
    retold = build_world(authenticity="retold")

    body = get(f"statements/{retold.statement.code}/")

    quotes = [row["quote"] for row in body["quotes"]] + [check["quote"] for check in body["headline_checks"]]
    assert {quote["authenticity"] for quote in quotes} == {"retold"}
