"""Sending the e-mails that wait. Each is claimed with a lease, so that a killed worker loses none.

A worker that dies between the server's answer and the commit sends the e-mail again; both carry the same Message-ID,
by which mail programs know them for one. Nothing can promise more without a receiver that takes part.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID, uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import override

from apps.notices.choices import MailState
from apps.notices.models import MAX_ATTEMPTS, Notice
from apps.notices.selectors import language_of
from apps.notices.wording import sentence

logger = logging.getLogger(__name__)

LEASE: Final = timedelta(minutes=2)
# So many at one ring; beat rings again for the rest.
AT_ONCE: Final = 200
CHOICES: Final = reverse_lazy("notices:choices")


@dataclass(frozen=True, slots=True)
class Claimed:
    """The right to send one e-mail until another worker takes it over."""

    notice: Notice
    token: UUID


def checkpoint(label: str) -> None:
    """Marks a point between two side effects; the fault tests stop the process here."""


def deliver() -> int:
    """Send what waits; returns how many were sent."""
    sent = 0
    for _number in range(AT_ONCE):
        claimed = claim()
        if claimed is None:
            break
        sent += _deliver(claimed)
    return sent


@transaction.atomic
def claim() -> Claimed | None:
    """Take the oldest e-mail that waits, or whose worker died; one that was tried too often is given up."""
    waiting = Notice.objects.filter(Q(mail_until=None) | Q(mail_until__lt=Now()), mail=MailState.WAITING)
    tired = waiting.filter(Q(mail_attempts__gte=MAX_ATTEMPTS) | Q(person__is_active=False) | Q(person__email=""))
    Notice.objects.filter(pk__in=tired.values("pk")).update(mail=MailState.FAILED, mail_token=None, mail_until=None)
    notice = waiting.select_for_update(skip_locked=True, of=("self",)).select_related("person").order_by("id").first()
    if notice is None:
        return None
    token = uuid4()
    Notice.objects.filter(pk=notice.pk).update(
        mail_token=token, mail_until=Now() + LEASE, mail_attempts=F("mail_attempts") + 1
    )
    return Claimed(notice, token)


def _deliver(claimed: Claimed) -> bool:
    mine = Notice.objects.filter(pk=claimed.notice.pk, mail_token=claimed.token)
    checkpoint("claimed")
    try:
        message(claimed.notice).send()
    except Exception as error:
        # Whatever a mail server or its network does, the others' e-mails are still sent; this one is tried again.
        logger.warning("the e-mail of notice %s was not sent: %s", claimed.notice.pk, error)
        mine.update(mail_token=None, mail_problem=str(error)[:300])
        return False
    checkpoint("sent")
    return bool(mine.update(mail=MailState.SENT, mailed_at=Now(), mail_token=None, mail_until=None, mail_problem=""))


def message(notice: Notice) -> EmailMessage:
    """The e-mail about a notice, in the person's language."""
    with override(language_of(notice.person)):
        subject = sentence(notice)
        body = "\n\n".join(
            [
                subject,
                settings.SITE_ADDRESS + notice.address,
                _("What you are told, and how, you choose here:") + f" {settings.SITE_ADDRESS}{CHOICES}",
            ]
        )
    return EmailMessage(
        f"Electionwatch: {subject}"[:200],
        f"{body}\n",
        to=[notice.person.email],
        headers={"Message-ID": f"<notice-{notice.pk}@electionwatch>", "Auto-Submitted": "auto-generated"},
    )
