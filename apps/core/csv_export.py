"""CSV that no spreadsheet takes for formulas: texts that begin like one get an apostrophe, numbers stay numbers."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from typing import Any, Final

# What spreadsheets take for the beginning of a formula, full-width forms and what they skip before it included.
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\x00", "＝", "＋", "－", "＠")
NUMBERS: Final = (int, float, Decimal)


def safe_text(text: str) -> str:
    """A text that stays a text; a spreadsheet hides the apostrophe."""
    clean = text.replace("\x00", "")
    return f"'{clean}" if clean.lstrip(" ").startswith(FORMULA_STARTS) or text.startswith("\x00") else clean


def safe_cell(value: Any) -> Any:
    """By the type of the value, so that −5 survives as a number and “-5” as a text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, NUMBERS):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    return safe_text(str(value))


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """The lines of a file, one at a time, so that no export has to fit into memory."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for cells in chain([header], rows):
        writer.writerow([safe_cell(cell) for cell in cells])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
