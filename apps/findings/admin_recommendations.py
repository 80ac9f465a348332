"""Recommendations, and what became of each as later missions judged it in words that are quoted."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.core.admin_base import DeskAdmin, TabularInline, chip
from apps.core.admin_filters import AssignedFilter
from apps.core.admin_tables import TableAdmin
from apps.findings.admin_claims import ClaimAdmin
from apps.findings.choices import FollowUp
from apps.findings.followup import later_elections, with_latest
from apps.findings.forms import FollowUpForm
from apps.findings.models import Recommendation, RecommendationStatus
from apps.findings.tables import RecommendationTable

if TYPE_CHECKING:
    from django.contrib.auth.models import User

FOLLOW_UP_COLOURS = {
    FollowUp.NOT_ASSESSED: "",
    FollowUp.NOT_IMPLEMENTED: "danger",
    FollowUp.PARTIALLY: "warning",
    FollowUp.MOSTLY: "info",
    FollowUp.FULLY: "success",
    FollowUp.NOT_APPLICABLE: "",
}


class LatestFilter(admin.SimpleListFilter):
    title = _("what became of it")
    parameter_name = "latest"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(FollowUp.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(latest=self.value()) if self.value() in FollowUp.values else queryset


class StatusInline(TabularInline):
    """What later missions said of it; more is entered on the screen for it, where the words are at hand."""

    model = RecommendationStatus
    fields = readonly_fields = ("status", "election", "author", "assessed_on", "quote")
    extra = max_num = 0
    can_delete = False
    verbose_name_plural = _("What became of it")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        related = ("election__country", "author__organisation", "author__election__country", "quote")
        return super().get_queryset(request).select_related(*related)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Recommendation)
class RecommendationAdmin(TableAdmin, ClaimAdmin):
    table_class = RecommendationTable
    list_display = ("__str__", "topic", "priority", "addressee", "latest_label", "number", "mission", "state_label")
    list_filter = (
        LatestFilter,
        AssignedFilter,
        "state",
        "topic",
        "priority",
        "addressee",
        ("mission__organisation", admin.RelatedOnlyFieldListFilter),
        ("mission__election__country", admin.RelatedOnlyFieldListFilter),
    )
    search_fields = (*ClaimAdmin.words_fields, "number")
    own_fields = ("topic", ("priority", "addressee", "number"))
    inlines = (*ClaimAdmin.inlines, StatusInline)
    change_form_before_template = "desk/follow_up_link.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return with_latest(super().get_queryset(request))

    @admin.display(description=_("what became of it"), ordering="latest")
    def latest_label(self, recommendation: Any) -> tuple[str, str]:
        return recommendation.latest, str(FollowUp(recommendation.latest).label)

    latest_label.label = {str(key): colour for key, colour in FOLLOW_UP_COLOURS.items()}  # type: ignore[attr-defined]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.follow_up_view)
        return [path("<int:pk>/follow-up/", view, name="findings_recommendation_follow_up"), *super().get_urls()]

    def follow_up_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What became of a recommendation at later elections, and a form for one more judgement with its words."""
        recommendation = self.get_object(request, str(pk))
        if recommendation is None or not self.has_view_permission(request, recommendation):
            raise PermissionDenied
        may_add = request.user.has_perm("findings.add_recommendationstatus") and not recommendation.is_withdrawn
        person: User = request.user  # type: ignore[assignment]
        form = FollowUpForm(request.POST or None, recommendation=recommendation, person=person)
        if request.method == "POST":
            if not may_add:
                raise PermissionDenied
            if form.is_valid():
                form.save()
                messages.success(request, gettext("The judgement is kept. Readers see it where its text is public."))
                return HttpResponseRedirect(request.path)
        context = {
            **self.page_context(request),
            "media": self.media + form.media,
            "title": gettext("What became of: %(claim)s") % {"claim": recommendation},
            "recommendation": recommendation,
            "elections": later_elections(recommendation),
            "form": form if may_add else None,
        }
        status = 422 if form.is_bound else 200
        return TemplateResponse(request, "desk/follow_up.html", context, status=status)


@admin.register(RecommendationStatus)
class RecommendationStatusAdmin(DeskAdmin):
    mission_paths = ("recommendation__mission", "author")
    list_display = ("recommendation", "status_label", "election", "author", "assessed_on", "quote")
    list_filter = (
        "status",
        "assessed_on",
        ("author__organisation", admin.RelatedOnlyFieldListFilter),
        ("election__country", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = (
        "recommendation",
        "election__country",
        "author__organisation",
        "author__election__country",
        "quote",
    )
    date_hierarchy = "assessed_on"
    search_fields = ("recommendation__code", "recommendation__summary", "quote__exact", "author__code")
    autocomplete_fields = ("recommendation", "election", "author", "quote")
    status_label = chip("status", FOLLOW_UP_COLOURS, _("status"))
