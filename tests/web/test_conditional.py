"""A page that did not change is not made again, and one that changed is never taken for the old one."""

import re
import threading
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.core.models import PageChange
from apps.core.services import withdraw
from apps.elections.models import Country, Election, Region
from apps.findings.models import RecommendationStatus
from apps.missions.models import Mission, MissionRole, MissionStatement, Organisation
from apps.statements.models import Publisher
from apps.web import conditional
from tests import factories as make
from tests.violations import change, settle
from tests.web.test_leaks import HIDDEN
from tests.web.world import World, build_world

# Quotes never change and show through evidence alone; the search index is written with what it indexes.
# The change log gets its lines together with the records that they are about.
UNWATCHED = {"statements_quote", "core_searchentry", "core_pagechange", "core_change"}
NAMES = ("missions_organisation", "statements_publisher")


def tag(client: Client, path: str = "/en/") -> str:
    return client.get(path).headers["ETag"]


def test_every_unchanged_page_answers_304_after_one_question(client: Client, full_world: World) -> None:
    settle()
    for name, path in full_world.lasting.items():
        first = tag(client, path)
        with CaptureQueriesContext(connection) as queries:
            again = client.get(path, headers={"if-none-match": first})
        assert (again.status_code, again.content, len(queries)) == (304, b"", 1), name


def test_the_browser_asks_each_time(client: Client, world: World) -> None:
    assert "no-cache" in client.get("/en/").headers["Cache-Control"]


def test_every_page_has_a_tag_of_its_own(client: Client, world: World) -> None:
    tags = {path: tag(client, path) for path in world.paths.values()}
    assert len(set(tags.values())) == len(tags)


def test_a_page_that_is_missing_has_no_tag(client: Client, world: World) -> None:
    assert not client.get("/en/findings/none/").has_header("ETag")


def test_an_old_tag_of_a_hidden_page_opens_nothing(client: Client, world: World) -> None:
    path = world.criticism.get_absolute_url()
    old = tag(client, path)
    change(world.limited.election, embargo_until=None)
    assert client.get(path.replace(world.criticism.code, "x"), headers={"if-none-match": old}).status_code == 404


def test_new_code_makes_new_tags(client: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tag(client)
    monkeypatch.setattr(conditional, "release", lambda: "another")
    assert tag(client) != old


def test_the_release_is_known_by_its_files() -> None:
    assert re.fullmatch(r"[0-9a-f]{64}", conditional.release())


def follow_up(world: World) -> None:
    quote = world.recommendation.evidence.get().quote
    RecommendationStatus.objects.create(
        recommendation=world.recommendation,
        status="partially",
        election=world.election,
        author=world.other,
        assessed_on=date(2022, 1, 1),
        quote=quote,
    )


VISIBLE: list[Callable[[World], object]] = [
    lambda world: change(Country.objects.get(iso2="KZ"), names={"en": "Kazakh Republic"}),
    lambda world: make.region("KZ-10", "Abai"),
    lambda world: change(Region.objects.get(code="KZ-10"), names={"en": "Abai region"}),
    lambda world: change(Organisation.objects.get(code="cis"), short_name="C.I.S."),
    lambda world: change(Publisher.objects.get(code="zakon-kz"), names={"en": "The Law"}),
    lambda world: change(world.election, names={"en": "The vote"}),
    lambda world: change(world.limited, mandate={"en": "To observe."}),
    lambda world: MissionRole.objects.filter(mission=world.limited).update(names={"kk": "Вигенин"}),
    lambda world: make.role(world.limited, "A. Second"),
    lambda world: MissionRole.objects.filter(name="A. Second").delete(),
    lambda world: MissionStatement.objects.create(mission=world.other, statement=world.report, relation="reported"),
    lambda world: MissionStatement.objects.filter(mission=world.other, statement=world.report).delete(),
    lambda world: make.version(world.report, f"{make.BODY}And more.\n"),
    lambda world: change(world.report, title="Another title"),
    lambda world: change(world.promise, fulfilled_on=date(2021, 3, 26), fulfilled_by=world.own_text),
    lambda world: world.check.held_against.set([world.criticism.evidence.get().quote]),
    follow_up,
    lambda world: make.published(make.finding(world.limited, world.report, topic="media")),
    lambda world: withdraw(record=world.praise, by=make.editor(), at=make.NOW, note="Wrong."),
]


@pytest.mark.django_db(transaction=True)
def test_whatever_readers_see_changes_the_tag(client: Client) -> None:
    world, missed = build_world(), []
    for number, act in enumerate(VISIBLE):
        old = tag(client)
        act(world)
        if tag(client) == old:
            missed.append(number)
    assert missed == []


def _watch_names() -> None:
    with connection.cursor() as cursor:
        for table in NAMES:
            cursor.execute(
                f"CREATE CONSTRAINT TRIGGER {table}_shows_on_pages AFTER INSERT OR UPDATE OR DELETE ON {table}"
                f" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {table}_shows_on_pages()"
            )


@pytest.mark.django_db(transaction=True)
def test_what_readers_do_not_see_leaves_the_tag(client: Client, request: pytest.FixtureRequest) -> None:
    """A tag that changed would tell that somebody works on something."""
    world, told = build_world(), []
    # The names of organisations and publishers are public, and hidden records bring some along.
    with connection.cursor() as cursor:
        for table in NAMES:
            cursor.execute(f"DROP TRIGGER {table}_shows_on_pages ON {table}")
    request.addfinalizer(_watch_names)
    for hide in HIDDEN:
        old = tag(client)
        with transaction.atomic():
            hide(world)
        if tag(client) != old:
            told.append(hide.__name__)
    assert told == []


@pytest.mark.django_db(transaction=True)
def test_the_tag_changes_when_an_embargo_ends(client: Client) -> None:
    world = build_world()
    end = timezone.now() + timedelta(seconds=1)
    source = make.statement("A new text\n\nVoting was calm.\n", of=world.limited, embargo_until=end)
    before = tag(client)
    make.published(source)
    during = tag(client)
    time.sleep(max(0.0, (end - timezone.now()).total_seconds()) + 0.05)
    assert (during == before, tag(client) == before) == (True, False)


def test_every_table_that_pages_read_is_watched(client: Client, world: World) -> None:
    with CaptureQueriesContext(connection) as queries:
        for path in world.paths.values():
            client.get(path)
    read = {name for query in queries for name in re.findall(r'(?:FROM|JOIN) "?([a-z]+_[a-z_]+)"?', query["sql"])}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgname LIKE '%%_shows_on_pages'")
        watched = {name.removesuffix("_shows_on_pages") for (name,) in cursor.fetchall()}
    assert {"findings_finding", "missions_organisation"} <= read
    assert read - watched - UNWATCHED == set()


@pytest.mark.django_db(transaction=True)
def test_writers_number_their_changes_one_commit_after_another() -> None:
    organisation = make.organisation()
    newest = PageChange.objects.latest("id").pk
    done = threading.Event()

    def write() -> None:
        try:
            change(organisation, website="https://example.org/")
            done.set()
        finally:
            connection.close()

    writer = threading.Thread(target=write)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(7307)")
        writer.start()
        assert not done.wait(0.3)
    writer.join(10)
    assert done.is_set()
    assert PageChange.objects.latest("id").pk > newest


@pytest.mark.django_db(transaction=True)
def test_a_transaction_leaves_one_line_however_much_it_changes() -> None:
    world: Any = build_world()
    before = PageChange.objects.count()
    with transaction.atomic():
        for model in (Election, Mission, Organisation):
            model.objects.update(updated_at=timezone.now())
        change(world.report, title="Another")
    assert PageChange.objects.count() == before + 1
