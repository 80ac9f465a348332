"""What became of a recommendation: at which later elections it could be judged, and by whom."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.db.models import CharField, OuterRef, Prefetch, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from apps.core.access import missions_of
from apps.elections.models import Election
from apps.findings.choices import FollowUp
from apps.findings.models import Recommendation, RecommendationStatus
from apps.missions.models import Mission


@dataclass(frozen=True)
class LaterElection:
    """An election at which a recommendation could be judged, its missions, and what they said of it."""

    election: Election
    missions: list[Mission]
    statuses: list[RecommendationStatus] = field(default_factory=list)


def with_latest(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Recommendations with `latest`, the newest judgement of each, drafts among its texts included."""
    newest = RecommendationStatus.objects.filter(recommendation=OuterRef("pk")).order_by("-assessed_on", "-id")
    default = Value(FollowUp.NOT_ASSESSED.value)
    latest = Coalesce(Subquery(newest.values("status")[:1]), default, output_field=CharField())
    found: QuerySet[Any] = rows.annotate(latest=latest)
    return found


def later_elections(recommendation: Recommendation) -> list[LaterElection]:
    """The country's elections since the recommendation, the oldest first; its own among them where it was judged."""
    own = recommendation.mission.election
    missions = Mission.objects.select_related("organisation", "election__country").order_by("code")
    found = Election.objects.filter(country=own.country_id, first_polling_day__gte=own.first_polling_day)
    found = found.select_related("country").prefetch_related(Prefetch("missions", missions))
    statuses = recommendation.statuses.select_related(
        "author__organisation", "author__election__country", "election__country", "quote__version__statement"
    ).order_by("assessed_on", "id")
    by_election: dict[int, list[RecommendationStatus]] = {}
    for status in statuses:
        by_election.setdefault(status.election_id, []).append(status)
    return [
        LaterElection(election, list(election.missions.all()), by_election.get(election.pk, []))
        for election in found.order_by("first_polling_day", "code")
        if election.pk != own.pk or election.pk in by_election
    ]


def authors(recommendation: Recommendation, person: User) -> QuerySet[Mission]:
    """The missions that can judge a recommendation: the country's, since then, as far as the person may see them."""
    own = recommendation.mission.election
    found = Mission.objects.filter(
        election__country=own.country_id, election__first_polling_day__gte=own.first_polling_day
    )
    allowed = missions_of(person)
    if allowed is not None:
        found = found.filter(pk__in=allowed)
    return found.select_related("organisation", "election__country").order_by("-election__first_polling_day", "code")
