"""To which missions a person's work is restricted."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class MissionAccess(models.Model):
    """That somebody works on a mission. Who has no such row works on all; who has one sees nothing of the others."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mission_access", verbose_name=_("person")
    )
    mission = models.ForeignKey("missions.Mission", models.CASCADE, related_name="+", verbose_name=_("mission"))

    class Meta:
        verbose_name = _("restriction to a mission")
        verbose_name_plural = _("restrictions to missions")
        ordering = ["user_id", "mission_id"]
        constraints = [models.UniqueConstraint(fields=["user", "mission"], name="person_is_given_a_mission_once")]

    def __str__(self) -> str:
        return str(self.mission)
