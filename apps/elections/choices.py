"""Closed sets of elections."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ElectionType(models.TextChoices):
    """What is voted on."""

    PARLIAMENTARY = "parliamentary", _("Parliamentary")
    PRESIDENTIAL = "presidential", _("Presidential")
    LOCAL = "local", _("Local")
    REGIONAL = "regional", _("Regional")
    REFERENDUM = "referendum", _("Referendum")
    CONSTITUENT = "constituent", _("Constituent assembly")
    OTHER = "other", _("Other")


class ElectionStatus(models.TextChoices):
    """What became of the poll."""

    SCHEDULED = "scheduled", _("Scheduled")
    HELD = "held", _("Held")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Cancelled")
    ANNULLED = "annulled", _("Annulled")


class RegionKind(models.TextChoices):
    """What a first-level division is called."""

    REGION = "region", _("Region")
    CITY = "city", _("City")
    OTHER = "other", _("Other division")
