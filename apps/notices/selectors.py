"""Reading notices: what somebody has not read yet, and what they want to be told."""

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import QuerySet

from apps.notices.choices import NoticeKind
from apps.notices.models import MailLanguage, Notice, NoticeChoice


def notices_of(person: User) -> QuerySet[Notice]:
    """What somebody is told in the admin, the newest first."""
    return Notice.objects.filter(person=person, is_shown=True).order_by("-id")


def unread_count(person: User) -> int:
    return notices_of(person).filter(read_at=None).count()


def choices_of(person: User) -> list[NoticeChoice]:
    """What somebody chose, one entry for each kind, in the order of the kinds."""
    known = {choice.kind: choice for choice in NoticeChoice.objects.filter(person=person)}
    return [known.get(kind, NoticeChoice(person=person, kind=kind)) for kind in NoticeKind.values]


def language_of(person: User) -> str:
    """The language in which somebody gets e-mails; that of the installation where they never logged in."""
    known = MailLanguage.objects.filter(person=person).first()
    return (known and (known.chosen or known.last_used)) or settings.LANGUAGE_CODE
