"""The second look: whom it goes to, that nothing gives it away, and what is measured by it."""

import uuid
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from apps.findings.models import Finding
from apps.imports import quality
from apps.imports.choices import Verdict
from apps.imports.models import Decision, ImportRun, Proposal, SecondOpinion
from apps.imports.services import sample
from apps.imports.services.decide import accept, reject
from apps.imports.services.second_look import give_opinion
from tests import factories
from tests.admin.people import a_proposal, a_run, analyst, enter

FINDING = {"topic": "media", "second_topic": None, "sentiment": "negative", "voice": "mission_paraphrase"}


@pytest.fixture
def run(db: None) -> ImportRun:
    place = factories.mission()
    made = a_run(factories.statement(of=place))
    mission = {"organisation": "OSCE/ODIHR", "match": place.code, "format": "leom"}
    a_proposal(made, "Mission", "mission", mission, status="accepted", result=f"mission:{place.code}")
    a_proposal(made, "lacked genuine competition", "finding", FINDING)
    return made


@pytest.fixture
def first(db: None) -> User:
    return analyst()


@pytest.fixture
def second(db: None) -> User:
    return analyst()


@pytest.fixture
def sampled(monkeypatch: pytest.MonkeyPatch, run: ImportRun, first: User) -> Proposal:
    """A finding that the first person accepted and that goes to a second."""
    monkeypatch.setattr(sample, "PERCENT", 100)
    accept(proposal=run.proposals.get(kind="finding"), by=first, at=factories.NOW)
    return run.proposals.get(kind="finding")


def shown(client: Client, proposal: Proposal) -> Any:
    address = reverse("admin:imports_importrun_review", args=[proposal.run_id])
    return client.get(address).context["review"].item(proposal.pk)


def waits_for(user: User) -> tuple[list[str], list[int], int]:
    """What the first page, the list of imports and the page of the import tell somebody of open proposals."""
    client = enter(user)
    cards = client.get(reverse("admin:index")).context["cards"]
    notes = next([line.note for line in card.lines] for card in cards if card.title == "Waiting for review")
    listed = client.get(reverse("admin:imports_importrun_changelist")).context["cl"].result_list
    run = ImportRun.objects.get()
    page = client.get(reverse("admin:imports_importrun_change", args=[run.pk]))
    return notes, [row.waiting for row in listed], page.context["counts"]["open"]


def test_a_second_look_waits_for_the_second_person_alone(sampled: Proposal, first: User, second: User) -> None:
    assert waits_for(first) == ([], [0], 0)
    assert waits_for(second) == (["1 to decide"], [1], 1)
    decide(second, sampled, "accept")
    assert waits_for(second) == waits_for(analyst()) == ([], [0], 0)


def test_a_second_look_is_not_offered_to_be_accepted_in_one_stroke(sampled: Proposal, second: User) -> None:
    address = reverse("admin:imports_importrun_review", args=[sampled.run_id])
    assert enter(second).get(address).context["review"].rules == []


def decide(user: User, proposal: Proposal, verdict: str, **more: Any) -> Any:
    address = reverse("admin:imports_importrun_decide", args=[proposal.run_id, proposal.pk])
    return enter(user).post(address, {"verdict": verdict, "seen": proposal.revision, **more})


def test_about_five_in_a_hundred_are_chosen_and_always_the_same(run: ImportRun) -> None:
    proposals = [Proposal(version_id=1, key=uuid.UUID(int=number).hex) for number in range(4000)]
    chosen = [sample.is_sampled(proposal) for proposal in proposals]
    assert 140 <= sum(chosen) <= 260
    assert chosen == [sample.is_sampled(proposal) for proposal in proposals]


def test_the_second_person_sees_it_open_and_nothing_of_the_first(sampled: Proposal, second: User) -> None:
    item = shown(enter(second), sampled)
    assert (item.status, item.decision, item.is_open) == ("open", None, True)


def test_the_first_person_sees_their_own_decision(sampled: Proposal, first: User) -> None:
    assert shown(enter(first), sampled).status == "accepted"


def test_a_second_opinion_changes_nothing_but_the_measure(sampled: Proposal, second: User) -> None:
    answer = decide(second, sampled, "reject", reason="No assessment")
    assert answer.status_code == 302
    assert SecondOpinion.objects.get().verdict == "reject"
    assert Finding.objects.count() == 1
    assert shown(enter(second), sampled).status == "rejected"


def test_a_third_person_sees_what_was_decided(sampled: Proposal, second: User) -> None:
    decide(second, sampled, "accept")
    sampled.version.review_lock.delete()
    assert shown(enter(analyst()), sampled).status == "accepted"


def test_the_second_person_can_undo(sampled: Proposal, second: User) -> None:
    decide(second, sampled, "accept")
    enter(second).post(reverse("admin:imports_importrun_undo", args=[sampled.run_id]))
    assert shown(enter(second), sampled).status == "open"
    assert Finding.objects.count() == 1


def test_what_was_not_chosen_is_not_shown_twice(
    monkeypatch: pytest.MonkeyPatch, run: ImportRun, first: User, second: User
) -> None:
    monkeypatch.setattr(sample, "PERCENT", 0)
    accept(proposal=run.proposals.get(kind="finding"), by=first, at=factories.NOW)
    assert shown(enter(second), run.proposals.get(kind="finding")).status == "accepted"


def test_two_people_who_differ_are_a_pair_that_does_not_agree(sampled: Proposal, second: User) -> None:
    value = {**sampled.payload, "sentiment": "mixed"}
    give_opinion(proposal=sampled, by=second, at=factories.NOW, verdict=Verdict.ACCEPT, payload=value)
    pair = quality.pairs()[0]
    assert (pair.first, pair.second) == (("media", "negative"), ("media", "mixed"))
    assert quality.by_topic([pair])[0].agreed == 0


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([], None),
        ([("a", "a"), ("a", "a")], None),
        ([("a", "a"), ("b", "b")], 1.0),
        ([("a", "b"), ("b", "a")], -1.0),
        ([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")], 0.0),
    ],
)
def test_kappa_is_agreement_beyond_chance(pairs: list[tuple[str, str]], expected: float | None) -> None:
    assert quality.kappa(pairs) == expected


def test_a_rule_is_measured_on_decisions_made_one_by_one(run: ImportRun, first: User) -> None:
    accept(proposal=run.proposals.get(kind="finding"), by=first, at=factories.NOW)
    wrong = a_proposal(run, "Observers", "finding", FINDING)
    reject(proposal=wrong, by=first, at=factories.NOW, reason="No assessment")
    bulk = a_proposal(run, "Preparations", "finding", FINDING)
    Decision.objects.create(proposal=bulk, verdict="accept", by=first, at=factories.NOW, batch=uuid.uuid4(), way="bulk")
    score = quality.rule_scores()["test.rule"]
    assert (score.decided, score.accepted, score.unchanged, score.is_enough) == (2, 1, 1, False)


def test_the_page_of_quality_opens(sampled: Proposal, second: User) -> None:
    decide(second, sampled, "reject", reason="No assessment")
    answer = enter(second).get(reverse("admin:imports_importrun_quality"))
    assert "not enough decisions yet" in answer.content.decode()
    assert len(answer.context["apart"]) == 1
