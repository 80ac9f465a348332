"""Promised reports at work: when one is due, which are overdue, and which statement fulfils one."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final, TypeVar

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, CharField, F, Q, QuerySet, TextChoices, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.core.choices import ChangeKind, PublicationState
from apps.core.people import deciders
from apps.core.services import NotAllowed, log_change
from apps.findings.choices import Anchor, EvidenceRelation, PeriodUnit, ReportType
from apps.findings.models import Deliverable
from apps.notices.choices import NoticeKind
from apps.notices.services import named, notify
from apps.statements.choices import StatementKind
from apps.statements.models import Statement

D = TypeVar("D", bound=QuerySet[Any])

FITTING: Final = {
    ReportType.INTERIM: StatementKind.INTERIM_REPORT,
    ReportType.PRELIMINARY: StatementKind.PRELIMINARY_STATEMENT,
    ReportType.FINAL: StatementKind.FINAL_REPORT,
}


IN_THE_RECORDS: Final = Q(fulfilled_on__isnull=False)


class Standing(TextChoices):
    """How a promise stands on a day. A report that is not in our records may have been published elsewhere."""

    OVERDUE = "overdue", _("Overdue")
    OPEN = "open", _("Not yet due")
    UNDATED = "undated", _("No date to count from")
    LATE = "late", _("Kept, but late")
    KEPT = "kept", _("Kept")


def with_standing(promises: D, *, today: date, kept: Q = IN_THE_RECORDS) -> D:
    """Promises with `standing` on a day; `kept` says which are fulfilled, drafts and all by default."""
    standing = Case(
        When(kept & Q(fulfilled_on__gt=F("due_on")), then=Value(Standing.LATE.value)),
        When(kept, then=Value(Standing.KEPT.value)),
        When(due_on__isnull=True, then=Value(Standing.UNDATED.value)),
        When(due_on__lt=today, then=Value(Standing.OVERDUE.value)),
        default=Value(Standing.OPEN.value),
        output_field=CharField(),
    )
    return promises.annotate(standing=standing)


def overdue(*, today: date) -> QuerySet[Deliverable]:
    """Promises whose day has passed and of which nothing is in the records; withdrawn and replaced ones are none."""
    standing = Deliverable.objects.exclude(state=PublicationState.WITHDRAWN).filter(
        due_on__lt=today, fulfilled_on__isnull=True
    )
    # A public promise and the draft that corrects it are one promise.
    return standing.exclude(state=PublicationState.DRAFT, replaces__isnull=False).order_by("due_on", "id")


def after(start: date, count: int, unit: str) -> date:
    """The day on which a period ends; a month ends on the same day of the month, or on its last."""
    if unit == PeriodUnit.DAYS:
        return start + timedelta(days=count)
    if unit == PeriodUnit.WEEKS:
        return start + timedelta(weeks=count)
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def known_start(promise: Deliverable) -> date | None:
    """The day from which a promise counts, where the records tell: the announcement's or the last polling day."""
    if promise.counted_from is not None:
        return promise.counted_from
    if promise.anchor == Anchor.ELECTION_DAY:
        return promise.mission.election.last_polling_day
    if promise.anchor == Anchor.PUBLICATION:
        return announced_on(promise)
    return None


def announced_on(promise: Deliverable) -> date | None:
    """When the promise was made: the day of the first text, or of the source, that it rests on."""
    evidence = promise.evidence.filter(relation=EvidenceRelation.SUPPORTS)
    days = evidence.values_list("quote__version__statement__published_on", flat=True)
    return min((day for day in days if day is not None), default=promise.entered_from_date)


def tell_of_overdue(*, today: date) -> int:
    """Tell everybody who may see a mission of its overdue reports, each once; returns how many are overdue."""
    found = overdue(today=today).select_related("mission__organisation", "mission__election__country")
    for promise in found:
        notify(
            people=deciders(missions=[promise.mission_id]),
            kind=NoticeKind.PROMISE_OVERDUE,
            event=f"{promise.code} due {promise.due_on}",
            record=named(_Named(promise)),
            address=reverse("admin:findings_deliverable_fulfil", args=[promise.pk]),
            day=promise.due_on,
        )
    return len(found)


@dataclass(frozen=True)
class _Named:
    """A promise called by its report and its mission."""

    promise: Deliverable

    def __str__(self) -> str:
        return f"{self.promise}: {self.promise.mission}"


def candidates(promise: Deliverable) -> list[tuple[Statement, bool]]:
    """The mission's statements since the promise, the newest first, each with whether it is of the promised kind."""
    made = announced_on(promise)
    found = Statement.objects.filter(missions=promise.mission_id).exclude(state=PublicationState.WITHDRAWN)
    found = found.exclude(versions__quotes__evidence__deliverable=promise)
    if made is not None:
        found = found.filter(Q(published_on__gte=made) | Q(published_on=None))
    fitting = FITTING.get(ReportType(promise.report))
    rows = [(item, item.kind == fitting) for item in found.for_list().order_by("-published_on", "-id").distinct()]
    return sorted(rows, key=lambda row: not row[1])


@transaction.atomic
def fulfil(
    *, promise: Deliverable, by_statement: Statement | None, on: date | None, by: User, at: datetime
) -> Deliverable:
    """Say which statement fulfils a promise and when it came, or take that back with neither.

    Raises ValidationError that names the field.
    """
    current = Deliverable.objects.select_for_update(of=("self",)).get(pk=promise.pk)
    if current.is_withdrawn:
        raise NotAllowed(_("This promise was withdrawn."))
    if by_statement is not None and not by_statement.missions.filter(pk=current.mission_id).exists():
        raise ValidationError({"statement": _("Choose a statement of this mission.")})
    day = on or (by_statement.published_on if by_statement else None)
    if by_statement is not None and day is None:
        raise ValidationError({"on": _("Give the day on which the report appeared: the statement has no date.")})
    if (current.fulfilled_by_id, current.fulfilled_on) == (by_statement.pk if by_statement else None, day):
        return current
    current.fulfilled_by, current.fulfilled_on = by_statement, day
    current.save(update_fields=["fulfilled_by", "fulfilled_on", "updated_at"])
    if current.is_published:
        log_change(record=current, kind=ChangeKind.CHANGED, at=at)
    return current
