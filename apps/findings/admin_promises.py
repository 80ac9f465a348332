"""Promised reports: when they are due, how they stand, and the screen that says what fulfilled them."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.forms import DateField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.core.admin_filters import AssignedFilter
from apps.core.row_numbers import row_number
from apps.findings.admin_claims import ClaimAdmin
from apps.findings.forms import DeliverableForm
from apps.findings.models import Deliverable
from apps.findings.promises import Standing, announced_on, candidates, fulfil, known_start, with_standing
from apps.statements.models import Statement

STANDING_COLOURS = {
    Standing.OVERDUE: "danger",
    Standing.OPEN: "info",
    Standing.UNDATED: "",
    Standing.LATE: "warning",
    Standing.KEPT: "success",
}
DAYS = ("counted_from", "due_on")


class StandingFilter(admin.SimpleListFilter):
    title = _("how it stands")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(Standing.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(standing=self.value()) if self.value() in Standing.values else queryset


@admin.register(Deliverable)
class DeliverableAdmin(ClaimAdmin):
    form = DeliverableForm
    list_display = ("report", "mission", "standing_label", "due_on", "fulfilled_on", "words", "state_label")
    list_filter = (
        StandingFilter,
        AssignedFilter,
        "state",
        "report",
        ("mission__organisation", admin.RelatedOnlyFieldListFilter),
        ("mission__election__country", admin.RelatedOnlyFieldListFilter),
    )
    date_hierarchy = "due_on"
    search_fields = ClaimAdmin.words_fields
    autocomplete_fields = (*ClaimAdmin.autocomplete_fields, "fulfilled_by")
    open_fields = ("fulfilled_by", "fulfilled_on", *DAYS)
    own_fields = ("report", ("count", "unit", "anchor"), DAYS, ("fulfilled_by", "fulfilled_on"))
    change_form_before_template = "desk/fulfil_link.html"
    rules = {
        **ClaimAdmin.rules,
        "deliverable_is_due_after_its_start": ("due_on", _("The report is due after the day it is counted from.")),
        "day_of_a_public_promise_is_set_once": ("", _("The day of a public promise is set once; correct it instead.")),
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return with_standing(super().get_queryset(request), today=timezone.localdate())

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """The days of a public promise are filled in once they are known, and stay then."""
        fields = super().get_readonly_fields(request, obj)
        known = [] if obj is None or obj.is_draft else [name for name in DAYS if getattr(obj, name) is not None]
        return [*fields, *known]

    @admin.display(description=_("how it stands"), ordering="standing")
    def standing_label(self, promise: Any) -> tuple[str, str]:
        return promise.standing, str(Standing(promise.standing).label)

    standing_label.label = {str(key): colour for key, colour in STANDING_COLOURS.items()}  # type: ignore[attr-defined]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.fulfil_view)
        return [path("<int:pk>/fulfil/", view, name="findings_deliverable_fulfil"), *super().get_urls()]

    def fulfil_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The mission's later statements, of which one is said to fulfil the promise."""
        promise = self.get_object(request, str(pk))
        if promise is None or not self.has_change_permission(request, promise):
            raise PermissionDenied
        errors: dict[str, list[str]] = {}
        if request.method == "POST":
            errors = self._fulfil(request, promise)
            if not errors:
                return HttpResponseRedirect(request.path)
        standing = Standing(promise.standing)
        context = {
            **self.page_context(request),
            "title": f"{promise}: {promise.mission}",
            "promise": promise,
            "standing": standing,
            "announced_on": announced_on(promise),
            "start": known_start(promise),
            "candidates": candidates(promise),
            "errors": errors,
            "typed": request.POST.get("on", ""),
        }
        status = 422 if errors else 200
        return TemplateResponse(request, "desk/fulfil.html", context, status=status)

    def _fulfil(self, request: HttpRequest, promise: Deliverable) -> dict[str, list[str]]:
        """What the form asks for; the errors by field where it cannot be done."""
        given, me = request.POST.get("statement", ""), request.user
        number = row_number(given)
        statement = None if number is None else Statement.objects.filter(pk=number).first()
        try:
            day = DateField(required=False).clean(request.POST.get("on", "").strip()) if given else None
        except ValidationError as error:
            return {"on": error.messages}
        if given and statement is None:
            return {"statement": [gettext("Choose a statement of this mission.")]}
        try:
            fulfil(promise=promise, by_statement=statement, on=day, by=me, at=timezone.now())  # type: ignore[arg-type]
        except ValidationError as error:
            return error.message_dict if hasattr(error, "error_dict") else {"statement": error.messages}
        said = gettext("It is kept.") if statement else gettext("Nothing fulfils it any more.")
        messages.success(request, said)
        return {}
