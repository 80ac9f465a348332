"""What every table of the admin shares: search by word forms, texts in several languages, and rules put in words."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from django.contrib import admin, messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError
from django.db.models import Model, Q, QuerySet, UniqueConstraint
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.core.access import missions_of, within_missions
from apps.core.admin_history import history_page
from apps.core.admin_saved import SavedFilters
from apps.core.admin_translations import TranslatedFormField, as_lines
from apps.core.admin_versions import SEEN, SeenAdmin, SeenForm
from apps.core.fields import TranslatedField
from apps.core.row_numbers import row_number
from apps.core.search import word_search

if TYPE_CHECKING:
    # The skin publishes no types; its classes are Django's with other templates.
    BaseAdmin = admin.ModelAdmin[Any]
    _TabularInline = admin.TabularInline[Any, Any]
    StackedInline = admin.StackedInline[Any, Any]
    BaseForm = ModelForm[Any]
else:
    from unfold.admin import ModelAdmin as BaseAdmin
    from unfold.admin import StackedInline
    from unfold.admin import TabularInline as _TabularInline

    BaseForm = ModelForm

__all__ = [
    "BaseAdmin",
    "DeskAdmin",
    "DeskForm",
    "Rules",
    "StackedInline",
    "TabularInline",
    "ViewOnlyAdmin",
    "chip",
    "field_error",
]

Text: TypeAlias = str | Promise
Rules: TypeAlias = Mapping[str, tuple[str, Text]]
"""Constraint name → the field at fault ("" for none) and the sentence that says what to do."""

_OVERRIDES: dict[type, dict[str, Any]] = {TranslatedField: {"form_class": TranslatedFormField}}

COMMON_RULES: Rules = {
    "claim_keeps_a_quote": ("", _("A claim keeps at least one quote that supports it, unless it has a reference.")),
}


class TabularInline(_TabularInline):
    """Rows in a table: each field says its name, which stands only above its column."""

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.widget.attrs.setdefault("aria-label", str(capfirst(field.label or db_field.verbose_name)))
        return field


def rule_in_words(name: str, rules: Rules) -> Text:
    """The sentence for a constraint; constraint names read as sentences, so a name says something even without one."""
    known = rules.get(name) or COMMON_RULES.get(name)
    if known:
        return known[1]
    return gettext("This is against the rule “%(rule)s”, so nothing was saved.") % {"rule": name.replace("_", " ")}


class DeskForm(SeenForm, BaseForm):
    """A form that explains the rules of the database before the database has to refuse."""

    rules: ClassVar[Rules] = {}

    def _post_clean(self) -> None:
        # Django would answer “Constraint “x” is violated.”; the same constraints are checked below, in our words.
        self.instance.__dict__["validate_constraints"] = lambda exclude=None: None
        try:
            super()._post_clean()  # type: ignore[misc]
        finally:
            self.instance.__dict__.pop("validate_constraints", None)
        self._validate_constraints_in_words()

    def _validate_constraints_in_words(self) -> None:
        exclude = self._get_validation_exclusions()  # type: ignore[attr-defined]
        for model, constraints in self.instance.get_constraints():
            for constraint in constraints:
                try:
                    constraint.validate(model, self.instance, exclude=exclude)
                except ValidationError as error:
                    self._explain(constraint, error)

    def _explain(self, constraint: Any, error: ValidationError) -> None:
        if constraint.name in self.rules:
            field, sentence = self.rules[constraint.name]
            self.add_error(field if field in self.fields else None, str(sentence))
        elif isinstance(constraint, UniqueConstraint):
            self._update_errors(error)  # type: ignore[attr-defined]
        else:
            self.add_error(None, str(rule_in_words(constraint.name, self.rules)))


class DeskAdmin(SavedFilters, SeenAdmin, BaseAdmin):
    """A table as analysts want it."""

    form = DeskForm
    rules: ClassVar[Rules] = {}
    # Paths from a row to the missions that it belongs to, for people who are restricted to some.
    mission_paths: ClassVar[tuple[str, ...]] = ()
    list_per_page = 50
    # Counting all rows of a big table for “12 of 3,456,789” costs more than showing the page.
    show_full_result_count = False
    list_filter_submit = False
    warn_unsaved_form = True
    compressed_fields = True
    change_form_after_template = "desk/reason.html"
    list_before_template = "desk/list_bar.html"
    formfield_overrides = _OVERRIDES

    @property
    def readonly_preprocess_fields(self) -> dict[str, Callable[[str], str]]:
        """How the skin shows fields that can only be read; it asks for this name."""
        return {field.name: as_lines for field in self.opts.fields if isinstance(field, TranslatedField)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return within_missions(
            super().get_queryset(request), request.user, *self.mission_paths, also=self.also_theirs(request)
        )

    def page_context(self, request: HttpRequest) -> dict[str, Any]:
        """What the pages that a table has besides Django's own need from it."""
        return {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media}

    @staticmethod
    def number_of(given: str) -> int:
        """The number of a row in an address. Raises Http404 where it cannot be one."""
        number = row_number(given)
        if number is None:
            raise Http404
        return number

    def also_theirs(self, request: HttpRequest) -> Q | None:
        """Rows that restricted people see besides those of their missions, such as what they brought in."""
        return None

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Nobody puts a record under a mission that is not theirs, whatever the form sends."""
        own = missions_of(request.user)
        if own is not None and db_field.related_model._meta.label_lower == "missions.mission":
            kwargs["queryset"] = db_field.related_model._default_manager.filter(pk__in=own)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm[Any]]:
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"rules": self.rules, "seen": request.POST.get(SEEN, "")})

    def get_ordering(self, request: HttpRequest) -> Any:
        """The model's own order, said aloud: a query that counts related rows forgets it."""
        return self.ordering or self.opts.ordering

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A closed set without a default starts empty: the first of a list is nobody's decision."""
        is_optional = db_field.blank or not db_field.has_default()
        blank = [("", gettext("Choose"))]
        kwargs.setdefault("choices", db_field.get_choices(include_blank=is_optional, blank_choice=blank))
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return word_search(queryset, fields=list(self.get_search_fields(request)), text=search_term), False

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError as error:
            return self._refused(request, error)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, extra_context)
        except IntegrityError as error:
            return self._refused(request, error)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        try:
            return super().changelist_view(request, extra_context)
        except IntegrityError as error:
            return self._refused(request, error)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return history_page(self, request, object_id, extra_context)

    def _refused(self, request: HttpRequest, error: IntegrityError) -> HttpResponse:
        """The database was the last to say no, as when another person was faster: say which rule, and lose no page."""
        diagnosis = getattr(error.__cause__, "diag", None)
        name = getattr(diagnosis, "constraint_name", None) or "the database refused"
        messages.error(request, str(rule_in_words(name, self.rules)))
        return HttpResponseRedirect(request.get_full_path())


class ViewOnlyAdmin(DeskAdmin):
    """A table that people read and that only the machinery writes."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


def chip(field: str, colours: Mapping[Any, str], description: Any) -> Callable[[Any, Any], tuple[str, str]]:
    """A column that shows a closed set as coloured labels; the words are always there, colour only helps the eye."""

    @admin.display(description=description, ordering=field)
    def shown(_admin: Any, record: Any) -> tuple[str, str]:
        return getattr(record, field), str(getattr(record, f"get_{field}_display")())

    # The skin reads this attribute; Django's own decorator knows nothing of it.
    shown.label = {str(key): colour for key, colour in colours.items()}  # type: ignore[attr-defined]
    return shown


def field_error(form: BaseForm, field: str, message: Text) -> None:
    """Put a sentence beside a field, or above the form where the field is not shown."""
    form.add_error(field if field in form.fields else NON_FIELD_ERRORS, str(message))
