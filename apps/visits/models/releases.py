"""What readers see of visits: statistics as an editor released them, frozen."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.core.codes import release_code
from apps.core.models import Publishable, PublishableQuerySet
from apps.core.standard_reasons import NEWER_STATISTICS
from apps.missions.models import Mission, MissionQuerySet
from apps.visits.earlier import given_away


class StatisticsReleaseQuerySet(PublishableQuerySet["StatisticsRelease"]):
    @classmethod
    def public_condition(cls, *, at: datetime | None, prefix: str = "") -> Q:
        """Statistics are public only where their mission is."""
        own = super().public_condition(at=at, prefix=prefix)
        return own & MissionQuerySet.public_condition(at=at, prefix=f"{prefix}mission__")

    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-id")

    def told(self, mission: int) -> "models.QuerySet[StatisticsRelease, Mapping[str, Any]]":
        """The numbers of all that was ever released of a mission: who kept one that was taken back has them still."""
        return self.filter(mission=mission).exclude(state="draft").order_by("-id").values_list("numbers", flat=True)


class StatisticsRelease(Publishable):
    """A snapshot of one mission's statistics with every small count already taken out.

    A new release replaces the one before it in the moment in which it is published.
    """

    code = models.CharField(_("code"), max_length=20, unique=True, default=release_code, editable=False)
    mission = models.ForeignKey(Mission, models.PROTECT, related_name="statistics_releases", verbose_name=_("mission"))
    numbers = models.JSONField(_("numbers"), editable=False)

    objects = StatisticsReleaseQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("release of statistics")
        verbose_name_plural = _("releases of statistics")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.code}: {self.mission}"

    def embargoes(self) -> list[datetime]:
        return [*super().embargoes(), *self.mission.embargoes()]

    def superseded(self) -> "StatisticsRelease | None":
        others = StatisticsRelease.objects.filter(mission=self.mission_id, state="published").exclude(pk=self.pk)
        return others.select_related("mission__election").first()

    def why_not_publish(self) -> str:
        """Two releases that differ by a few visits would give those visits away by subtraction."""
        told = StatisticsRelease.objects.told(self.mission_id).exclude(pk=self.pk)
        if any(given_away(self.numbers, old) for old in told):
            return gettext(
                "Since an earlier release fewer than 5 visits of a form or a region came or went, so that "
                "subtraction would show them. Draft a release again when there are more."
            )
        return ""

    def reason_to_supersede(self) -> str:
        return NEWER_STATISTICS
