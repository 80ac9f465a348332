"""Tables of records that go out to a spreadsheet and come back, by django-import-export.

Records are named by their codes, never by numbers of the database; a text in several languages is one column each.
What goes out is safe to open; what comes in is checked whole, and either all of it is kept or nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ObjectDoesNotExist, ValidationError
from django.db import IntegrityError
from django.utils.translation import gettext as _
from import_export import fields, resources, widgets

from apps.core.choices import ChangeKind
from apps.core.csv_export import FORMULA_STARTS
from apps.core.models import Publishable
from apps.core.services import log_change

LANGUAGES: Final = tuple(code for code, _name in settings.LANGUAGES)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one place of a table: the line of the file, the column where it is known, and what to do."""

    line: int | None
    column: str
    words: str


class CodeWidget(widgets.ForeignKeyWidget):  # type: ignore[misc]
    """A record named by its code."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        try:
            return super().clean(value, row, **kwargs)
        except ObjectDoesNotExist:
            kind = self.model._meta.verbose_name
            raise ValueError(
                _("There is no record of the kind “%(kind)s” with the code “%(code)s”.") % {"kind": kind, "code": value}
            ) from None


class DayWidget(widgets.Widget):  # type: ignore[misc]
    """A day as year-month-day."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> date | None:
        text = str(value or "").strip()[:10]
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            raise ValueError(_("Enter the date as year-month-day, such as 2021-01-10.")) from None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return value.isoformat() if value else ""


class ListWidget(widgets.Widget):  # type: ignore[misc]
    """Several words of a closed set, with spaces between them."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> list[str]:
        return str(value or "").split()

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return " ".join(value or [])


class TextIn(fields.Field):  # type: ignore[misc]
    """One language of a text in several languages; an empty cell takes that language away."""

    def __init__(self, attribute: str, language: str) -> None:
        super().__init__(attribute=attribute, column_name=f"{attribute}_{language}")
        self.language = language

    def get_value(self, instance: Any) -> str:
        return str((getattr(instance, self.attribute) or {}).get(self.language, ""))

    def save(self, instance: Any, row: Any, is_m2m: bool = False, **kwargs: Any) -> None:
        texts = dict(getattr(instance, self.attribute) or {})
        texts.pop(self.language, None)
        if text := str(row.get(self.column_name) or "").strip():
            texts[self.language] = text
        setattr(instance, self.attribute, texts)


class CodeField(fields.Field):  # type: ignore[misc]
    """The code of a record that gets one by itself: an empty cell asks for a new record."""

    def save(self, instance: Any, row: Any, is_m2m: bool = False, **kwargs: Any) -> None:
        if row.get(self.column_name):
            super().save(instance, row, is_m2m, **kwargs)


def texts(attribute: str) -> tuple[TextIn, ...]:
    """One column for each language, in the order of the languages."""
    return tuple(TextIn(attribute, language) for language in LANGUAGES)


def reference(attribute: str, model: Any, key: str = "code") -> fields.Field:
    return fields.Field(attribute=attribute, column_name=attribute, widget=CodeWidget(model, key))


def day(attribute: str) -> fields.Field:
    return fields.Field(attribute=attribute, column_name=attribute, widget=DayWidget())


class Table(resources.ModelResource):  # type: ignore[misc]
    """What all tables share. `admin` and `request` say whose rights count, and in which words rules are told."""

    # Columns that go out and are passed over when they come back.
    shown_only: ClassVar[tuple[str, ...]] = ()

    class Meta:
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True
        use_transactions = True
        skip_html_diff = True

    def __init__(self, *, admin: Any, request: Any) -> None:
        super().__init__()
        self.admin, self.request = admin, request

    def get_queryset(self) -> Any:
        return self.admin.get_queryset(self.request)

    def columns(self) -> list[str]:
        return [str(field.column_name) for field in self.get_export_fields()]

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        known = self.columns()
        for header in dataset.headers:
            if header not in known:
                raise ValidationError(
                    _("There is no column “%(column)s”. The columns are: %(columns)s.")
                    % {"column": header, "columns": ", ".join(known)}
                )
        for needed in self.get_import_id_fields():
            if (column := str(self.fields[needed].column_name)) not in dataset.headers:
                raise ValidationError(_("The column “%(column)s” is missing.") % {"column": column})

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        """Take back the apostrophes that made cells safe, and the columns that are only shown."""
        for name, value in row.items():
            if isinstance(value, str) and value.startswith("'") and value[1:].lstrip(" ").startswith(FORMULA_STARTS):
                row[name] = value[1:]
        for name in self.shown_only:
            row.pop(name, None)

    def get_instance(self, instance_loader: Any, row: Any) -> Any:
        keys = [self.fields[name] for name in self.get_import_id_fields()]
        if not all(row.get(field.column_name) for field in keys):
            return None
        return super().get_instance(instance_loader, row)

    def after_init_instance(self, instance: Any, new: bool, row: Any, **kwargs: Any) -> None:
        allowed = (
            self.admin.has_add_permission(self.request)
            if new
            else self.admin.has_change_permission(self.request, instance)
        )
        if not allowed:
            raise ValidationError(
                _("You may not add such records.")
                if new
                else _("This record no longer changes, or you may not change it.")
            )

    def validate_instance(
        self, instance: Any, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        errors = dict(import_validation_errors or {})
        try:
            instance.full_clean(exclude=list(errors), validate_unique=validate_unique, validate_constraints=False)
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        for model, constraints in [] if errors else instance.get_constraints():
            for constraint in constraints:
                try:
                    constraint.validate(model, instance)
                except ValidationError as error:
                    column, words = self.admin.rule_of(constraint.name)
                    is_unique = not hasattr(constraint, "condition") or hasattr(constraint, "fields")
                    errors.setdefault(column or NON_FIELD_ERRORS, []).extend(
                        error.error_list if is_unique and not column else [ValidationError(str(words))]
                    )
        if errors:
            raise ValidationError(errors)

    def after_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        if not self.get_queryset().filter(pk=instance.pk).exists():
            raise ValidationError(_("You do not work on this mission."))

    def after_import_row(self, row: Any, row_result: Any, **kwargs: Any) -> None:
        """A public record that changed is told of in the log of changes."""
        record = row_result.instance
        if row_result.import_type == "update" and isinstance(record, Publishable) and record.is_published:
            log_change(record=record, kind=ChangeKind.CHANGED, at=self.admin.now())

    def faults(self, result: Any) -> Iterator[Fault]:
        """Everything that is wrong with a table, by line and column."""
        for error in result.base_errors:
            words = error.error.messages if isinstance(error.error, ValidationError) else [str(error.error)]
            yield from (Fault(None, "", text) for text in words)
        column_of = {str(field.attribute): str(field.column_name) for field in self.get_import_fields()}
        for row in result.invalid_rows:
            for attribute, messages in row.error_dict.items():
                column = "" if attribute == NON_FIELD_ERRORS else column_of.get(attribute, attribute)
                yield from (Fault(row.number + 1, column, self._with_remedy(attribute, text)) for text in messages)
        for line, errors in result.row_errors():
            yield from (Fault(line + 1, "", self._in_words(error.error)) for error in errors)

    def _with_remedy(self, attribute: str, words: str) -> str:
        """A value outside a closed set is told with the set."""
        known = {field.name: field for field in self._meta.model._meta.fields}
        values = [str(value) for value, _label in getattr(known.get(attribute), "choices", None) or []]
        if not values:
            return words
        return " ".join([words, _("Choose one of: %(values)s.") % {"values": ", ".join(values)}])

    def _in_words(self, error: Exception) -> str:
        if isinstance(error, IntegrityError):
            return str(self.admin.refusal(error))
        return str(error)
