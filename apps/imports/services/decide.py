"""Decisions about proposals. They are append-only: the last one counts, and none is ever erased."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.core.services import NotAllowed
from apps.imports.choices import ProposalKind, ProposalStatus, Verdict
from apps.imports.models import Decision, ImportRun, Proposal
from apps.imports.services.accept import make
from apps.imports.services.status import STATUS_AFTER
from apps.imports.services.undo import unmake
from apps.missions.models import Organisation

DECIDE = "core.decide"


@dataclass
class AcceptedAll:
    """What accepting everything did: how many became records, and which need a person, with the reason."""

    accepted: int = 0
    left: list[tuple[Proposal, str]] = field(default_factory=list)


@transaction.atomic
def accept(
    *, proposal: Proposal, by: User, at: datetime, payload: dict[str, Any] | None = None, batch: UUID | None = None
) -> Decision:
    """Turn a proposal into a draft record, with the machine's value or the one given.

    Accepting twice returns the first decision. Raises ValidationError with the field that needs a person.
    """
    current = _locked(proposal, by)
    if current.status == ProposalStatus.ACCEPTED:
        return _last(current)
    value = {**current.payload, **(payload or {})}
    current.result = make(proposal=current, payload=value, by=by)
    edited = value if value != current.payload else None
    return _decide(current, Verdict.ACCEPT, by=by, at=at, payload=edited, reason="", batch=batch)


@transaction.atomic
def reject(*, proposal: Proposal, by: User, at: datetime, reason: str, batch: UUID | None = None) -> Decision:
    """Turn a proposal down, with the reason, which measures the rule that made it."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is rejected: the reason improves the rule.")})
    return _leave(proposal, Verdict.REJECT, by=by, at=at, reason=reason, batch=batch)


@transaction.atomic
def hold(*, proposal: Proposal, by: User, at: datetime, reason: str = "", batch: UUID | None = None) -> Decision:
    """Put a proposal aside."""
    return _leave(proposal, Verdict.HOLD, by=by, at=at, reason=reason, batch=batch)


@transaction.atomic
def reopen(*, proposal: Proposal, by: User, at: datetime, reason: str = "", batch: UUID | None = None) -> Decision:
    """Undo the last decision: the draft that came of it is deleted; what was published stays and is refused here."""
    return _leave(proposal, Verdict.REOPEN, by=by, at=at, reason=reason, batch=batch)


def accept_all(*, run: ImportRun, by: User, at: datetime) -> AcceptedAll:
    """Accept every open proposal that needs no person, in the order in which they hang on each other."""
    outcome, batch = AcceptedAll(), uuid4()
    for proposal in Proposal.objects.filter(run=run, status=ProposalStatus.OPEN).order_by("position"):
        try:
            _refuse_new_organisation(proposal)
            accept(proposal=proposal, by=by, at=at, batch=batch)
        except ValidationError as error:
            outcome.left.append((proposal, " ".join(error.messages)))
        else:
            outcome.accepted += 1
    return outcome


def _refuse_new_organisation(proposal: Proposal) -> None:
    """An organisation that we do not know is looked at by a person before it becomes a record."""
    if proposal.kind != ProposalKind.MISSION or proposal.payload.get("match"):
        return
    if not Organisation.objects.filter(short_name=proposal.payload.get("organisation")).exists():
        raise NotAllowed(_("This organisation is not known yet: accept it by itself."))


def _locked(proposal: Proposal, by: User) -> Proposal:
    if not by.has_perm(DECIDE):
        raise PermissionDenied
    return Proposal.objects.select_for_update(of=("self",)).select_related("version__statement").get(pk=proposal.pk)


def _last(proposal: Proposal) -> Decision:
    return proposal.decisions.latest("id")


def _leave(
    proposal: Proposal, verdict: Verdict, *, by: User, at: datetime, reason: str, batch: UUID | None
) -> Decision:
    """Decide anything but acceptance; what an earlier acceptance made is taken back."""
    current = _locked(proposal, by)
    if current.result:
        unmake(current.result)
        current.result = ""
    return _decide(current, verdict, by=by, at=at, payload=None, reason=reason, batch=batch)


def _decide(
    proposal: Proposal,
    verdict: Verdict,
    *,
    by: User,
    at: datetime,
    payload: dict[str, Any] | None,
    reason: str,
    batch: UUID | None,
) -> Decision:
    proposal.status = STATUS_AFTER[verdict]
    proposal.save(update_fields=["status", "result", "updated_at"])
    return Decision.objects.create(
        proposal=proposal,
        verdict=verdict,
        payload=payload,
        reason=reason.strip()[:2000],
        by=by,
        at=at,
        batch=batch or uuid4(),
    )
