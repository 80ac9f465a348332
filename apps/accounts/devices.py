"""Browsers that somebody has logged in from before. Whoever guesses passwords elsewhere cannot lock them out.

This is the device cookie of OWASP: a browser that got in keeps a signed note of whose it is, and its tries are counted
apart from those of strangers. Strangers together have the tries of the account; a note of another account, a changed or
an old one is worth nothing.
"""

import secrets
from typing import Any, Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from apps.accounts.services import key_of

COOKIE: Final = "known_browser"
SALT: Final = "apps.accounts.devices"
DAYS: Final = 180
ASKED: Final = "_remembers_browser_of"


def device_of(request: HttpRequest, account: str) -> str | None:
    """The number of a browser that is known for an account; None for any other."""
    try:
        note = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=DAYS * 86_400)
    except signing.BadSignature:
        return None
    return str(note["device"]) if note["account"] == key_of("account", account) else None


def remember(request: HttpRequest, account: str) -> None:
    """Have the answer to this request make the browser a known one. Only for who has shown all that is asked for."""
    if device_of(request, account) is None:
        setattr(request, ASKED, account)


def set_cookie(request: HttpRequest, response: HttpResponse) -> None:
    """Write the note, where `remember` was called."""
    account: Any = getattr(request, ASKED, None)
    if account is None:
        return
    note = {"account": key_of("account", account), "device": secrets.token_hex(16)}
    response.set_cookie(
        COOKIE,
        signing.dumps(note, salt=SALT),
        max_age=DAYS * 86_400,
        path="/admin/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
