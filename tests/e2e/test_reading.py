"""A reader's way from the front page to the words and back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visitor

pytestmark = [pytest.mark.e2e, pytest.mark.django_db]


def walk(page: Page, visitor: Visitor) -> None:
    """Home → election → finding → statement reader → back, as one follows the links."""
    page.goto("/en/")
    page.get_by_role("region", name="Latest elections").get_by_role("link", name="Kazakhstan").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kazakhstan, 10 January 2021")
    page.get_by_role("link", name=re.compile(r"^Finding ?: OSCE.ODIHR")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Political environment and competition")
    page.get_by_role("link", name="Read it in the full text").click()
    expect(page).to_have_url(re.compile(r"/en/statements/s-\w+/\?version=1#q-\d+-\d+$"))
    expect(page.get_by_text("Retold for demonstration: these are not anybody’s words.")).to_be_visible()
    note = page.get_by_role("link", name=re.compile("Political environment and competition"))
    note.click()
    expect(page).to_have_url(re.compile(f"/en/findings/{visitor.world.criticism.code}/$"))


def test_from_the_front_page_to_the_words_and_back(visitor: Visitor) -> None:
    walk(visitor.page(), visitor)
    assert visitor.complaints == []


def test_the_same_way_without_javascript(visitor: Visitor) -> None:
    walk(visitor.page(javascript=False), visitor)


@pytest.mark.parametrize("width", [320, 360, 768])
def test_no_page_scrolls_sideways(visitor: Visitor, width: int) -> None:
    page = visitor.page(width=width)
    for name, path in visitor.world.pages.items():
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    assert visitor.complaints == []


def test_a_phone_shows_one_topic_at_a_time(visitor: Visitor) -> None:
    page = visitor.page(width=360)
    page.goto(visitor.world.paths["election"])
    topics = page.get_by_role("navigation", name="Topics").get_by_role("link")
    shown = page.locator(".grid tbody tr:visible")
    expect(shown).to_have_count(1)
    topics.last.click()
    expect(shown).to_have_count(1)
    expect(shown).to_have_attribute("id", (topics.last.get_attribute("href") or "").removeprefix("#"))


def test_the_language_switch_keeps_the_page(visitor: Visitor) -> None:
    page = visitor.page()
    page.goto(visitor.world.paths["mission"])
    page.get_by_role("link", name="Қазақша").click()
    expect(page).to_have_url(re.compile(f"/kk/missions/{visitor.world.limited.code}/$"))
    expect(page.locator("html")).to_have_attribute("lang", "kk")


def test_the_first_stop_of_the_keyboard_skips_to_the_content(visitor: Visitor) -> None:
    page = visitor.page()
    page.goto("/en/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_a_search_finds_the_words_in_another_form(visitor: Visitor) -> None:
    page = visitor.page(javascript=False)
    page.goto("/en/")
    page.get_by_role("searchbox").fill("competitive")
    page.get_by_role("button", name="Search").click()
    results = page.get_by_role("region", name=re.compile("result"))
    expect(results.get_by_role("link", name="Political environment and competition").first).to_be_visible()
    expect(results.locator(".hit").filter(has_text="competition").first).to_be_visible()


def test_an_error_is_reported_by_keyboard_alone(visitor: Visitor) -> None:
    """Without scripts; what is missing is said beside its field, and the words stay."""
    page = visitor.page(javascript=False)
    page.goto(visitor.world.paths["finding"])
    page.get_by_role("link", name="Report an error").focus()
    page.keyboard.press("Enter")
    page.get_by_label("How it should be, and how you know").fill("It says “fair”.")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Send the report").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("not sent yet")
    expect(page.get_by_text("Choose what is wrong")).to_be_visible()
    expect(page.get_by_label("How it should be, and how you know")).to_have_value(re.compile("fair"))


def test_everything_on_a_page_is_reached_by_keyboard_and_shows_where_it_is(visitor: Visitor) -> None:
    page = visitor.page()
    page.goto(visitor.world.paths["election"])
    stops = page.locator("a[href]:visible, summary:visible, [tabindex='0']:visible").count()
    seen = set()
    for _ in range(stops):
        page.keyboard.press("Tab")
        where = page.evaluate(
            "(() => { const e = document.activeElement, s = getComputedStyle(e);"
            " return [e.outerHTML.slice(0, 200), s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2] })()"
        )
        seen.add(where[0])
        assert where[1], where[0]
    assert len(seen) >= stops * 0.8
