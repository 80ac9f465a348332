"""Undoing in one stroke what one person decided in one stroke."""

from datetime import datetime
from uuid import UUID, uuid4

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from apps.core.services import NotAllowed
from apps.imports.choices import Verdict
from apps.imports.models import Decision, Proposal, SecondOpinion
from apps.imports.services.decide import reopen
from apps.imports.services.second_look import take_back_opinion
from apps.statements.models import TextVersion


@transaction.atomic
def undo_last(*, version: TextVersion, by: User, at: datetime) -> list[Proposal]:
    """Take back the person's latest stroke on a text that still counts. Raises NotAllowed where there is none."""
    decision = _standing(by, version).order_by("-id").first()
    opinion = _standing_opinion(version, by)
    if opinion is not None and (decision is None or opinion.at > decision.at):
        take_back_opinion(opinion=opinion, by=by, at=at)
        return [opinion.proposal]
    if decision is None:
        raise NotAllowed(_("There is no decision of yours on this text to take back."))
    return undo_batch(version=version, batch=decision.batch, by=by, at=at)


@transaction.atomic
def undo_batch(*, version: TextVersion, batch: UUID, by: User, at: datetime) -> list[Proposal]:
    """Take back all decisions of one stroke that still count, the latest first; nothing if one has been published.

    Raises Conflict where somebody decides on one of them in the same moment.
    """
    undone, stroke = list[Proposal](), uuid4()
    for decision in _standing(by, version).filter(batch=batch).select_related("proposal").order_by("-id"):
        seen = decision.proposal.revision
        reopen(proposal=decision.proposal, by=by, at=at, reason=_("Taken back"), seen=seen, batch=stroke)
        undone.append(decision.proposal)
    # What a split added goes with it, unless somebody has decided on it since.
    Proposal.objects.filter(version=version, key__startswith=batch.hex, decisions=None).delete()
    if not undone:
        raise NotAllowed(_("These decisions do not count any more: there is nothing to take back."))
    return undone


def _standing(by: User, version: TextVersion) -> QuerySet[Decision]:
    """The decisions of a person on a text that are the last ones of their proposals."""
    newest = Decision.objects.filter(proposal=OuterRef("proposal")).order_by("-id").values("pk")[:1]
    own = Decision.objects.filter(by=by, proposal__version=version, pk=Subquery(newest))
    return own.exclude(verdict=Verdict.REOPEN)


def _standing_opinion(version: TextVersion, by: User) -> SecondOpinion | None:
    newest = SecondOpinion.objects.filter(proposal=OuterRef("proposal")).order_by("-id").values("pk")[:1]
    own = SecondOpinion.objects.filter(by=by, proposal__version=version, pk=Subquery(newest))
    return own.exclude(verdict=Verdict.REOPEN).select_related("proposal").order_by("-id").first()
