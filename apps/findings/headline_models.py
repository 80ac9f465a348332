"""Whether the headlines over what missions said are borne out."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.core.codes import headline_check_code
from apps.core.models import Publishable, PublishableQuerySet, published_condition
from apps.findings.choices import HeadlineReason
from apps.statements.models import Quote, visible_quote_condition


class HeadlineCheckQuerySet(PublishableQuerySet["HeadlineCheck"]):
    @classmethod
    def public_condition(cls, *, at: datetime | None, prefix: str = "") -> Q:
        """A headline check is public only where the text that it judges is."""
        return published_condition(at=at, prefix=prefix) & visible_quote_condition(at=at, prefix=f"{prefix}quote__")


class HeadlineCheck(Publishable):
    """Whether what the body attributes to the mission bears the headline out; None where it gives no verdict."""

    code = models.CharField(_("code"), max_length=20, unique=True, default=headline_check_code, editable=False)
    quote = models.OneToOneField(Quote, models.PROTECT, related_name="headline_check", verbose_name=_("headline"))
    is_supported = models.BooleanField(_("borne out"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=30, choices=HeadlineReason, blank=True)
    held_against = models.ManyToManyField(
        Quote, blank=True, related_name="headline_checks_against", verbose_name=_("held against")
    )

    objects = HeadlineCheckQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("headline check")
        verbose_name_plural = _("headline checks")
        ordering = ["-id"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(is_supported__isnull=True, reason="")
                | Q(is_supported__isnull=False, reason__in=HeadlineReason.values),
                name="headline_verdict_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.quote)
