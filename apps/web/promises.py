"""Promised reports: kept, late, overdue or not yet due, by what is in our records."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, TextChoices, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.findings.models import ClaimQuerySet, Deliverable
from apps.web import selectors
from apps.web.counted import COUNTED


class PromiseState(TextChoices):
    """How a promise stands on a day. A report that is not in our records may have been published elsewhere."""

    OVERDUE = "overdue", _("Overdue")
    OPEN = "open", _("Not yet due")
    UNDATED = "undated", _("No date to count from")
    LATE = "late", _("Kept, but late")
    KEPT = "kept", _("Kept")


def promises(*, today: date | None = None) -> ClaimQuerySet[Any]:
    """Public promises with `standing` on a day: the overdue first, then by the day on which they fall due."""
    kept = Q(is_fulfilled_in_public=True)
    found = selectors.with_public_fulfilment(Deliverable.objects.public()).annotate(
        standing=Case(
            When(kept & Q(fulfilled_on__gt=F("due_on")), then=Value(PromiseState.LATE.value)),
            When(kept, then=Value(PromiseState.KEPT.value)),
            When(due_on__isnull=True, then=Value(PromiseState.UNDATED.value)),
            When(due_on__lt=today or timezone.localdate(), then=Value(PromiseState.OVERDUE.value)),
            default=Value(PromiseState.OPEN.value),
            output_field=CharField(),
        )
    )
    order = [When(standing=state.value, then=Value(place)) for place, state in enumerate(PromiseState)]
    ordered: ClaimQuerySet[Any] = found.order_by(Case(*order), F("due_on").asc(nulls_last=True), "id")
    return ordered


def numbers(found: ClaimQuerySet[Any]) -> list[int]:
    """Which promises stand first, as far as lists are counted. How a promise stands is worked out for each of them."""
    return list(found.values_list("pk", flat=True)[: COUNTED + 1])


def counts(found: ClaimQuerySet[Any]) -> Sequence[tuple[PromiseState, int]]:
    """How many promises stand how, in the order of the closed set."""
    numbers = dict(found.order_by().values_list("standing").annotate(number=Count("pk")))
    return [(state, numbers.get(state.value, 0)) for state in PromiseState]


def standing_of(promise: Deliverable, *, today: date | None = None) -> PromiseState:
    """The same for one promise that is read already, as `with_public_fulfilment` reads it."""
    is_late = days_late(promise, today=today) > 0
    if promise.is_fulfilled_in_public:  # type: ignore[attr-defined]
        return PromiseState.LATE if is_late else PromiseState.KEPT
    if promise.due_on is None:
        return PromiseState.UNDATED
    return PromiseState.OVERDUE if is_late else PromiseState.OPEN


def days_late(promise: Deliverable, *, today: date | None = None) -> int:
    """By how many days a report came, or is, too late; 0 where it is not, or where no day was promised."""
    if promise.due_on is None:
        return 0
    came = promise.fulfilled_on if promise.is_fulfilled_in_public else today or timezone.localdate()  # type: ignore[attr-defined]
    return max(0, (came - promise.due_on).days) if came else 0
