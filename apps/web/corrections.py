"""What was corrected or withdrawn: what stood here, what stands now, and why."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from django.db.models import CharField, Q, QuerySet, Value

from apps.core.choices import PublicationState
from apps.findings.models import CLAIMS, AnyClaim, ClaimQuerySet, Evidence
from apps.web import selectors
from apps.web.counted import COUNTED
from apps.web.mission_claims import keep_evidence
from apps.web.withdrawals import Withdrawal, name_of, withdrawal_keys, withdrawals

Key: TypeAlias = tuple[datetime, str, int]
Claims: TypeAlias = dict[tuple[str, int], AnyClaim]


@dataclass(frozen=True, slots=True)
class Correction:
    """A claim that was taken back, and the public claim that stands in its place, if there is one."""

    before: AnyClaim
    after: AnyClaim | None

    @property
    def at(self) -> datetime | None:
        return self.before.withdrawn_at

    @property
    def reason(self) -> str:
        return self.before.withdrawal_reason


def correction_keys() -> QuerySet[Any, Any]:
    """When each claim or record was taken back, its kind and its number, newest first: one query for a page of it.

    Of each kind no more than a list counts: the newest of all are among the newest of each.
    """
    first, *rest = [
        _addressable(kind)
        .filter(state=PublicationState.WITHDRAWN)
        .annotate(what=Value(name_of(kind), output_field=CharField()))
        .order_by("-withdrawn_at", "pk")
        .values_list("withdrawn_at", "what", "pk")[: COUNTED + 1]
        for kind in CLAIMS
    ]
    return first.union(*rest, *withdrawal_keys(), all=True).order_by("-withdrawn_at", "what", "pk")


def corrections(keys: Iterable[Key]) -> list[Correction | Withdrawal]:
    """What some keys mean, in their order: one query for each kind that occurs, and one for all their words."""
    keys = list(keys)
    wanted: dict[str, set[int]] = defaultdict(set)
    for _at, name, pk in keys:
        wanted[name].add(pk)
    claims = _claims(wanted)
    _load_words(list(claims.values()))
    successors = {(name, claim.replaces_id): claim for (name, _pk), claim in claims.items() if claim.replaces_id}
    found: dict[tuple[str, int], Correction | Withdrawal] = {
        key: Correction(before=claim, after=successors.get(key)) for key, claim in claims.items()
    }
    found.update(withdrawals(wanted))
    return [found[name, pk] for _at, name, pk in keys if (name, pk) in found]


def _claims(wanted: Mapping[str, set[int]]) -> Claims:
    """The claims of some numbers, and those that stand in their place."""
    found: Claims = {}
    for kind in CLAIMS:
        numbers = wanted.get(name_of(kind))
        if not numbers:
            continue
        either = Q(pk__in=numbers) | Q(replaces__in=numbers)
        for claim in selectors.with_mission(_addressable(kind).filter(either)):
            found[name_of(kind), claim.pk] = claim
    return found


def _load_words(claims: Collection[AnyClaim]) -> None:
    """Give claims of all kinds their public quotes, in one query."""
    items: dict[tuple[type[AnyClaim], int], list[Evidence]] = {(type(claim), claim.pk): [] for claim in claims}
    if not items:
        return
    cited = Q()
    for kind in CLAIMS:
        cited |= Q(**{f"{Evidence.link_to(kind)}__in": [pk for model, pk in items if model is kind]})
    for item in selectors.visible_evidence().filter(cited):
        for kind in CLAIMS:
            if (pk := getattr(item, f"{Evidence.link_to(kind)}_id")) is not None:
                items[kind, pk].append(item)
    for claim in claims:
        keep_evidence(claim, items[type(claim), claim.pk])


def _addressable(kind: type[AnyClaim]) -> ClaimQuerySet[Any]:
    claims: ClaimQuerySet[Any] = kind.objects  # type: ignore[assignment]
    return claims.addressable()
