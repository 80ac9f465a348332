"""Two eyes: what a second person decides on an accepted proposal, without seeing that it was decided before."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.imports.choices import ProposalKind, ProposalStatus, Verdict
from apps.imports.models import Proposal, SecondOpinion
from apps.imports.selectors import is_second_look_for
from apps.imports.services.decide import DECIDE, Conflict
from apps.imports.services.drafts import forget


@transaction.atomic
def give_opinion(
    *,
    proposal: Proposal,
    by: User,
    at: datetime,
    verdict: Verdict,
    payload: dict[str, Any] | None = None,
    reason: str = "",
    seen: int | None = None,
    batch: UUID | None = None,
) -> SecondOpinion:
    """Store what the second person decided; the proposal and the claim that came of it stay as they are.

    Raises Conflict where the proposal is no longer up for a second look, and ValidationError as a first decision does.
    """
    if not by.has_perm(DECIDE):
        raise PermissionDenied
    current = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if batch is not None and (known := current.second_opinions.filter(batch=batch, by=by).last()):
        return known
    if (seen is not None and seen != current.revision) or not is_second_look_for(current, by):
        raise Conflict(_("Somebody decided on this in the meantime. Look at the new state, then decide again."))
    _check(current, verdict, payload, reason)
    value = {**current.payload, **(payload or {})}
    forget(proposal=current, by=by)
    return SecondOpinion.objects.create(
        proposal=current,
        verdict=verdict,
        payload=value if verdict == Verdict.ACCEPT and value != current.payload else None,
        reason=reason.strip()[:2000],
        by=by,
        at=at,
        batch=batch or uuid4(),
    )


def take_back_opinion(*, opinion: SecondOpinion, by: User, at: datetime) -> SecondOpinion:
    return give_opinion(proposal=opinion.proposal, by=by, at=at, verdict=Verdict.REOPEN)


def _check(proposal: Proposal, verdict: Verdict, payload: dict[str, Any] | None, reason: str) -> None:
    """The same demands as on a first decision, so that nothing tells the two apart."""
    if proposal.status != ProposalStatus.ACCEPTED:
        raise Conflict(_("Somebody decided on this in the meantime. Look at the new state, then decide again."))
    if verdict == Verdict.REJECT and not reason.strip():
        raise ValidationError({"reason": _("Say why it is rejected: the reason improves the rule.")})
    value = {**proposal.payload, **(payload or {})}
    if verdict == Verdict.ACCEPT and proposal.kind == ProposalKind.FINDING and value.get("sentiment") == "unrated":
        raise ValidationError({"sentiment": _("The rules leave open how this judges its topic: choose it.")})
