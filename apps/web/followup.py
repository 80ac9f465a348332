"""Recommendations and what became of them, as later missions judged it in words that are quoted."""

from collections.abc import Sequence
from typing import Any, Final

from django.db.models import CharField, Count, OuterRef, Prefetch, Subquery, Value
from django.db.models.functions import Coalesce

from apps.findings.choices import FollowUp
from apps.findings.models import ClaimQuerySet, Recommendation
from apps.web import selectors

# Statuses after which nobody waits for anything.
CLOSED: Final = (FollowUp.FULLY, FollowUp.NOT_APPLICABLE)
ORDER: Final = ("-mission__election__first_polling_day", "mission_id", "id")


def tracked() -> ClaimQuerySet[Any]:
    """Public recommendations with `latest`, the newest public judgement of each; those of new elections first."""
    newest = selectors.public_statuses().filter(recommendation=OuterRef("pk")).order_by("-assessed_on", "-id")
    found: ClaimQuerySet[Any] = Recommendation.objects.public().annotate(
        latest=Coalesce(
            Subquery(newest.values("status")[:1]), Value(FollowUp.NOT_ASSESSED.value), output_field=CharField()
        )
    )
    return found.order_by(*ORDER)


def shown(found: ClaimQuerySet[Any]) -> ClaimQuerySet[Any]:
    """With all that a list shows, in three queries: words, and in `judged` the public judgements, oldest first."""
    judged = (
        selectors.public_statuses()
        .select_related("author__organisation", "election__country", "quote__version__statement")
        .defer("quote__version__body")
        .order_by("assessed_on", "id")
    )
    return selectors.cited(found).prefetch_related(Prefetch("statuses", judged, to_attr="judged"))


def counts(found: ClaimQuerySet[Any]) -> Sequence[tuple[FollowUp, int]]:
    """How many recommendations stand where, in the order of the closed set."""
    rows = found.order_by().values_list("latest").annotate(number=Count("pk"))
    numbers = dict(rows)
    return [(status, numbers.get(status.value, 0)) for status in FollowUp]
