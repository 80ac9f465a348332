"""What imports left behind: originals, proposals and decisions, to be read. Imports themselves are on the desk."""

import json
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from apps.core.admin_base import ViewOnlyAdmin, chip
from apps.imports.choices import ProposalStatus, Verdict
from apps.imports.models import Decision, DecisionDraft, Proposal, RawFile, ReviewLock, SecondOpinion

STATUS_COLOURS = {
    ProposalStatus.OPEN: "warning",
    ProposalStatus.ACCEPTED: "success",
    ProposalStatus.REJECTED: "danger",
    ProposalStatus.HELD: "info",
}
VERDICT_COLOURS = {
    Verdict.ACCEPT: "success",
    Verdict.REJECT: "danger",
    Verdict.HOLD: "info",
    Verdict.REOPEN: "warning",
}


def as_written(value: Any) -> str:
    """A value as people can read it: indented, in its own letters."""
    return format_html('<pre class="desk-value">{}</pre>', json.dumps(value, ensure_ascii=False, indent=2))


class MachineTable(ViewOnlyAdmin):
    """A table that those read who may decide on proposals."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("core.decide") or super().has_view_permission(request, obj)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("core.decide") or super().has_module_permission(request)


@admin.register(RawFile)
class RawFileAdmin(MachineTable):
    mission_paths = ("runs__statement__missions",)
    list_display = ("sha256", "size", "media_type", "created_at")
    list_filter = ("media_type",)
    date_hierarchy = "created_at"
    search_fields = ("sha256", "runs__name", "runs__url")


@admin.register(Proposal)
class ProposalAdmin(MachineTable):
    mission_paths = ("run__statement__missions",)
    list_display = ("__str__", "status_label", "rule", "confidence", "run", "result")
    list_filter = ("status", "kind", "confidence")
    list_select_related = ("run",)
    search_fields = ("exact", "rule", "result", "run__code", "run__name")
    date_hierarchy = "created_at"
    fields = ("kind", "exact", "machine_value", "rule", "confidence", "fired", "status", "result", "run", "version")
    readonly_fields = ("machine_value", "fired")
    status_label = chip("status", STATUS_COLOURS, _("status"))

    @admin.display(description=_("the machine's value"))
    def machine_value(self, proposal: Proposal) -> str:
        return as_written(proposal.payload)

    @admin.display(description=_("words that fired the rule"))
    def fired(self, proposal: Proposal) -> str:
        return as_written(proposal.because)


@admin.register(Decision)
class DecisionAdmin(MachineTable):
    mission_paths = ("proposal__run__statement__missions",)
    list_display = ("at", "verdict_label", "proposal", "by", "reason")
    list_display_links = ("at",)
    list_filter = ("verdict", ("by", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("proposal", "by")
    date_hierarchy = "at"
    search_fields = ("reason", "proposal__exact", "by__username", "proposal__run__code")
    fields = ("proposal", "verdict", "decided_value", "reason", "by", "at", "batch")
    readonly_fields = ("decided_value",)
    verdict_label = chip("verdict", VERDICT_COLOURS, _("verdict"))

    @admin.display(description=_("value as decided"))
    def decided_value(self, decision: Decision) -> str:
        return "" if decision.payload is None else as_written(decision.payload)


@admin.register(DecisionDraft)
class DecisionDraftAdmin(ViewOnlyAdmin):
    """What people have typed and not decided; for administrators who help somebody to find it again."""

    mission_paths = ("proposal__run__statement__missions",)
    list_display = ("proposal", "by", "updated_at")
    list_filter = (("by", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("proposal", "by")
    date_hierarchy = "updated_at"
    search_fields = ("proposal__exact", "by__username")


@admin.register(ReviewLock)
class ReviewLockAdmin(ViewOnlyAdmin):
    mission_paths = ("version__statement__missions",)
    list_display = ("version", "holder", "taken_at", "until")
    list_filter = (("holder", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("version__statement", "holder")
    date_hierarchy = "until"
    search_fields = ("version__statement__title", "holder__username")


@admin.register(SecondOpinion)
class SecondOpinionAdmin(ViewOnlyAdmin):
    """Only for those who hold the right by name: whoever decides must not know what is looked at twice."""

    mission_paths = ("proposal__run__statement__missions",)
    list_display = ("at", "verdict_label", "proposal", "by", "reason")
    list_display_links = ("at",)
    list_filter = ("verdict", ("by", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("proposal", "by")
    date_hierarchy = "at"
    search_fields = ("reason", "proposal__exact", "by__username")
    verdict_label = chip("verdict", VERDICT_COLOURS, _("verdict"))
