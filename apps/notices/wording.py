"""Notices in words, in the language that is active."""

from typing import Final

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from apps.core.fields import translated
from apps.notices.choices import NoticeKind
from apps.notices.models import Notice

SENTENCES: Final = {
    NoticeKind.ASSIGNED: _("Assigned to you: %(record)s"),
    NoticeKind.IMPORT_READY: _("Ready for review: %(record)s"),
    NoticeKind.PROMISE_OVERDUE: _("Overdue since %(day)s: %(record)s"),
    NoticeKind.EMBARGO_ENDS: _("The embargo ends on %(moment)s: %(record)s"),
}


def sentence(notice: Notice) -> str:
    """What happened, in one line."""
    return str(SENTENCES[NoticeKind(notice.kind)]) % {
        "record": " ".join(translated(notice.record).split()),
        "day": date_format(notice.day) if notice.day else "",
        "moment": date_format(localtime(notice.moment), "DATETIME_FORMAT") if notice.moment else "",
    }
