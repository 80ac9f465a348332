"""Deciding on proposals with plain forms: each decision, each refusal, and who may."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from apps.findings.models import Finding
from apps.imports.models import Decision, DecisionDraft, ImportRun, Proposal
from tests import factories
from tests.admin.people import a_proposal, a_run, analyst, editor, enter, message_texts

FINDING = {
    "topic": "overall",
    "second_topic": "media",
    "sentiment": "unrated",
    "voice": "mission_paraphrase",
    "speaker": None,
    "organisation": None,
}


@pytest.fixture
def run(db: None) -> ImportRun:
    """A run whose election and mission are accepted already, with a finding and a figure open."""
    place = factories.mission()
    made = a_run(factories.statement(of=place))
    a_proposal(
        made,
        "Observers",
        "election",
        {"country": "KZ", "match": place.election.code, "types": ["parliamentary"]},
        status="accepted",
        result=f"election:{place.election.code}",
    )
    a_proposal(
        made,
        "Mission",
        "mission",
        {"organisation": "OSCE/ODIHR", "match": place.code, "format": "leom"},
        status="accepted",
        result=f"mission:{place.code}",
    )
    a_proposal(
        made, "lacked genuine competition", "finding", FINDING, because=[{"words": "lacked", "label": "polarity"}]
    )
    figure = {"measure": "regions_covered", "value": 13.0, "comparator": "eq", "voice": "reporter", "source": "mission"}
    a_proposal(made, "13 of 17 regions", "figure", figure)
    return made


@pytest.fixture
def client(db: None) -> Client:
    return enter(analyst())


def finding(run: ImportRun) -> Proposal:
    return run.proposals.get(kind="finding")


def page(run: ImportRun) -> str:
    return reverse("admin:imports_importrun_review", args=[run.pk])


def decide(client: Client, proposal: Proposal, verdict: str, reason: str = "", **value: Any) -> Any:
    address = reverse("admin:imports_importrun_decide", args=[proposal.run_id, proposal.pk])
    fields = {f"p{proposal.pk}-{name}": given for name, given in value.items()}
    return client.post(address, {"verdict": verdict, "reason": reason, "seen": proposal.revision, **fields})


def rate(client: Client, proposal: Proposal, **value: Any) -> Any:
    given = {"topic": "overall", "sentiment": "negative", "voice": "mission_paraphrase", **value}
    return decide(client, proposal, "accept", **given)


def test_the_page_shows_text_values_rules_and_the_words_that_fired_them(client: Client, run: ImportRun) -> None:
    answer = client.get(page(run)).content.decode()
    assert all(
        words in answer for words in ("test.rule", "lacked</q>", "Grammar rule", "<mark", "not enough decisions")
    )


def test_accepting_makes_the_claim_and_goes_to_the_next(client: Client, run: ImportRun) -> None:
    answer = rate(client, finding(run))
    assert Finding.objects.get().sentiment == "negative"
    assert answer["Location"].endswith(f"#p{run.proposals.get(kind='figure').pk}")


def test_the_two_best_topics_come_first(client: Client, run: ImportRun) -> None:
    items = client.get(page(run)).context["review"].items
    topics = next(item for item in items if item.proposal.kind == "finding").form.fields["topic"].choices
    assert [name for name, _label in topics[0][1]] == ["overall", "media"]


def test_an_unrated_finding_is_not_accepted_without_a_sentiment(client: Client, run: ImportRun) -> None:
    answer = rate(client, finding(run), sentiment="")
    assert answer.status_code == 422
    assert not Finding.objects.exists()


def test_what_was_typed_survives_a_refusal(client: Client, run: ImportRun) -> None:
    answer = rate(client, finding(run), sentiment="", topic="media")
    assert DecisionDraft.objects.get().fields["topic"] == "media"
    item = next(item for item in answer.context["review"].items if item.proposal.kind == "finding")
    assert item.form["topic"].value() == "media"


def test_a_changed_value_is_kept_beside_the_machines(client: Client, run: ImportRun) -> None:
    rate(client, finding(run), topic="media")
    items = client.get(page(run)).context["review"].items
    rows = next(item for item in items if item.proposal.kind == "finding").rows
    assert [(row.label, row.machine, row.value) for row in rows if row.machine] == [
        ("Topic", "Overall", "Media"),
        ("Sentiment", "Left open", "Negative"),
    ]


def test_a_value_left_as_it_was_is_no_edit(client: Client, run: ImportRun) -> None:
    figure = run.proposals.get(kind="figure")
    decide(
        client,
        figure,
        "accept",
        measure="regions_covered",
        value="13",
        comparator="eq",
        voice="reporter",
        source="mission",
    )
    assert Decision.objects.get(proposal=figure).payload is None


def test_rejecting_without_a_reason_is_refused_in_words(client: Client, run: ImportRun) -> None:
    answer = decide(client, finding(run), "reject")
    assert answer.status_code == 422
    assert "Say why it is rejected" in answer.content.decode()


@pytest.mark.parametrize(("verdict", "status"), [("reject", "rejected"), ("hold", "held")])
def test_other_verdicts_are_stored_with_their_reason(client: Client, run: ImportRun, verdict: str, status: str) -> None:
    decide(client, finding(run), verdict, "Not an assessment")
    assert (finding(run).status, Decision.objects.get().reason) == (status, "Not an assessment")


def test_reopening_takes_the_draft_back_and_keeps_what_was_chosen(client: Client, run: ImportRun) -> None:
    rate(client, finding(run), topic="media")
    decide(client, finding(run), "reopen")
    items = client.get(page(run)).context["review"].items
    assert not Finding.objects.exists()
    assert next(item for item in items if item.proposal.kind == "finding").form["topic"].value() == "media"


def test_a_decision_made_on_an_old_page_is_refused(client: Client, run: ImportRun) -> None:
    old = finding(run)
    decide(client, finding(run), "hold")
    answer = decide(client, old, "reject", "Too late")
    assert answer.status_code == 409
    assert "in the meantime" in answer.content.decode()
    assert "Too late" in answer.content.decode()


def test_an_unknown_verdict_is_not_found(client: Client, run: ImportRun) -> None:
    assert decide(client, finding(run), "approve").status_code == 404


def test_a_proposal_of_another_text_is_not_found(client: Client, run: ImportRun) -> None:
    other = a_run(factories.statement("Another text\n"))
    address = reverse("admin:imports_importrun_decide", args=[other.pk, finding(run).pk])
    assert client.post(address, {"verdict": "hold"}).status_code == 404


def test_accepting_all_says_what_needs_a_person(client: Client, run: ImportRun) -> None:
    answer = client.post(reverse("admin:imports_importrun_accept_all", args=[run.pk]), follow=True)
    said = message_texts(answer)
    assert "1 proposal is accepted" in said
    assert "1 proposal is left: An overall verdict is accepted by itself" in said
    assert finding(run).status == "open"


def test_an_editor_publishes_what_was_accepted(run: ImportRun) -> None:
    client = enter(editor())
    rate(client, finding(run))
    client.post(reverse("admin:imports_importrun_publish", args=[run.pk]))
    assert Finding.objects.get().is_published


def test_publishing_nothing_is_explained(db: None) -> None:
    answer = enter(editor()).post(reverse("admin:imports_importrun_publish", args=[a_run().pk]), follow=True)
    assert "Nothing of this text has been accepted yet" in message_texts(answer)


def test_an_analyst_may_not_publish(client: Client, run: ImportRun) -> None:
    assert client.post(reverse("admin:imports_importrun_publish", args=[run.pk])).status_code == 403


@pytest.mark.parametrize("name", ["review", "accept_all", "publish"])
def test_the_desk_is_closed_to_others(run: ImportRun, name: str) -> None:
    address = reverse(f"admin:imports_importrun_{name}", args=[run.pk])
    assert enter(factories.user(is_staff=True)).post(address).status_code == 403
    assert "login" in Client().post(address)["Location"]


@pytest.mark.parametrize("name", ["accept_all", "publish"])
def test_nothing_is_decided_by_following_a_link(run: ImportRun, name: str) -> None:
    assert enter(editor()).get(reverse(f"admin:imports_importrun_{name}", args=[run.pk])).status_code == 405
