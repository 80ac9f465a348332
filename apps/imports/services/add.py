"""Proposals that people add: from words that no rule marked, or by splitting one that a rule made too long."""

from datetime import datetime
from uuid import UUID, uuid4

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from apps.imports.choices import ConfidenceBand, ProposalKind
from apps.imports.models import ImportRun, Proposal
from apps.imports.services.decide import DECIDE, reject
from apps.statements.spans import Place, trimmed

ADDED, SPLIT = "person.added", "person.split"


@transaction.atomic
def add_proposal(*, run: ImportRun, kind: ProposalKind, span: Place, by: User) -> Proposal:
    """A proposal on words that a person chose. It has no value yet: its form asks for one."""
    if not by.has_perm(DECIDE):
        raise PermissionDenied
    position = Proposal.objects.filter(version=run.version_id).aggregate(last=Max("position"))["last"] or 0
    return _new(run, kind, span, by, position=position + 1, key=f"{uuid4().hex}:0", rule=ADDED, payload={})


@transaction.atomic
def split(
    *, proposal: Proposal, at_offset: int, by: User, at: datetime, seen: int | None = None, batch: UUID | None = None
) -> list[Proposal]:
    """Two proposals instead of one, cut at an offset of the text; the one that was too long is rejected."""
    stroke = batch or uuid4()
    if not proposal.start < at_offset < proposal.end:
        raise ValidationError(_("Choose a place between two words of the quote."))
    body = proposal.version.body
    parts = [trimmed(body, proposal.start, at_offset), trimmed(body, at_offset, proposal.end)]
    if None in parts:
        raise ValidationError(_("Choose a place between two words of the quote."))
    known = list(Proposal.objects.filter(version=proposal.version_id, key__startswith=stroke.hex))
    if known:
        return known
    reject(proposal=proposal, by=by, at=at, reason=_("Split into two."), seen=seen, batch=stroke)
    return [
        _new(
            proposal.run,
            ProposalKind(proposal.kind),
            span,
            by,
            position=proposal.position,
            key=f"{stroke.hex}:{number}",
            rule=SPLIT,
            payload=proposal.payload,
        )
        for number, span in enumerate(parts)
        if span is not None
    ]


def _new(
    run: ImportRun,
    kind: ProposalKind,
    span: Place,
    by: User,
    *,
    position: int,
    key: str,
    rule: str,
    payload: dict[str, object],
) -> Proposal:
    if run.version is None:
        raise ValidationError(_("This import has no text."))
    start, end = span
    return Proposal.objects.create(
        run=run,
        version=run.version,
        kind=kind,
        position=position,
        start=start,
        end=end,
        exact=run.version.body[start:end],
        payload=payload,
        rule=rule,
        confidence=ConfidenceBand.PERSON,
        added_by=by,
        key=key,
    )
