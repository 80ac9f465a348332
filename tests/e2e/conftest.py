"""A real browser on a served site. Without Chromium these tests are skipped, and under CI=true they fail."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.web.world import World, build_world

NAMES = ("chromium", "chromium-browser", "google-chrome")
TIMEOUT_MS = 15_000


@dataclass
class Visitor:
    """A browser with one open page, and all that the page complained about."""

    browser: Browser
    server: str
    world: World = field(repr=False)
    complaints: list[str] = field(default_factory=list)

    def page(self, *, width: int = 1280, javascript: bool = True) -> Page:
        size = ViewportSize(width=width, height=800)
        context: BrowserContext = self.browser.new_context(
            base_url=self.server, viewport=size, java_script_enabled=javascript, locale="en-GB"
        )
        context.set_default_timeout(TIMEOUT_MS)
        page = context.new_page()
        page.on("console", lambda message: self._note(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def _note(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)


@pytest.fixture
def chromium() -> str:
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None and os.environ.get("CI") == "true":
        pytest.fail("No Chromium: install the system package chromium.")
    if found is None:
        pytest.skip("No Chromium: install the system package chromium to run the browser tests.")
    return found


@pytest.fixture
def visitor(chromium: str, live_server: LiveServer) -> Iterator[Visitor]:
    """Starts after the data is made and stops before it is removed: Playwright's loop forbids queries meanwhile."""
    world = build_world()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield Visitor(browser=browser, server=live_server.url, world=world)
        browser.close()
