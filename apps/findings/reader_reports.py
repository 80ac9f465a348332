"""Readers' reports: taken in, closed with an answer, and the addresses in them forgotten."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.core.services import NotAllowed
from apps.findings.choices import ReportProblem, ReportState
from apps.findings.models import Claim, ErrorReport, Evidence
from apps.statements.models import Statement


def link_to(record: Claim | Statement) -> str:
    """The field of a report that leads to a record."""
    return "statement" if isinstance(record, Statement) else Evidence.link_to(type(record))


def reports_about(record: Claim | Statement) -> QuerySet[ErrorReport]:
    return ErrorReport.objects.filter(**{link_to(record): record})


def take_report(
    *, about: Claim | Statement, problem: ReportProblem, message: str, email: str, language: str
) -> ErrorReport:
    """Keep what a reader reports. The same words about the same record are kept once, however often they are sent."""
    said = reports_about(about).filter(problem=problem, message=message, email=email, state=ReportState.OPEN).first()
    if said is not None:
        return said
    return ErrorReport.objects.create(
        **{link_to(about): about}, problem=problem, message=message, email=email, language=language
    )


def close_report(*, report: ErrorReport, state: ReportState, answer: str, by: User, at: datetime) -> None:
    """Answer or reject a report; it keeps who did so, when, and in which words."""
    if state is ReportState.OPEN:
        raise NotAllowed(_("A report is closed as answered or as rejected."))
    if not answer.strip():
        raise NotAllowed(_("Say what was done, or why nothing was: the answer is empty."))
    report.state, report.answer, report.closed_by, report.closed_at = state, answer.strip(), by, at
    report.save(update_fields=["state", "answer", "closed_by", "closed_at", "updated_at"])


def open_again(*, report: ErrorReport) -> None:
    report.state, report.closed_by, report.closed_at = ReportState.OPEN, None, None
    report.save(update_fields=["state", "closed_by", "closed_at", "updated_at"])


def forget_addresses(*, at: datetime) -> int:
    """Remove the e-mail addresses of reports that are older than the set time, and return of how many."""
    oldest = at - timedelta(days=settings.REPORT_EMAIL_DAYS)
    return ErrorReport.objects.filter(created_at__lt=oldest).exclude(email="").update(email="")
