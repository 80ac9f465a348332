"""Closed sets of people's access."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """What a program may do with a service token; never more than its owner may."""

    IMPORTS = "imports", _("Start and watch imports")
    VISITS = "visits", _("Load visits to polling stations")
    DRAFTS = "drafts", _("Read drafts")


ROLES: Final = {
    "observer": _("Observer"),
    "analyst": _("Analyst"),
    "editor": _("Editor"),
    "administrator": _("Administrator"),
}
"""What people call the groups of the house; a group that somebody added keeps its own name."""
