"""Two pages of the admin's skin that told too much: the search over everything, and the way to a record's public page.

The skin keeps what it found for five minutes, whatever is deleted, or taken from the person, in the meantime, and it
reads every row that fits. Django's way to the public page asks for no permission at all.
"""

import time
from collections.abc import Iterator
from typing import Any, Final

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_GET
from unfold.dataclasses import SearchResult

PER_MODEL: Final = 20


@require_GET
def search_view(request: HttpRequest) -> HttpResponse:
    """Tables by their names, then rows of each table that the person may see, found as the table's own list does."""
    began, words = time.monotonic(), request.GET.get("s", "").replace("\x00", "").strip()
    if not words:
        return HttpResponse()
    is_extended = "extended" in request.GET
    found = [*_tables(request, words), *(_rows(request, words) if is_extended else ())]
    pages = Paginator(found, max(len(found), 1))
    return TemplateResponse(
        request,
        f"unfold/helpers/{'command' if is_extended else 'search'}_results.html",
        {
            "page_obj": pages,
            "results": pages.page(1),
            "page_counter": 0,
            "execution_time": time.monotonic() - began,
            "command_show_history": False,
        },
        headers={"HX-Trigger": "search"},
    )


def _tables(request: HttpRequest, words: str) -> Iterator[SearchResult]:
    wanted = words.casefold()
    for app in admin.site.get_app_list(request):
        for model in app["models"]:
            if wanted in str(app["name"]).casefold() or wanted in str(model["name"]).casefold():
                yield SearchResult(str(model["name"]), app["name"], model["admin_url"], icon="tag")


def _rows(request: HttpRequest, words: str) -> Iterator[SearchResult]:
    for label in settings.UNFOLD["COMMAND"]["search_models"]:
        model = apps.get_model(label)
        table = admin.site._registry[model]
        if not table.has_view_or_change_permission(request):
            continue
        rows, _may_repeat = table.get_search_results(request, table.get_queryset(request), words)
        address = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
        kind = f"{model._meta.app_config.verbose_name} - {capfirst(model._meta.verbose_name)}"
        for row in rows[:PER_MODEL]:
            yield SearchResult(str(row), kind, reverse(address, args=[row.pk]), icon="data_object")


def view_on_site(request: HttpRequest, content_type_id: str, object_id: str) -> Any:
    """To the public page of a record, for those who see the record in the admin."""
    kind = ContentType.objects.filter(pk=content_type_id).first() if content_type_id.isdecimal() else None
    model = kind.model_class() if kind else None
    table = admin.site._registry.get(model) if model else None
    record = table.get_object(request, object_id) if table else None
    if table is None or record is None or not table.has_view_or_change_permission(request, record):
        raise Http404
    return shortcut(request, content_type_id, object_id)
