"""Notices for administrators, who help when an e-mail does not arrive; people's own pages are in `views`."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from apps.core.admin_base import ViewOnlyAdmin, chip
from apps.notices.choices import MailState
from apps.notices.models import MailLanguage, Notice, NoticeChoice

MAIL_COLOURS = {MailState.WAITING: "warning", MailState.SENT: "success", MailState.FAILED: "danger"}


@admin.register(Notice)
class NoticeAdmin(ViewOnlyAdmin):
    """Who was told of what, and whether the e-mail went out."""

    list_display = ("created_at", "person", "kind", "event", "mail_label", "mail_problem", "read_at")
    list_filter = (
        "kind",
        "mail",
        ("read_at", admin.EmptyFieldListFilter),
        ("person", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("person",)
    date_hierarchy = "created_at"
    search_fields = ("person__username", "event", "record", "mail_problem")
    mail_label = chip("mail", MAIL_COLOURS, _("e-mail"))


@admin.register(NoticeChoice)
class NoticeChoiceAdmin(ViewOnlyAdmin):
    """What people want to be told."""

    list_display = ("person", "kind", "in_admin", "by_mail")
    list_filter = ("kind", "in_admin", "by_mail")
    list_select_related = ("person",)
    search_fields = ("person__username",)


@admin.register(MailLanguage)
class MailLanguageAdmin(ViewOnlyAdmin):
    """In which language people get e-mails."""

    list_display = ("person", "chosen", "last_used")
    list_filter = ("chosen", "last_used")
    list_select_related = ("person",)
    search_fields = ("person__username",)
