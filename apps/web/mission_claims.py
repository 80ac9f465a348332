"""All that a mission said, in one query: a page that shows four kinds of claims need not ask for each."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from apps.findings.models import Evidence, Figure, Finding, Recommendation
from apps.missions.models import Mission
from apps.statements.models import visible_quote_condition
from apps.web.notes import claim_of
from apps.web.selectors import AnyClaim

KINDS: tuple[type[AnyClaim], ...] = (Finding, Figure, Recommendation)


@dataclass(frozen=True, slots=True)
class MissionClaims:
    """The public claims of one mission in the order of their entry, each with its public quotes."""

    findings: list[Finding] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    recommendations: list[Recommendation] = field(default_factory=list)


def claims_of(mission: Mission) -> MissionClaims:
    """Findings, figures and recommendations of a mission."""
    links = [Evidence.link_to(kind) for kind in KINDS]
    wanted = Q()
    for kind, link in zip(KINDS, links, strict=True):
        claims: Any = kind.objects
        wanted |= Q(**{f"{link}__in": claims.public().filter(mission=mission)})
    evidence = (
        Evidence.objects.filter(wanted, visible_quote_condition(at=None, prefix="quote__"))
        .select_related("quote__version__statement__publisher", *links, *(f"{link}__speaker" for link in links))
        .defer("quote__version__body")
        .order_by("id")
    )
    return _gathered(mission, evidence)


def _gathered(mission: Mission, evidence: Iterable[Evidence]) -> MissionClaims:
    cited: dict[tuple[str, int], tuple[AnyClaim, list[Evidence]]] = {}
    for item in evidence:
        claim = claim_of(item)
        cited.setdefault((Evidence.link_to(type(claim)), claim.pk), (claim, []))[1].append(item)
    found = MissionClaims()
    for _key, (claim, items) in sorted(cited.items(), key=lambda entry: entry[0]):
        claim.mission = mission
        keep_evidence(claim, items)
        match claim:
            case Finding():
                found.findings.append(claim)
            case Figure():
                found.figures.append(claim)
            case Recommendation():
                found.recommendations.append(claim)
    return found


def keep_evidence(claim: AnyClaim, items: list[Evidence]) -> None:
    """Give a claim its evidence as if `prefetch_related` had loaded it."""
    rows = claim.evidence.all()
    rows._result_cache = items
    loaded: Any = claim
    loaded._prefetched_objects_cache = {"evidence": rows}
