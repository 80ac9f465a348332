"""What readers of the API may see, in a fixed number of queries however many records there are.

Every relation that could lead to something unpublished is fetched through a filter here, so that no serializer
can show it by accident: a hidden mission, replaced claim or cited text simply is not there.
"""

from typing import TypeVar

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Greatest, Least, Substr

from apps.core.access import within_missions
from apps.core.models import Reader, published_condition
from apps.elections.models import Country, Election
from apps.findings.models import (
    CLAIMS,
    AnyClaim,
    Deliverable,
    Evidence,
    Figure,
    Finding,
    HeadlineCheck,
    Recommendation,
    RecommendationStatus,
)
from apps.imports.models import ImportRun
from apps.missions.models import Mission, MissionQuerySet, MissionRole, MissionStatement, Organisation
from apps.statements.choices import Authenticity
from apps.statements.models import Quote, Statement, TextVersion, visible_quote_condition

CONTEXT_LENGTH = 32
"""How many characters before and after a quote its selector carries."""

C = TypeVar("C", Finding, Figure, Recommendation, Deliverable)


def countries() -> QuerySet[Country]:
    return Country.objects.prefetch_related("regions")


def organisations() -> QuerySet[Organisation]:
    """Bodies that readers may know of; one that is known through a draft alone is not there, nor named as a parent."""
    found = Organisation.objects.public().select_related("country")
    return found.prefetch_related(Prefetch("parent", Organisation.objects.public()))


def elections() -> QuerySet[Election]:
    return (
        Election.objects.public()
        .select_related("country")
        .prefetch_related(
            Prefetch("replaces", Election.objects.public().select_related("country")),
            Prefetch("replaced_by", Election.objects.public().select_related("country").order_by("code")),
            Prefetch("missions", _missions().order_by("code")),
        )
    )


def _missions() -> QuerySet[Mission]:
    """Public missions with what names them."""
    return Mission.objects.public().select_related("organisation", "election__country")


def missions() -> QuerySet[Mission]:
    links = MissionStatement.objects.filter(published_condition(at=None, prefix="statement__"))
    return _missions().prefetch_related(
        Prefetch("joint_mission", _missions()),
        Prefetch("members", _missions().order_by("code")),
        Prefetch("roles", roles()),
        Prefetch("statement_links", links.select_related("statement__publisher").order_by("statement__code")),
    )


def roles() -> QuerySet[MissionRole]:
    """People whose role was entered by hand, or stands in a public text: hidden texts give no name away."""
    public = Q(quote__isnull=True) | visible_quote_condition(at=None, prefix="quote__")
    return MissionRole.objects.filter(public).prefetch_related(Prefetch("quote", quotes())).order_by("name", "kind")


def quotes() -> QuerySet[Quote]:
    """Quotes of public texts with some words around them; the texts themselves stay in the database."""
    return (
        Quote.objects.filter(visible_quote_condition(at=None))
        .annotate(
            prefix=Substr(
                "version__body",
                Greatest(F("start") - CONTEXT_LENGTH, 0) + 1,
                Least(F("start"), CONTEXT_LENGTH),
            ),
            suffix=Substr("version__body", F("end") + 1, CONTEXT_LENGTH),
        )
        .select_related("version__statement__publisher")
        .defer("version__body")
    )


def visible_evidence() -> QuerySet[Evidence]:
    """Links from claims to public quotes, in the order of the texts."""
    return Evidence.objects.filter(visible_quote_condition(at=None, prefix="quote__")).order_by(
        "quote__version__statement__code", "quote__version__number", "quote__start"
    )


def claims(model: type[C], *, with_withdrawn: bool = False) -> QuerySet[C]:
    """Public claims; for their own addresses also those that were withdrawn."""
    manager = model.objects
    rows: QuerySet[C] = manager.addressable() if with_withdrawn else manager.public()
    return rows.select_related("mission__organisation", "mission__election__country").prefetch_related(
        Prefetch("evidence", visible_evidence().prefetch_related(Prefetch("quote", quotes()))),
        Prefetch("speaker", roles()),
        Prefetch("replaces", manager.addressable()),
        Prefetch("replaced_by", manager.addressable()),
    )


def recommendations(*, with_withdrawn: bool = False) -> QuerySet[Recommendation]:
    statuses = (
        RecommendationStatus.objects.filter(
            visible_quote_condition(at=None, prefix="quote__"),
            MissionQuerySet.public_condition(at=None, prefix="author__"),
            published_condition(at=None, prefix="election__"),
        )
        .select_related("author__organisation", "author__election__country", "election__country")
        .prefetch_related(Prefetch("quote", quotes()))
        .order_by("assessed_on", "author__code")
    )
    return claims(Recommendation, with_withdrawn=with_withdrawn).prefetch_related(Prefetch("statuses", statuses))


def deliverables(*, with_withdrawn: bool = False) -> QuerySet[Deliverable]:
    fulfilling = Statement.objects.public().select_related("publisher")
    return claims(Deliverable, with_withdrawn=with_withdrawn).prefetch_related(Prefetch("fulfilled_by", fulfilling))


def cited_in(statement_code: str, *, claim: str) -> Exists:
    """Whether a claim has a public quote in a statement: hidden quotes must not answer a filter either."""
    return Exists(visible_evidence().filter(quote__version__statement__code=statement_code, **{claim: OuterRef("pk")}))


def retold(*, claim: str) -> Exists:
    """Whether any words that a claim shows are retold."""
    retold_words = visible_evidence().filter(quote__version__statement__authenticity=Authenticity.RETOLD)
    return Exists(retold_words.filter(**{claim: OuterRef("pk")}))


def statements() -> QuerySet[Statement]:
    links = MissionStatement.objects.filter(MissionQuerySet.public_condition(at=None, prefix="mission__"))
    return (
        Statement.objects.public()
        .select_related("publisher")
        .prefetch_related(
            Prefetch("versions", TextVersion.objects.defer("body").order_by("number")),
            Prefetch("copy_of", Statement.objects.public().select_related("publisher")),
            Prefetch("translation_of", Statement.objects.public().select_related("publisher")),
            Prefetch(
                "mission_links",
                links.select_related("mission__organisation", "mission__election__country").order_by("mission__code"),
            ),
        )
    )


def headline_checks(statement: Statement) -> QuerySet[HeadlineCheck]:
    return (
        HeadlineCheck.objects.public()
        .filter(quote__version__statement=statement)
        .prefetch_related(Prefetch("quote", quotes()), Prefetch("held_against", quotes().order_by("start")))
        .order_by("code")
    )


def citations(statement: Statement) -> dict[int, list[AnyClaim]]:
    """Which public claims rest on each quote of a public statement, by the quote's id.

    A quote that only drafts use is not in it: that somebody works on a sentence is not public.
    """
    links = list(Evidence.objects.filter(quote__version__statement=statement).order_by("id"))
    found: dict[int, list[AnyClaim]] = {}
    for model in CLAIMS:
        key = f"{Evidence.link_to(model)}_id"
        own = {getattr(link, key) for link in links} - {None}
        public = model.objects.public().in_bulk(own) if own else {}
        for link in links:
            if claim := public.get(getattr(link, key)):
                found.setdefault(link.quote_id, []).append(claim)
    return found


def quotes_of(statement: Statement) -> list[tuple[Quote, list[AnyClaim]]]:
    """The quotes of a statement that public claims rest on, newest text first, each with those claims."""
    cited = citations(statement)
    rows = quotes().filter(pk__in=cited).order_by("-version__number", "start", "end")
    return [(quote, sorted(cited[quote.pk], key=lambda claim: claim.code)) for quote in rows]


def newest_text(statement: Statement) -> str:
    """The words of the newest version: fetched only where they are shown, since they may be long."""
    return str(statement.versions.order_by("-number").values_list("body", flat=True)[0])


def runs(user: Reader) -> QuerySet[ImportRun]:
    """The imports that somebody may watch: all, or those of their missions and their own."""
    rows = ImportRun.objects.select_related("statement", "publisher")
    return within_missions(rows, user, "statement__missions", also=Q(started_by=getattr(user, "pk", None)))
