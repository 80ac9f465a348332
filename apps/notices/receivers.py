"""What the app does when somebody logs in."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.utils.translation import get_language

from apps.notices.services import remember_language


@receiver(user_logged_in, dispatch_uid="remember the language of e-mails")
def language_is_remembered(user: Any, **_signal: Any) -> None:
    remember_language(person=user, language=get_language() or "")
