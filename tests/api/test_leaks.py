"""Nothing unpublished shows: not in records, filters, counts, cursors, nor by how an address answers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from apps.core.services import withdraw
from apps.statements.models import Statement
from tests import factories as make
from tests.api.conftest import World
from tests.api.test_records import LISTS

Get = Callable[..., Any]
CANARY = "Canary"
CLAIMS: dict[str, Callable[..., Any]] = {
    "findings": make.finding,
    "figures": make.figure,
    "recommendations": make.recommendation,
    "deliverables": make.deliverable,
}
LATER = timedelta(days=1)


def _everything(reader: APIClient, world: World) -> dict[str, bytes]:
    """All that anybody can read, page by page."""
    details = {
        "election": "elections",
        "mission": "missions",
        "statement": "statements",
        "finding": "findings",
        "figure": "figures",
        "recommendation": "recommendations",
        "deliverable": "deliverables",
    }
    paths = ["", *(f"{name}/" for name in LISTS), *(f"{name}/?page_size=1" for name in LISTS)]
    paths += [f"{place}/{getattr(world, name).code}/" for name, place in details.items()]
    paths += [f"missions/{world.mission.code}/visit-statistics/", "countries/kz/", "organisations/osce-odihr/"]
    return {path: _raw(reader, path) for path in paths}


def _raw(reader: APIClient, path: str) -> bytes:
    response = reader.get(f"/api/v1/{path}")
    headers = "\n".join(f"{name}: {value}" for name, value in sorted(response.items()))
    return f"{response.status_code}\n{headers}\n".encode() + bytes(response.content)


def _hide_things_around(world: World) -> None:
    """Hidden rows of every kind, hanging on the public ones wherever they can."""
    draft_election = make.election("kz-canary", replaces=world.election, names={"en": CANARY})
    body = make.organisation("osce-odihr")
    hidden_mission = make.mission(
        "canary-mission", election=world.election, organisation=body, format="eom", joint_mission=world.mission
    )
    make.mission("canary-elsewhere", election=draft_election, organisation=body, format="eom")
    whole = make.organisation("canary-whole", f"{CANARY} Union")
    part = make.organisation("canary-part", f"{CANARY} Assembly", parent=whole)
    make.mission("canary-newcomer", election=world.election, organisation=part)
    draft = make.statement(
        f"{CANARY} headline\n\nCanary words about the count.",
        of=world.mission,
        copy_of=world.statement,
        translation_of=world.statement,
    )
    make.role(world.mission, f"{CANARY} Person", quote=make.quote("Canary words", draft))
    for build in CLAIMS.values():
        unseen = build(world.mission, draft, "Canary words", summary={"en": CANARY})
        build(world.mission, world.statement, "Observers", summary={"en": CANARY}, replaces=None)
        build(hidden_mission, world.statement, "regions", summary={"en": CANARY})
        make.published(unseen)
    make.headline_check(world.statement, "Mission praises", is_supported=True, reason="agrees")
    world.recommendation.statuses.create(
        status="fully",
        election=draft_election,
        author=hidden_mission,
        assessed_on=date(2022, 1, 1),
        quote=make.quote("Canary headline", draft),
    )
    world.deliverable.fulfilled_by = draft
    world.deliverable.fulfilled_on = date(2021, 3, 1)
    world.deliverable.save()
    world.statement.mission_links.create(mission=hidden_mission, relation="reported")


@contextmanager
def _undone() -> Iterator[None]:
    """What happens inside never happened."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_two_worlds_that_differ_in_hidden_rows_answer_alike(reader: APIClient, world: World) -> None:
    before = _everything(reader, world)
    with _undone():
        _hide_things_around(world)
        after = _everything(reader, world)

    assert after == before


def test_hidden_words_show_nowhere(reader: APIClient, world: World) -> None:
    _hide_things_around(world)

    assert not [path for path, answer in _everything(reader, world).items() if b"anary" in answer]


def test_a_body_of_a_draft_mission_answers_like_none(reader: APIClient, world: World) -> None:
    make.mission("draft-mission", election=world.election, organisation=make.organisation("newcomer", "Newcomer"))

    assert _raw(reader, "organisations/newcomer/") == _raw(reader, "organisations/nothing-has-this-code/")


def test_a_body_becomes_known_with_its_first_public_mission(reader: APIClient, world: World) -> None:
    body = make.organisation("newcomer", "Newcomer")
    make.published(make.mission("first-mission", election=world.election, organisation=body))

    assert b'"newcomer"' in _raw(reader, "organisations/")


def test_a_body_of_the_table_is_known_without_a_mission(reader: APIClient, db: None) -> None:
    make.organisation("osce", "OSCE")

    assert b'"osce"' in _raw(reader, "organisations/")


def test_a_part_does_not_name_a_hidden_whole(reader: APIClient, db: None) -> None:
    make.organisation("osce-pa", "OSCE PA", parent=make.organisation("canary", CANARY))

    assert b"anary" not in _raw(reader, "organisations/osce-pa/")


@pytest.mark.parametrize("name", CLAIMS)
def test_hidden_and_unknown_claims_answer_alike(reader: APIClient, world: World, name: str) -> None:
    draft = CLAIMS[name](world.mission, world.statement, "Observers")

    assert _raw(reader, f"{name}/{draft.code}/") == _raw(reader, f"{name}/{draft.code[0]}-00000000/")


@pytest.mark.parametrize(
    ("name", "build"),
    [
        ("elections", lambda: make.election("kz-draft")),
        ("missions", lambda: make.mission("draft-mission")),
        ("statements", make.statement),
    ],
)
def test_hidden_and_unknown_records_answer_alike(
    reader: APIClient, db: None, name: str, build: Callable[[], Any]
) -> None:
    draft = build()

    assert _raw(reader, f"{name}/{draft.code}/") == _raw(reader, f"{name}/nothing-has-this-code/")


def test_statistics_of_a_hidden_mission_answer_like_those_of_none(reader: APIClient, db: None) -> None:
    draft = make.mission("draft-mission")

    hidden = _raw(reader, f"missions/{draft.code}/visit-statistics/")

    assert hidden == _raw(reader, "missions/nothing-has-this-code/visit-statistics/")


FILTERS = [
    "statements/?mission={mission}",
    "statements/?election={election}",
    "findings/?mission={mission}",
    "findings/?election={election}",
    "findings/?statement={statement}",
    "missions/?election={election}",
    "recommendations/?statement={statement}",
    "deliverables/?mission={mission}",
    "figures/?statement={statement}",
]


@pytest.mark.parametrize("path", FILTERS)
def test_filtering_by_a_hidden_code_answers_as_by_an_unknown_one(reader: APIClient, world: World, path: str) -> None:
    """Public records hang on the hidden ones here, so that a careless join would find them."""
    hidden_mission = make.mission("hidden-mission", election=make.election("kz-hidden"))
    draft = make.statement("Draft text with Canary words")
    world.statement.mission_links.create(mission=hidden_mission, relation="reported")
    for build in CLAIMS.values():
        claim = build(world.mission, world.statement, "Observers")
        claim.evidence.create(quote=make.quote("Canary words", draft))
        make.published(claim)
    hidden = {"mission": hidden_mission.code, "election": hidden_mission.election.code, "statement": draft.code}

    answer = reader.get("/api/v1/" + path.format(**hidden))

    assert answer.json() == {"next": None, "previous": None, "results": []}


def test_a_hidden_retold_quote_does_not_mark_a_claim(get: Get, world: World) -> None:
    draft = make.statement("Canary words", authenticity="retold")
    claim = make.finding(world.mission, world.statement, "Observers")
    claim.evidence.create(quote=make.quote("Canary", draft))
    make.published(claim)

    assert get("findings/", authenticity="retold")["results"] == []


def test_a_claim_shows_only_its_public_quotes(get: Get, world: World) -> None:
    draft = make.statement("Canary words")
    claim = make.finding(world.mission, world.statement, "Observers")
    claim.evidence.create(quote=make.quote("Canary", draft))
    make.published(claim)

    assert [item["quote"]["exact"] for item in get(f"findings/{claim.code}/")["evidence"]] == ["Observers"]


@pytest.mark.parametrize("name", CLAIMS)
def test_embargoed_claims_do_not_show(reader: APIClient, world: World, name: str) -> None:
    claim = CLAIMS[name](world.mission, world.statement, "Observers", embargo_until=timezone.now() + LATER)
    make.published(claim)

    assert reader.get(f"/api/v1/{name}/{claim.code}/").status_code == 404


def test_a_claim_shows_once_its_embargo_is_over(get: Get, world: World) -> None:
    over = datetime(2021, 1, 13, tzinfo=UTC)
    claim = make.published(make.finding(world.mission, world.statement, "Observers", embargo_until=over))

    assert get(f"findings/{claim.code}/")["public_since"] == "2021-01-13T00:00:00Z"


@pytest.mark.django_db
def test_an_embargoed_mission_hides_all_that_it_said(reader: APIClient) -> None:
    mission = make.mission(embargo_until=timezone.now() + LATER)
    source = make.statement(of=mission)
    said = [kind(mission, source) for kind in (make.finding, make.figure, make.recommendation, make.deliverable)]
    for record in (mission.election, mission, source, *said):
        make.published(record)

    answers = [reader.get(f"/api/v1/{name}/").json()["results"] for name in ("missions", *CLAIMS)]

    assert answers == [[], [], [], [], []]


def test_claims_vanish_with_the_statement_under_them(reader: APIClient, world: World) -> None:
    withdraw(record=world.statement, by=make.editor(), at=make.NOW, note="Published by mistake.")

    answers = [reader.get(f"/api/v1/{name}/").json()["results"] for name in ("statements", *CLAIMS)]

    assert answers == [[], [], [], [], []]


@pytest.mark.parametrize("name", CLAIMS)
def test_a_withdrawn_claim_keeps_its_address_with_the_reason(get: Get, world: World, name: str) -> None:
    claim = getattr(world, name.removesuffix("s"))
    withdraw(record=claim, by=make.editor(), at=make.NOW, note="The words were misread.")

    answer = get(f"{name}/{claim.code}/")

    assert (answer["state"], answer["withdrawal"]["reason"]) == ("withdrawn", "The words were misread.")


@pytest.mark.parametrize("name", CLAIMS)
def test_a_withdrawn_claim_is_in_no_list(get: Get, world: World, name: str) -> None:
    withdraw(record=getattr(world, name.removesuffix("s")), by=make.editor(), at=make.NOW, note="Misread.")

    assert get(f"{name}/")["results"] == []


def test_a_withdrawn_claim_is_cited_by_no_statement(get: Get, world: World) -> None:
    withdraw(record=world.finding, by=make.editor(), at=make.NOW, note="Misread.")

    quotes = get(f"statements/{world.statement.code}/")["quotes"]

    assert world.finding.code not in {claim["code"] for quote in quotes for claim in quote["cited_by"]}


def test_a_claim_withdrawn_before_its_embargo_ended_never_was(reader: APIClient, world: World) -> None:
    claim = make.published(
        make.finding(world.mission, world.statement, "Observers", embargo_until=make.NOW + LATER), at=make.NOW
    )
    withdraw(record=claim, by=make.editor(), at=make.NOW, note="Misread.")

    assert reader.get(f"/api/v1/findings/{claim.code}/").status_code == 404


def test_a_replaced_claim_names_the_one_in_its_place(get: Get, world: World) -> None:
    new = make.finding(world.mission, world.statement, "Observers", replaces=world.finding)
    make.published(new)

    assert get(f"findings/{world.finding.code}/")["replaced_by"]["code"] == new.code


def test_a_replacement_in_draft_is_not_named(get: Get, world: World) -> None:
    make.finding(world.mission, world.statement, "Observers", replaces=world.finding)

    assert get(f"findings/{world.finding.code}/")["replaced_by"] is None


def test_a_speaker_known_only_from_a_hidden_text_is_not_named(get: Get, world: World) -> None:
    draft = make.statement("Canary Person spoke")
    role = make.role(world.mission, "Canary Person", quote=make.quote("Canary Person", draft))
    claim = make.published(make.finding(world.mission, world.statement, "Observers", speaker=role))

    assert get(f"findings/{claim.code}/")["speaker"] is None


@pytest.mark.parametrize(
    ("place", "name", "build"),
    [
        ("statements", "copy_of", lambda: make.statement(copy_of=make.statement("Draft"))),
        ("statements", "translation_of", lambda: make.statement(translation_of=make.statement("Draft"))),
        ("elections", "replaces", lambda: make.election("kz-new", replaces=make.election("kz-draft"))),
        (
            "missions",
            "joint_mission",
            lambda: make.mission("member", joint_mission=make.mission("joint", format="eom")),
        ),
    ],
)
def test_a_public_record_does_not_name_a_hidden_one(
    get: Get, db: None, place: str, name: str, build: Callable[[], Any]
) -> None:
    record = build()
    for needed in (getattr(record, "election", None), record):
        if needed is not None:
            make.published(needed)

    assert get(f"{place}/{record.code}/")[name] is None


def test_a_claim_does_not_name_one_that_it_replaced_before_anybody_saw_it(get: Get, world: World) -> None:
    never_seen = make.finding(world.mission, world.statement, "Observers", embargo_until=make.NOW + LATER)
    make.published(never_seen)
    withdraw(record=never_seen, by=make.editor(), at=make.NOW, note="Misread.")
    new = make.published(make.finding(world.mission, world.statement, "Observers", replaces=never_seen))

    assert get(f"findings/{new.code}/")["replaces"] is None


@pytest.mark.parametrize("hidden", ["election", "author", "quote"])
def test_a_follow_up_that_rests_on_anything_hidden_does_not_show(get: Get, world: World, hidden: str) -> None:
    parts: dict[str, Any] = {
        "election": world.election,
        "author": world.mission,
        "quote": make.quote("Preparations", world.statement),
    }
    build: dict[str, Callable[[], Any]] = {
        "election": lambda: make.election("kz-hidden"),
        "author": lambda: make.mission("hidden-mission", format="eom"),
        "quote": lambda: make.quote("Draft", make.statement("Draft text")),
    }
    parts[hidden] = build[hidden]()
    world.recommendation.statuses.create(status="fully", assessed_on=date(2022, 1, 1), **parts)

    assert get(f"recommendations/{world.recommendation.code}/")["statuses"] == []


def test_public_addresses_never_read_the_tables_of_imports(reader: APIClient, world: World) -> None:
    with CaptureQueriesContext(connection) as queries:
        _everything(reader, world)

    assert not [query for query in queries.captured_queries if "imports_" in query["sql"]]


def test_anonymous_readers_get_no_cookie(reader: APIClient, world: World) -> None:
    assert not [path for path, answer in _everything(reader, world).items() if b"set-cookie" in answer.lower()]


def test_a_token_shows_no_more_than_the_public_sees(analyst: APIClient, db: None) -> None:
    draft = make.statement()

    assert analyst.get(f"/api/v1/statements/{draft.code}/").status_code == 404
    assert Statement.objects.filter(code=draft.code).exists()
