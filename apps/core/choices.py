"""Closed sets that every app shares."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PublicationState(models.TextChoices):
    """How far a record has come on its way to readers; the only edges are draft → published → withdrawn."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ChangeKind(models.TextChoices):
    """What happened to a public record."""

    PUBLISHED = "published", _("Published")
    CHANGED = "changed", _("Changed")
    REPLACED = "replaced", _("Replaced")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class AuditAction(models.TextChoices):
    """What was done to a row."""

    INSERT = "insert", _("Entered")
    UPDATE = "update", _("Changed")
    DELETE = "delete", _("Deleted")


class ContentLanguage(models.TextChoices):
    """Languages that a published text may be in (ISO 639-1; `und` where it could not be told)."""

    RUSSIAN = "ru", _("Russian")
    ENGLISH = "en", _("English")
    KAZAKH = "kk", _("Kazakh")
    UKRAINIAN = "uk", _("Ukrainian")
    FRENCH = "fr", _("French")
    SPANISH = "es", _("Spanish")
    UNDETERMINED = "und", _("Undetermined")


class SearchKind(models.TextChoices):
    """What a search may find."""

    ELECTION = "election", _("Elections")
    MISSION = "mission", _("Missions")
    STATEMENT = "statement", _("Statements")
    FINDING = "finding", _("Findings")
    FIGURE = "figure", _("Figures")
    RECOMMENDATION = "recommendation", _("Recommendations")
    DELIVERABLE = "deliverable", _("Promised reports")
