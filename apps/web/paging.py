"""Pages of long lists, in an order that does not change between them."""

from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from apps.web.filters import PAGE

PAGE_SIZE: Final = 25
# A page number of more digits than this is nobody's.
DIGITS: Final = 7


def page_number(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) <= DIGITS else 1


def page_of(request: HttpRequest, items: Any, *, size: int = PAGE_SIZE) -> Page[Any]:
    """The page that the address names; the last one where there are not so many."""
    return Paginator(items, size).get_page(page_number(request.GET.get(PAGE, "")))
