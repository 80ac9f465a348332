"""What an anonymous reader may see, in few queries. The public site shows nobody more, whoever is logged in."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Now
from django.utils import timezone

from apps.core.models import Change
from apps.core.services import record_kind
from apps.elections.models import Country, Election
from apps.findings.choices import EvidenceRelation
from apps.findings.models import (
    CLAIMS,
    AnyClaim,
    ClaimQuerySet,
    Deliverable,
    Evidence,
    Figure,
    Finding,
    HeadlineCheck,
    Recommendation,
    RecommendationStatus,
)
from apps.missions.models import Mission, MissionQuerySet, MissionRole, MissionStatement, Organisation
from apps.statements.choices import Authenticity
from apps.statements.models import Quote, Statement, TextVersion, visible_quote_condition
from apps.web.charts.world import Observed
from apps.web.comparison import MISSION_VOICES
from apps.web.counted import COUNTED

C = TypeVar("C", Finding, Figure, Recommendation, Deliverable)


def elections() -> QuerySet[Election]:
    """Public elections with their country, newest first; `mission_count` counts public missions only."""
    found = Election.objects.public().select_related("country").annotate(mission_count=_missions_of("election"))
    return found.order_by("-first_polling_day", "code")


def _missions_of(owner: str) -> Coalesce:
    """How many public missions a row has: counted for the rows that are shown, not for the whole table."""
    counted = (
        Mission.objects.public().filter(**{owner: OuterRef("pk")}).order_by().values(owner).annotate(number=Count("pk"))
    )
    return Coalesce(Subquery(counted.values("number")), 0, output_field=IntegerField())


def upcoming_elections() -> QuerySet[Election]:
    """Public elections whose last polling day is not over, the nearest first."""
    return elections().filter(last_polling_day__gte=timezone.localdate()).order_by("first_polling_day", "code")


def past_elections() -> QuerySet[Election]:
    """Public elections whose polling is over, newest first."""
    return elections().filter(last_polling_day__lt=timezone.localdate())


def calendar() -> QuerySet[Election]:
    """Public elections as a calendar lists them: the coming ones, nearest first, then the past ones, newest first."""
    is_past = Case(When(last_polling_day__lt=timezone.localdate(), then=Value(1)), default=Value(0))
    ahead = Case(When(last_polling_day__gte=timezone.localdate(), then=F("first_polling_day")))
    return elections().order_by(is_past, ahead, "-first_polling_day", "code")


def observed_countries() -> list[Observed]:
    """Each country with the numbers of its public missions and of the elections that they observed, in one query."""
    public = Q(elections__missions__in=Mission.objects.public())
    found = Country.objects.annotate(
        missions=Count("elections__missions", filter=public, distinct=True),
        observed=Count("elections", filter=public, distinct=True),
    )
    rows = found.filter(missions__gt=0).order_by("-missions", "iso2")
    return [Observed(country=item, missions=item.missions, elections=item.observed) for item in rows]


def related_elections(of: Election) -> QuerySet[Election]:
    """The public elections that stand in the place of a postponed one, and the one whose place it takes."""
    return elections().filter(Q(replaces=of) | Q(pk=of.replaces_id)).order_by("first_polling_day", "code")


def successors() -> Prefetch[str]:
    """Loads into `successors` the public elections that stand in the place of postponed ones."""
    found = Election.objects.public().select_related("country").order_by("first_polling_day", "code")
    return Prefetch("replaced_by", found, to_attr="successors")


def missions(**conditions: object) -> QuerySet[Mission]:
    """Public missions with organisation and election; joint missions before those without a joint one."""
    found = Mission.objects.public().filter(**conditions)
    return found.select_related("organisation", "election__country").order_by("election_id", "id")


def organisations() -> QuerySet[Organisation]:
    """Bodies with a public mission, their own or one of a part of theirs, with `mission_count` of their own."""
    found = Organisation.objects.observing().annotate(mission_count=_missions_of("organisation"))
    return found.order_by("short_name")


def statements_of(organisation: Organisation) -> QuerySet[Statement]:
    """Public statements that carry the words of an organisation's public missions, newest first."""
    links = MissionStatement.objects.filter(mission__in=Mission.objects.public().filter(organisation=organisation))
    return statements().filter(pk__in=links.values("statement"))


def statements() -> QuerySet[Statement]:
    """Public statements, newest first."""
    return Statement.objects.public().for_list().order_by("-published_on", "-id")


def statement_links(of: Iterable[Mission]) -> QuerySet[MissionStatement]:
    """Which public statements carry the words of some missions, newest first."""
    links = MissionStatement.objects.filter(mission__in=of, statement__in=Statement.objects.public())
    return links.select_related("statement__publisher").order_by("-statement__published_on", "-statement_id")


def cited(claims: ClaimQuerySet[C]) -> ClaimQuerySet[C]:
    """Claims with their public quotes and everything that a list shows, in two queries; texts stay in the database."""
    return with_mission(claims).prefetch_related(Prefetch("evidence", visible_evidence()))


def with_mission(claims: ClaimQuerySet[C]) -> ClaimQuerySet[C]:
    return claims.select_related("mission__organisation", "mission__election__country", "speaker")


def visible_evidence() -> QuerySet[Evidence]:
    """Links from claims to public quotes, in the order of their entry; the texts stay in the database."""
    found = Evidence.objects.filter(visible_quote_condition(at=None, prefix="quote__"))
    return found.select_related("quote__version__statement__publisher").defer("quote__version__body").order_by("id")


def findings(**conditions: object) -> ClaimQuerySet[Finding]:
    return cited(Finding.objects.public().filter(**conditions)).order_by("mission_id", "topic", "id")


def differences(of: Iterable[Election]) -> dict[tuple[int, str], list[tuple[int, str]]]:
    """By election and topic, which sentiments each mission voiced in its own words or in reported speech; one query."""
    found = Finding.objects.public().filter(mission__election__in=of, voice__in=MISSION_VOICES).order_by()
    said: dict[tuple[int, str], list[tuple[int, str]]] = defaultdict(list)
    for election, topic, mission, sentiment in found.values_list(
        "mission__election", "topic", "mission", "sentiment"
    ).distinct():
        said[election, topic].append((mission, sentiment))
    return said


def figures(**conditions: object) -> ClaimQuerySet[Figure]:
    return cited(Figure.objects.public().filter(**conditions)).order_by("mission_id", "measure", "id")


def recommendations(**conditions: object) -> ClaimQuerySet[Recommendation]:
    return cited(Recommendation.objects.public().filter(**conditions)).order_by("mission_id", "id")


def deliverables(**conditions: object) -> ClaimQuerySet[Deliverable]:
    """Promised reports; `is_fulfilled_in_public` is false while the report that fulfils it is not public."""
    found = Deliverable.objects.public().filter(**conditions)
    return cited(with_public_fulfilment(found)).order_by("due_on", "id")


def with_public_fulfilment(found: ClaimQuerySet[Deliverable]) -> ClaimQuerySet[Deliverable]:
    published = Exists(Statement.objects.public().filter(pk=OuterRef("fulfilled_by_id")))
    kept = Q(fulfilled_on__isnull=False) & (Q(fulfilled_by__isnull=True) | published)
    public = ExpressionWrapper(kept, output_field=BooleanField())
    return found.select_related("fulfilled_by").annotate(is_fulfilled_in_public=public)  # type: ignore[return-value]


def roles(mission: Mission) -> QuerySet[MissionRole]:
    """Who speaks for a mission; a role that rests on words nobody may see yet is not shown."""
    shown = Q(quote__isnull=True) | visible_quote_condition(at=None, prefix="quote__")
    found = MissionRole.objects.filter(shown, mission=mission).select_related("quote__version__statement")
    return found.defer("quote__version__body").order_by("id")


def headline_checks(statement_ids: Iterable[int]) -> QuerySet[HeadlineCheck]:
    """Public judgements of the headlines of some statements; those without a verdict say nothing and are left out."""
    found = HeadlineCheck.objects.public().filter(
        quote__version__statement__in=statement_ids, is_supported__isnull=False
    )
    related = found.select_related("quote__version__statement__publisher").defer("quote__version__body")
    return related.order_by("quote__version__statement__published_on", "id")


def headline_checks_of(version: TextVersion) -> QuerySet[HeadlineCheck]:
    """The public judgements of one text's headline, with the public words that it is held against."""
    held_against = (
        Quote.objects.filter(visible_quote_condition(at=None))
        .select_related("version__statement")
        .defer("version__body")
        .order_by("start")
    )
    found = headline_checks([version.statement_id]).filter(quote__version=version)
    return found.prefetch_related(Prefetch("held_against", held_against))


def public_statuses() -> QuerySet[RecommendationStatus]:
    """How far recommendations were carried out, as public missions judged it in public words."""
    return RecommendationStatus.objects.filter(
        visible_quote_condition(at=None, prefix="quote__"),
        MissionQuerySet.public_condition(at=None, prefix="author__"),
        election__in=Election.objects.public(),
    )


def recommendation_statuses(of: Recommendation) -> QuerySet[RecommendationStatus]:
    """How far a recommendation was carried out, as public missions judged it in public words."""
    found = public_statuses().filter(recommendation=of)
    related = found.select_related("author__organisation", "election__country", "quote__version__statement")
    return related.defer("quote__version__body").order_by("assessed_on", "id")


def evidence_in(version: TextVersion) -> QuerySet[Evidence]:
    """The quotes of one text that carry claims of any kind: public ones, and withdrawn ones that keep a page."""
    links = [Evidence.link_to(kind) for kind in CLAIMS]
    wanted = Q()
    for kind, link in zip(CLAIMS, links, strict=True):
        claims: ClaimQuerySet[AnyClaim] = kind.objects  # type: ignore[assignment]
        # For each quote of the text its claim is looked up; a list of all claims to look in would be long.
        wanted |= Q(Exists(claims.addressable().filter(pk=OuterRef(link))))
    related = [f"{link}__{part}" for link in links for part in ("mission__organisation", "speaker")]
    found = Evidence.objects.filter(wanted, quote__version=version)
    return found.select_related("quote", *related).order_by("quote__start", "id")


def roles_quoted_in(version: TextVersion) -> QuerySet[MissionRole]:
    """The persons whom one text introduces as speaking for a public mission."""
    found = MissionRole.objects.filter(quote__version=version, mission__in=Mission.objects.public())
    return found.select_related("quote", "mission__organisation", "mission__election").order_by("quote__start", "id")


def totals() -> dict[str, int]:
    """How many public records there are of each kind, and the texts that are retold, in one query; see `COUNTED`."""
    counted: dict[str, QuerySet[Any]] = {
        "elections": Election.objects.public(),
        "missions": Mission.objects.public(),
        "statements": Statement.objects.public(),
        "retold": Statement.objects.public().filter(authenticity=Authenticity.RETOLD),
        "findings": Finding.objects.public(),
        "figures": Figure.objects.public(),
        "recommendations": Recommendation.objects.public(),
        "promises": Deliverable.objects.public(),
    }
    first, *rest = [
        found.order_by().annotate(total=Value(name, output_field=CharField())).values_list("total")[: COUNTED + 1]
        for name, found in counted.items()
    ]
    return dict.fromkeys(counted, 0) | Counter(name for (name,) in first.union(*rest, all=True))


def countries_with_elections() -> QuerySet[Country]:
    return Country.objects.filter(Exists(Election.objects.public().filter(country=OuterRef("pk")))).order_by("iso2")


def lead_quote(claim: AnyClaim) -> Quote | None:
    """The first quote that supports a claim, of those that `cited` loaded."""
    items = sorted(claim.evidence.all(), key=lambda item: (item.relation != EvidenceRelation.SUPPORTS, item.pk))
    return items[0].quote if items else None


def successor_of(claim: AnyClaim) -> AnyClaim | None:
    """The claim that stands in the place of one, where it has a page."""
    claims: ClaimQuerySet[AnyClaim] = type(claim).objects  # type: ignore[assignment]
    return claims.addressable().filter(replaces=claim.pk).first()


def predecessor_of(claim: AnyClaim) -> AnyClaim | None:
    """The claim in whose place one stands, where it has a page."""
    claims: ClaimQuerySet[AnyClaim] = type(claim).objects  # type: ignore[assignment]
    return claims.addressable().filter(pk=claim.replaces_id).first() if claim.replaces_id else None


def changes_of(*claims: AnyClaim | None) -> QuerySet[Change]:
    """The lines of the public log about some claims of one kind, oldest first."""
    known = [claim for claim in claims if claim is not None]
    kinds = {record_kind(claim) for claim in known}
    found = Change.objects.filter(record__in=kinds, code__in=[claim.code for claim in known])
    return found.filter(visible_from__lte=Now()).order_by("id")
