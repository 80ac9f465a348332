"""What a search may be narrowed by: the public rows of each kind of record, and the values of their facets."""

from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import ExtractYear

from apps.core.choices import SearchKind
from apps.elections.models import Election
from apps.findings.models import Deliverable, Figure, Finding, Recommendation
from apps.missions.models import Mission, MissionStatement
from apps.statements.models import Statement


def public_rows() -> dict[SearchKind, QuerySet[Any]]:
    return {
        SearchKind.ELECTION: Election.objects.public(),
        SearchKind.MISSION: Mission.objects.public(),
        SearchKind.STATEMENT: Statement.objects.public(),
        SearchKind.FINDING: Finding.objects.public(),
        SearchKind.FIGURE: Figure.objects.public(),
        SearchKind.RECOMMENDATION: Recommendation.objects.public(),
        SearchKind.DELIVERABLE: Deliverable.objects.public(),
    }


def values_of(kind: SearchKind) -> dict[str, Any]:
    """The values of the facets that a kind of record has; `year` is a number."""
    election, mission = "mission__election__", F("mission__organisation__code")
    claim = {
        "country": F(f"{election}country__iso2"),
        "organisation": mission,
        "voice": F("voice"),
        "year": ExtractYear(f"{election}first_polling_day"),
    }
    links = MissionStatement.objects.filter(statement=OuterRef("pk"), mission__in=Mission.objects.public())
    link = links.order_by("id")
    values: dict[SearchKind, dict[str, Any]] = {
        SearchKind.ELECTION: {"country": F("country__iso2"), "year": ExtractYear("first_polling_day")},
        SearchKind.MISSION: {
            "country": F("election__country__iso2"),
            "organisation": F("organisation__code"),
            "year": ExtractYear("election__first_polling_day"),
        },
        SearchKind.STATEMENT: {
            "country": Subquery(link.values("mission__election__country__iso2")[:1]),
            "organisation": Subquery(link.values("mission__organisation__code")[:1]),
            "year": ExtractYear("published_on"),
        },
        SearchKind.FINDING: {**claim, "topic": F("topic"), "sentiment": F("sentiment")},
        SearchKind.FIGURE: claim,
        SearchKind.RECOMMENDATION: {**claim, "topic": F("topic")},
        SearchKind.DELIVERABLE: claim,
    }
    return values[kind]
