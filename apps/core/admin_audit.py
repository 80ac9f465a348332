"""The audit in the admin: one list of everything that was written, searchable and to be taken along as a file."""

from datetime import UTC
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from apps.core.admin_base import ViewOnlyAdmin, chip
from apps.core.admin_history import changed_values, people_of, shown
from apps.core.choices import AuditAction
from apps.core.csv_export import csv_lines
from apps.core.models import AuditEvent, LedgerLink

ACTION_COLOURS = {AuditAction.INSERT: "success", AuditAction.UPDATE: "info", AuditAction.DELETE: "danger"}
COLUMNS = ("id", "at", "table", "row", "action", "before", "after", "actor", "source", "reason", "batch")


@admin.register(AuditEvent)
class AuditEventAdmin(ViewOnlyAdmin):
    """Who did what, when, before and after, why and in which batch."""

    list_display = ("id", "at", "action_label", "records", "row", "who", "source", "reason")
    list_filter = ("action", "table", "at")
    date_hierarchy = "at"
    search_fields = ("table", "row", "source", "reason", "batch", "before", "after", "actor")
    search_help_text = _("A table, a number, a value before or after, an address, a reason or a batch")
    fields = ("at", "action", "table", "row", "who", "source", "reason", "batch", "values", "database_user", "place")
    readonly_fields = ("who", "values", "place")
    actions = ("export_selected",)
    action_label = chip("action", ACTION_COLOURS, _("action"))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        # One question for the names of a whole page; the list is made anew with each request.
        self._people: dict[int, str] = {}
        return super().changelist_view(request, extra_context)

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditEvent]:
        rows: QuerySet[AuditEvent] = super().get_queryset(request).select_related("link")
        return rows

    @admin.display(description=_("table"), ordering="table")
    def records(self, event: AuditEvent) -> str:
        model = _model_of(event.table)
        return str(capfirst(model._meta.verbose_name_plural)) if model else event.table

    @admin.display(description=_("who"), ordering="actor")
    def who(self, event: AuditEvent) -> str:
        if event.actor is None:
            return ""
        people: dict[int, str] = self.__dict__.setdefault("_people", {})
        if event.actor not in people:
            people.update(people_of([event]))
        return people.get(event.actor, f"#{event.actor}")

    @admin.display(description=_("values"))
    def values(self, event: AuditEvent) -> str:
        rows = ((item.name, item.before, item.after) for item in changed_values(event, _model_of(event.table)))
        return format_html_join("", "<p><b>{}</b>: {} → {}</p>", rows)

    @admin.display(description=_("place in the ledger"))
    def place(self, event: AuditEvent) -> str:
        return str(event.link)

    @admin.action(description=_("Take the selected entries along as CSV"), permissions=["view"])
    def export_selected(self, request: HttpRequest, queryset: QuerySet[AuditEvent]) -> StreamingHttpResponse:
        rows = ([_cell(getattr(event, name)) for name in COLUMNS] for event in queryset.iterator(chunk_size=500))
        answer = StreamingHttpResponse(csv_lines(COLUMNS, rows), content_type="text/csv; charset=utf-8")
        day = timezone.now().astimezone(UTC).date().isoformat()
        answer["Content-Disposition"] = f'attachment; filename="electionwatch-audit-{day}.csv"'
        return answer


@cache
def _model_of(table: str) -> type[Model] | None:
    return next((model for model in apps.get_models(include_auto_created=True) if model._meta.db_table == table), None)


def _cell(value: Any) -> Any:
    return shown(value) if isinstance(value, dict) else value


@admin.register(LedgerLink)
class LedgerLinkAdmin(ViewOnlyAdmin):
    """The chain: `manage.py check_ledger` walks it, and names the first entry that somebody touched."""

    list_display = ("position", "event", "hash")
    list_select_related = ("event",)
    search_fields = ("hash",)
