"""A finding entered by hand in a real browser: its words selected with the mouse, with the keyboard, or none at all."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from apps.findings.models import Finding
from apps.missions.models import Mission
from tests import factories
from tests.e2e.desk import Analyst, analyst, ask, at_the_desk

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

# The letters before the words take two units each in the browser, and the words stand there twice.
BODY = "Report 🗳🗳\n\nIt was calm. It was calm, they said.\n"


@pytest.fixture
def mission(db: None) -> Mission:
    place = factories.mission()
    factories.statement(BODY, of=place)
    return place


def choose(page: Page, name: str, words: str) -> None:
    """Choose a row of another table by the keyboard."""
    page.locator(f"select[name='{name}'] + .select2 [role=combobox]").focus()
    page.keyboard.press("Enter")
    page.keyboard.type(words)
    expect(page.locator(".select2-results__option--highlighted")).to_contain_text("OSCE")
    page.keyboard.press("Enter")


def begin(desk: Analyst) -> Page:
    """The form with everything but the words."""
    page = desk.page
    page.goto(reverse("admin:findings_finding_add"))
    choose(page, "mission", "Kazakhstan")
    page.get_by_label("Topic").select_option("election_day_voting")
    page.get_by_label("Sentiment").select_option("positive")
    page.get_by_label("Voice").select_option("mission_paraphrase")
    return page


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page).to_have_url(re.compile(r"/admin/findings/finding/(\?|$)"))


def the_quote() -> tuple[int, int, str]:
    return ask(lambda: Finding.objects.get().evidence.values_list("quote__start", "quote__end", "quote__exact").get())


def test_words_are_quoted_by_the_keyboard_alone(
    desk_browser: Browser, live_server: LiveServer, mission: Mission
) -> None:
    with at_the_desk(desk_browser, live_server, user=analyst()) as desk:
        page = begin(desk)
        page.get_by_role("button", name="Open the text beside").focus()
        desk.keys("Enter")
        text = page.get_by_label("Text: select the words")
        expect(text).to_be_focused()
        # To the second of the two equal sentences, then all of it but its end.
        desk.keys(
            "ArrowDown", "ArrowDown", *["Control+ArrowRight"] * 4, *["Control+Shift+ArrowRight"] * 3, "x", "Enter"
        )
        start = BODY.rindex("It was calm")
        expect(page.get_by_role("status")).to_contain_text(f"{start}–{start + 11}")
        assert text.input_value() == BODY
        desk.keys("Escape")
        expect(page.get_by_role("button", name="Open the text beside")).to_be_focused()
        save(page)
        assert the_quote() == (start, start + 11, "It was calm")


def test_words_are_quoted_with_the_mouse(desk_browser: Browser, live_server: LiveServer, mission: Mission) -> None:
    with at_the_desk(desk_browser, live_server, user=analyst()) as desk:
        page = begin(desk)
        page.get_by_role("button", name="Open the text beside").click()
        text = page.get_by_label("Text: select the words")
        expect(text).to_be_focused()
        # The third line, from edge to edge.
        third = text.evaluate("one => 2.5 * parseFloat(getComputedStyle(one).lineHeight) + 6")
        box = text.bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + 3, box["y"] + third)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] - 30, box["y"] + third, steps=5)
        page.mouse.up()
        page.get_by_role("button", name="Quote the selected words").click()
        words = "It was calm. It was calm, they said."
        expect(page.locator("[name=evidence-0-words]")).to_have_value(words)
        save(page)
        start = BODY.index(words)
        assert the_quote() == (start, start + len(words), words)


def test_without_a_text_a_finding_is_entered_from_a_reference(
    desk_browser: Browser, live_server: LiveServer, mission: Mission
) -> None:
    with at_the_desk(desk_browser, live_server, user=analyst()) as desk:
        page = begin(desk)
        page.get_by_label("English", exact=True).first.fill("The vote was calm.")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("Give the exact words that it rests on")).to_be_visible()
        page.get_by_text("Entered from, where there is no text to quote").click()
        page.get_by_label("Title").fill("Bulletin 3, printed")
        page.get_by_label("Publisher or organisation").fill("OSCE/ODIHR")
        page.get_by_label("Date of the source").fill("2021-01-12")
        page.get_by_label("Address or archive reference").fill("National archive, box 12")
        save(page)
        claim = ask(Finding.objects.get)
        assert (claim.entered_from_title, claim.origin) == ("Bulletin 3, printed", "entered")
        expect(page.get_by_text("entered from: Bulletin 3, printed")).to_be_visible()
