"""axe finds nothing on the desk's pages, in three languages."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from apps.imports.services.bulk import accept_all
from tests import factories
from tests.e2e.desk import an_import, at_the_desk
from tests.imports.conftest import data_dir as data_dir

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

PAGES = ("review", "checklist", "bulk")


def problems(page: Page) -> list[str]:
    """Each rule of axe that our part of the page breaks, with the first element that does."""
    context = {"include": [[".desk-bar, .desk-review, .desk-card"]]}
    answer = Axe().run(page, context=context).response
    assert len(answer["passes"]) >= 5, "axe looked at too little"
    found = answer["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:160]}" for rule in found]


@pytest.mark.parametrize("locale", ["en-GB", "ru-RU", "kk-KZ"])
def test_axe_finds_nothing(chromium: str, live_server: LiveServer, locale: str) -> None:
    run = an_import()
    accept_all(run=run, by=factories.editor(), at=factories.NOW)
    first_left = run.proposals.filter(status="open").values_list("pk", flat=True).first()
    with at_the_desk(chromium, live_server, run=run, locale=locale) as desk:
        found = {}
        for name in PAGES:
            query = f"?edit={first_left}" if name == "review" else ""
            desk.page.goto(reverse(f"admin:imports_importrun_{name}", args=[run.pk]) + query)
            found[name] = problems(desk.page)
        desk.page.goto(reverse("admin:imports_importrun_quality"))
        found["quality"] = problems(desk.page)
        assert desk.page.locator("html").get_attribute("lang") == locale[:2]
    assert {name: rules for name, rules in found.items() if rules} == {}
