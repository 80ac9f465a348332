"""Lists by cursor: pages in the order of public codes, so that a cursor tells no database id and no number of rows."""

import re
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions, pagination
from rest_framework.request import Request

MAX_PAGE_SIZE: Final = 200
DEFAULT_PAGE_SIZE: Final = 50
PUBLIC_KEY: Final = re.compile(r"[A-Za-z0-9-]{1,100}")


class CodeCursor(pagination.CursorPagination):
    """Pages in the order of a unique public key: no row moves, whatever is published while a client reads on."""

    ordering = "code"
    page_size = DEFAULT_PAGE_SIZE
    page_size_query_param = "page_size"
    max_page_size = MAX_PAGE_SIZE
    cursor_query_description = "Where to read on: follow the addresses in `next` and `previous`."
    page_size_query_description = "How many records one page holds."

    @property
    def query_parameters(self) -> set[str]:
        return {str(self.cursor_query_param), str(self.page_size_query_param)}

    def get_page_size(self, request: Request) -> int:
        """The asked number; anything but a number from 1 to 200 is an error, not the default."""
        asked = request.query_params.get(str(self.page_size_query_param))
        if asked is None:
            return DEFAULT_PAGE_SIZE
        if not re.fullmatch(r"[0-9]{1,3}", asked, re.ASCII) or not 1 <= int(asked) <= MAX_PAGE_SIZE:
            message = _("Give a whole number from 1 to %(most)s.") % {"most": MAX_PAGE_SIZE}
            raise exceptions.ValidationError({"page_size": [message]})
        return int(asked)

    def decode_cursor(self, request: Request) -> Any:
        """The position that a cursor names; one that this API never gave out is an error."""
        wrong = exceptions.ValidationError(
            {"cursor": [_("This is no cursor of ours. Follow the addresses in “next” and “previous” unchanged.")]}
        )
        try:
            cursor = super().decode_cursor(request)
        except exceptions.NotFound:
            raise wrong from None
        # Keys are unique, so that a cursor of ours carries a position and never an offset.
        if cursor is not None and (cursor.offset or not PUBLIC_KEY.fullmatch(str(cursor.position or ""))):
            raise wrong
        return cursor

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        cursor, size = super().get_schema_operation_parameters(view)
        size["schema"] = {"type": "integer", "minimum": 1, "maximum": MAX_PAGE_SIZE, "default": DEFAULT_PAGE_SIZE}
        return [cursor, size]

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        address = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": address, "previous": address, "results": schema},
        }


class CountryCursor(CodeCursor):
    """Countries have no code of ours, but that of ISO 3166."""

    ordering = "iso2"
