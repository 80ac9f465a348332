"""People, their roles and restrictions, invitations and service tokens in the admin."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from rest_framework.authtoken.models import TokenProxy

from apps.accounts.choices import ROLES, Scope
from apps.accounts.forms import LoginForm
from apps.accounts.models import Invitation, LoginAttempts, ServiceToken
from apps.accounts.services import (
    TOKEN_PREFIX,
    digest_of,
    forget_devices,
    is_locked,
    new_invitation_secret,
    revoke_token,
    send_invitation,
    unlock,
)
from apps.core.admin_base import BaseAdmin, DeskAdmin, DeskForm, TabularInline, ViewOnlyAdmin
from apps.core.admin_history import history_page
from apps.core.models import MissionAccess
from apps.core.search import word_search

if TYPE_CHECKING:
    from django.contrib.auth.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

    _UserAdmin = DjangoUserAdmin[User]
else:
    from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

    _UserAdmin = DjangoUserAdmin


def role_name(group: Group) -> str:
    """A role in the words of whoever reads."""
    return str(ROLES.get(group.name, group.name))


INVITED_FOR = timedelta(days=7)
TOKEN_LASTS = timedelta(days=365)

admin.site.login_form = LoginForm
admin.site.unregister(User)
admin.site.unregister(Group)
# Nobody looks at or edits the secrets of others: somebody who lost theirs is let to set up a new one.
admin.site.unregister(TOTPDevice)
admin.site.unregister(StaticDevice)
# Its list would show every token in clear, for ever and without a scope; `ServiceToken` is what is handed out.
admin.site.unregister(TokenProxy)


class MissionAccessInline(TabularInline):
    """The missions to which somebody is restricted; none means all."""

    model = MissionAccess
    autocomplete_fields = ("mission",)
    extra = 0
    verbose_name_plural = _("Only for these missions (none means all)")


@admin.register(User)
class UserAdmin(_UserAdmin, BaseAdmin):
    """Accounts. Somebody who has published or decided anything stays: what they did names them."""

    form = UserChangeForm  # type: ignore[assignment,unused-ignore]
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    list_display = ("username", "first_name", "last_name", "roles", "email", "is_active", "locked", "last_login")
    list_filter = ("is_active", "is_staff", "is_superuser", "groups")
    search_fields = ("username", "first_name", "last_name", "email")
    list_per_page = 50
    inlines = (MissionAccessInline,)
    actions = ("unlock_selected", "forget_second_factor")

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        return word_search(queryset, fields=self.search_fields, text=search_term), False

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        return history_page(self, request, object_id, extra_context)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if db_field.name == "groups":
            field.label_from_instance = role_name  # type: ignore[union-attr, method-assign]
        return field

    @admin.display(description=_("roles"))
    def roles(self, user: User) -> str:
        return ", ".join(role_name(group) for group in user.groups.all())

    @admin.display(description=_("locked"), boolean=True)
    def locked(self, user: User) -> bool:
        return is_locked(user.get_username())

    @admin.action(description=_("Unlock after too many tries"), permissions=["change"])
    def unlock_selected(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset:
            unlock(account=user.get_username())
        count = len(queryset)
        words = ngettext("%(count)d account is unlocked.", "%(count)d accounts are unlocked.", count)
        self.message_user(request, words % {"count": count}, messages.SUCCESS)

    @admin.action(description=_("Let them set up a new second factor"), permissions=["change"])
    def forget_second_factor(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset:
            forget_devices(user=user)
        self.message_user(request, gettext("They set up a new one when they log in next."), messages.SUCCESS)


@admin.register(Group)
class GroupAdmin(DjangoGroupAdmin, BaseAdmin):
    """Roles: what the people in them may do."""

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        return history_page(self, request, object_id, extra_context)


@admin.register(MissionAccess)
class MissionAccessAdmin(ViewOnlyAdmin):
    """Who is restricted to which missions; it is set on the page of the person."""

    list_display = ("user", "mission")
    list_filter = (("user", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("user", "mission__organisation", "mission__election__country")
    search_fields = ("user__username", "mission__code")


@admin.register(LoginAttempts)
class LoginAttemptsAdmin(ViewOnlyAdmin):
    """Counted tries, by hashes of accounts and addresses; accounts are unlocked in their own list."""

    list_display = ("key", "count", "until")
    search_fields = ("key",)
    ordering = ("-until",)


class InvitationForm(DeskForm):
    """Whom to invite and as what; valid for a week unless somebody says otherwise."""

    class Meta:
        model = Invitation
        fields = ("email", "group", "missions", "expires_at")


@admin.register(Invitation)
class InvitationAdmin(DeskAdmin):
    """Saving one sends the link, and shows it once."""

    form = InvitationForm
    list_display = ("email", "role", "invited_by", "expires_at", "accepted_by")
    list_filter = ("group", ("accepted_at", admin.EmptyFieldListFilter))
    list_select_related = ("group", "invited_by", "accepted_by")
    search_fields = ("email", "accepted_by__username")
    autocomplete_fields = ("missions",)

    @admin.display(description=_("role"), ordering="group")
    def role(self, invitation: Invitation) -> str:
        return role_name(invitation.group)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "group":
            field.label_from_instance = role_name
        return field

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"expires_at": timezone.now() + INVITED_FOR}

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        secret = new_invitation_secret()
        obj.digest, obj.invited_by = digest_of(secret), request.user
        super().save_model(request, obj, form, change)
        link = request.build_absolute_uri(reverse("accounts:invitation", args=[secret]))
        send_invitation(invitation=obj, link=link)
        said = gettext("The invitation is sent. Should it not arrive, hand this link over, shown only now: %(link)s")
        messages.warning(request, said % {"link": link})


class ServiceTokenForm(DeskForm):
    """What a program may do, for whom and for how long."""

    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Never more than the person."),
    )

    class Meta:
        model = ServiceToken
        fields = ("user", "name", "scopes", "expires_at")


@admin.register(ServiceToken)
class ServiceTokenAdmin(DeskAdmin):
    """A token is shown once, when it is made; afterwards it can only be revoked."""

    form = ServiceTokenForm
    list_display = ("name", "hint", "user", "scopes", "expires_at", "last_used_at", "revoked_at")
    list_filter = (("revoked_at", admin.EmptyFieldListFilter), "expires_at")
    list_select_related = ("user",)
    search_fields = ("name", "hint", "user__username")
    autocomplete_fields = ("user",)
    actions = ("revoke_selected",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("accounts.delete_servicetoken")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"expires_at": timezone.now() + TOKEN_LASTS, "user": request.user.pk}

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        secret = TOKEN_PREFIX + new_invitation_secret()
        obj.hint, obj.digest = secret[:9], digest_of(secret)
        super().save_model(request, obj, form, change)
        said = gettext("The token is shown only now, copy it: %(secret)s")
        messages.warning(request, said % {"secret": secret})

    @admin.action(description=_("Revoke the selected tokens"), permissions=["revoke"])
    def revoke_selected(self, request: HttpRequest, queryset: QuerySet[ServiceToken]) -> None:
        for token in queryset:
            revoke_token(token=token, at=timezone.now())
        self.message_user(request, gettext("The tokens open nothing any more."), messages.SUCCESS)
