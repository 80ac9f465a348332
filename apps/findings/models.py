"""What missions said: claims, each resting on exact quotes."""

from datetime import datetime
from decimal import Decimal
from typing import Any, Final, Self, TypeAlias, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.core.codes import deliverable_code, figure_code, finding_code, recommendation_code
from apps.core.fields import TranslatedField, translated
from apps.core.models import Publishable, PublishableQuerySet, TimeStamped, published_condition
from apps.elections.models import Election
from apps.findings.choices import (
    Addressee,
    Anchor,
    Comparator,
    EvidenceRelation,
    FigureSource,
    FollowUp,
    Measure,
    Origin,
    PeriodUnit,
    RecommendationPriority,
    ReportType,
    Sentiment,
    Topic,
    Voice,
)
from apps.findings.headline_models import HeadlineCheck as HeadlineCheck
from apps.findings.links import CLAIM_LINKS as CLAIM_LINKS
from apps.findings.links import exactly_one_of
from apps.findings.reference_models import EnteredFrom
from apps.findings.report_models import ErrorReport as ErrorReport
from apps.findings.response_models import AuthorityReply as AuthorityReply
from apps.findings.response_models import ClaimObligation as ClaimObligation
from apps.findings.response_models import Obligation as Obligation
from apps.missions.models import Mission, MissionQuerySet, MissionRole
from apps.statements.models import Quote, Statement, visible_quote_condition

C = TypeVar("C", bound="Claim")


class ClaimQuerySet(PublishableQuerySet[C]):
    """Claims; public only where their mission is, and where a public text carries their words or none is held."""

    def public(self, *, at: datetime | None = None) -> Self:
        return self._standing(published_condition(at=at), at=at)

    def addressable(self, *, at: datetime | None = None) -> Self:
        """Public claims and those that were withdrawn: a withdrawn claim keeps its page, with the reason.

        One that was withdrawn before its embargo ended never was public and has no page.
        """
        withdrawn = Q(state="withdrawn") & (Q(embargo_until__isnull=True) | Q(embargo_until__lte=F("withdrawn_at")))
        return self._standing(published_condition(at=at) | withdrawn, at=at)

    def without_text(self) -> Self:
        """Claims that were entered from a source of which no text is held."""
        return self.exclude(entered_from_title="")

    def _standing(self, own: Q, *, at: datetime | None) -> Self:
        """Claims that meet a condition of their own, whose mission is public, and one of their texts or a reference."""
        link = Evidence.link_to(self.model)
        cited = Evidence.objects.filter(visible_quote_condition(at=at, prefix="quote__"), **{link: OuterRef("pk")})
        standing = Exists(cited) | ~Q(entered_from_title="")
        return self.filter(own, MissionQuerySet.public_condition(at=at, prefix="mission__"), standing)

    def with_quotes(self, *, at: datetime | None = None, public_only: bool = True) -> Self:
        """Each claim with its mission, election, speaker and the quotes that may be shown, in two queries."""
        evidence = Evidence.objects.select_related("quote__version__statement__publisher").order_by("id")
        if public_only:
            evidence = evidence.filter(visible_quote_condition(at=at, prefix="quote__"))
        return self.select_related(
            "mission__organisation", "mission__election__country", "speaker", "replaces"
        ).prefetch_related(Prefetch("evidence", evidence))


class Claim(EnteredFrom, Publishable):
    """Something a mission said. Once published it is frozen: a correction is a new claim that replaces it."""

    mission = models.ForeignKey(Mission, models.PROTECT, related_name="%(class)ss", verbose_name=_("mission"))
    speaker = models.ForeignKey(
        MissionRole, models.PROTECT, null=True, blank=True, related_name="%(class)ss", verbose_name=_("speaker")
    )
    voice = models.CharField(_("voice"), max_length=20, choices=Voice)
    language = models.CharField(_("language of the words"), max_length=3, default="und")
    summary = TranslatedField(_("summary"))
    origin = models.CharField(_("origin"), max_length=10, choices=Origin, default=Origin.ENTERED, editable=False)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("replaces")
    )
    correction_reason = models.TextField(
        _("reason for the correction"),
        blank=True,
        max_length=2000,
        help_text=_("Readers see it on the page of corrections, beside what stood there before."),
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("entered by"),
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assigned_%(class)ss",
        verbose_name=_("assigned to"),
    )

    class Meta(Publishable.Meta):
        abstract = True
        # The corrections page reads the newest few of each kind.
        indexes = [
            models.Index(
                fields=["-withdrawn_at", "id"], condition=Q(state="withdrawn"), name="%(class)s_withdrawn_last"
            )
        ]
        constraints = [
            *Publishable.Meta.constraints,
            *EnteredFrom.Meta.constraints,
            models.CheckConstraint(condition=Q(voice__in=Voice.values), name="%(class)s_voice_is_known"),
            models.CheckConstraint(condition=Q(origin__in=Origin.values), name="%(class)s_origin_is_known"),
            models.CheckConstraint(condition=~Q(replaces=F("id")), name="%(class)s_does_not_replace_itself"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(replaces__isnull=True) | ~Q(correction_reason=""),
                name="published_correction_of_%(class)s_has_a_reason",
            ),
        ]

    def embargoes(self) -> list[datetime]:
        statements = Statement.objects.filter(
            versions__quotes__evidence__in=Evidence.objects.filter(**{Evidence.link_to(type(self)): self.pk})
        )
        ends = [end for statement in statements for end in statement.embargoes()]
        return [*super().embargoes(), *self.mission.embargoes(), *ends]

    def superseded(self) -> "Publishable | None":
        return self.replaces

    def reason_to_supersede(self) -> str:
        return self.correction_reason

    @property
    def summary_text(self) -> str:
        """The analyst's one-sentence summary, where there is one; the words themselves are in the quotes."""
        return translated(self.summary)


class Finding(Claim):
    """One assessment that a mission makes of one topic."""

    code = models.CharField(_("code"), max_length=20, unique=True, default=finding_code, editable=False)
    topic = models.CharField(_("topic"), max_length=40, choices=Topic)
    sentiment = models.CharField(_("sentiment"), max_length=8, choices=Sentiment)

    objects: ClaimQuerySet["Finding"] = ClaimQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Claim.Meta):
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["mission_id", "topic", "id"]
        constraints = [
            *Claim.Meta.constraints,
            models.CheckConstraint(condition=Q(topic__in=Topic.values), name="finding_topic_is_known"),
            models.CheckConstraint(condition=Q(sentiment__in=Sentiment.values), name="finding_sentiment_is_known"),
        ]
        indexes = [
            *Claim.Meta.indexes,
            models.Index(fields=["topic", "sentiment"], name="finding_by_topic"),
            # The feed reads the newest few.
            models.Index(
                fields=["-published_at", "-id"],
                name="finding_published_last",
                condition=Q(state="published"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_topic_display()}: {self.get_sentiment_display()}"

    def get_absolute_url(self) -> str:
        return reverse("web:finding", args=[self.code])


class Figure(Claim):
    """A number with its measure and comparator, as a mission published or repeated it."""

    code = models.CharField(_("code"), max_length=20, unique=True, default=figure_code, editable=False)
    measure = models.CharField(_("measure"), max_length=40, choices=Measure)
    value = models.DecimalField(_("value"), max_digits=15, decimal_places=3)
    comparator = models.CharField(_("comparator"), max_length=6, choices=Comparator, default=Comparator.EQ)
    source = models.CharField(_("whose figure"), max_length=20, choices=FigureSource, default=FigureSource.NOT_STATED)
    as_of = models.DateField(_("as of"), null=True, blank=True)

    objects: ClaimQuerySet["Figure"] = ClaimQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Claim.Meta):
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["mission_id", "measure", "id"]
        constraints = [
            *Claim.Meta.constraints,
            models.CheckConstraint(condition=Q(measure__in=Measure.values), name="figure_measure_is_known"),
            models.CheckConstraint(condition=Q(comparator__in=Comparator.values), name="figure_comparator_is_known"),
            models.CheckConstraint(condition=Q(source__in=FigureSource.values), name="figure_source_is_known"),
            models.CheckConstraint(condition=Q(value__gte=0), name="figure_is_not_negative"),
            models.CheckConstraint(
                condition=~Q(measure__in=[Measure.TURNOUT_PERCENT, Measure.VOTES_PERCENT_POSITIVE])
                | Q(value__lte=Decimal(100)),
                name="percentage_is_at_most_a_hundred",
            ),
        ]
        indexes = [*Claim.Meta.indexes, models.Index(fields=["measure"], name="figure_by_measure")]

    def __str__(self) -> str:
        return f"{self.get_measure_display()}: {self.get_comparator_display()} {self.value.normalize():f}"

    def get_absolute_url(self) -> str:
        return reverse("web:figure", args=[self.code])


class Recommendation(Claim):
    """Something that a mission says should change."""

    code = models.CharField(_("code"), max_length=20, unique=True, default=recommendation_code, editable=False)
    topic = models.CharField(_("topic"), max_length=40, choices=Topic)
    priority = models.CharField(
        _("class"), max_length=10, choices=RecommendationPriority, default=RecommendationPriority.OTHER
    )
    addressee = models.CharField(_("addressee"), max_length=20, choices=Addressee, default=Addressee.OTHER)
    number = models.CharField(_("number in the report"), max_length=20, blank=True)

    objects: ClaimQuerySet["Recommendation"] = ClaimQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Claim.Meta):
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["mission_id", "id"]
        constraints = [
            *Claim.Meta.constraints,
            models.CheckConstraint(condition=Q(topic__in=Topic.values), name="recommendation_topic_is_known"),
            models.CheckConstraint(
                condition=Q(priority__in=RecommendationPriority.values), name="recommendation_priority_is_known"
            ),
            models.CheckConstraint(
                condition=Q(addressee__in=Addressee.values), name="recommendation_addressee_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.summary_text or f"{self.get_topic_display()} ({self.code})"

    def get_absolute_url(self) -> str:
        return reverse("web:recommendation", args=[self.code])


class RecommendationStatus(TimeStamped):
    """How far a recommendation was carried out, as somebody judged it in words that are quoted."""

    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, related_name="statuses", verbose_name=_("recommendation")
    )
    status = models.CharField(_("status"), max_length=20, choices=FollowUp)
    election = models.ForeignKey(
        Election, models.PROTECT, related_name="recommendation_statuses", verbose_name=_("assessed at")
    )
    author = models.ForeignKey(
        Mission, models.PROTECT, related_name="recommendation_statuses", verbose_name=_("assessed by")
    )
    assessed_on = models.DateField(_("assessed on"))
    quote = models.ForeignKey(Quote, models.PROTECT, related_name="recommendation_statuses", verbose_name=_("quote"))

    class Meta:
        verbose_name = _("status of a recommendation")
        verbose_name_plural = _("statuses of recommendations")
        ordering = ["recommendation_id", "assessed_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "author", "assessed_on"], name="recommendation_is_assessed_once_a_day"
            ),
            models.CheckConstraint(condition=Q(status__in=FollowUp.values), name="recommendation_status_is_known"),
        ]

    def __str__(self) -> str:
        return self.get_status_display()


class Deliverable(Claim):
    """A report that a mission promised, with the rule that sets its date, and what fulfilled it."""

    code = models.CharField(_("code"), max_length=20, unique=True, default=deliverable_code, editable=False)
    report = models.CharField(_("report"), max_length=20, choices=ReportType)
    count = models.PositiveSmallIntegerField(_("how many"), null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=6, choices=PeriodUnit, blank=True)
    anchor = models.CharField(_("counted"), max_length=20, choices=Anchor, default=Anchor.UNKNOWN)
    counted_from = models.DateField(
        _("counted from"), null=True, blank=True, help_text=_("The day on which the promised period began.")
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    fulfilled_by = models.ForeignKey(
        Statement, models.PROTECT, null=True, blank=True, related_name="fulfils", verbose_name=_("fulfilled by")
    )
    fulfilled_on = models.DateField(_("fulfilled on"), null=True, blank=True)

    objects: ClaimQuerySet["Deliverable"] = ClaimQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Claim.Meta):
        verbose_name = _("promised report")
        verbose_name_plural = _("promised reports")
        ordering = ["due_on", "id"]
        constraints = [
            *Claim.Meta.constraints,
            models.CheckConstraint(condition=Q(report__in=ReportType.values), name="deliverable_report_is_known"),
            models.CheckConstraint(condition=Q(anchor__in=Anchor.values), name="deliverable_anchor_is_known"),
            # A comparison with NULL is NULL, and PostgreSQL lets a CHECK pass that is NULL: hence `isnull` twice.
            models.CheckConstraint(
                condition=Q(count__isnull=True, unit="")
                | Q(count__isnull=False, count__gt=0, unit__in=PeriodUnit.values),
                name="deliverable_period_has_count_and_unit",
            ),
            models.CheckConstraint(
                condition=Q(fulfilled_by__isnull=True) | Q(fulfilled_on__isnull=False),
                name="fulfilled_deliverable_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(counted_from__isnull=True) | Q(due_on__isnull=True) | Q(due_on__gte=F("counted_from")),
                name="deliverable_is_due_after_its_start",
            ),
        ]

    def __str__(self) -> str:
        return self.get_report_display()

    def get_absolute_url(self) -> str:
        return reverse("web:deliverable", args=[self.code])


AnyClaim: TypeAlias = Finding | Figure | Recommendation | Deliverable
CLAIMS: Final[tuple[type[AnyClaim], ...]] = (Finding, Figure, Recommendation, Deliverable)
"""The kinds of claim, in the order of `CLAIM_LINKS`."""


class Evidence(models.Model):
    """That a quote supports, or contradicts, exactly one claim."""

    finding = models.ForeignKey(Finding, models.CASCADE, null=True, blank=True, related_name="evidence")
    figure = models.ForeignKey(Figure, models.CASCADE, null=True, blank=True, related_name="evidence")
    recommendation = models.ForeignKey(Recommendation, models.CASCADE, null=True, blank=True, related_name="evidence")
    deliverable = models.ForeignKey(Deliverable, models.CASCADE, null=True, blank=True, related_name="evidence")
    quote = models.ForeignKey(Quote, models.PROTECT, related_name="evidence", verbose_name=_("quote"))
    relation = models.CharField(
        _("relation"), max_length=12, choices=EvidenceRelation, default=EvidenceRelation.SUPPORTS
    )

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=exactly_one_of(CLAIM_LINKS),
                name="evidence_belongs_to_exactly_one_claim",
            ),
            models.CheckConstraint(
                condition=Q(relation__in=EvidenceRelation.values), name="evidence_relation_is_known"
            ),
            *(
                models.UniqueConstraint(
                    fields=[kind, "quote"], condition=Q(**{f"{kind}__isnull": False}), name=f"{kind}_cites_a_quote_once"
                )
                for kind in CLAIM_LINKS
            ),
        ]

    def __str__(self) -> str:
        return str(self.quote)

    @classmethod
    def link_to(cls, model: type[Any]) -> str:
        """The name of the foreign key that leads to a kind of claim."""
        return str(model._meta.model_name)
