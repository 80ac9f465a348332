"""Who writes, by what way and why: what goes into the audit with every change.

`pghistory.context` sends it to the database with each statement that writes; the triggers of the audit read it there.
"""

from typing import Any, Final

import pghistory
from django.http import HttpRequest
from pghistory.middleware import HistoryMiddleware

# A field of any form of the admin in which somebody may say why.
REASON_FIELD: Final = "_reason"
WRITING: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class AuditMiddleware(HistoryMiddleware):
    """Requests that may write say who sends them and where to. The others are left alone: they cost nothing."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        user = super().get_context(request)["user"]
        return {"user": user, "source": f"{request.method} {request.path}"}

    def __call__(self, request: HttpRequest) -> Any:
        if request.method not in WRITING:
            return self.get_response(request)
        return super().__call__(request)  # type: ignore[no-untyped-call]

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """Only now, after the check of its origin, is the form read; an API's body is left to the API."""
        if request.method in WRITING and request.path.startswith("/admin/"):
            reason = request.POST.get(REASON_FIELD, "").replace("\x00", "").strip()
            if reason:
                pghistory.context(reason=reason)


def because(reason: str) -> None:
    """Give a reason for what is written from here on, where somebody is known to be writing."""
    pghistory.context(reason=reason)


def written_by(source: str, *, user: int | None = None) -> Any:
    """A context for what no request writes: `with written_by("task sweep"): …`."""
    return pghistory.context(source=source, user=user)
