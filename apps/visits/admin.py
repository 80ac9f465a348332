"""Polling stations, questionnaires and visits; raw visits are for analysts only and never public."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.core.admin_base import DeskAdmin, DeskForm, StackedInline, ViewOnlyAdmin, chip
from apps.core.admin_publication import PUBLICATION_FIELDS, PublishableAdmin
from apps.core.admin_translations import TranslatedFormField
from apps.core.fields import TranslatedField
from apps.visits.checks import rule_label
from apps.visits.choices import Assessment
from apps.visits.form_pages import FormPages
from apps.visits.forms import VisitForm
from apps.visits.load_admin import LoadAdmin as LoadAdmin
from apps.visits.models import (
    Forgetting,
    PollingStation,
    Question,
    Questionnaire,
    StatisticsRelease,
    Visit,
    VisitCheck,
    VisitMerge,
)
from apps.visits.services.release import numbers_to_release, why_not_release
from apps.visits.visit_pages import VisitPages

ASSESSMENT_COLOURS = {
    Assessment.VERY_GOOD: "success",
    Assessment.GOOD: "success",
    Assessment.BAD: "warning",
    Assessment.VERY_BAD: "danger",
}


@admin.register(PollingStation)
class PollingStationAdmin(DeskAdmin):
    list_display = ("code", "name", "election", "region", "place", "registered_voters", "visit_count")
    list_display_links = ("code", "name")
    list_filter = (("election", admin.RelatedOnlyFieldListFilter), ("region", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("election__country", "region")
    search_fields = ("code", "name", "place", "region__names", "election__code")
    autocomplete_fields = ("election", "region")
    rules = {
        "station_coordinates_are_whole_and_on_earth": (
            "latitude",
            _("Give latitude (-90 to 90) and longitude (-180 to 180) together, or neither."),
        ),
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[PollingStation]:
        rows: QuerySet[PollingStation] = super().get_queryset(request).annotate(visits_here=Count("visits"))
        return rows

    @admin.display(description=_("visits"), ordering="visits_here")
    def visit_count(self, station: Any) -> int:
        return int(station.visits_here)


class QuestionInline(StackedInline):
    model = Question
    form = DeskForm
    extra = 0
    hide_title = True
    formfield_overrides = {TranslatedField: {"form_class": TranslatedFormField}}


@admin.register(Questionnaire)
class QuestionnaireAdmin(FormPages, DeskAdmin):
    mission_paths = ("mission",)
    list_display = ("__str__", "mission", "form", "version", "question_count", "xlsform")
    list_filter = ("form", ("mission__organisation", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("mission__organisation", "mission__election__country")
    search_fields = ("titles", "mission__code", "mission__organisation__short_name")
    autocomplete_fields = ("mission",)
    inlines = (QuestionInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Questionnaire]:
        rows: QuerySet[Questionnaire] = super().get_queryset(request).annotate(questions_here=Count("questions"))
        return rows

    @admin.display(description=_("questions"), ordering="questions_here")
    def question_count(self, questionnaire: Any) -> int:
        return int(questionnaire.questions_here)


@admin.register(Question)
class QuestionAdmin(DeskAdmin):
    mission_paths = ("questionnaire__mission",)
    list_display = ("code", "__str__", "type", "questionnaire", "position")
    list_display_links = ("code", "__str__")
    list_filter = ("type", "questionnaire__form")
    list_select_related = ("questionnaire",)
    search_fields = ("code", "labels", "section", "questionnaire__mission__code")
    autocomplete_fields = ("questionnaire",)
    rules = {
        "question_with_choices_lists_them": ("choices", _("A question with choices lists them.")),
    }


@admin.register(Visit)
class VisitAdmin(VisitPages, DeskAdmin):
    mission_paths = ("mission",)
    form = VisitForm
    list_display = ("code", "mission", "station", "region", "form_name", "arrived_at", "overall_label", "quality")
    list_filter = (
        "form",
        "overall",
        "quality",
        "standing",
        ("mission__organisation", admin.RelatedOnlyFieldListFilter),
        ("region", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("mission__organisation", "mission__election__country", "station", "region")
    date_hierarchy = "arrived_at"
    search_fields = (
        "code",
        "submission_id",
        "team_code",
        "station__code",
        "station__name",
        "mission__code",
        "region__names",
    )
    autocomplete_fields = ("mission", "questionnaire", "station", "region")
    readonly_fields = ("code", "standing", "successor", "set_aside", "quality", "flags", "note")
    overall_label = chip("overall", ASSESSMENT_COLOURS, _("overall assessment"))
    rules = {
        "visit_ends_after_it_begins": ("departed_at", _("A visit cannot end before it begins.")),
        "visit_has_a_station_or_a_region": ("station", _("Give the polling station, or at least the region.")),
        "visit_has_a_submission_id": ("submission_id", _("Give the number or name of the submission.")),
    }

    @admin.display(description=_("form"), ordering="form")
    def form_name(self, visit: Visit) -> str:
        return visit.get_form_display()


@admin.register(VisitCheck)
class VisitCheckAdmin(ViewOnlyAdmin):
    """What the checks found; people decide about it on the page of the visit."""

    mission_paths = ("visit__mission",)
    list_display = ("visit", "rule_name", "result", "found_at", "verified_by", "reason")
    list_filter = ("result", "rule")
    list_select_related = ("visit", "verified_by")
    search_fields = ("visit__code", "rule", "reason")

    @admin.display(description=_("rule"), ordering="rule")
    def rule_name(self, check: VisitCheck) -> str:
        return rule_label(check.rule)


@admin.register(VisitMerge)
class VisitMergeAdmin(ViewOnlyAdmin):
    mission_paths = ("visit__mission",)
    list_display = ("visit", "reason", "made_at", "made_by", "undone_at", "undone_by")
    list_select_related = ("visit", "made_by", "undone_by")
    search_fields = ("visit__code", "reason")


@admin.register(Forgetting)
class ForgettingAdmin(ViewOnlyAdmin):
    mission_paths = ("mission",)
    list_display = ("mission", "at", "visits", "loads")
    list_select_related = ("mission__organisation", "mission__election__country")
    search_fields = ("mission__code",)


@admin.register(StatisticsRelease)
class StatisticsReleaseAdmin(PublishableAdmin):
    """Snapshots for readers; adding one counts now, publishing one is the editor's word."""

    mission_paths = ("mission",)
    frozen = True
    list_display = ("code", "mission", "created_at", "published_at", "state_label")
    list_filter = ("state", ("mission__organisation", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("mission__organisation", "mission__election__country")
    search_fields = ("code", "mission__code", "mission__organisation__short_name")
    autocomplete_fields = ("mission",)
    readonly_fields = ("code",)
    fields = ("code", "mission", "embargo_until", *PUBLICATION_FIELDS)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        own = super().get_readonly_fields(request, obj)
        return own if obj is None else [*own, "mission"]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.numbers = numbers_to_release(obj.mission)
        super().save_model(request, obj, form, change)

    def obstacle(self, record: Any) -> str:
        return why_not_release(record)
