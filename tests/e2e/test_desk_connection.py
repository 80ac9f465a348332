"""A connection, a login or a lock is lost in the middle of a review: no decision goes with it, and none is doubled."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from apps.imports.models import Decision, ReviewLock
from tests import factories
from tests.admin.people import editor
from tests.e2e.desk import an_import, ask, at_the_desk, session_of
from tests.imports.conftest import data_dir as data_dir

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

DECISION = re.compile(r"/review/\d+/")
ACCEPTED = "article[data-status=accepted]"


def test_a_lost_connection_loses_no_decision(desk_browser: Browser, live_server: LiveServer) -> None:
    with at_the_desk(desk_browser, live_server, run=an_import()) as desk:
        desk.open_review()
        desk.keys("a")
        expect(desk.page.locator("article[data-status=accepted]")).to_have_count(1)
        desk.context.set_offline(True)
        for waiting in (1, 2):
            desk.keys("a")
            expect(desk.page.locator(".desk-is-waiting")).to_have_count(waiting)
        expect(desk.page.get_by_role("alert")).to_contain_text("No connection")
        assert desk.states().count("accepted") == 1
        desk.context.set_offline(False)
        expect(desk.page.locator("article[data-status=accepted]")).to_have_count(3)
        expect(desk.page.get_by_role("alert")).to_contain_text("everything is sent")
        assert desk.states().count("accepted") == 3


def test_an_answer_that_got_lost_does_not_double_the_decision(desk_browser: Browser, live_server: LiveServer) -> None:
    with at_the_desk(desk_browser, live_server, run=an_import()) as desk:
        desk.open_review()
        lost: list[str] = []

        def lose_the_answer(route: object) -> None:
            if not lost:
                lost.append("answer")
                route.fetch()  # type: ignore[attr-defined]
                route.abort()  # type: ignore[attr-defined]
            else:
                route.continue_()  # type: ignore[attr-defined]

        desk.page.route(DECISION, lose_the_answer)
        desk.keys("a")
        expect(desk.page.locator("article[data-status=accepted]")).to_have_count(1)
        assert ask(Decision.objects.count) == 1


def test_what_was_decided_without_a_connection_outlives_the_page(
    desk_browser: Browser, live_server: LiveServer
) -> None:
    with at_the_desk(desk_browser, live_server, run=an_import()) as desk:
        desk.open_review()
        desk.context.set_offline(True)
        desk.keys("a")
        expect(desk.page.locator(".desk-is-waiting")).to_have_count(1)
        desk.page.close()
        desk.context.set_offline(False)
        desk.page = desk.context.new_page()
        desk.page.goto(desk.review)
        expect(desk.page.locator(ACCEPTED)).to_have_count(1)
        assert desk.states().count("accepted") == 1


def test_who_is_logged_out_is_told_and_loses_no_decision(desk_browser: Browser, live_server: LiveServer) -> None:
    person = editor()
    with at_the_desk(desk_browser, live_server, run=an_import(), user=person) as desk:
        desk.open_review()
        desk.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
        desk.keys("a")
        expect(desk.page.get_by_role("alert")).to_contain_text("You are logged out")
        assert desk.states().count("accepted") == 0
        again = {"name": settings.SESSION_COOKIE_NAME, "value": ask(lambda: session_of(person)), "url": live_server.url}
        desk.context.add_cookies([again])  # type: ignore[list-item]
        expect(desk.page.locator(ACCEPTED)).to_have_count(1)
        assert desk.states().count("accepted") == 1


def test_who_comes_back_is_told_that_another_has_taken_over(desk_browser: Browser, live_server: LiveServer) -> None:
    with at_the_desk(desk_browser, live_server, run=an_import()) as desk:
        desk.open_review()
        other = ask(lambda: factories.user("Dana"))
        ask(lambda: ReviewLock.objects.update(holder=other))
        desk.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        expect(desk.page.get_by_role("status")).to_contain_text("Dana reviews this text until")
        desk.page.get_by_role("button", name="Take over").click()
        expect(desk.page.get_by_role("button", name="Take over")).to_have_count(0)
        desk.keys("a")
        expect(desk.page.locator(ACCEPTED)).to_have_count(1)
