"""The public lists as tables to download: what each holds, column by column."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.findings.models import CLAIMS, AnyClaim, ClaimQuerySet, Evidence, Recommendation, RecommendationStatus
from apps.missions.models import Mission, MissionStatement
from apps.statements.choices import Authenticity
from apps.statements.models import Statement, visible_quote_condition
from apps.web import selectors
from apps.web.entered import source_of
from apps.web.followup import tracked
from apps.web.notes import claim_of
from apps.web.promises import promises
from apps.web.selectors import lead_quote

Kind: TypeAlias = Literal["string", "integer", "number", "boolean", "date", "uri"]
Value: TypeAlias = str | int | float | bool | None
LANGUAGES: Final = ("en", "ru", "kk")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its type as Table Schema of Frictionless knows it, and what it says of a record.

    A `uri` is a path of this site until it is written.
    """

    name: str
    kind: Kind
    value: Callable[[Any], Value]


@dataclass(frozen=True, slots=True)
class Table:
    """One list: what it is called, its columns, and all its public records in an order that does not change."""

    name: str
    title: str | Promise
    columns: tuple[Column, ...]
    records: Callable[[], QuerySet[Any]]


def _day(value: Any) -> str | None:
    return None if value is None else str(value.isoformat())


def _texts(name: str, field: str) -> tuple[Column, ...]:
    """One column for each language of a translated text."""

    def text(code: str) -> Column:
        return Column(f"{name}_{code}", "string", lambda record: getattr(record, field).get(code))

    return tuple(text(code) for code in LANGUAGES)


def _authenticity(claim: AnyClaim) -> str:
    """Retold as soon as one of its quotes is: nobody may be quoted with words that we wrote."""
    retold = any(item.quote.version.statement.is_retold for item in claim.evidence.all())
    return (Authenticity.RETOLD if retold else Authenticity.ORIGINAL).value


def _words(claim: AnyClaim) -> str | None:
    quote = lead_quote(claim)
    return None if quote is None else quote.exact


CODE: Final = Column("code", "string", lambda record: record.code)
URL: Final = Column("url", "uri", lambda record: record.get_absolute_url())
PUBLISHED: Final = Column("published_here_on", "date", lambda record: _day(record.published_at.date()))
CLAIM: Final = (
    CODE,
    Column("country", "string", lambda claim: claim.mission.election.country.iso2),
    Column("election", "string", lambda claim: claim.mission.election.code),
    Column("mission", "string", lambda claim: claim.mission.code),
    Column("organisation", "string", lambda claim: claim.mission.organisation.code),
    Column("voice", "string", lambda claim: claim.voice),
    Column("speaker", "string", lambda claim: claim.speaker.name if claim.speaker else None),
    Column("words", "string", _words),
    Column("language", "string", lambda claim: claim.language),
    Column("authenticity", "string", _authenticity),
    *_texts("summary", "summary"),
    Column("entered_from", "string", lambda claim: source_of(claim) or None),
    Column("entered_from_place", "string", lambda claim: claim.entered_from_place or None),
    PUBLISHED,
    URL,
)


def _with(*own: Column) -> tuple[Column, ...]:
    """The columns of all claims with those of one kind after the code."""
    return (CLAIM[0], *own, *CLAIM[1:])


def _evidence() -> QuerySet[Evidence]:
    """Every public quote of a public claim."""
    condition = Q()
    for kind in CLAIMS:
        claims: ClaimQuerySet[AnyClaim] = kind.objects  # type: ignore[assignment]
        condition |= Q(**{f"{Evidence.link_to(kind)}__in": claims.public().values("pk")})
    found = Evidence.objects.filter(condition, visible_quote_condition(at=None, prefix="quote__"))
    links = [Evidence.link_to(kind) for kind in CLAIMS]
    return found.select_related("quote__version__statement", *links).defer("quote__version__body").order_by("id")


def _follow_up() -> QuerySet[RecommendationStatus]:
    """Every public judgement of what became of a public recommendation."""
    found = selectors.public_statuses().filter(recommendation__in=Recommendation.objects.public())
    related = found.select_related("recommendation", "author", "election", "quote__version__statement")
    return related.defer("quote__version__body").order_by("id")


def _links() -> QuerySet[MissionStatement]:
    """Which public statement carries the words of which public mission."""
    found = MissionStatement.objects.filter(
        mission__in=Mission.objects.public(), statement__in=Statement.objects.public()
    )
    return found.select_related("mission", "statement").order_by("id")


TABLES: Final = (
    Table(
        "elections",
        _("Elections"),
        (
            CODE,
            Column("country", "string", lambda item: item.country.iso2),
            Column("types", "string", lambda item: " ".join(item.types)),
            Column("first_polling_day", "date", lambda item: _day(item.first_polling_day)),
            Column("last_polling_day", "date", lambda item: _day(item.last_polling_day)),
            Column("round", "integer", lambda item: item.round),
            Column("is_early", "boolean", lambda item: item.is_early),
            Column("status", "string", lambda item: item.status),
            *_texts("name", "names"),
            PUBLISHED,
            URL,
        ),
        lambda: selectors.elections().order_by("id"),
    ),
    Table(
        "organisations",
        _("Organisations"),
        (
            CODE,
            Column("short_name", "string", lambda item: item.short_name),
            Column("kind", "string", lambda item: item.kind),
            *_texts("name", "names"),
            Column("website", "string", lambda item: item.website or None),
            Column("url", "uri", lambda item: reverse("web:organisation", args=[item.code])),
        ),
        lambda: selectors.organisations().order_by("id"),
    ),
    Table(
        "missions",
        _("Missions"),
        (
            CODE,
            Column("election", "string", lambda item: item.election.code),
            Column("organisation", "string", lambda item: item.organisation.code),
            Column("format", "string", lambda item: item.format),
            Column("opened_on", "date", lambda item: _day(item.opened_on)),
            Column("closed_on", "date", lambda item: _day(item.closed_on)),
            *_texts("mandate", "mandate"),
            PUBLISHED,
            URL,
        ),
        lambda: selectors.missions().order_by("id"),
    ),
    Table(
        "statements",
        _("Statements"),
        (
            CODE,
            Column("kind", "string", lambda item: item.kind),
            Column("title", "string", lambda item: item.title),
            Column("language", "string", lambda item: item.language),
            Column("publisher", "string", lambda item: item.publisher.code if item.publisher else None),
            Column("published_on", "date", lambda item: _day(item.published_on)),
            Column("authenticity", "string", lambda item: item.authenticity),
            Column("source", "string", lambda item: item.url or None),
            PUBLISHED,
            URL,
        ),
        lambda: selectors.statements().order_by("id"),
    ),
    Table(
        "mission_statements",
        _("Which statement carries which mission’s words"),
        (
            Column("mission", "string", lambda link: link.mission.code),
            Column("statement", "string", lambda link: link.statement.code),
            Column("relation", "string", lambda link: link.relation),
        ),
        _links,
    ),
    Table(
        "findings",
        _("Findings"),
        _with(
            Column("topic", "string", lambda claim: claim.topic),
            Column("sentiment", "string", lambda claim: claim.sentiment),
        ),
        lambda: selectors.findings().order_by("id"),
    ),
    Table(
        "figures",
        _("Figures"),
        _with(
            Column("measure", "string", lambda claim: claim.measure),
            Column("comparator", "string", lambda claim: claim.comparator),
            Column("value", "number", lambda claim: float(claim.value)),
            Column("whose_figure", "string", lambda claim: claim.source),
            Column("as_of", "date", lambda claim: _day(claim.as_of)),
        ),
        lambda: selectors.figures().order_by("id"),
    ),
    Table(
        "recommendations",
        _("Recommendations"),
        _with(
            Column("topic", "string", lambda claim: claim.topic),
            Column("priority", "string", lambda claim: claim.priority),
            Column("addressee", "string", lambda claim: claim.addressee),
            Column("number", "string", lambda claim: claim.number or None),
            Column("latest_status", "string", lambda claim: claim.latest),
        ),
        lambda: selectors.cited(tracked()).order_by("id"),
    ),
    Table(
        "follow_up",
        _("What became of recommendations"),
        (
            Column("recommendation", "string", lambda item: item.recommendation.code),
            Column("status", "string", lambda item: item.status),
            Column("mission", "string", lambda item: item.author.code),
            Column("election", "string", lambda item: item.election.code),
            Column("assessed_on", "date", lambda item: _day(item.assessed_on)),
            Column("words", "string", lambda item: item.quote.exact),
            Column("statement", "string", lambda item: item.quote.version.statement.code),
            Column("authenticity", "string", lambda item: item.quote.version.statement.authenticity),
        ),
        _follow_up,
    ),
    Table(
        "promises",
        _("Promised reports"),
        _with(
            Column("report", "string", lambda claim: claim.report),
            Column("count", "integer", lambda claim: claim.count),
            Column("unit", "string", lambda claim: claim.unit or None),
            Column("counted_from", "string", lambda claim: claim.anchor),
            Column("counted_from_day", "date", lambda claim: _day(claim.counted_from)),
            Column("due_on", "date", lambda claim: _day(claim.due_on)),
            Column("standing", "string", lambda claim: claim.standing),
            Column(
                "published_on",
                "date",
                lambda claim: _day(claim.fulfilled_on) if claim.is_fulfilled_in_public else None,
            ),
        ),
        lambda: selectors.cited(promises()).order_by("id"),
    ),
    Table(
        "quotes",
        _("The words that claims rest on"),
        (
            Column("claim", "string", lambda item: claim_of(item).code),
            Column("relation", "string", lambda item: item.relation),
            Column("statement", "string", lambda item: item.quote.version.statement.code),
            Column("version", "integer", lambda item: item.quote.version.number),
            Column("sha256", "string", lambda item: item.quote.version.sha256),
            Column("start", "integer", lambda item: item.quote.start),
            Column("end", "integer", lambda item: item.quote.end),
            Column("exact", "string", lambda item: item.quote.exact),
            Column("authenticity", "string", lambda item: item.quote.version.statement.authenticity),
        ),
        _evidence,
    ),
)
BY_NAME: Final = {table.name: table for table in TABLES}
