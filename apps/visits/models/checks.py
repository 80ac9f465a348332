"""What the checks found in visits, and what people made of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.missions.models import Mission
from apps.visits.choices import Quality
from apps.visits.models.visits import Visit


class VisitCheck(models.Model):
    """What one rule says of one visit; where there is no row, the rule found nothing.

    `facts` are the numbers and codes that the rule looked at. A person's word, `verified`, holds as long as they stay
    the same.
    """

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="checks", verbose_name=_("visit"))
    rule = models.CharField(_("rule"), max_length=40)
    result = models.CharField(_("result"), max_length=10, choices=Quality)
    facts = models.JSONField(_("facts"), default=dict)
    found_at = models.DateTimeField(_("found at"), auto_now_add=True)
    verified_at = models.DateTimeField(_("verified at"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("verified by"),
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("result of a check")
        verbose_name_plural = _("results of checks")
        ordering = ["visit_id", "rule"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "rule"], name="visit_is_checked_once_by_each_rule"),
            models.CheckConstraint(
                condition=Q(result__in=["flagged", "missing"], verified_at__isnull=True, verified_by__isnull=True)
                | Q(result="verified", verified_at__isnull=False, verified_by__isnull=False) & ~Q(reason=""),
                name="verified_check_has_person_moment_and_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.result}"


class CheckedMission(models.Model):
    """How far the checks came with a mission's visits, so that only what is new rings for them.

    `counts` sums the results up, as lists of rule, result and number of visits that stand.
    """

    mission = models.OneToOneField(Mission, models.CASCADE, related_name="+", verbose_name=_("mission"))
    checked_at = models.DateTimeField(_("checked at"))
    last_visit = models.BigIntegerField(_("last visit"))
    counts = models.JSONField(_("results in numbers"), default=list)

    class Meta:
        verbose_name = _("state of the checks")
        verbose_name_plural = _("states of the checks")

    def __str__(self) -> str:
        return f"{self.mission_id}: {self.last_visit}"
