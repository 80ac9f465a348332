"""Pages that did not change answer 304 after one short question, before any of the page's own."""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.crypto import salted_hmac

NAMESPACE: Final = "web"
CODE: Final = (
    "apps/**/*.py",
    "templates/**/*.html",
    "static/**/*.*",
    "locale/**/*.po",
    "docs/*.json",
    "apps/web/**/*.yaml",
)
# The newest of what readers see, and the newest moment at which an embargo ended: two looks into two indexes.
NEWEST: Final = """
    SELECT (SELECT id FROM core_pagechange WHERE visible_from <= CURRENT_TIMESTAMP ORDER BY id DESC LIMIT 1),
           (SELECT max(visible_from) FROM core_pagechange WHERE visible_from <= CURRENT_TIMESTAMP)
"""


class ConditionalPages:
    """Middleware: an entity tag for every public page, and 304 to who has the page already.

    The tag covers everything that a page depends on: the address, the day (promises become overdue at midnight),
    the code with its templates and translations, and the page log. It is a keyed hash: numbers of the log, which
    would tell how much is edited, cannot be read from it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        tag = getattr(request, "page_tag", None)
        if tag and response.status_code in (200, 304) and not response.cookies:
            response.headers.setdefault("ETag", tag)
            if not response.has_header("Cache-Control"):
                patch_cache_control(response, public=True, no_cache=True)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        if match is None or NAMESPACE not in match.namespaces or request.method not in ("GET", "HEAD"):
            return None
        state = page_state()
        tag = page_tag(request, state)
        request.page_tag, request.page_state = tag, state  # type: ignore[attr-defined]
        answer: HttpResponseBase | None = get_conditional_response(request, etag=tag)
        return answer


def page_state() -> str:
    """What every page depends on besides its address: the day, the code, and what readers see."""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST)
        newest = cursor.fetchone()
    return "\0".join((timezone.localdate().isoformat(), release(), repr(newest)))


def page_tag(request: HttpRequest, state: str) -> str:
    """A weak tag, since compression on the way may change the bytes, but never what they say."""
    text = f"{request.build_absolute_uri()}\0{state}"
    return f'W/"{salted_hmac(__name__, text, algorithm="sha256").hexdigest()[:32]}"'


def release() -> str:
    """What the code of the site is now; while it is being developed, files change under a running process."""
    return _fingerprint() if settings.DEBUG else _fingerprint_once()


def _fingerprint() -> str:
    digest = hashlib.sha256()
    root: Path = settings.BASE_DIR
    for path in sorted(path for pattern in CODE for path in root.glob(pattern) if path.is_file()):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


_fingerprint_once = cache(_fingerprint)
