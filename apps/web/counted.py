"""How far lists are counted, and what is kept until something that readers see changes: counts, orders, drawn parts."""

import hashlib
import logging
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from django.core.cache import caches
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

logger = logging.getLogger(__name__)

T = TypeVar("T")
# No list is counted further: a higher number says only that there are more, and costs no more however long the list is.
COUNTED: Final = 1_000
DAY: Final = 24 * 3600
ALIAS: Final = "counts"


def kept(request: HttpRequest, name: str, count: Callable[[], T]) -> T:
    """What `count` gives, or gave since the page log last changed.

    The key holds what the tags of pages hold (the day, the code and the newest line of the page log), so that nothing
    outlives a publication, a withdrawal or the end of an embargo. Without Redis everything is counted anew.
    """
    state = getattr(request, "page_state", None)
    if state is None:
        return count()
    key = hashlib.sha256(f"{state}\0{name}".encode()).hexdigest()
    try:
        known: T | None = caches[ALIAS].get(key)
    except Exception:
        logger.exception("Kept counts could not be read.")
        return count()
    if known is not None:
        return known
    counted = count()
    caches[ALIAS].set(key, counted, DAY)
    return counted


def kept_in_language(request: HttpRequest, about: str) -> Callable[[str, Callable[[], T]], T]:
    """Keeps several things of one kind by their names, for the reader's language."""
    return lambda name, make: kept(request, f"{about} {name} {get_language()}", make)


def kept_part(request: HttpRequest, template: str, about: str, context: Callable[[], Mapping[str, Any]]) -> SafeString:
    """A part of a page as it was drawn for the reader's language; `about` tells apart what one template draws."""
    name = f"{template} {about} {get_language()}"
    return kept(request, name, lambda: render_to_string(template, dict(context())))
