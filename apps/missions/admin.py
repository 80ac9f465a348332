"""Organisations, missions, who leads them and in which texts they speak."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.core.admin_base import DeskAdmin, DeskForm, TabularInline
from apps.core.admin_publication import PUBLICATION_FIELDSET, PublishableAdmin
from apps.core.admin_tables import TableAdmin
from apps.missions.forms import MissionForm
from apps.missions.models import Mission, MissionRole, MissionStatement, Organisation
from apps.missions.tables import MissionTable, OrganisationTable, PersonTable


@admin.register(Organisation)
class OrganisationAdmin(TableAdmin, DeskAdmin):
    table_class = OrganisationTable
    list_display = ("short_name", "full_name", "code", "kind", "parent", "country", "mission_count")
    list_filter = ("kind", ("country", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("parent", "country")
    search_fields = ("short_name", "short_names", "code", "names")
    autocomplete_fields = ("parent", "country")
    rules = {
        "organisation_is_no_part_of_itself": ("parent", _("An organisation cannot be a part of itself.")),
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organisation]:
        rows: QuerySet[Organisation] = super().get_queryset(request).annotate(missions_here=Count("missions"))
        return rows

    @admin.display(description=_("name"))
    def full_name(self, organisation: Organisation) -> str:
        return organisation.name

    @admin.display(description=_("missions"), ordering="missions_here")
    def mission_count(self, organisation: Any) -> int:
        return int(organisation.missions_here)


class RoleInline(TabularInline):
    model = MissionRole
    form = DeskForm
    extra = 0
    fields = ("name", "kind", "title", "began_on", "ended_on", "quote")
    autocomplete_fields = ("quote",)
    show_change_link = True


class StatementInline(TabularInline):
    model = MissionStatement
    form = DeskForm
    extra = 0
    autocomplete_fields = ("statement",)
    verbose_name_plural = _("Statements that carry the mission's words")


@admin.register(Mission)
class MissionAdmin(TableAdmin, PublishableAdmin):
    table_class = MissionTable
    mission_paths = ("pk",)
    form = MissionForm
    list_display = ("organisation", "election", "format", "code", "opened_on", "statement_count", "state_label")
    list_display_links = ("organisation", "election")
    list_filter = (
        "state",
        "format",
        ("organisation", admin.RelatedOnlyFieldListFilter),
        ("election__country", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("organisation", "election__country")
    date_hierarchy = "election__first_polling_day"
    search_fields = (
        "code",
        "organisation__short_name",
        "organisation__names",
        "election__code",
        "election__names",
        "election__country__names",
        "mandate",
    )
    autocomplete_fields = ("election", "organisation", "joint_mission")
    fixed_fields = ("code",)
    inlines = (RoleInline, StatementInline)
    fieldsets = (
        (None, {"fields": ("election", "organisation", "format", "code", "joint_mission")}),
        (_("Mandate"), {"fields": ("mandate", "sample_is_random", ("opened_on", "closed_on"))}),
        PUBLICATION_FIELDSET,
    )
    rules = {
        "mission_closes_after_it_opens": ("closed_on", _("A mission cannot close before it opens.")),
        "mission_is_no_member_of_itself": ("joint_mission", _("A mission cannot be a member of itself.")),
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mission]:
        rows: QuerySet[Mission] = super().get_queryset(request).annotate(statements_here=Count("statement_links"))
        return rows

    @admin.display(description=_("statements"), ordering="statements_here")
    def statement_count(self, mission: Any) -> int:
        return int(mission.statements_here)


@admin.register(MissionRole)
class MissionRoleAdmin(TableAdmin, DeskAdmin):
    table_class = PersonTable
    mission_paths = ("mission",)
    list_display = ("name", "kind", "title", "mission", "began_on", "ended_on")
    list_filter = ("kind", ("mission__organisation", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("mission__organisation", "mission__election__country")
    search_fields = ("name", "names", "title", "mission__code", "mission__organisation__short_name")
    autocomplete_fields = ("mission", "quote")
    rules = {
        "role_ends_after_it_begins": ("ended_on", _("A role cannot end before it begins.")),
        "role_has_a_name": ("name", _("Give the person's name.")),
    }


@admin.register(MissionStatement)
class MissionStatementAdmin(DeskAdmin):
    """Which text carries which mission's words; mostly edited on the mission's page."""

    mission_paths = ("mission",)
    list_display = ("statement", "mission", "relation")
    list_filter = ("relation",)
    list_select_related = ("statement", "mission__organisation", "mission__election__country")
    search_fields = ("statement__title", "mission__code", "mission__organisation__short_name")
    autocomplete_fields = ("statement", "mission")
