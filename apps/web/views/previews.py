"""Pictures for links that are shared: drawn when first asked for, and kept until what they say changes."""

import hashlib
from typing import Final

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from apps.web import selectors
from apps.web.conditional import release
from apps.web.kinds import KINDS, find_of_kind
from apps.web.previews.drawing import Preview, draw
from apps.web.previews.telling import of_claim, of_election, of_mission, of_statement

WEEK: Final = 7 * 24 * 3600


@require_safe
def preview(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """The picture of a public page; a hidden one and one that never was give the same answer."""
    said = _preview(kind, code)
    if said is None:
        raise Http404
    return HttpResponse(_drawn(said), content_type="image/png")


def _preview(kind: str, code: str) -> Preview | None:
    match kind:
        case "election":
            election = selectors.elections().filter(code=code).first()
            return of_election(election) if election else None
        case "mission":
            mission = selectors.missions(code=code).first()
            return of_mission(mission) if mission else None
        case "statement":
            statement = selectors.statements().filter(code=code).first()
            return of_statement(statement) if statement else None
        case _:
            claim = find_of_kind(kind, code) if kind in KINDS else None
            return of_claim(claim) if claim else None


def _drawn(said: Preview) -> bytes:
    """The key is what the picture says, so that nothing in the cache is ever out of date."""
    key = f"preview:{hashlib.sha256(f'{release()}{said!r}'.encode()).hexdigest()}"
    picture: bytes | None = cache.get(key)
    if picture is None:
        picture = draw(said)
        cache.set(key, picture, WEEK)
    return picture
