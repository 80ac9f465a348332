"""Decisions: what accepting makes, what undoing takes back, and who may do it."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError

from apps.core.services import NotAllowed
from apps.elections.models import Election
from apps.findings.models import Figure, Finding
from apps.imports.choices import ProposalKind, ProposalStatus
from apps.imports.models import Decision, ImportRun, Proposal
from apps.imports.services.bulk import accept_all
from apps.imports.services.decide import accept, hold, reject, reopen
from apps.imports.services.publication import publish_run
from apps.missions.models import Mission, Organisation
from tests import factories
from tests.factories import NOW
from tests.imports.conftest import Import


@pytest.fixture
def run(imported: Import) -> ImportRun:
    return imported()


def first(run: ImportRun, kind: ProposalKind, **having: Any) -> Proposal:
    proposal = Proposal.objects.filter(run=run, kind=kind, **having).order_by("position").first()
    assert proposal is not None
    return proposal


def take(run: ImportRun, by: User, *kinds: ProposalKind) -> None:
    for kind in kinds:
        accept(proposal=first(run, kind), by=by, at=NOW)


CONTEXT = (ProposalKind.ELECTION, ProposalKind.MISSION)


def test_accepting_the_election_makes_a_draft(run: ImportRun, editor: User) -> None:
    take(run, editor, ProposalKind.ELECTION)
    election = Election.objects.get()
    assert (election.code, election.state) == ("kz-2021-01-10-parliamentary", "draft")


def test_accepting_the_mission_links_the_text_to_it(run: ImportRun, editor: User) -> None:
    take(run, editor, *CONTEXT)
    mission = Mission.objects.get()
    assert (mission.code, list(mission.statements.all())) == ("osce-odihr-kz-2021-01-10", [run.statement])


def test_an_existing_election_is_matched_and_not_made_again(editor: User, reference: None, imported: Import) -> None:
    existing = factories.election("kz-2021-01-10-mazhilis")
    run = imported()
    take(run, editor, ProposalKind.ELECTION)
    assert list(Election.objects.all()) == [existing]


def test_accepting_a_finding_makes_a_draft_claim_with_its_words(run: ImportRun, editor: User) -> None:
    take(run, editor, *CONTEXT)
    proposal = first(run, ProposalKind.FINDING, payload__topic="political_environment_competition")
    accept(proposal=proposal, by=editor, at=NOW)
    finding = Finding.objects.get()
    assert (finding.state, finding.origin, finding.sentiment) == ("draft", "imported", "negative")
    assert [evidence.quote.exact for evidence in finding.evidence.all()] == [proposal.exact]


def test_a_figure_keeps_its_comparator(run: ImportRun, editor: User) -> None:
    take(run, editor, *CONTEXT)
    accept(proposal=first(run, ProposalKind.FIGURE, payload__measure="polling_stations_visited"), by=editor, at=NOW)
    figure = Figure.objects.get()
    assert (figure.comparator, int(figure.value)) == ("gt", 90)


def test_a_persons_value_replaces_the_machines_and_both_are_kept(run: ImportRun, editor: User) -> None:
    take(run, editor, *CONTEXT)
    proposal = first(run, ProposalKind.FINDING)
    machine = proposal.payload["topic"]
    decision = accept(proposal=proposal, by=editor, at=NOW, payload={"topic": "media"})
    proposal.refresh_from_db()
    assert decision.payload is not None
    assert (Finding.objects.get().topic, decision.payload["topic"], proposal.payload["topic"]) == (
        "media",
        "media",
        machine,
    )


def test_accepting_twice_makes_one_claim(run: ImportRun, editor: User) -> None:
    take(run, editor, *CONTEXT)
    proposal = first(run, ProposalKind.FINDING)
    accept(proposal=proposal, by=editor, at=NOW)
    accept(proposal=proposal, by=editor, at=NOW)
    assert (Finding.objects.count(), proposal.decisions.count()) == (1, 1)


def test_a_claim_waits_for_its_mission(run: ImportRun, editor: User) -> None:
    with pytest.raises(NotAllowed):
        take(run, editor, ProposalKind.FINDING)
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        (ProposalKind.FINDING, "sentiment", "unrated"),
        (ProposalKind.FINDING, "topic", "weather"),
        (ProposalKind.FINDING, "voice", "nobody"),
        (ProposalKind.FIGURE, "value", "many"),
        (ProposalKind.FIGURE, "value", -1),
        (ProposalKind.FIGURE, "comparator", "nearly"),
    ],
)
def test_a_bad_value_is_refused_by_field_and_nothing_is_written(
    run: ImportRun, editor: User, kind: ProposalKind, field: str, value: object
) -> None:
    take(run, editor, *CONTEXT)
    with pytest.raises(ValidationError) as caught:
        accept(proposal=first(run, kind), by=editor, at=NOW, payload={field: value})
    assert caught.value.messages
    assert not Finding.objects.exists()
    assert not Figure.objects.exists()


def test_words_of_ours_are_never_a_missions_own(imported: Import, editor: User) -> None:
    run = imported(authenticity="retold")
    take(run, editor, *CONTEXT)
    with pytest.raises(ValidationError, match="nobody's own words"):
        accept(proposal=first(run, ProposalKind.FINDING), by=editor, at=NOW, payload={"voice": "mission_quote"})


def test_rejecting_needs_a_reason(run: ImportRun, editor: User) -> None:
    with pytest.raises(ValidationError, match="Say why"):
        reject(proposal=first(run, ProposalKind.FINDING), by=editor, at=NOW, reason=" ")


def test_undo_takes_the_draft_back_and_keeps_the_history(run: ImportRun, editor: User) -> None:
    take(run, editor, *CONTEXT, ProposalKind.FINDING)
    proposal = first(run, ProposalKind.FINDING)
    reopen(proposal=proposal, by=editor, at=NOW)
    proposal.refresh_from_db()
    assert (proposal.status, Finding.objects.count()) == (ProposalStatus.OPEN, 0)
    assert list(proposal.decisions.values_list("verdict", flat=True)) == ["accept", "reopen"]


def test_what_was_published_cannot_be_undone(run: ImportRun, editor: User) -> None:
    take(run, editor, *CONTEXT, ProposalKind.FINDING)
    publish_run(run=run, by=editor, at=NOW)
    with pytest.raises(NotAllowed):
        reopen(proposal=first(run, ProposalKind.FINDING), by=editor, at=NOW)


def test_holding_leaves_the_proposal_for_later(run: ImportRun, editor: User) -> None:
    proposal = first(run, ProposalKind.FINDING)
    hold(proposal=proposal, by=editor, at=NOW)
    proposal.refresh_from_db()
    assert proposal.status == ProposalStatus.HELD


def test_everything_that_needs_no_person_is_accepted_at_once(run: ImportRun, editor: User) -> None:
    outcome = accept_all(run=run, by=editor, at=NOW)
    accepted = Proposal.objects.filter(run=run, status=ProposalStatus.ACCEPTED).count()
    assert outcome.accepted == accepted > len(CONTEXT)
    assert len({decision.batch for decision in Decision.objects.all()}) == 1


def test_an_unknown_organisation_is_left_for_a_person(run: ImportRun, editor: User) -> None:
    Organisation.objects.all().delete()
    outcome = accept_all(run=run, by=editor, at=NOW)
    assert ProposalKind.MISSION in {proposal.kind for proposal, _why in outcome.left}
    assert not Mission.objects.exists()


def test_a_stranger_may_not_decide(run: ImportRun) -> None:
    with pytest.raises(PermissionDenied):
        accept(proposal=first(run, ProposalKind.ELECTION), by=factories.user(), at=NOW)
