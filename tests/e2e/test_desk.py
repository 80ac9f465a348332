"""The analyst’s day in a real browser: by keyboard alone, with a correction, a lost connection, and no scripts."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from apps.findings.models import Finding
from apps.imports.models import Decision
from tests import factories
from tests.e2e.desk import Analyst, an_import, ask, at_the_desk
from tests.imports.conftest import data_dir as data_dir

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

DECISION = re.compile(r"/review/\d+/")
CURRENT = "article.desk-item[aria-current=true]"


def wait_until_settled(page: Page) -> None:
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)


def clear_by_keyboard(desk: Analyst) -> None:
    """Accept what stands; where the form asks for something, answer it by the keyboard and accept again."""
    page = desk.page
    for _turn in range(60):
        if page.locator("article[data-status=open]").count() == 0:
            return
        expect(page.locator(CURRENT)).to_have_attribute("data-status", "open")
        number = page.locator(CURRENT).get_attribute("data-number")
        desk.keys("a")
        card = page.locator(f"article[data-number='{number}']")
        expect(card).to_have_attribute("data-status", re.compile("open|accepted"))
        wait_until_settled(page)
        if card.get_attribute("data-status") == "open":
            expect(card.get_by_label("Sentiment")).to_be_focused()
            desk.keys("N", "Escape", "a")
            expect(page.locator(f"article[data-number='{number}']")).to_have_attribute("data-status", "accepted")
            wait_until_settled(page)


def test_the_keyboard_alone_brings_an_import_to_the_public(desk_browser: Browser, live_server: LiveServer) -> None:
    with at_the_desk(desk_browser, live_server, run=an_import()) as desk:
        desk.open_review()
        clear_by_keyboard(desk)
        desk.keys("p")
        expect(desk.page).to_have_url(re.compile("/publication/$"))
        # The first claim has the focus: Space takes it out and puts it in, Enter publishes.
        expect(desk.page.get_by_role("checkbox").first).to_be_focused()
        desk.keys("Space", "Space", "Enter")
        expect(desk.page.get_by_text("Published before")).to_be_visible()
        assert desk.complaints == []
        assert ask(lambda: Finding.objects.public().count()) >= 5


def test_a_correction_shows_old_then_new_then_why(desk_browser: Browser, live_server: LiveServer) -> None:
    claim = factories.public_world()
    address = reverse("admin:findings_finding_change", args=[claim.pk])
    public = f"/en/findings/{claim.code}/"
    with at_the_desk(desk_browser, live_server) as desk:
        page = desk.page
        page.goto(address)
        page.get_by_role("button", name="Correct this claim").click()
        page.get_by_label("Topic").select_option("media")
        page.get_by_label("Reason for the correction").fill("The words are about the media.")
        page.get_by_role("button", name="Save and continue editing").click()
        draft = page.url
        page.goto(public)
        expect(page.get_by_role("heading", level=1)).to_have_text("Political environment and competition")
        page.goto(draft)
        page.get_by_role("button", name="Publish", exact=True).click()
        expect(page.get_by_text("it no longer changes")).to_be_visible()
        page.goto(public)
        expect(page.get_by_text("The words are about the media.").first).to_be_visible()
        code = ask(lambda: Finding.objects.get(replaces=claim).code)
        page.goto(f"/en/findings/{code}/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Media")
        page.goto("/en/corrections/")
        told = page.locator(".correction").first
        expect(told.locator(".correction-why")).to_contain_text("The words are about the media.")
        expect(told.locator(".correction-before")).to_contain_text("Political environment and competition")
        expect(told.locator(".correction-after")).to_contain_text("Media")


def test_keys_pressed_faster_than_the_server_answers_are_all_done(
    desk_browser: Browser, live_server: LiveServer
) -> None:
    held: list[Route] = []
    with at_the_desk(desk_browser, live_server, run=an_import()) as desk:
        desk.page.route(DECISION, lambda route: route.continue_() if held else held.append(route))
        # Neither the focus nor any answer is waited for: the fourth is accepted, undone and accepted again.
        desk.page.goto(desk.review, wait_until="domcontentloaded")
        desk.keys("a", "a", "j", "a", "u", "a")
        expect(desk.page.locator(".htmx-request").first).to_be_attached()
        held[0].continue_()
        expect(desk.page.locator("article[data-status=accepted]")).to_have_count(3)
        expect(desk.page.locator("article[data-number='4']")).to_have_attribute("data-status", "accepted")
        assert desk.states()[:4] == ["accepted", "accepted", "open", "accepted"]
        assert ask(Decision.objects.filter(verdict="accept").count) == 4
        assert desk.complaints == []


def test_keys_pressed_before_the_page_listens_are_done_too(desk_browser: Browser, live_server: LiveServer) -> None:
    held: list[Route] = []
    with at_the_desk(desk_browser, live_server, run=an_import()) as desk:
        # A script that all others wait for is on its way still; what is there of the page can be seen.
        desk.page.route("**/outbox*.js", lambda route: held.append(route))
        desk.page.goto(desk.review, wait_until="commit")
        expect(desk.page.locator("article.desk-item").last).to_be_attached()
        desk.keys("j", "h")
        held[0].continue_()
        expect(desk.page.locator("article[data-status=held]")).to_have_attribute("data-number", "2")
        assert desk.complaints == []


def test_what_was_typed_is_there_after_a_reload(desk_browser: Browser, live_server: LiveServer) -> None:
    with at_the_desk(desk_browser, live_server, run=an_import()) as desk:
        desk.open_review("?kind=finding")
        desk.keys("e")
        field = desk.page.locator(CURRENT).get_by_label("Topic")
        expect(field).to_be_visible()
        with desk.page.expect_response(re.compile("/draft/$")):
            field.select_option("media")
        desk.page.reload()
        expect(desk.page.locator("article.desk-item").first.get_by_label("Topic")).to_have_value("media")


def select(desk: Analyst, words: str) -> None:
    """Select words of the text, as a mouse drawn over them does."""
    desk.page.evaluate(
        """words => {
            const part = [...document.querySelectorAll('[data-start]')].find(one => one.textContent.includes(words));
            const range = document.createRange(), from = part.textContent.indexOf(words);
            range.setStart(part.firstChild, from); range.setEnd(part.firstChild, from + words.length);
            getSelection().removeAllRanges(); getSelection().addRange(range);
        }""",
        words,
    )


def test_selected_words_become_a_proposal_with_their_place(desk_browser: Browser, live_server: LiveServer) -> None:
    words = "Систематического наблюдения"
    with at_the_desk(desk_browser, live_server, run=an_import()) as desk:
        desk.open_review()
        select(desk, words)
        desk.keys("n")
        expect(desk.page.get_by_label("What it is")).to_be_focused()
        desk.page.get_by_role("button", name="Add").click()
        expect(desk.page.locator(CURRENT).get_by_label("Topic")).to_be_focused()
        made = ask(lambda: desk.imported.proposals.get(added_by__isnull=False))
        body = ask(lambda: desk.imported.version.body)  # type: ignore[union-attr]
        assert (body[made.start : made.end], made.exact) == (words, words)


def test_everything_is_done_with_the_mouse_too(desk_browser: Browser, live_server: LiveServer) -> None:
    words = "Систематического наблюдения"
    with at_the_desk(desk_browser, live_server, run=an_import()) as desk:
        desk.open_review()
        page, card = desk.page, desk.page.locator(CURRENT)
        page.locator("a.desk-number[href='#n3']").click()
        expect_current(desk, 3)
        card.get_by_role("button", name="Hold").click()
        expect_current(desk, 4)
        assert status_of(desk, 3) == "held"
        page.locator("article[data-number='1'] blockquote").click()
        card.get_by_role("button", name="One word more at the end").click()
        expect(card.get_by_text("The machine had marked:")).to_be_visible()
        card.get_by_role("button", name="Accept").click()
        expect(page.locator("article[data-number='1']")).to_have_attribute("data-status", "accepted")
        page.get_by_role("button", name="Undo").click()
        expect(page.get_by_text("1 decision is taken back.")).to_be_visible()
        select(desk, words)
        page.get_by_text("New from words of the text").click()
        expect(page.get_by_label("Words of the text")).to_have_value(words)


def test_a_quote_grows_and_a_key_that_is_off_does_nothing(desk_browser: Browser, live_server: LiveServer) -> None:
    with at_the_desk(desk_browser, live_server, run=an_import()) as desk:
        desk.open_review()
        quote = desk.page.locator(CURRENT).locator("blockquote")
        before = quote.inner_text()
        desk.keys("]")
        expect(quote).not_to_have_text(before)
        desk.keys("[")
        expect(quote).to_have_text(before)
        desk.keys("?")
        desk.page.get_by_label("Single keys are on in this browser").uncheck()
        desk.keys("Escape", "a")
        desk.page.wait_for_timeout(300)
        assert desk.states().count("accepted") == 0


def status_of(desk: Analyst, number: int) -> str | None:
    wait_until_settled(desk.page)
    return desk.page.locator(f"article[data-number='{number}']").get_attribute("data-status")


def expect_current(desk: Analyst, number: int) -> None:
    expect(desk.page.locator(CURRENT)).to_have_attribute("data-number", str(number))


def test_hold_undo_reject_and_the_second_topic_by_their_keys(desk_browser: Browser, live_server: LiveServer) -> None:
    with at_the_desk(desk_browser, live_server, run=an_import()) as desk:
        desk.open_review()
        desk.keys("h")
        expect_current(desk, 2)
        assert status_of(desk, 1) == "held"
        desk.keys("u")
        expect(desk.page.get_by_text("1 decision is taken back.")).to_be_visible()
        expect_current(desk, 1)
        desk.keys("a", "a", "r")
        expect(desk.page.locator(CURRENT).get_by_label("Reason")).to_be_focused()
        desk.page.keyboard.type("Not said by the mission")
        desk.keys("Enter")
        expect_current(desk, 4)
        assert [status_of(desk, number) for number in (1, 2, 3)] == ["accepted", "accepted", "rejected"]
        desk.keys("k", "j", "j", "j")
        expect_current(desk, 6)
        desk.keys("2")
        expect_current(desk, 7)
        made = ask(lambda: desk.imported.proposals.get(position=6).decisions.get())
        assert (made.payload or {}).get("topic") == made.proposal.payload["second_topic"]


def test_a_quote_is_split_and_cut_at_its_beginning_by_keys(desk_browser: Browser, live_server: LiveServer) -> None:
    with at_the_desk(desk_browser, live_server, run=an_import()) as desk:
        desk.open_review("?kind=finding")
        quote = desk.page.locator(CURRENT).locator("blockquote")
        before = quote.inner_text()
        desk.keys("}")
        expect(quote).to_have_text(before.partition(" ")[2])
        desk.keys("{")
        expect(quote).to_have_text(before)
        desk.keys("s")
        expect(desk.page.locator(CURRENT).get_by_role("radio").first).to_be_focused()
        desk.keys("ArrowDown", "Enter")
        expect(desk.page.get_by_text("The proposal is split into two; decide on each.")).to_be_visible()
        parts = ask(lambda: list(desk.imported.proposals.filter(rule="person.split").order_by("start")))
        assert " ".join(part.exact for part in parts) == before
        assert parts[0].exact == " ".join(before.split()[:2])


def test_keys_act_only_while_the_queue_has_the_focus(desk_browser: Browser, live_server: LiveServer) -> None:
    with at_the_desk(desk_browser, live_server, run=an_import()) as desk:
        desk.open_review()
        desk.page.get_by_role("button", name="Search everything").focus()
        desk.keys("a", "h")
        desk.page.locator(CURRENT).get_by_label("Reason").focus()
        desk.keys("a", "h")
        expect(desk.page.locator(CURRENT).get_by_label("Reason")).to_have_value("ah")
        assert set(desk.states()) == {"open"}


def test_everything_works_without_scripts(desk_browser: Browser, live_server: LiveServer) -> None:
    with at_the_desk(desk_browser, live_server, run=an_import(), javascript=False) as desk:
        desk.open_review()
        first = desk.page.locator("article.desk-item").first
        first.get_by_role("button", name="Accept").click()
        expect(desk.page.locator("article[data-status=accepted]")).to_have_count(1)
        desk.page.get_by_role("button", name="Undo").click()
        expect(desk.page.locator("article[data-status=accepted]")).to_have_count(0)
        first.get_by_role("link", name="Edit").click()
        expect(first.get_by_label("First polling day")).to_be_visible()
        first.get_by_label("Reason").fill("Not our election")
        first.get_by_role("button", name="Reject").click()
        assert desk.states()[0] == "rejected"
        page = desk.page
        page.locator("article.desk-item").nth(1).get_by_role("button", name="One word more at the end").click()
        expect(page.get_by_text("The machine had marked:")).to_be_visible()
        page.locator("article.desk-item").nth(5).get_by_role("link", name="Split").click()
        page.get_by_role("button", name="Split").click()
        expect(page.get_by_text("The proposal is split into two; decide on each.")).to_be_visible()
        page.get_by_text("New from words of the text").click()
        page.get_by_label("Words of the text").fill("Систематического наблюдения")
        page.get_by_role("button", name="Add").click()
        expect(page.get_by_label("Topic")).to_be_visible()
        page.get_by_role("button", name="Accept many").click()
        page.get_by_role("button", name="Accept").click()
        page.get_by_role("button", name="Undo all of it").click()
        expect(page.get_by_text(re.compile("^\\s*\\d+ decisions? (is|are) taken back"))).to_be_visible()
