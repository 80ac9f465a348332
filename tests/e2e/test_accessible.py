"""The public site for everybody: rules of WCAG 2.2 AA as axe checks them, large text, forced colours, no motion."""

from collections.abc import Iterable
from typing import Any, Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Page

from tests.e2e.conftest import Visitor
from tests.web.rarer import VARIANTS

pytestmark = [pytest.mark.e2e, pytest.mark.django_db]

LANGUAGES: Final = [code for code, _name in settings.LANGUAGES]
# Only what is broken is asked for: listing all that is well takes axe most of its time.
QUICK: Final[dict[str, Any]] = {"resultTypes": ["violations"], "preload": False, "iframes": False}
RULES: Final = {**QUICK, "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
CONTRAST: Final = {**QUICK, "runOnly": {"type": "rule", "values": ["color-contrast"]}}


def paths(visitor: Visitor, language: str) -> Iterable[tuple[str, str]]:
    """Every page, in one language; what is no page of a language (a feed, a card) keeps its address."""
    return [(name, path.replace("/en/", f"/{language}/", 1)) for name, path in visitor.world.pages.items()]


def faults(page: Page, options: dict[str, Any]) -> list[str]:
    """What axe, which is on the page already, finds: the rule, the element and the remedy."""
    found = page.evaluate("options => axe.run(document, options).then(found => found.violations)", options)
    return [
        f"{item['id']}: {node['html'][:160]} ({node['failureSummary'].splitlines()[-1].strip()})"
        for item in found
        for node in item["nodes"]
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_any_page(visitor: Visitor, language: str) -> None:
    page, found, axe = visitor.page(), [], Axe().axe_script
    for name, path in paths(visitor, language):
        if name in VARIANTS and language != settings.LANGUAGE_CODE:
            continue
        page.emulate_media(color_scheme="light")
        page.goto(path)
        page.evaluate(axe)
        found += [f"{name}, light: {fault}" for fault in faults(page, RULES)]
        page.emulate_media(color_scheme="dark")
        found += [f"{name}, dark: {fault}" for fault in faults(page, CONTRAST)]
    assert found == []


def test_text_of_twice_the_size_stays_on_the_page(visitor: Visitor) -> None:
    page = visitor.page(width=1280)
    for name, path in paths(visitor, "ru"):
        page.goto(path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280, name


def test_nothing_moves_for_readers_who_want_no_motion(visitor: Visitor) -> None:
    page = visitor.page()
    page.emulate_media(reduced_motion="reduce")
    for name, path in paths(visitor, "en"):
        page.goto(path)
        assert page.evaluate("document.getAnimations().length") == 0, name
        smooth = "getComputedStyle(document.documentElement).scrollBehavior"
        assert page.evaluate(smooth) == "auto", name


def test_marks_are_words_too_where_colours_are_forced(visitor: Visitor) -> None:
    page = visitor.page()
    page.emulate_media(forced_colors="active")
    page.goto(visitor.world.paths["election"])
    marks = page.locator(".mark-sentiment:visible")
    assert marks.count() > 0
    assert all(text.strip() for text in marks.all_inner_texts())


def test_pages_need_no_script(visitor: Visitor) -> None:
    page = visitor.page(javascript=False)
    for name, path in paths(visitor, "en"):
        page.goto(path)
        assert page.get_by_role("main").inner_text().strip(), name
    assert visitor.complaints == []
