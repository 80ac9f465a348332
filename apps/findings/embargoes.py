"""Embargoes that are about to end: what shows by itself then, and who is told before."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import QuerySet
from django.urls import reverse

from apps.core.choices import PublicationState
from apps.core.people import deciders
from apps.elections.models import Election
from apps.findings.models import CLAIMS, AuthorityReply, HeadlineCheck
from apps.missions.models import Mission
from apps.notices.choices import NoticeKind
from apps.notices.services import named, notify
from apps.statements.models import Statement

# People are told so long before; the dashboard looks further ahead.
TOLD_BEFORE: Final = timedelta(hours=24)


def _tables() -> list[tuple[QuerySet[Any], tuple[str, ...]]]:
    """Everything that can stand under an embargo of its own, with the paths to its missions."""
    claims: list[tuple[QuerySet[Any], tuple[str, ...]]] = [
        (kind._default_manager.select_related("mission__organisation", "mission__election__country"), ("mission",))
        for kind in CLAIMS
    ]
    replies = tuple(f"{kind.__name__.lower()}__mission" for kind in CLAIMS)
    return [
        (Statement.objects.all(), ("missions",)),
        (Mission.objects.select_related("organisation", "election__country"), ("pk",)),
        (Election.objects.select_related("country"), ()),
        *claims,
        (HeadlineCheck.objects.select_related("quote"), ("quote__version__statement__missions",)),
        (AuthorityReply.objects.all(), replies),
    ]


def ending(*, now: datetime, within: timedelta) -> list[tuple[QuerySet[Any], tuple[str, ...]]]:
    """The records of each kind whose embargo ends soon, with the paths to their missions; withdrawn ones are left out.

    Drafts are among them: somebody may have wanted them public by then.
    """
    soon = {"embargo_until__gt": now, "embargo_until__lte": now + within}
    return [(rows.filter(**soon).exclude(state=PublicationState.WITHDRAWN), paths) for rows, paths in _tables()]


def tell_of_ends(*, now: datetime) -> int:
    """Tell those who may see a record that its embargo ends within a day, each once; returns how many end."""
    found = 0
    for rows, paths in ending(now=now, within=TOLD_BEFORE):
        for record in rows:
            found += 1
            kind = record._meta.model_name
            notify(
                people=deciders(missions=_missions(record, paths)),
                kind=NoticeKind.EMBARGO_ENDS,
                event=f"{kind} {record.code} {record.embargo_until.isoformat()}",
                record=named(record),
                address=reverse(f"admin:{record._meta.app_label}_{kind}_change", args=[record.pk]),
                moment=record.embargo_until,
            )
    return found


def _missions(record: Any, paths: tuple[str, ...]) -> list[int] | None:
    """The missions to which a record belongs; None where it belongs to none and everybody may see it."""
    if not paths:
        return None
    rows = type(record)._base_manager.filter(pk=record.pk)
    return [pk for path in paths for pk in rows.values_list(path, flat=True) if pk is not None]
