"""Promised reports: kept, late, overdue or not yet due, by what is in our records."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, Q, Value, When
from django.utils import timezone

from apps.findings.models import ClaimQuerySet, Deliverable
from apps.findings.promises import Standing, with_standing
from apps.web import selectors
from apps.web.counted import COUNTED


def promises(*, today: date | None = None) -> ClaimQuerySet[Any]:
    """Public promises with `standing` on a day: the overdue first, then by the day on which they fall due."""
    public = selectors.with_public_fulfilment(Deliverable.objects.public())
    found = with_standing(public, today=today or timezone.localdate(), kept=Q(is_fulfilled_in_public=True))
    order = [When(standing=state.value, then=Value(place)) for place, state in enumerate(Standing)]
    ordered: ClaimQuerySet[Any] = found.order_by(Case(*order), F("due_on").asc(nulls_last=True), "id")
    return ordered


def numbers(found: ClaimQuerySet[Any]) -> list[int]:
    """Which promises stand first, as far as lists are counted. How a promise stands is worked out for each of them."""
    return list(found.values_list("pk", flat=True)[: COUNTED + 1])


def counts(found: ClaimQuerySet[Any]) -> Sequence[tuple[Standing, int]]:
    """How many promises stand how, in the order of the closed set."""
    numbers = dict(found.order_by().values_list("standing").annotate(number=Count("pk")))
    return [(state, numbers.get(state.value, 0)) for state in Standing]


def standing_of(promise: Deliverable, *, today: date | None = None) -> Standing:
    """The same for one promise that is read already, as `with_public_fulfilment` reads it."""
    is_late = days_late(promise, today=today) > 0
    if promise.is_fulfilled_in_public:  # type: ignore[attr-defined]
        return Standing.LATE if is_late else Standing.KEPT
    if promise.due_on is None:
        return Standing.UNDATED
    return Standing.OVERDUE if is_late else Standing.OPEN


def days_late(promise: Deliverable, *, today: date | None = None) -> int:
    """By how many days a report came, or is, too late; 0 where it is not, or where no day was promised."""
    if promise.due_on is None:
        return 0
    came = promise.fulfilled_on if promise.is_fulfilled_in_public else today or timezone.localdate()  # type: ignore[attr-defined]
    return max(0, (came - promise.due_on).days) if came else 0
