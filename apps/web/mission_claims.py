"""All that a mission said, in two queries: a page that shows four kinds of claims need not ask for each."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import IntegerField, Value

from apps.core.models import published_condition
from apps.findings.models import AnyClaim, Evidence, Figure, Finding, Recommendation
from apps.missions.models import Mission
from apps.statements.models import visible_quote_condition
from apps.web.notes import claim_of

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
    # Two queries: within one, so many joins keep the planner from beginning with these few rows.
    first, *rest = [_evidence_of(kind, mission) for kind in KINDS]
    wanted = list(first.union(*rest, all=True))
    evidence = (
        Evidence.objects.filter(visible_quote_condition(at=None, prefix="quote__"))
        .select_related("quote__version__statement__publisher", *links, *(f"{link}__speaker" for link in links))
        .defer("quote__version__body")
        .filter(pk__in=wanted)
        .order_by("id")
    )
    return _gathered(mission, evidence, _without_text(mission))


def _evidence_of(kind: type[AnyClaim], mission: Mission) -> Any:
    """Links from the published claims of a public mission; whether their quotes are public is asked later."""
    link = Evidence.link_to(kind)
    found = Evidence.objects.filter(published_condition(at=None, prefix=f"{link}__"), **{f"{link}__mission": mission})
    return found.order_by().values_list("pk", flat=True)


def _without_text(mission: Mission) -> list[AnyClaim]:
    """Public claims of which no text is held; one query finds out that there are none, as is mostly so."""
    managers: list[Any] = [kind.objects for kind in KINDS]
    known = [
        claims.public()
        .without_text()
        .filter(mission=mission)
        .order_by()
        .annotate(what=Value(place, output_field=IntegerField()))
        .values_list("what", "pk")
        for place, claims in enumerate(managers)
    ]
    numbers = list(known[0].union(*known[1:], all=True))
    return [
        claim
        for place in sorted({place for place, _pk in numbers})
        for claim in managers[place].filter(pk__in=[pk for at, pk in numbers if at == place]).select_related("speaker")
    ]


def _gathered(mission: Mission, evidence: Iterable[Evidence], others: Iterable[AnyClaim]) -> MissionClaims:
    cited: dict[tuple[str, int], tuple[AnyClaim, list[Evidence]]] = {}
    for item in evidence:
        claim = claim_of(item)
        cited.setdefault((Evidence.link_to(type(claim)), claim.pk), (claim, []))[1].append(item)
    for claim in others:
        cited[Evidence.link_to(type(claim)), claim.pk] = (claim, [])
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
