"""Accepting many proposals in one stroke: looked at before, undone in one click, and never for what needs a person."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.core.services import NotAllowed
from apps.findings.choices import Topic
from apps.imports.choices import DecisionWay, ProposalKind, ProposalStatus
from apps.imports.models import ImportRun, Proposal
from apps.imports.selectors import decided_payload, with_decisions
from apps.imports.services.decide import accept
from apps.missions.models import Organisation

Value = tuple[str, str]


@dataclass
class AcceptedAll:
    """What one stroke did: which became records, and which need a person, with the reason."""

    batch: UUID
    done: list[Proposal] = field(default_factory=list)
    left: list[tuple[Proposal, str]] = field(default_factory=list)

    @property
    def accepted(self) -> int:
        return len(self.done)


def accept_all(*, run: ImportRun, by: User, at: datetime, rule: str = "") -> AcceptedAll:
    """Accept every open proposal, or those of one rule, that needs no person; in the order in which they hang together.

    Overall verdicts, figures that contradict an accepted one, and organisations that we do not know are left.
    """
    outcome = AcceptedAll(uuid4())
    waiting = Proposal.objects.filter(version=run.version_id, status=ProposalStatus.OPEN, added_by=None)
    for proposal in waiting.filter(rule=rule) if rule else waiting:
        try:
            _needs_no_person(proposal)
            seen = proposal.revision
            accept(proposal=proposal, by=by, at=at, seen=seen, batch=outcome.batch, way=DecisionWay.BULK)
        except ValidationError as error:
            outcome.left.append((proposal, " ".join(error.messages)))
        else:
            outcome.done.append(proposal)
    return outcome


@transaction.atomic
def preview(*, run: ImportRun, by: User, at: datetime, rule: str) -> AcceptedAll:
    """Exactly what accepting would do: it is done, and then not kept."""
    outcome = accept_all(run=run, by=by, at=at, rule=rule)
    transaction.set_rollback(True)
    return outcome


def _needs_no_person(proposal: Proposal) -> None:
    kind = ProposalKind(proposal.kind)
    if kind == ProposalKind.FINDING and proposal.payload.get("topic") == Topic.OVERALL:
        raise NotAllowed(_("An overall verdict is accepted by itself, after reading it."))
    if kind == ProposalKind.MISSION:
        _refuse_new_organisation(proposal)
    if kind == ProposalKind.FIGURE:
        _refuse_contradiction(proposal)


def _refuse_new_organisation(proposal: Proposal) -> None:
    """An organisation that we do not know is looked at by a person before it becomes a record."""
    if proposal.payload.get("match"):
        return
    if not Organisation.objects.filter(short_name=proposal.payload.get("organisation")).exists():
        raise NotAllowed(_("This organisation is not known yet: accept it by itself."))


def _refuse_contradiction(proposal: Proposal) -> None:
    measure = proposal.payload.get("measure")
    accepted = Proposal.objects.filter(
        version=proposal.version_id, kind=ProposalKind.FIGURE, status=ProposalStatus.ACCEPTED
    )
    for other in with_decisions(accepted):
        value = decided_payload(other)
        if value.get("measure") == measure and _value(value) != _value(proposal.payload):
            raise NotAllowed(_("It contradicts a figure that was accepted from this text: accept it by itself."))


def _value(payload: dict[str, object]) -> Value:
    return str(payload.get("comparator")), str(payload.get("value")).removesuffix(".0")
