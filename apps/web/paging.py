"""Pages of long lists, in an order that does not change between them."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from apps.web.counted import COUNTED
from apps.web.filters import PAGE

PAGE_SIZE: Final = 25
# A page number of more digits than this is nobody's.
DIGITS: Final = 7


class BoundedPaginator(Paginator[Any]):
    """Counts no further than it must: a list longer than that has more pages than anybody turns, and filters."""

    @cached_property
    def count(self) -> int:
        return min(self._counted, COUNTED)

    @property
    def is_cut(self) -> bool:
        """Whether there is more than was counted."""
        return self._counted > COUNTED

    @cached_property
    def _counted(self) -> int:
        rows: Any = self.object_list
        # A plain list of numbers, so that nothing is sorted or looked up for rows that are counted alone.
        bare = rows if rows.query.combinator else rows.order_by().values("pk")
        number: int = bare[: COUNTED + 1].count()
        return number


class NumberedPaginator(BoundedPaginator):
    """Turns the pages of a list of which only the numbers of its rows are known, in their order."""

    @cached_property
    def _counted(self) -> int:
        return len(self.object_list)


def page_number(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) <= DIGITS else 1


def page_of(request: HttpRequest, items: Any, *, size: int = PAGE_SIZE) -> Page[Any]:
    """The page that the address names; the last one where there are not so many."""
    return BoundedPaginator(items, size).get_page(page_number(request.GET.get(PAGE, "")))


def page_of_numbers(
    request: HttpRequest, numbers: list[int], load: Callable[[list[int]], Iterable[Any]], *, size: int = PAGE_SIZE
) -> Page[Any]:
    """The page that the address names, with its rows as `load` reads them; `numbers` end one after `COUNTED`."""
    page = NumberedPaginator(numbers, size).get_page(page_number(request.GET.get(PAGE, "")))
    shown = list(page.object_list)
    rows = {row.pk: row for row in load(shown)}
    page.object_list = [rows[number] for number in shown if number in rows]
    return page
