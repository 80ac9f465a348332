"""Countries, regions and elections as analysts enter them."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Field, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.core.admin_base import DeskAdmin, TabularInline
from apps.core.admin_publication import PUBLICATION_FIELDSET, PublishableAdmin
from apps.core.admin_tables import TableAdmin
from apps.core.admin_translations import TranslatedFormField
from apps.core.fields import TranslatedField
from apps.elections.choices import ElectionType
from apps.elections.forms import CountryForm
from apps.elections.models import Country, Election, Region
from apps.elections.services import remove_country_map, save_country_map
from apps.elections.tables import ElectionTable

if TYPE_CHECKING:
    from django.forms import CheckboxSelectMultiple
else:
    from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget as CheckboxSelectMultiple


class RegionInline(TabularInline):
    model = Region
    extra = 0
    formfield_overrides = {TranslatedField: {"form_class": TranslatedFormField}}


@admin.register(Country)
class CountryAdmin(DeskAdmin):
    form = CountryForm
    list_display = ("iso2", "__str__", "iso3", "election_count")
    list_display_links = ("iso2", "__str__")
    search_fields = ("iso2", "iso3", "names")
    inlines = (RegionInline,)
    fieldsets = (
        (None, {"fields": ("iso2", "iso3", "names")}),
        (_("Map of the regions"), {"fields": ("map_file", "map_credit", "map_removed"), "classes": ["collapse"]}),
    )
    rules = {
        "country_has_an_iso_code": ("iso2", _("Give the two capital letters of ISO 3166-1, such as “KZ”.")),
        "country_has_a_three_letter_code": ("iso3", _("Give the three capital letters of ISO 3166-1, such as “KAZ”.")),
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Country]:
        rows: QuerySet[Country] = super().get_queryset(request).annotate(elections_held=Count("elections"))
        return rows

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if form.shape is not None:
            save_country_map(country=obj, shape=form.shape, source=form.cleaned_data["map_credit"])
        elif form.cleaned_data.get("map_removed"):
            remove_country_map(country=obj)

    @admin.display(description=_("elections"), ordering="elections_held")
    def election_count(self, country: Any) -> int:
        return int(country.elections_held)


@admin.register(Region)
class RegionAdmin(DeskAdmin):
    list_display = ("code", "__str__", "kind", "country")
    list_display_links = ("code", "__str__")
    list_filter = ("kind", ("country", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("country",)
    search_fields = ("code", "names", "country__names")
    autocomplete_fields = ("country",)
    rules = {
        "region_has_an_iso_code": ("code", _("Give the code of ISO 3166-2, such as “KZ-75”.")),
    }


@admin.register(Election)
class ElectionAdmin(TableAdmin, PublishableAdmin):
    table_class = ElectionTable
    list_display = ("__str__", "code", "country", "first_polling_day", "status", "mission_count", "state_label")
    list_filter = ("state", "status", ("country", admin.RelatedOnlyFieldListFilter), "is_early")
    list_select_related = ("country",)
    date_hierarchy = "first_polling_day"
    search_fields = ("code", "names", "country__names")
    autocomplete_fields = ("country", "replaces")
    fixed_fields = ("code",)
    fieldsets = (
        (None, {"fields": ("country", "types", "code", "names")}),
        (
            _("Polling"),
            {"fields": (("first_polling_day", "last_polling_day"), "round", "is_early", "status", "replaces")},
        ),
        PUBLICATION_FIELDSET,
    )
    rules = {
        "election_ends_after_it_begins": (
            "last_polling_day",
            _("The last polling day cannot lie before the first polling day."),
        ),
        "election_round_counts_from_one": ("round", _("Rounds count from 1.")),
        "election_does_not_replace_itself": ("replaces", _("An election cannot replace itself.")),
        "election_types_are_known": ("types", _("Choose at least one type.")),
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Election]:
        rows: QuerySet[Election] = super().get_queryset(request).annotate(missions_here=Count("missions"))
        return rows

    @admin.display(description=_("missions"), ordering="missions_here")
    def mission_count(self, election: Any) -> int:
        return int(election.missions_here)

    def formfield_for_dbfield(self, db_field: Field[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "types":
            return forms.MultipleChoiceField(
                label=_("Types"),
                choices=ElectionType.choices,
                widget=CheckboxSelectMultiple,
                help_text=_("One polling day may elect a parliament and local councils at once."),
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)
