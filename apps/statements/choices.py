"""Closed sets of statements."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PublisherKind(models.TextChoices):
    """Who publishes."""

    OBSERVER = "observer", _("Observing organisation")
    PRESS = "press", _("Press")
    AUTHORITY = "authority", _("Authority")
    OTHER = "other", _("Other")


class StatementKind(models.TextChoices):
    """What kind of text it is."""

    OFFICIAL_STATEMENT = "official_statement", _("Official statement")
    PRESS_RELEASE = "press_release", _("Press release")
    INTERIM_REPORT = "interim_report", _("Interim report")
    PRELIMINARY_STATEMENT = "preliminary_statement", _("Preliminary statement")
    FINAL_REPORT = "final_report", _("Final report")
    NEWS_REPORT = "news_report", _("News report of a briefing")
    TRANSCRIPT = "transcript", _("Transcript")


class Authenticity(models.TextChoices):
    """Whether the words are those that were published, or somebody's retelling that must never be quoted as theirs."""

    ORIGINAL = "original", _("Original wording")
    RETOLD = "retold", _("Retold for demonstration")
