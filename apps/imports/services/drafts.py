"""What people have typed and not decided yet: kept by the server, so that a lost page or browser loses nothing."""

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from apps.imports.models import DecisionDraft, Proposal
from apps.statements.spans import Place


@transaction.atomic
def keep(*, proposal: Proposal, by: User, fields: dict[str, Any] | None = None, span: Place | None = None) -> None:
    """Keep the fields or the words, or both; what is not given stays as it was kept before."""
    values: dict[str, Any] = {} if fields is None else {"fields": fields}
    if span is not None:
        is_own = span == (proposal.start, proposal.end)
        values |= {"start": None, "end": None} if is_own else {"start": span[0], "end": span[1]}
    DecisionDraft.objects.update_or_create(proposal=proposal, by=by, defaults=values)


def forget(*, proposal: Proposal, by: User) -> None:
    """The person has decided: the draft has done its work."""
    DecisionDraft.objects.filter(proposal=proposal, by=by).delete()
