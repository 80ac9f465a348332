"""What else the review screen does: drafts, moved ends, splits, own words, undo, locks, bulk with preview."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.findings.models import Figure, Finding
from apps.imports.models import Decision, DecisionDraft, ImportRun, Proposal, ReviewLock
from apps.imports.services import bulk, take_back
from apps.imports.services.decide import reject, reopen
from tests import factories
from tests.admin.people import a_proposal, a_run, analyst, enter, message_texts

FINDING = {"topic": "media", "second_topic": "campaign", "sentiment": "negative", "voice": "mission_paraphrase"}
FIGURE = {"measure": "regions_covered", "value": 13.0, "comparator": "eq", "voice": "reporter", "source": "mission"}
WORDS = "lacked genuine competition"
NOW = factories.NOW


@pytest.fixture
def run(db: None) -> ImportRun:
    """A run whose mission is accepted, with one finding open."""
    place = factories.mission()
    made = a_run(factories.statement(of=place))
    mission = {"organisation": "OSCE/ODIHR", "match": place.code, "format": "leom"}
    a_proposal(made, "Mission", "mission", mission, status="accepted", result=f"mission:{place.code}")
    a_proposal(made, WORDS, "finding", FINDING)
    return made


@pytest.fixture
def me(db: None) -> User:
    return analyst()


@pytest.fixture
def client(me: User) -> Client:
    return enter(me)


def address(run: ImportRun, name: str, *args: int) -> str:
    return reverse(f"admin:imports_importrun_{name}", args=[run.pk, *args])


def the(run: ImportRun, kind: str = "finding") -> Proposal:
    return run.proposals.get(kind=kind)


def decide(client: Client, proposal: Proposal, verdict: str = "accept", **more: Any) -> Any:
    data = {"verdict": verdict, "seen": proposal.revision, **more}
    return client.post(address(proposal.run, "decide", proposal.pk), data)


def item(client: Client, run: ImportRun, proposal: Proposal) -> Any:
    return client.get(address(run, "review")).context["review"].item(proposal.pk)


def test_accepting_the_card_as_it_stands_needs_no_form(client: Client, run: ImportRun) -> None:
    decide(client, the(run))
    assert Finding.objects.get().topic == "media"


def test_the_second_topic_is_one_click(client: Client, run: ImportRun) -> None:
    decide(client, the(run), "", second_topic="campaign")
    assert Finding.objects.get().topic == "campaign"


def test_a_topic_that_was_not_offered_is_no_second_topic(client: Client, run: ImportRun) -> None:
    assert decide(client, the(run), "", second_topic="technology").status_code == 404


def test_a_stroke_that_arrives_twice_is_one_decision(client: Client, run: ImportRun) -> None:
    stroke = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"
    old = the(run)
    for _again in range(2):
        assert decide(client, old, batch=stroke).status_code == 302
    assert (Decision.objects.count(), Finding.objects.count()) == (1, 1)


def test_a_conflict_keeps_what_was_typed(client: Client, run: ImportRun, me: User) -> None:
    old = the(run)
    decide(enter(me), the(run), "hold")
    typed = {"topic": "technology", "sentiment": "mixed", "voice": "mission_paraphrase"}
    answer = decide(client, old, **{f"p{old.pk}-{name}": value for name, value in typed.items()})
    assert answer.status_code == 409
    assert DecisionDraft.objects.get(by=me).fields["topic"] == "technology"
    assert item(client, run, old).form["topic"].value() == "technology"


def test_a_draft_survives_until_the_decision(client: Client, run: ImportRun) -> None:
    proposal = the(run)
    client.post(address(run, "draft", proposal.pk), {f"p{proposal.pk}-topic": "technology"})
    assert item(client, run, proposal).is_editing
    decide(client, proposal, "hold")
    assert not DecisionDraft.objects.exists()


def test_a_draft_is_its_writers_own(client: Client, run: ImportRun) -> None:
    proposal = the(run)
    enter(analyst()).post(address(run, "draft", proposal.pk), {f"p{proposal.pk}-topic": "technology"})
    assert not item(client, run, proposal).is_editing


def move(client: Client, proposal: Proposal, how: str) -> Any:
    data = {"move": how, "start": proposal.start, "end": proposal.end}
    return client.post(address(proposal.run, "span", proposal.pk), data)


def test_the_words_of_a_quote_are_moved_and_then_rested_upon(client: Client, run: ImportRun) -> None:
    proposal = the(run)
    move(client, proposal, "grow-start")
    shown = item(client, run, proposal)
    assert (shown.exact, shown.is_moved) == (f"elections {WORDS}", True)
    decide(client, proposal, start=shown.span[0], end=shown.span[1])
    quote = Finding.objects.get().evidence.get().quote
    decision = Decision.objects.get()
    assert (quote.exact, decision.start) == (f"elections {WORDS}", quote.start)


def test_an_unknown_move_is_not_found(client: Client, run: ImportRun) -> None:
    assert move(client, the(run), "jump").status_code == 404


def test_words_outside_the_text_are_refused(client: Client, run: ImportRun) -> None:
    assert decide(client, the(run), start=5, end=99_999).status_code == 422


def test_splitting_makes_two_and_undo_makes_one_again(client: Client, run: ImportRun) -> None:
    whole = the(run)
    cut = whole.start + len("lacked ")
    client.post(address(run, "split", whole.pk), {"cut": cut, "seen": whole.revision})
    parts = run.proposals.filter(added_by__isnull=False)
    assert [part.exact for part in parts.order_by("start")] == ["lacked", "genuine competition"]
    assert run.proposals.get(pk=whole.pk).status == "rejected"
    client.post(address(run, "undo"))
    assert not parts.exists()
    assert run.proposals.get(pk=whole.pk).status == "open"


def test_a_cut_that_leaves_nothing_on_one_side_is_refused(client: Client, run: ImportRun) -> None:
    whole = the(run)
    assert client.post(address(run, "split", whole.pk), {"cut": whole.start}).status_code == 422


def test_own_words_become_a_proposal_that_asks_for_its_value(client: Client, run: ImportRun, me: User) -> None:
    client.post(address(run, "add_words"), {"new-kind": "figure", "new-words": "13 of 17 regions"})
    made = the(run, "figure")
    assert (made.added_by, made.exact, made.payload) == (me, "13 of 17 regions", {})
    assert decide(client, made).status_code == 422


def test_words_that_the_text_does_not_have_are_named_at_their_field(client: Client, run: ImportRun) -> None:
    answer = client.post(address(run, "add_words"), {"new-kind": "figure", "new-words": "14 of 17 regions"})
    assert answer.status_code == 422
    assert "not in the text" in str(answer.context["add_form"].errors["words"])


def test_undo_takes_the_last_decision_back(client: Client, run: ImportRun) -> None:
    decide(client, the(run))
    client.post(address(run, "undo"))
    assert not Finding.objects.exists()


def test_undo_leaves_the_decisions_of_others(client: Client, run: ImportRun) -> None:
    decide(enter(analyst()), the(run), "hold")
    ReviewLock.objects.all().delete()
    said = message_texts(client.post(address(run, "undo"), follow=True))
    assert "no decision of yours" in said
    assert the(run).status == "held"


def test_opening_the_screen_holds_the_text_by_name(client: Client, run: ImportRun, me: User) -> None:
    client.get(address(run, "review"))
    lock = ReviewLock.objects.get()
    assert lock.holder == me
    assert lock.until - timezone.now() > timedelta(minutes=9)


def test_another_reads_along_and_is_told_who_has_it(client: Client, run: ImportRun, me: User) -> None:
    me.first_name = "Aigerim"
    me.save()
    client.get(address(run, "review"))
    other = enter(analyst())
    assert b"Aigerim reviews this text" in other.get(address(run, "review")).content
    assert decide(other, the(run)).status_code == 409
    assert not Finding.objects.exists()


def test_taking_over_is_open_and_stops_the_first(client: Client, run: ImportRun) -> None:
    client.get(address(run, "review"))
    other = enter(analyst())
    other.post(address(run, "take"))
    assert decide(client, the(run)).status_code == 409
    assert decide(other, the(run)).status_code == 302


def test_a_lock_that_ran_out_is_nobodys(client: Client, run: ImportRun) -> None:
    client.get(address(run, "review"))
    past = timezone.now() - timedelta(minutes=1)
    ReviewLock.objects.update(taken_at=past - timedelta(minutes=10), until=past)
    assert decide(enter(analyst()), the(run)).status_code == 302


def test_a_sign_of_life_says_who_holds_the_text(client: Client, run: ImportRun) -> None:
    mine, theirs = (who.post(address(run, "heartbeat")).json() for who in (client, enter(analyst())))
    assert (mine["is_mine"], theirs["is_mine"]) == (True, False)
    assert "Take over" not in mine["lock"]
    assert "Take over" in theirs["lock"]


def test_filters_show_a_part_and_keep_the_count_of_all(client: Client, run: ImportRun) -> None:
    shown = client.get(address(run, "review"), {"kind": "finding"}).context["review"]
    assert ([one.proposal.kind for one in shown.shown], len(shown.items)) == (["finding"], 2)


def test_a_card_alone_comes_with_count_and_live_region(client: Client, run: ImportRun) -> None:
    data = {"verdict": "accept", "seen": 0}
    answer = client.post(address(run, "decide", the(run).pk), data, headers={"HX-Request": "true"})
    words = answer.content.decode()
    assert answer["Desk-Card"] == str(the(run).pk)
    assert all(part in words for part in ("<strong>2 of 2</strong>", "Accepted.", "hx-swap-oob"))


def figures(run: ImportRun) -> None:
    a_proposal(run, "13 of 17 regions", "figure", FIGURE, rule="count")
    a_proposal(run, "17 regions", "figure", {**FIGURE, "value": 17}, rule="count")


def test_the_preview_of_a_rule_keeps_nothing(client: Client, run: ImportRun) -> None:
    figures(run)
    outcome = client.get(address(run, "bulk"), {"rule": "count"}).context["outcome"]
    assert (outcome.accepted, len(outcome.left)) == (1, 1)
    assert not Figure.objects.exists()


def test_a_figure_that_contradicts_an_accepted_one_is_left(client: Client, run: ImportRun) -> None:
    figures(run)
    answer = client.post(address(run, "bulk"), {"rule": "count"}, follow=True)
    assert "contradicts a figure" in message_texts(answer)
    assert [figure.value for figure in Figure.objects.all()] == [13]


def test_what_another_decides_meanwhile_is_not_accepted_over(
    client: Client, run: ImportRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures(run)
    other = analyst()
    monkeypatch.setattr(bulk, "_needs_no_person", lambda one: reject(proposal=one, by=other, at=NOW, reason="No."))
    client.post(address(run, "bulk"), {"rule": "count"})
    assert set(run.proposals.filter(rule="count").values_list("status", flat=True)) == {"rejected"}


def test_what_another_decides_meanwhile_is_not_taken_back(
    client: Client, run: ImportRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(client, the(run), "hold")
    other = analyst()

    def late(**given: Any) -> Decision:
        reject(proposal=the(run), by=other, at=NOW, reason="No.")
        return reopen(**given)

    monkeypatch.setattr(take_back, "reopen", late)
    answer = client.post(address(run, "undo"), follow=True)
    assert "Somebody decided on this in the meantime" in message_texts(answer)
    # The late decision was made within the transaction that is taken back as a whole.
    assert the(run).status == "held"


def test_one_click_takes_a_whole_stroke_back(client: Client, run: ImportRun) -> None:
    figures(run)
    client.post(address(run, "bulk"), {"rule": "count"})
    batch = Decision.objects.filter(way="bulk").latest("id").batch
    client.post(address(run, "undo"), {"batch": batch})
    assert not Figure.objects.exists()


def test_a_bulk_stroke_leaves_other_rules_alone(client: Client, run: ImportRun) -> None:
    figures(run)
    client.post(address(run, "bulk"), {"rule": "count"})
    assert the(run).status == "open"
