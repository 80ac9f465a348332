"""Closed sets of people's access."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """What a program may do with a service token; never more than its owner may."""

    IMPORTS = "imports", _("Start and watch imports")
    VISITS = "visits", _("Load visits to polling stations")
    DRAFTS = "drafts", _("Read drafts")
