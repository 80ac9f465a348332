"""axe finds nothing on the desk's pages: by light and by dark, the main ones in three languages."""

from datetime import timedelta
from typing import Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from apps.accounts.models import Invitation
from apps.accounts.services import digest_of
from apps.imports.models import ImportRun
from apps.imports.services.bulk import accept_all
from apps.imports.services.groups import ensure_groups
from tests import factories
from tests.admin.people import administrator
from tests.e2e.desk import Analyst, an_import, at_the_desk
from tests.e2e.desk_pages import pages_of_an_import, pages_of_records
from tests.e2e.test_accessible import CONTRAST, QUICK, faults
from tests.imports.conftest import data_dir as data_dir

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

RULES: Final = {**QUICK, "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
AXE: Final = Axe().axe_script
INVITED: Final = "somebody-is-invited-with-this"
# The pages that people look at all day.
MAIN: Final = ("dashboard", "findings", "review", "checklist", "quality")


def all_faults(page: Page) -> list[str]:
    """What axe finds on a page as it is now."""
    page.evaluate(AXE)
    return faults(page, RULES)


def look(desk: Analyst, pages: dict[str, str]) -> str:
    """What axe finds, a line each: by all rules by light; by dark only colours are other."""
    found: list[str] = []
    for name, address in pages.items():
        desk.page.emulate_media(color_scheme="light")
        desk.page.goto(address)
        found += [f"{name}, light: {fault}" for fault in all_faults(desk.page)]
        desk.page.emulate_media(color_scheme="dark")
        found += [f"{name}, dark: {fault}" for fault in faults(desk.page, CONTRAST)]
    return "\n".join(found)


@pytest.fixture
def run(db: None) -> ImportRun:
    made = an_import()
    accept_all(run=made, by=factories.editor(), at=factories.NOW)
    return made


def test_axe_finds_nothing_on_the_pages_of_an_import(
    desk_browser: Browser, live_server: LiveServer, run: ImportRun
) -> None:
    pages = pages_of_an_import(run)
    with at_the_desk(desk_browser, live_server, run=run, user=administrator()) as desk:
        assert look(desk, pages) == ""


def test_axe_finds_nothing_on_the_pages_of_records(desk_browser: Browser, live_server: LiveServer) -> None:
    person = administrator()
    pages = pages_of_records(person)
    with at_the_desk(desk_browser, live_server, user=person) as desk:
        assert look(desk, pages) == ""


@pytest.mark.parametrize("locale", ["ru-RU", "kk-KZ"])
def test_axe_finds_nothing_on_the_main_pages_in_other_languages(
    desk_browser: Browser, live_server: LiveServer, run: ImportRun, locale: str
) -> None:
    pages = {name: address for name, address in pages_of_an_import(run).items() if name in MAIN}
    with at_the_desk(desk_browser, live_server, run=run, user=administrator(), locale=locale) as desk:
        assert look(desk, pages) == ""
        assert desk.page.locator("html").get_attribute("lang") == locale[:2]


def test_axe_finds_nothing_on_what_opens_over_a_page(
    desk_browser: Browser, live_server: LiveServer, run: ImportRun
) -> None:
    pages = pages_of_an_import(run)
    with at_the_desk(desk_browser, live_server, run=run, user=administrator()) as desk:
        page = desk.page
        page.goto(pages["dashboard"])
        page.get_by_role("button", name="Search everything").press("Enter")
        expect(page.locator("#search-input-command")).to_be_focused()
        # Letters that the tests' keyboard does not have come without a key, which the search waits for.
        page.keyboard.insert_text("выборов")
        desk.keys("End")
        expect(page.locator("#command-results a").first).to_be_visible()
        assert all_faults(page) == []
        desk.open_review()
        desk.keys("?")
        expect(page.get_by_role("dialog")).to_be_visible()
        assert all_faults(page) == []
        page.goto(pages["correction"])
        page.get_by_role("link", name="Add another Quote").click()
        page.get_by_role("button", name="Open the text beside").click()
        expect(page.get_by_role("button", name="Quote the selected words")).to_be_visible()
        assert all_faults(page) == []


def test_axe_finds_nothing_on_the_way_in(desk_browser: Browser, live_server: LiveServer, run: ImportRun) -> None:
    ensure_groups()
    Invitation.objects.create(
        email="a@example.org",
        group=Group.objects.get(name="analyst"),
        digest=digest_of(INVITED),
        invited_by=administrator(),
        expires_at=timezone.now() + timedelta(days=1),
    )
    pages = {
        "login": reverse("admin:login"),
        "invitation": reverse("accounts:invitation", args=[INVITED]),
        "no invitation": reverse("accounts:invitation", args=["never-made"]),
    }
    with at_the_desk(desk_browser, live_server, run=run) as desk:
        desk.context.clear_cookies()
        assert look(desk, pages) == ""
