"""The log of what became public."""

from django.contrib import admin
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.core import admin_audit as admin_audit
from apps.core.access import missions_of
from apps.core.admin_base import ViewOnlyAdmin, chip
from apps.core.choices import ChangeKind
from apps.core.models import Change, SavedFilter

CHANGE_COLOURS = {
    ChangeKind.PUBLISHED: "success",
    ChangeKind.CHANGED: "info",
    ChangeKind.REPLACED: "warning",
    ChangeKind.WITHDRAWN: "danger",
}


@admin.register(Change)
class ChangeAdmin(ViewOnlyAdmin):
    """The append-only log of what became public, changed or was withdrawn."""

    list_display = ("id", "at", "kind_label", "record_label", "code", "reason", "visible_from")
    list_filter = ("kind", "record", "at")
    search_fields = ("code", "note")
    date_hierarchy = "at"
    kind_label = chip("kind", CHANGE_COLOURS, _("kind"))

    @admin.display(description=_("record"), ordering="record")
    def record_label(self, change: Change) -> str:
        return change.kind_of_record

    @admin.display(description=_("note"))
    def reason(self, change: Change) -> str:
        return change.reason

    def get_queryset(self, request: HttpRequest) -> QuerySet[Change]:
        """Whoever is restricted to some missions reads here what everybody may: embargoed lines name other missions."""
        found = super().get_queryset(request)
        return found if missions_of(request.user) is None else found.filter(visible_from__lte=Now())


@admin.register(SavedFilter)
class SavedFilterAdmin(ViewOnlyAdmin):
    """Filters that people gave a name; everybody keeps and forgets their own above the list itself."""

    list_display = ("name", "table", "person", "query")
    list_filter = ("table", ("person", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("person",)
    search_fields = ("name", "table", "query", "person__username")
