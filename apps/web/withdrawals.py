"""Elections, missions and texts that were public and were taken back whole: what they were, and why they went.

Their pages are gone, so that only what names them is told. A record that was withdrawn before its embargo ended, or
while what it belongs to was hidden, never was public and is not told of.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeAlias

from django.db.models import CharField, F, Q, QuerySet, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.core.choices import PublicationState
from apps.elections.models import Election
from apps.missions.models import Mission
from apps.statements.models import Statement
from apps.web.counted import COUNTED
from apps.web.wording import mission_title, place_and_day

AnyRecord: TypeAlias = Election | Mission | Statement

RECORDS: Final[tuple[type[AnyRecord], ...]] = (Election, Mission, Statement)
LABELS: Final[Mapping[type[AnyRecord], str | Promise]] = {
    Election: _("Election"),
    Mission: _("Mission"),
    Statement: _("Statement"),
}


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A record that was taken back with all that rests on it."""

    record: AnyRecord

    @property
    def at(self) -> datetime | None:
        return self.record.withdrawn_at

    @property
    def reason(self) -> str:
        return self.record.withdrawal_reason

    @property
    def kind(self) -> str:
        return str(LABELS[type(self.record)])

    @property
    def title(self) -> str:
        match self.record:
            case Statement() as statement:
                return statement.title
            case Mission() as mission:
                return mission_title(mission)
            case Election() as election:
                return place_and_day(election)

    @property
    def anchor(self) -> str:
        return f"{name_of(type(self.record))}-{self.record.code}"


def withdrawn(kind: type[AnyRecord]) -> QuerySet[Any]:
    """Records of one kind that readers saw before they were taken back."""
    found: QuerySet[Any] = kind._default_manager.filter(state=PublicationState.WITHDRAWN).filter(_was_public())
    return found.filter(_election_was_public()) if kind is Mission else found


def withdrawal_keys() -> list[QuerySet[Any, Any]]:
    """When each record was taken back, its kind and its number: one query for each kind, to be united."""
    return [
        withdrawn(kind)
        .annotate(what=Value(name_of(kind), output_field=CharField()))
        .order_by("-withdrawn_at", "pk")
        .values_list("withdrawn_at", "what", "pk")[: COUNTED + 1]
        for kind in RECORDS
    ]


def withdrawals(wanted: Mapping[str, Collection[int]]) -> dict[tuple[str, int], Withdrawal]:
    """Some withdrawals by kind and number, in one query for each kind that occurs."""
    related = {Election: ("country",), Mission: ("organisation", "election__country"), Statement: ()}
    return {
        (name_of(kind), record.pk): Withdrawal(record)
        for kind in RECORDS
        if wanted.get(name_of(kind))
        for record in withdrawn(kind).filter(pk__in=wanted[name_of(kind)]).select_related(*related[kind])
    }


def name_of(kind: type[Any]) -> str:
    return str(kind._meta.model_name)


def _was_public(*, of: str = "") -> Q:
    return Q(**{f"{of}embargo_until__isnull": True}) | Q(**{f"{of}embargo_until__lte": F("withdrawn_at")})


def _election_was_public() -> Q:
    """Whether readers saw the election of a mission while they saw the mission."""
    stands = Q(election__state=PublicationState.PUBLISHED)
    stood = Q(election__in=withdrawn(Election), election__withdrawn_at__gte=F("published_at"))
    return (stands | stood) & Q(election__published_at__lte=F("withdrawn_at")) & _was_public(of="election__")
