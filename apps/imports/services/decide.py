"""Decisions about proposals. They are append-only: the last one counts, and none is ever erased."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.core.services import NotAllowed
from apps.imports.choices import DecisionWay, ProposalStatus, Verdict
from apps.imports.models import Decision, Proposal
from apps.imports.services.accept import make
from apps.imports.services.drafts import forget
from apps.imports.services.sample import is_sampled
from apps.imports.services.status import STATUS_AFTER
from apps.imports.services.undo import unmake
from apps.statements.spans import Place as Offsets

DECIDE = "core.decide"


class Conflict(NotAllowed):
    """Somebody wrote about the proposal after the page of this person was made."""


@dataclass(frozen=True, slots=True)
class How:
    """The circumstances of a decision: who and when, on which state of the proposal, and in which stroke.

    `seen` is the revision that the person looked at; None asks for no check. `batch` names the stroke: a decision that
    arrives twice under the same name, as after a lost answer, is made once.
    """

    by: User
    at: datetime
    seen: int | None = None
    batch: UUID | None = None
    way: DecisionWay = DecisionWay.SINGLE


@transaction.atomic
def accept(
    *,
    proposal: Proposal,
    by: User,
    at: datetime,
    payload: dict[str, Any] | None = None,
    span: Offsets | None = None,
    seen: int | None = None,
    batch: UUID | None = None,
    way: DecisionWay = DecisionWay.SINGLE,
) -> Decision:
    """Turn a proposal into a draft record, with the machine's value and words or those given.

    Accepting twice returns the first decision. Raises ValidationError with the field that needs a person, and Conflict
    where the proposal is no longer as it was seen.
    """
    how = How(by, at, seen, batch, way)
    current = _locked(proposal, by)
    known = _repeated(current, how)
    if known is not None:
        return known
    _check_seen(current, how)
    if current.status == ProposalStatus.ACCEPTED:
        return _last(current)
    value = {**current.payload, **(payload or {})}
    other = None if span in (None, (current.start, current.end)) else span
    current.result = make(proposal=current, payload=value, by=by, span=other)
    current.second_look = is_sampled(current)
    edited = value if value != current.payload else None
    return _decide(current, Verdict.ACCEPT, how, payload=edited, reason="", span=other)


@transaction.atomic
def reject(
    *, proposal: Proposal, by: User, at: datetime, reason: str, seen: int | None = None, batch: UUID | None = None
) -> Decision:
    """Turn a proposal down, with the reason, which measures the rule that made it."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is rejected: the reason improves the rule.")})
    return _leave(proposal, Verdict.REJECT, How(by, at, seen, batch), reason)


@transaction.atomic
def hold(
    *, proposal: Proposal, by: User, at: datetime, reason: str = "", seen: int | None = None, batch: UUID | None = None
) -> Decision:
    """Put a proposal aside."""
    return _leave(proposal, Verdict.HOLD, How(by, at, seen, batch), reason)


@transaction.atomic
def reopen(
    *, proposal: Proposal, by: User, at: datetime, reason: str = "", seen: int | None = None, batch: UUID | None = None
) -> Decision:
    """Undo the last decision: the draft that came of it is deleted; what was published stays and is refused here."""
    return _leave(proposal, Verdict.REOPEN, How(by, at, seen, batch), reason)


def _locked(proposal: Proposal, by: User) -> Proposal:
    if not by.has_perm(DECIDE):
        raise PermissionDenied
    return Proposal.objects.select_for_update(of=("self",)).select_related("version__statement").get(pk=proposal.pk)


def _repeated(proposal: Proposal, how: How) -> Decision | None:
    """The same stroke, if it has arrived before."""
    if how.batch is None:
        return None
    return proposal.decisions.filter(batch=how.batch, by=how.by).exclude(verdict=Verdict.REOPEN).last()


def _check_seen(proposal: Proposal, how: How) -> None:
    if how.seen is not None and how.seen != proposal.revision:
        raise Conflict(_("Somebody decided on this in the meantime. Look at the new state, then decide again."))


def _last(proposal: Proposal) -> Decision:
    return proposal.decisions.latest("id")


def _leave(proposal: Proposal, verdict: Verdict, how: How, reason: str) -> Decision:
    """Decide anything but acceptance; what an earlier acceptance made is taken back."""
    current = _locked(proposal, how.by)
    known = _repeated(current, how)
    if known is not None and known.verdict == verdict:
        return known
    _check_seen(current, how)
    if current.result:
        unmake(current.result)
        current.result = ""
    current.second_look = False
    return _decide(current, verdict, how, payload=None, reason=reason)


def _decide(
    proposal: Proposal,
    verdict: Verdict,
    how: How,
    *,
    payload: dict[str, Any] | None,
    reason: str,
    span: Offsets | None = None,
) -> Decision:
    proposal.status = STATUS_AFTER[verdict]
    proposal.revision += 1
    proposal.save(update_fields=["status", "result", "revision", "second_look", "updated_at"])
    forget(proposal=proposal, by=how.by)
    start, end = span or (None, None)
    return Decision.objects.create(
        proposal=proposal,
        verdict=verdict,
        payload=payload,
        reason=reason.strip()[:2000],
        by=how.by,
        at=how.at,
        batch=how.batch or uuid4(),
        way=how.way,
        start=start,
        end=end,
    )
