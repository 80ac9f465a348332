"""A real browser on a served site. Without Chromium these tests are skipped, and under CI=true they fail."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from django.core.management import call_command
from django.db import connections
from django.test.utils import modify_settings
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from tests.web.rarer import build_full_world
from tests.web.world import World

NAMES = ("chromium", "chromium-browser", "google-chrome")
TIMEOUT_MS = 15_000
HOST = "localhost"
# Many tests may share the machine: a page is waited for as long as an action on it.
expect.set_options(timeout=TIMEOUT_MS)


@dataclass
class Visitor:
    """A browser, and all that the pages opened in it complained about."""

    browser: Browser
    server: str
    world: World = field(repr=False)
    complaints: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list, repr=False)

    def page(self, *, width: int = 1280, javascript: bool = True) -> Page:
        size = ViewportSize(width=width, height=800)
        context: BrowserContext = self.browser.new_context(
            base_url=self.server, viewport=size, java_script_enabled=javascript, locale="en-GB"
        )
        self.contexts.append(context)
        context.set_default_timeout(TIMEOUT_MS)
        page = context.new_page()
        page.on("console", lambda message: self._note(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def _note(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)


@pytest.fixture(scope="session")
def chromium() -> str:
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None and os.environ.get("CI") == "true":
        pytest.fail("No Chromium: install the system package chromium.")
    if found is None:
        pytest.skip("No Chromium: install the system package chromium to run the browser tests.")
    return found


@pytest.fixture(scope="module")
def served_world(
    chromium: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[World, str]]:
    """One world for all readers of a module: they look and change nothing. Its rows are gone after the module."""
    with django_db_blocker.unblock(), modify_settings(ALLOWED_HOSTS={"append": HOST}):
        world, server = build_full_world(), LiveServer(HOST)
        try:
            yield world, server.url
        finally:
            server.stop()
            call_command("flush", interactive=False, verbosity=0)
            connections.close_all()


@contextmanager
def launched(chromium: str) -> Iterator[Browser]:
    """A browser. Its loop runs in this thread, where Django would refuse a test's transaction."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def browser(chromium: str, served_world: tuple[World, str]) -> Iterator[Browser]:
    """One browser for the readers of a module."""
    with launched(chromium) as started:
        yield started


@pytest.fixture(scope="module")
def desk_browser(chromium: str) -> Iterator[Browser]:
    """One browser for the analysts of a module; each test has a context, and data, of its own."""
    with launched(chromium) as started:
        yield started


@pytest.fixture
def visitor(browser: Browser, served_world: tuple[World, str]) -> Iterator[Visitor]:
    """One reader with no history; the browser itself is shared."""
    world, server = served_world
    reader = Visitor(browser=browser, server=server, world=world)
    yield reader
    for context in reader.contexts:
        context.close()
