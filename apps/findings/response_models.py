"""What stands beside a claim: what authorities answered to it, and the commitments that it touches."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.core.codes import reply_code
from apps.core.fields import TranslatedField, translated
from apps.core.models import Publishable, PublishableQuerySet, published_condition
from apps.findings.choices import ObligationRelation, ReplyStance
from apps.findings.links import CLAIM_LINKS, exactly_one_of
from apps.statements.models import Quote, visible_quote_condition


class ReplyQuerySet(PublishableQuerySet["AuthorityReply"]):
    @classmethod
    def public_condition(cls, *, at: datetime | None, prefix: str = "") -> Q:
        """A reply is public only where the text with its words is."""
        return published_condition(at=at, prefix=prefix) & visible_quote_condition(at=at, prefix=f"{prefix}quote__")


class AuthorityReply(Publishable):
    """What an authority answered to a claim, in its own words. It stands beside the claim and changes nothing of it."""

    code = models.CharField(_("code"), max_length=20, unique=True, default=reply_code, editable=False)
    finding = models.ForeignKey(
        "findings.Finding", models.PROTECT, null=True, blank=True, related_name="replies", verbose_name=_("finding")
    )
    figure = models.ForeignKey(
        "findings.Figure", models.PROTECT, null=True, blank=True, related_name="replies", verbose_name=_("figure")
    )
    recommendation = models.ForeignKey(
        "findings.Recommendation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replies",
        verbose_name=_("recommendation"),
    )
    deliverable = models.ForeignKey(
        "findings.Deliverable",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replies",
        verbose_name=_("promised report"),
    )
    stance = models.CharField(_("answer"), max_length=10, choices=ReplyStance)
    author = TranslatedField(_("who answered"))
    replied_on = models.DateField(_("answered on"))
    quote = models.ForeignKey(Quote, models.PROTECT, related_name="replies", verbose_name=_("their words"))

    objects = ReplyQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("reply of an authority")
        verbose_name_plural = _("replies of authorities")
        ordering = ["replied_on", "id"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(condition=exactly_one_of(CLAIM_LINKS), name="reply_answers_exactly_one_claim"),
            models.CheckConstraint(condition=Q(stance__in=ReplyStance.values), name="reply_stance_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.author_text}: {self.get_stance_display()}"

    @property
    def author_text(self) -> str:
        return translated(self.author)


class Obligation(models.Model):
    """An international commitment on elections, summed up in our own words; the instrument itself has the last word."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    position = models.PositiveSmallIntegerField(_("position"))
    instrument = TranslatedField(_("instrument"))
    paragraph = models.CharField(_("paragraph"), max_length=20)
    text = TranslatedField(_("what it asks for"))

    class Meta:
        verbose_name = _("obligation")
        verbose_name_plural = _("obligations")
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{translated(self.instrument)}, {self.paragraph}"


class ClaimObligation(models.Model):
    """That a claim touches a commitment, and how. It shows with its claim."""

    finding = models.ForeignKey(
        "findings.Finding", models.CASCADE, null=True, blank=True, related_name="obligations", verbose_name=_("finding")
    )
    figure = models.ForeignKey(
        "findings.Figure", models.CASCADE, null=True, blank=True, related_name="obligations", verbose_name=_("figure")
    )
    recommendation = models.ForeignKey(
        "findings.Recommendation",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="obligations",
        verbose_name=_("recommendation"),
    )
    deliverable = models.ForeignKey(
        "findings.Deliverable",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="obligations",
        verbose_name=_("promised report"),
    )
    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="claims", verbose_name=_("obligation"))
    relation = models.CharField(_("relation"), max_length=10, choices=ObligationRelation)

    class Meta:
        verbose_name = _("obligation of a claim")
        verbose_name_plural = _("obligations of claims")
        ordering = ["obligation__position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=exactly_one_of(CLAIM_LINKS), name="obligation_belongs_to_exactly_one_claim"
            ),
            models.CheckConstraint(
                condition=Q(relation__in=ObligationRelation.values), name="obligation_relation_is_known"
            ),
            *(
                models.UniqueConstraint(
                    fields=[kind, "obligation"],
                    condition=Q(**{f"{kind}__isnull": False}),
                    name=f"{kind}_touches_an_obligation_once",
                )
                for kind in CLAIM_LINKS
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_relation_display()}: {self.obligation}"
