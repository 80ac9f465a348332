"""People, groups and the log of what became public."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group, User
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.core.admin_base import BaseAdmin, ViewOnlyAdmin, chip
from apps.core.choices import ChangeKind
from apps.core.models import Change
from apps.core.search import word_search

if TYPE_CHECKING:
    from django.contrib.auth.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

    _UserAdmin = DjangoUserAdmin[User]
else:
    from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

    _UserAdmin = DjangoUserAdmin

CHANGE_COLOURS = {
    ChangeKind.PUBLISHED: "success",
    ChangeKind.CHANGED: "info",
    ChangeKind.REPLACED: "warning",
    ChangeKind.WITHDRAWN: "danger",
}

admin.site.unregister(User)
admin.site.unregister(Group)


@admin.register(User)
class UserAdmin(_UserAdmin, BaseAdmin):
    """Accounts. Somebody who has published or decided anything stays: what they did names them."""

    form = UserChangeForm  # type: ignore[assignment,unused-ignore]
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    list_display = ("username", "first_name", "last_name", "email", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff", "is_superuser", "groups")
    search_fields = ("username", "first_name", "last_name", "email")
    list_per_page = 50

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        return word_search(queryset, fields=self.search_fields, text=search_term), False


@admin.register(Group)
class GroupAdmin(DjangoGroupAdmin, BaseAdmin):
    """Roles: what the people in them may do."""


@admin.register(Change)
class ChangeAdmin(ViewOnlyAdmin):
    """The append-only log of what became public, changed or was withdrawn."""

    list_display = ("id", "at", "kind_label", "record", "code", "note", "visible_from")
    list_filter = ("kind", "record", "at")
    search_fields = ("code", "note")
    date_hierarchy = "at"
    kind_label = chip("kind", CHANGE_COLOURS, _("kind"))
