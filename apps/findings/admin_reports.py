"""Readers' reports in the admin: what is wrong, about which record, and what became of it."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from apps.core.admin_base import DeskAdmin, DeskForm, chip, field_error
from apps.findings.choices import ReportProblem, ReportState
from apps.findings.links import CLAIM_LINKS
from apps.findings.models import ErrorReport
from apps.findings.reader_reports import close_report, open_again
from apps.findings.report_models import REPORTABLE

STATE_COLOURS = {ReportState.OPEN: "warning", ReportState.ANSWERED: "success", ReportState.REJECTED: "danger"}
PROBLEM_COLOURS = dict.fromkeys(ReportProblem, "info")


class ReportForm(DeskForm):
    """A report is closed in words; who closes it, and when, the service writes."""

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("state") != ReportState.OPEN and not data.get("answer", "").strip():
            field_error(self, "answer", _("Say what was done, or why nothing was: the answer is empty."))
        return data


@admin.register(ErrorReport)
class ErrorReportAdmin(DeskAdmin):
    """The queue of readers' reports, open ones first to be found by the filter. What a reader wrote never changes."""

    form = ReportForm
    mission_paths = (*(f"{kind}__mission" for kind in CLAIM_LINKS), "statement__missions")
    list_display = ("problem_label", "about", "message_start", "state_label", "created_at", "language")
    list_display_links = ("problem_label",)
    list_filter = ("state", "problem", "language")
    list_select_related = REPORTABLE
    date_hierarchy = "created_at"
    search_fields = ("message", "answer", *(f"{name}__code" for name in REPORTABLE))
    readonly_fields = ("about", "problem", "message", "email", "language", "created_at", "closed_at", "closed_by")
    fieldsets = (
        (_("Report"), {"fields": ("about", "problem", "message", "email", "language", "created_at")}),
        (_("What became of it"), {"fields": ("state", "answer", "closed_at", "closed_by")}),
    )
    state_label = chip("state", STATE_COLOURS, _("state"))
    problem_label = chip("problem", PROBLEM_COLOURS, _("what is wrong"))

    @admin.display(description=_("about"))
    def about(self, report: ErrorReport) -> SafeString:
        record = report.record
        meta = record._meta
        page = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[record.pk])
        return format_html('<a href="{}">{}: {}</a>', page, str(meta.verbose_name).capitalize(), record)

    @admin.display(description=_("in the reader’s words"))
    def message_start(self, report: ErrorReport) -> str:
        return report.message if len(report.message) <= 120 else f"{report.message[:119]}…"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: ErrorReport, form: Any, change: bool) -> None:
        if not isinstance(request.user, User):
            raise TypeError("only people who have logged in reach the admin")
        state = ReportState(obj.state)
        if state is ReportState.OPEN:
            obj.save(update_fields=["answer", "updated_at"])
            open_again(report=obj)
        else:
            close_report(report=obj, state=state, answer=obj.answer, by=request.user, at=timezone.now())
        if obj.email and state is not ReportState.OPEN:
            messages.info(request, _("The reader left an address: write to %(email)s.") % {"email": obj.email})
