"""What readers report as wrong. Nothing of it is public, and nothing of it changes a claim."""

from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.core.models import TimeStamped
from apps.findings.choices import ReportProblem, ReportState
from apps.findings.links import CLAIM_LINKS, exactly_one_of
from apps.statements.models import Statement

REPORTABLE: Final = (*CLAIM_LINKS, "statement")
MESSAGE_LENGTH: Final = 4000


class ErrorReport(TimeStamped):
    """One reader's report about a claim or a text. Of the reader it keeps an address, if one was given, for a time."""

    finding = models.ForeignKey(
        "findings.Finding", models.PROTECT, null=True, blank=True, related_name="reports", verbose_name=_("finding")
    )
    figure = models.ForeignKey(
        "findings.Figure", models.PROTECT, null=True, blank=True, related_name="reports", verbose_name=_("figure")
    )
    recommendation = models.ForeignKey(
        "findings.Recommendation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name=_("recommendation"),
    )
    deliverable = models.ForeignKey(
        "findings.Deliverable",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name=_("promised report"),
    )
    statement = models.ForeignKey(
        Statement, models.PROTECT, null=True, blank=True, related_name="reports", verbose_name=_("statement")
    )
    problem = models.CharField(_("what is wrong"), max_length=12, choices=ReportProblem)
    message = models.TextField(_("in the reader’s words"), max_length=MESSAGE_LENGTH)
    email = models.EmailField(_("reader’s e-mail address"), blank=True)
    language = models.CharField(_("language of the page"), max_length=2, choices=settings.LANGUAGES)
    state = models.CharField(_("state"), max_length=8, choices=ReportState, default=ReportState.OPEN)
    answer = models.TextField(_("answer"), max_length=MESSAGE_LENGTH, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("closed by"),
    )

    class Meta:
        verbose_name = _("reader’s report")
        verbose_name_plural = _("readers’ reports")
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "-id"], name="open_reports_first")]
        constraints = [
            models.CheckConstraint(condition=exactly_one_of(REPORTABLE), name="report_is_about_exactly_one_record"),
            models.CheckConstraint(condition=Q(problem__in=ReportProblem.values), name="report_problem_is_known"),
            models.CheckConstraint(condition=Q(state__in=ReportState.values), name="report_state_is_known"),
            models.CheckConstraint(condition=~Q(message=""), name="report_says_something"),
            models.CheckConstraint(
                condition=Q(state=ReportState.OPEN, closed_at__isnull=True, closed_by__isnull=True)
                | (~Q(state=ReportState.OPEN) & Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(answer="")),
                name="closed_report_has_date_person_and_answer",
            ),
        ]

    def __str__(self) -> str:
        return self.get_problem_display()

    @property
    def record(self) -> models.Model:
        """The claim or the text that the report is about."""
        records: list[models.Model | None] = [getattr(self, name) for name in REPORTABLE]
        return next(record for record in records if record is not None)
