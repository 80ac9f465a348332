"""Publishing what was accepted of an import: election, missions, text and claims, in one transaction."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from apps.core.models import Publishable
from apps.core.services import NotAllowed, publish, record_kind
from apps.elections.models import Election
from apps.findings.models import Deliverable, Figure, Finding, HeadlineCheck, Recommendation
from apps.imports.choices import ProposalStatus
from apps.imports.models import ImportRun, Proposal
from apps.missions.models import Mission
from apps.statements.models import Statement

PUBLISH = "core.publish"

PublishedCounts = Counter[str]

# In this order each record finds published what its own publicity hangs on.
_MODELS: dict[str, type[Any]] = {
    "election": Election,
    "mission": Mission,
    "finding": Finding,
    "figure": Figure,
    "recommendation": Recommendation,
    "deliverable": Deliverable,
    "headlinecheck": HeadlineCheck,
}


@transaction.atomic
def publish_run(*, run: ImportRun, by: User, at: datetime) -> PublishedCounts:
    """Publish the text of a run and every record that was accepted from it; returns how many of each kind.

    Records that are public already stay as they are; doing it twice changes nothing.
    """
    if not by.has_perm(PUBLISH):
        raise PermissionDenied
    statement = Statement.objects.filter(runs=run).first()
    if statement is None or run.version is None:
        raise NotAllowed(_("This import has no text to publish."))
    accepted = _accepted_codes(run)
    if not accepted:
        raise NotAllowed(_("Nothing of this text has been accepted yet: decide about its proposals first."))
    counts: PublishedCounts = Counter()
    _publish_one(statement, by=by, at=at, counts=counts)
    for kind, model in _MODELS.items():
        for record in model._default_manager.filter(code__in=accepted.get(kind, [])).order_by("pk"):
            _publish_one(record, by=by, at=at, counts=counts)
    return counts


def _accepted_codes(run: ImportRun) -> dict[str, list[str]]:
    codes: dict[str, list[str]] = {}
    accepted = Proposal.objects.filter(version=run.version, status=ProposalStatus.ACCEPTED)
    for result in accepted.values_list("result", flat=True):
        kind, _colon, code = result.partition(":")
        codes.setdefault(kind, []).append(code)
    return codes


def _publish_one(record: Publishable, *, by: User, at: datetime, counts: PublishedCounts) -> None:
    if record.is_draft:
        counts[record_kind(record)] += 1
        publish(record=record, by=by, at=at)
