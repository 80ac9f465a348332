"""Claims that were corrected or withdrawn: what stood here, what stands now, and why."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from django.db.models import CharField, Q, QuerySet, Value

from apps.core.choices import PublicationState
from apps.findings.models import ClaimQuerySet
from apps.web import selectors
from apps.web.selectors import CLAIMS, AnyClaim

Key: TypeAlias = tuple[datetime, str, int]


@dataclass(frozen=True, slots=True)
class Correction:
    """A claim that was taken back, and the public claim that stands in its place, if there is one."""

    before: AnyClaim
    after: AnyClaim | None

    @property
    def at(self) -> datetime | None:
        return self.before.withdrawn_at


def correction_keys() -> QuerySet[Any, Any]:
    """When each claim was taken back, its kind and its number: one query for a page of it, one to count it."""
    first, *rest = [
        _addressable(kind)
        .filter(state=PublicationState.WITHDRAWN)
        .order_by()
        .annotate(kind=Value(_name(kind), output_field=CharField()))
        .values_list("withdrawn_at", "kind", "pk")
        for kind in CLAIMS
    ]
    return first.union(*rest, all=True).order_by("-withdrawn_at", "kind", "pk")


def corrections(keys: Iterable[Key]) -> list[Correction]:
    """The corrections of some keys in their order, in two queries for each kind of claim that occurs."""
    wanted: dict[str, set[int]] = defaultdict(set)
    keys = list(keys)
    for _at, name, pk in keys:
        wanted[name].add(pk)
    found: dict[tuple[str, int], AnyClaim] = {}
    successors: dict[tuple[str, int], AnyClaim] = {}
    for kind in CLAIMS:
        name = _name(kind)
        if not wanted[name]:
            continue
        either = Q(pk__in=wanted[name]) | Q(replaces__in=wanted[name])
        for claim in selectors.cited(_addressable(kind).filter(either)):
            found[name, claim.pk] = claim
            if claim.replaces_id is not None:
                successors[name, claim.replaces_id] = claim
    return [
        Correction(before=found[name, pk], after=successors.get((name, pk)))
        for _at, name, pk in keys
        if (name, pk) in found
    ]


def _name(kind: type[AnyClaim]) -> str:
    return str(kind._meta.model_name)


def _addressable(kind: type[AnyClaim]) -> ClaimQuerySet[Any]:
    claims: ClaimQuerySet[Any] = kind.objects  # type: ignore[assignment]
    return claims.addressable()
