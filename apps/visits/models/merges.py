"""Visits to one station made into one record that counts, and when observers were forgotten."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.missions.models import Mission
from apps.visits.models.visits import Visit


class VisitMerge(models.Model):
    """How one merged record came about.

    `chosen` names for each question, and for `overall`, the visit whose answer holds; `overridden` keeps what the
    other visits had said, by question and visit. The visits themselves stay, and come back when the merge is undone.
    """

    visit = models.OneToOneField(Visit, models.PROTECT, related_name="merge", verbose_name=_("merged record"))
    chosen = models.JSONField(_("whose answer holds"), encoder=DjangoJSONEncoder)
    overridden = models.JSONField(_("overridden"), encoder=DjangoJSONEncoder)
    reason = models.CharField(_("reason"), max_length=500)
    made_at = models.DateTimeField(_("merged at"), auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("merged by"))
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("undone by")
    )

    class Meta:
        verbose_name = _("merge of visits")
        verbose_name_plural = _("merges of visits")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="merge_has_a_reason"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="undone_merge_has_moment_and_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id}: {self.reason}"


class Forgetting(models.Model):
    """That the personal data of a mission's visits and of their loads was deleted, when and of how many."""

    mission = models.ForeignKey(Mission, models.PROTECT, related_name="+", verbose_name=_("mission"))
    at = models.DateTimeField(_("at"), auto_now_add=True)
    visits = models.PositiveIntegerField(_("visits"))
    loads = models.PositiveIntegerField(_("loads"), default=0)

    class Meta:
        verbose_name = _("deletion of personal data")
        verbose_name_plural = _("deletions of personal data")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.mission_id}: {self.visits}"
