"""An analyst's browser: somebody who is logged in, with an import that waits for review."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from apps.imports.demo_texts import load
from apps.imports.models import ImportRun
from apps.imports.services.start import ImportOptions, start_text
from apps.imports.services.work import perform
from tests import factories
from tests.admin.people import analyst, editor

T = TypeVar("T")


def an_import() -> ImportRun:
    """A retelling of the founding briefing, read and waiting for decisions."""
    factories.country()
    factories.organisation("osce", "OSCE")
    options = ImportOptions(published_on=date(2021, 1, 11), authenticity="retold")
    started = start_text(text=load().texts[0].text, options=options, wake=False)
    perform(run_id=started.pk)
    return ImportRun.objects.get(pk=started.pk)


def ask(question: Callable[[], T]) -> T:
    """Ask the database while the browser runs: Playwright's loop forbids it in its own thread."""

    def answer() -> T:
        try:
            return question()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(answer).result()


@dataclass
class Analyst:
    """A logged-in person with one open page, and all that the page complained about."""

    page: Page
    context: BrowserContext
    run: ImportRun | None
    javascript: bool = True
    complaints: list[str] = field(default_factory=list)

    @property
    def imported(self) -> ImportRun:
        assert self.run is not None
        return self.run

    @property
    def review(self) -> str:
        return reverse("admin:imports_importrun_review", args=[self.imported.pk])

    def open_review(self, query: str = "") -> None:
        self.page.goto(self.review + query)
        if self.javascript:
            self.page.wait_for_function("document.activeElement.matches('article[aria-current=true]')")

    def keys(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def states(self) -> list[str]:
        """The status of each proposal in the database."""
        return ask(lambda: list(self.imported.proposals.order_by("position").values_list("status", flat=True)))


def session_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@contextmanager
def at_the_desk(
    browser: Browser,
    server: LiveServer,
    *,
    run: ImportRun | None = None,
    user: User | None = None,
    javascript: bool = True,
    **more: Any,
) -> Iterator[Analyst]:
    """Somebody who is logged in, in a browser without a history."""
    cookie = session_of(user or editor())
    context = browser.new_context(
        base_url=server.url,
        viewport={"width": more.pop("width", 1440), "height": 900},
        java_script_enabled=javascript,
        locale=more.pop("locale", "en-GB"),
    )
    context.set_default_timeout(15_000)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server.url}])
    person = Analyst(context.new_page(), context, run, javascript)
    person.page.on("pageerror", lambda error: person.complaints.append(str(error)))
    try:
        yield person
    finally:
        context.close()


__all__ = ["Analyst", "an_import", "analyst", "ask", "at_the_desk", "editor"]
