"""Publishing what was accepted of an import: election, missions, text and claims, in one transaction."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from apps.core.models import Publishable
from apps.core.services import NotAllowed, publish, record_kind
from apps.elections.models import Election
from apps.imports.models import ImportRun
from apps.imports.services.checklist import Checklist, Entry, accepted_codes, checklist
from apps.missions.models import Mission
from apps.statements.models import Statement

PUBLISH = "core.publish"

PublishedCounts = Counter[str]

# In this order each record finds published what its own publicity hangs on; the claims follow.
_AROUND: dict[str, type[Any]] = {"election": Election, "mission": Mission}


@transaction.atomic
def publish_run(
    *,
    run: ImportRun,
    by: User,
    at: datetime,
    only: Collection[str] | None = None,
    confirmed: Collection[str] = (),
) -> PublishedCounts:
    """Publish the text of a run and every claim that was accepted from it; returns how many of each kind.

    `only` names the claims to publish, as `kind:code`. What the check list leaves to the editor has to be confirmed
    by the same name; otherwise nothing at all is published. Records that are public already stay as they are; doing
    it twice changes nothing.
    """
    if not by.has_perm(PUBLISH):
        raise PermissionDenied
    statement = Statement.objects.filter(runs=run).first()
    if statement is None or run.version is None:
        raise NotAllowed(_("This import has no text to publish."))
    codes = accepted_codes(run)
    if not codes:
        raise NotAllowed(_("Nothing of this text has been accepted yet: decide about its proposals first."))
    chosen = _chosen(checklist(run=run, at=at), only, confirmed)
    counts: PublishedCounts = Counter()
    _publish_one(statement, by=by, at=at, counts=counts)
    for kind, model in _AROUND.items():
        for record in model._default_manager.filter(code__in=codes.get(kind, [])).order_by("pk"):
            _publish_one(record, by=by, at=at, counts=counts)
    for entry in chosen:
        _publish_one(entry.record, by=by, at=at, counts=counts)
    return counts


def _chosen(listed: Checklist, only: Collection[str] | None, confirmed: Collection[str]) -> list[Entry]:
    """The drafts to publish. Raises NotAllowed with every check that stands in the way, one sentence a claim."""
    chosen = [entry for entry in listed.drafts if only is None or entry.key in only]
    open_questions = [
        _("“%(record)s”: %(reason)s") % {"record": entry.record, "reason": check.words}
        for entry in chosen
        for check in (*entry.obstacles, *([] if entry.key in confirmed else entry.to_confirm))
    ]
    if open_questions:
        raise NotAllowed([_("Nothing was published: settle these first."), *open_questions])
    return chosen


def _publish_one(record: Publishable, *, by: User, at: datetime, counts: PublishedCounts) -> None:
    if record.is_draft:
        counts[record_kind(record)] += 1
        publish(record=record, by=by, at=at)
