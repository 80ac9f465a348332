"""Cards for other sites: a page that stands alone, with a content policy of its own and no cookie."""

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any, Final

from csp.constants import NONE
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.findings.models import AnyClaim
from apps.web.kinds import kind_of
from apps.web.wording import place_and_day

WIDTH: Final = 600
HEIGHT: Final = 360
NARROWEST: Final = 240
STYLE_SHEET: Final = "css/embed.css"


@cache
def style() -> str:
    """The card's style sheet. It stands within the card, so that a card is one request and needs no other."""
    path = finders.find(STYLE_SHEET)
    if not isinstance(path, str):
        raise FileNotFoundError(STYLE_SHEET)
    return Path(path).read_text(encoding="utf-8").strip()


def content_policy() -> dict[str, Any]:
    """Any site may frame a card; a card runs nothing, asks for nothing, and has no other style than its own."""
    digest = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    return {
        "default-src": [NONE],
        "style-src": [f"'sha256-{digest}'"],
        "base-uri": [NONE],
        "form-action": [NONE],
        "frame-ancestors": ["*"],
    }


def card_address(request: HttpRequest, claim: AnyClaim) -> str:
    return request.build_absolute_uri(reverse("web_cards:card", args=[kind_of(claim), claim.code]))


def card_title(claim: AnyClaim) -> str:
    """What a frame is called, so that who does not see it knows what is in it."""
    return f"{claim.mission.organisation}, {place_and_day(claim.mission.election)} · Electionwatch"


def snippet(request: HttpRequest, claim: AnyClaim, *, width: int | None = None, height: int = HEIGHT) -> SafeString:
    """The markup to paste. It asks nothing of the other site's style, and grows with its column."""
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" frameborder="0"></iframe>',
        card_address(request, claim),
        card_title(claim),
        width or "100%",
        height,
    )
