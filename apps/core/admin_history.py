"""The history of one record in the admin, read from the audit."""

import json
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext

from apps.core.models import AuditEvent

PER_PAGE = 50


@dataclass(frozen=True)
class ChangedValue:
    """One column of one entry: what it held before, and what since."""

    name: str
    before: str
    after: str


def shown(value: Any) -> str:
    """A value as people read it, in its own letters; nothing for nothing."""
    if value is None or value == "":
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def changed_values(event: AuditEvent, model: type[Model] | None) -> list[ChangedValue]:
    """What an entry says of each column, under the names that forms use."""
    before, after = event.before or {}, event.after or {}
    fields = {field.column: field for field in model._meta.local_fields} if model else {}
    return [
        ChangedValue(
            capfirst(str(fields[name].verbose_name) if name in fields else name),
            *(shown(_in_words(fields.get(name), values.get(name))) for values in (before, after)),
        )
        for name in {**before, **after}
        if shown(before.get(name)) != shown(after.get(name))
    ]


def _in_words(field: Any, value: Any) -> Any:
    """What forms call a value of a closed set."""
    words = dict(getattr(field, "flatchoices", ()) or ())
    return str(words[value]) if isinstance(value, str) and value in words else value


def people_of(events: list[AuditEvent]) -> dict[int, str]:
    """The names of those who acted, by number; somebody whose account is gone keeps the number."""
    numbers = {event.actor for event in events if event.actor is not None}
    return {user.pk: user.get_username() for user in User.objects.filter(pk__in=numbers)}


def history_page(model_admin: Any, request: HttpRequest, object_id: str, extra: dict[str, Any] | None) -> HttpResponse:
    """All that the audit knows of a record, the newest first; for those who may see the record."""
    # Asked before the record is looked for: who may see none is not told which numbers exist.
    if not model_admin.has_view_or_change_permission(request):
        raise PermissionDenied
    record = model_admin.get_object(request, object_id)
    if record is None:
        missing: HttpResponse = model_admin._get_obj_does_not_exist_redirect(request, model_admin.opts, object_id)
        return missing
    if not model_admin.has_view_or_change_permission(request, record):
        raise PermissionDenied
    events = AuditEvent.objects.filter(table=record._meta.db_table, row=str(record.pk))
    page = Paginator(events, PER_PAGE).get_page(request.GET.get("p"))
    entries, people = list(page.object_list), people_of(list(page.object_list))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": gettext("History: %(record)s") % {"record": record},
        "opts": model_admin.opts,
        "object": record,
        "preserved_filters": model_admin.get_preserved_filters(request),
        "page": page,
        "entries": [
            (event, people.get(event.actor or 0, ""), changed_values(event, type(record))) for event in entries
        ],
        **(extra or {}),
    }
    return TemplateResponse(request, "desk/history.html", context)
