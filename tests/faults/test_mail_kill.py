"""A worker killed with -9 while it sends an e-mail: the notice waits, and the next worker sends it."""

import signal
import subprocess
import sys

import pytest
from django.core import mail

from apps.notices.choices import MailState, NoticeKind
from apps.notices.mailing import deliver
from apps.notices.models import Notice
from apps.notices.services import notify
from tests import factories

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

KILLED = """
import os, signal, django
django.setup()
from apps.notices import mailing
mailing.checkpoint = lambda label: os.kill(os.getpid(), signal.SIGKILL)
mailing.deliver()
"""


def test_a_killed_worker_loses_no_e_mail(child_environment: dict[str, str]) -> None:
    person = factories.user("aigul", email="aigul@example.org")
    notify(people=[person], kind=NoticeKind.ASSIGNED, event="r-1", record={"en": "Report"}, address="/admin/")
    died = subprocess.run([sys.executable, "-c", KILLED], env=child_environment, check=False)
    assert died.returncode == -signal.SIGKILL
    notice = Notice.objects.get()
    assert (notice.mail, notice.mail_attempts) == (MailState.WAITING, 1)
    assert deliver() == 0
    Notice.objects.update(mail_until=factories.NOW)
    assert deliver() == 1
    assert len(mail.outbox) == 1
