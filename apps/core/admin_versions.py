"""Two people with one record open: whoever saves second is told, and nobody's change is written over unseen."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext as _

from apps.core.row_numbers import row_number

if TYPE_CHECKING:
    Form = ModelForm[Any]
    Admin = admin.ModelAdmin[Any]
else:
    Form = Admin = object

SEEN = "_seen"


def stamp_of(record: Model | None) -> str:
    """When a record was last saved, to the microsecond; empty for a new one and for tables that do not keep it."""
    saved = getattr(record, "updated_at", None)
    return saved.isoformat() if saved is not None else ""


class SeenForm(Form):
    """A form that knows which state of the record it was made of."""

    seen: ClassVar[str] = ""

    def clean(self) -> dict[str, Any] | None:
        data = super().clean()
        if self.seen and self.instance.pk and stamp_of(self.instance) != self.seen:
            raise ValidationError(
                _(
                    "Somebody saved this record while you had it open, so nothing was saved. What you typed is still "
                    "here: look at the history, then save again."
                )
            )
        return data


class SeenAdmin(Admin):
    """A table whose forms say which state of a record they were made of."""

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        # Of two who save in the same moment the second waits here, and then finds what the first has saved.
        if request.method == "POST" and connection.in_atomic_block and hasattr(self.model, "updated_at"):
            list(self.model._base_manager.select_for_update().filter(pk=row_number(object_id)))
        return super().get_object(request, object_id, from_field)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        context["seen"] = stamp_of(kwargs.get("obj"))
        return super().render_change_form(request, context, *args, **kwargs)
