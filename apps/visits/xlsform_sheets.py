"""The sheets of an XLSForm as rows of words, with the languages of their columns; nothing huge is opened."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from apps.visits.answers import plain
from apps.visits.choices import Trouble
from apps.visits.sources import Unreadable, check_workbook

LARGEST_FORM: Final = 2_000_000
MOST_ROWS: Final = 5_000
MOST_COLUMNS: Final = 200
SHEETS: Final = ("survey", "choices", "settings")
NAMED: Final = {
    "english": "en", "russian": "ru", "русский": "ru", "kazakh": "kk", "қазақша": "kk", "казахский": "kk",
    "french": "fr", "français": "fr", "spanish": "es", "español": "es", "ukrainian": "uk", "українська": "uk",
}  # fmt: skip
_LABEL: Final = re.compile(r"label\s*::?\s*(.+)", re.IGNORECASE)
_CODE: Final = re.compile(r"(?:.*\()?([a-z]{2,3})\)?")


@dataclass(frozen=True, slots=True)
class Line:
    """One row with its number in the sheet, by heading."""

    row: int
    cells: dict[str, str]

    def get(self, heading: str) -> str:
        return self.cells.get(heading, "")


@dataclass(frozen=True, slots=True)
class Sheet:
    headings: list[str]
    lines: list[Line]


def sheets_of(path: Path) -> dict[str, Sheet]:
    """The three sheets, as far as they are there. Raises Unreadable."""
    if path.stat().st_size > LARGEST_FORM:
        raise Unreadable(Trouble.FORM_TOO_LARGE)
    check_workbook(path)
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            named = {sheet.title.strip().casefold(): sheet for sheet in book.worksheets}
            return {name: _sheet(named[name]) for name in SHEETS if name in named}
        finally:
            book.close()
    except (InvalidFileException, BadZipFile, KeyError, ValueError) as error:
        raise Unreadable(Trouble.DAMAGED, error=error) from error


def _sheet(sheet: Any) -> Sheet:
    table = sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS, max_row=MOST_ROWS + 1)
    headings = [_heading(cell) for cell in next(table, ())]
    lines = list(_lines(table, headings))
    if lines and lines[-1].row > MOST_ROWS:
        raise Unreadable(Trouble.FORM_TOO_LONG, sheet=sheet.title, rows=f"{MOST_ROWS:,}")
    return Sheet([heading for heading in headings if heading], lines)


def _lines(table: Iterator[tuple[object, ...]], headings: list[str]) -> Iterator[Line]:
    for row, cells in enumerate(table, start=2):
        words = {
            name: plain(cell).replace("\x00", "")
            for name, cell in zip(headings, cells, strict=False)
            if name and cell is not None and plain(cell)
        }
        if words:
            yield Line(row, words)


def _heading(cell: object) -> str:
    """Headings in lower case, but for the language of a label."""
    word = str(cell or "").strip()
    return word if _LABEL.fullmatch(word) else word.casefold().replace("list name", "list_name")


def language_of(word: str) -> str | None:
    """“English (en)”, “en” and “English” are all `en`."""
    simple = word.strip().casefold()
    if simple in NAMED:
        return NAMED[simple]
    found = _CODE.fullmatch(simple)
    return found[1] if found else None


def label_columns(sheet: Sheet, default: str) -> dict[str, str | None]:
    """Each column of labels with its language; None where the language is not known."""
    found: dict[str, str | None] = {}
    for heading in sheet.headings:
        match = _LABEL.fullmatch(heading)
        if match:
            found[heading] = language_of(match[1])
        elif heading == "label":
            found[heading] = default
    return found


def labels(line: Line, columns: Mapping[str, str | None]) -> dict[str, str]:
    return {language: line.get(heading) for heading, language in columns.items() if language and line.get(heading)}
