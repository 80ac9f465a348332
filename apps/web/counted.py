"""How far lists are counted, and counts that are kept until something that readers see changes."""

import hashlib
import logging
from collections.abc import Callable
from typing import Final, TypeVar

from django.core.cache import caches
from django.http import HttpRequest

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
