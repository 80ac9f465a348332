"""Filters that several tables of the admin share."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class AssignedFilter(admin.SimpleListFilter):
    """Whose work it is: mine, nobody's, or somebody's."""

    title = _("assignment")
    parameter_name = "assigned"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("me", _("Mine")), ("nobody", _("Nobody’s")), ("somebody", _("Somebody’s"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "me":
                return queryset.filter(assigned_to=request.user.pk)
            case "nobody":
                return queryset.filter(assigned_to=None)
            case "somebody":
                return queryset.exclude(assigned_to=None)
        return queryset
