"""Lists are counted so far and no further, and counts are kept until something that readers see changes."""

from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from apps.core.services import withdraw
from apps.findings.models import Finding
from apps.statements.models import Statement
from apps.web import paging, selectors, wording
from apps.web.counted import kept
from tests import factories as make
from tests.settings import KEPT_COUNTS
from tests.web.world import World, build_world


def test_a_long_list_is_counted_so_far_and_says_that_it_goes_on(
    client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (paging, selectors, wording):
        monkeypatch.setattr(module, "COUNTED", 1)
    html = client.get("/en/statements/").content.decode()
    assert "1+ statement" in html
    assert "The list goes on." in html
    assert "1+</span>" in client.get("/en/data/").content.decode()


def test_a_short_list_says_its_number(client: Client, world: World) -> None:
    html = client.get("/en/statements/").content.decode()
    assert "2 statements" in html
    assert "The list goes on." not in html


def test_counting_looks_nothing_up_for_the_rows(world: World, rf: RequestFactory) -> None:
    page = paging.page_of(rf.get("/"), selectors.elections())
    with CaptureQueriesContext(connection) as queries:
        assert page.paginator.count == 1
    assert all("missions_mission" not in query["sql"] for query in queries)


@pytest.fixture
def kept_counts(settings: Any) -> Any:
    settings.CACHES = {**settings.CACHES, "counts": KEPT_COUNTS}
    yield
    caches["counts"].clear()


def tally(client: Client) -> tuple[str, int]:
    """The number beside “Overdue”, and how many queries the page took."""
    with CaptureQueriesContext(connection) as queries:
        html = client.get("/en/promises/").content.decode()
    return html.split('state=overdue"><span class="tally-number">')[1].split("<")[0], len(queries)


@pytest.mark.django_db(transaction=True)
def test_a_kept_count_ends_with_the_next_change_that_readers_see(client: Client, kept_counts: None) -> None:
    world = build_world()
    first, again = tally(client), tally(client)
    assert (first[0], again[0]) == ("1", "1")
    assert again[1] == first[1] - 4  # neither the counts, nor the order, nor the choices of two filters
    withdraw(record=world.promise, by=make.editor(), at=make.NOW, note="Never promised.")
    assert tally(client)[0] == "0"


def test_without_the_cache_everything_is_counted(
    rf: RequestFactory, kept_counts: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    request: Any = rf.get("/")
    request.page_state = "state"
    monkeypatch.setattr("django.core.cache.backends.redis.RedisCache.get", lambda *_: 1 / 0)
    assert kept(request, "name", lambda: 3) == 3


def test_totals_are_counted_in_one_query(world: World) -> None:
    with CaptureQueriesContext(connection) as queries:
        found = selectors.totals()
    assert (found["statements"], found["retold"], len(queries)) == (Statement.objects.count(), 1, 1)


@pytest.mark.django_db(transaction=True)
def test_a_kept_part_is_drawn_once_for_each_language_and_anew_after_a_change(client: Client, kept_counts: None) -> None:
    world = build_world()
    directories = [client.get(f"/{language}/organisations/").content.decode() for language in ("en", "ru", "en", "ru")]
    assert directories[:2] == directories[2:]
    assert directories[0] != directories[1]
    assert f">{world.other.organisation.short_name}</a>" in directories[0]
    withdraw(record=world.other, by=make.editor(), at=make.NOW, note="No mission.")
    assert f">{world.other.organisation.short_name}</a>" not in client.get("/en/organisations/").content.decode()


def test_a_list_of_numbers_turns_pages_in_its_order_and_leaves_out_what_has_gone(
    world: World, rf: RequestFactory
) -> None:
    first, second, third = world.praise.pk, world.voting.pk, world.criticism.pk
    page = paging.page_of_numbers(
        rf.get("/?page=1"), [second, 0, third, first], lambda shown: Finding.objects.filter(pk__in=shown), size=3
    )
    assert ([item.pk for item in page], page.paginator.num_pages) == ([second, third], 2)


def test_a_list_of_numbers_is_counted_so_far(rf: RequestFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "COUNTED", 2)
    page: Any = paging.page_of_numbers(rf.get("/"), [1, 2, 3], lambda _shown: [])
    assert (page.paginator.count, page.paginator.is_cut) == (2, True)


@pytest.mark.django_db(transaction=True)
def test_kept_choices_are_in_the_readers_language_and_end_with_a_change(client: Client, kept_counts: None) -> None:
    world = build_world()
    english, russian, again = (client.get(f"/{code}/elections/").content.decode() for code in ("en", "ru", "en"))
    assert (">Kazakhstan</option>" in english, ">Казахстан</option>" in russian, again == english) == (True, True, True)
    withdraw(record=world.election, by=make.editor(), at=make.NOW, note="Entered twice.")
    assert ">Kazakhstan</option>" not in client.get("/en/elections/").content.decode()
