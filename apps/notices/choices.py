"""Closed sets of notices."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NoticeKind(models.TextChoices):
    """What somebody is told of; each can be switched off."""

    ASSIGNED = "assigned", _("Work was assigned to me")
    IMPORT_READY = "import_ready", _("An import is ready for review")
    PROMISE_OVERDUE = "promise_overdue", _("A promised report is overdue")
    EMBARGO_ENDS = "embargo_ends", _("An embargo is about to end")


class MailState(models.TextChoices):
    """How far the e-mail about a notice has come."""

    NONE = "none", _("No e-mail is wanted")
    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Given up")
