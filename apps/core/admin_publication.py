"""Publishing and withdrawing in the admin: always through the services, always with the rule explained before."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from apps.core.admin_base import DeskAdmin, chip
from apps.core.choices import ChangeKind, PublicationState
from apps.core.models import Publishable
from apps.core.services import log_change, publish, withdraw

PUBLICATION_FIELDS = ("state", "published_at", "published_by", "withdrawn_at", "withdrawn_by", "withdrawal_note")
STATE_COLOURS = {
    PublicationState.DRAFT: "warning",
    PublicationState.PUBLISHED: "success",
    PublicationState.WITHDRAWN: "danger",
}
PUBLICATION_FIELDSET: tuple[Any, Any] = (
    _("Publication"),
    {"fields": ("embargo_until", *PUBLICATION_FIELDS), "classes": ["collapse"]},
)


class PublishableAdmin(DeskAdmin):
    """A table of records that become public.

    `frozen` says that a published record no longer changes but for the fields in `open_fields`;
    `fixed_fields` never change once the record has been public, because addresses are made of them.
    """

    frozen: ClassVar[bool] = False
    open_fields: ClassVar[tuple[str, ...]] = ()
    fixed_fields: ClassVar[tuple[str, ...]] = ()
    actions = ("publish_selected", "withdraw_selected")
    change_form_outer_before_template = "desk/publication_notice.html"

    state_label = chip("state", STATE_COLOURS, _("state"))

    def get_readonly_fields(self, request: HttpRequest, obj: Publishable | None = None) -> list[str]:
        fields = [*super().get_readonly_fields(request, obj), *PUBLICATION_FIELDS]
        if obj is None or obj.is_draft:
            return fields
        if self.frozen:
            own = [field.name for field in obj._meta.get_fields() if getattr(field, "editable", False)]
            return [*fields, *(name for name in own if name not in self.open_fields)]
        return [*fields, *self.fixed_fields]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if self.frozen and not self.open_fields and obj is not None and not obj.is_draft:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if isinstance(obj, Publishable) and not obj.is_draft:
            return False
        return super().has_delete_permission(request, obj)

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_publish"
        own = path("<int:pk>/publish/", self.admin_site.admin_view(require_POST(self.publish_view)), name=name)
        return [own, *super().get_urls()]

    def publish_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Publishes one record from its own page, and says there what stands in the way."""
        record = self.get_object(request, str(pk))
        if record is None or not self.has_publish_permission(request):
            raise PermissionDenied
        reason = self.obstacle(record) if record.is_draft else ""
        if reason:
            self._complain(request, record, reason)
        elif self._try(request, record, lambda item: self._publish(request, item)):
            self.message_user(request, gettext("“%(record)s” is published.") % {"record": record}, messages.SUCCESS)
        return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[pk]))

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        context["may_publish"] = self.has_publish_permission(request)
        context["publish_url"] = f"admin:{self.opts.app_label}_{self.opts.model_name}_publish"
        return super().render_change_form(request, context, *args, **kwargs)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("core.publish")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and obj.is_published and form.changed_data:
            log_change(record=obj, kind=ChangeKind.CHANGED, at=timezone.now())

    def obstacle(self, record: Any) -> str:
        """Why this draft cannot be published yet, in words; empty where it can."""
        return ""

    @admin.action(description=_("Publish the selected records"), permissions=["publish"])
    def publish_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        done = 0
        for record in queryset:
            reason = self.obstacle(record) if record.is_draft else ""
            done += not reason and self._try(request, record, lambda item: self._publish(request, item))
            if reason:
                self._complain(request, record, reason)
        if done:
            self.message_user(
                request,
                ngettext("%(count)d record is published.", "%(count)d records are published.", done) % {"count": done},
                messages.SUCCESS,
            )

    @admin.action(description=_("Withdraw the selected records"), permissions=["publish"])
    def withdraw_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponseBase | None:
        """Asks for the reason on a page of its own, because readers will see it."""
        note = request.POST.get("note", "").strip()
        if "confirmed" not in request.POST or not note:
            return self._ask_reason(request, queryset, is_missing="confirmed" in request.POST)
        done = sum(self._try(request, record, lambda item: self._withdraw(request, item, note)) for record in queryset)
        if done:
            self.message_user(
                request,
                ngettext("%(count)d record is withdrawn.", "%(count)d records are withdrawn.", done) % {"count": done},
                messages.SUCCESS,
            )
        return None

    def _publish(self, request: HttpRequest, record: Any) -> None:
        publish(record=record, by=request.user, at=timezone.now())  # type: ignore[arg-type]
        self.log_change(request, record, gettext("Published"))

    def _withdraw(self, request: HttpRequest, record: Any, note: str) -> None:
        withdraw(record=record, by=request.user, at=timezone.now(), note=note)  # type: ignore[arg-type]
        self.log_change(request, record, gettext("Withdrawn: %(note)s") % {"note": note})

    def _try(self, request: HttpRequest, record: Model, action: Any) -> bool:
        try:
            action(record)
        except ValidationError as error:
            self._complain(request, record, " ".join(error.messages))
            return False
        return True

    def _complain(self, request: HttpRequest, record: Model, reason: str) -> None:
        self.message_user(
            request, gettext("“%(record)s”: %(reason)s") % {"record": record, "reason": reason}, messages.ERROR
        )

    def _ask_reason(self, request: HttpRequest, queryset: QuerySet[Any], *, is_missing: bool) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Withdraw from publication"),
            "opts": self.opts,
            "records": list(queryset),
            "checkbox": ACTION_CHECKBOX_NAME,
            "is_missing": is_missing,
            "media": self.media,
        }
        return TemplateResponse(request, "desk/withdraw.html", context, status=422 if is_missing else 200)
