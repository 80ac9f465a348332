"""Rows of files as observers' tools export them: CSV, XLSX, JSON and NDJSON, one after another in constant memory.

Nested groups (ODK Central, Kobo) become one level: the heading of a value is its path with “/” between.
"""

import csv
import json
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import Any, Final, TypeAlias
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from apps.visits.choices import Trouble

LARGEST_WORKBOOK: Final = 400_000_000
"""Bytes of all parts of a workbook together, once inflated: 100,000 rows of 60 columns stay under it."""
LARGEST_RATIO: Final = 200
MOST_COLUMNS: Final = 2_000
MOST_ROWS: Final = 1_000_000
LARGEST_JSON: Final = 200_000_000
LONGEST_LINE: Final = 5_000_000
HEADINGS_AMONG: Final = 5_000
"""How many submissions are looked at for headings: JSON leaves out what was not answered."""
_PIECE: Final = 1 << 20

Cells: TypeAlias = Sequence[Any]
Row: TypeAlias = tuple[int, Cells | None]
"""The line in the file with the cells of the wanted headings, in their order; None where the line cannot be read."""

# NEMO writes a line for each repetition of a group under the line of its response, with a level above 0.
REPETITION: Final = "GroupLevel"
FIRST_LEVEL: Final = frozenset({"", "0", 0, None})


class Unreadable(Exception):
    """The file cannot be read; the message says why and what to do, in the language of whoever reads it."""

    def __init__(self, trouble: Trouble, **found: object) -> None:
        super().__init__(trouble)
        self.trouble = trouble
        self.found = {name: str(value)[:300] for name, value in found.items()}

    def __str__(self) -> str:
        return in_words(self.trouble, self.found)


def in_words(trouble: str, found: dict[str, str]) -> str:
    return str(Trouble(trouble).label) % found if found else str(Trouble(trouble).label)


def headings_of(path: Path, ending: str = "") -> list[str]:
    """All headings of a file. Raises Unreadable."""
    match ending or path.suffix.casefold():
        case ".csv" | ".txt" | ".tsv":
            with closing(_csv_lines(path)) as table:
                headings = [heading.strip() for heading in next(table, (0, []))[1]]
        case ".xlsx":
            with closing(_workbook_lines(path)) as table:
                headings = [str(cell or "").strip() for cell in next(table, (0, ()))[1]]
        case kind:
            found: dict[str, None] = {}
            for _line, submission in islice(_submissions(path, kind), HEADINGS_AMONG):
                found |= dict.fromkeys(flat(submission or {}))
            headings = list(found)
    headings = list(dict.fromkeys(heading for heading in headings if heading))
    if not headings:
        raise Unreadable(Trouble.NO_HEADINGS)
    return headings


def rows_of(path: Path, headings: Sequence[str], ending: str = "") -> Iterator[Row]:
    """The cells under some headings, row by row; a heading that the file has not is empty. Raises Unreadable."""
    match ending or path.suffix.casefold():
        case ".csv" | ".txt" | ".tsv":
            return _table_rows(_csv_lines(path), headings, empty="")
        case ".xlsx":
            return _table_rows(_workbook_lines(path), headings, empty=None)
        case kind:
            return _submission_rows(_submissions(path, kind), headings)


def _table_rows(table: Iterator[tuple[int, Cells]], headings: Sequence[str], empty: Any) -> Iterator[Row]:
    first = next(table, (0, ()))[1]
    places = {str(name or "").strip(): place for place, name in reversed(list(enumerate(first)))}
    # A heading that is not there points behind the last cell, where nothing is.
    width = len(first)
    level = places.get(REPETITION)
    pick = _picker([places.get(heading, width) for heading in headings])
    for line, cells in table:
        if level is not None and len(cells) > level and cells[level] not in FIRST_LEVEL:
            continue
        row = [*cells[:width], *[empty] * (width + 1 - len(cells[:width]))]
        yield line, pick(row)


def _picker(places: Sequence[int]) -> Callable[[Sequence[Any]], Cells]:
    if len(places) == 1:
        return lambda row: (row[places[0]],)
    return itemgetter(*places)


def _csv_lines(path: Path) -> Generator[tuple[int, list[str]], None, None]:
    with path.open(encoding="utf-8-sig", errors="strict", newline="") as lines:
        try:
            first = lines.readline(LONGEST_LINE)
            marks = sorted(",;\t", key=first.count)
            lines.seek(0)
            table = csv.reader(lines, delimiter=marks[-1])
            for cells in table:
                if any(cells):
                    yield table.line_num, cells
        except (UnicodeDecodeError, csv.Error) as error:
            raise Unreadable(Trouble.NO_CSV, error=error) from error


def _workbook_lines(path: Path) -> Generator[tuple[int, tuple[Any, ...]], None, None]:
    """The first sheet. What a workbook claims to be is checked before anything of it is read into memory."""
    check_workbook(path)
    try:
        with path.open("rb") as file:
            book = load_workbook(file, read_only=True, data_only=True)
            sheet = book.worksheets[0]
            if (sheet.max_column or 0) > MOST_COLUMNS or (sheet.max_row or 0) > MOST_ROWS:
                raise Unreadable(Trouble.SHEET_TOO_LARGE, rows=f"{MOST_ROWS:,}", columns=f"{MOST_COLUMNS:,}")
            table = sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS, max_row=MOST_ROWS)
            for line, cells in enumerate(table, start=1):
                if any(cell is not None for cell in cells):
                    yield line, cells
    except (InvalidFileException, BadZipFile, KeyError, ValueError, IndexError) as error:
        raise Unreadable(Trouble.DAMAGED, error=error) from error


def check_workbook(path: Path) -> None:
    """Inflate piece by piece and count: a small file can claim to be small and be huge. Raises Unreadable."""
    limit = min(LARGEST_WORKBOOK, max(path.stat().st_size * LARGEST_RATIO, 1_000_000))
    inflated = 0
    try:
        with ZipFile(path) as archive:
            if sum(item.file_size for item in archive.infolist()) > limit:
                raise Unreadable(Trouble.INFLATED)
            for item in archive.infolist():
                with archive.open(item) as part:
                    while piece := part.read(_PIECE):
                        inflated += len(piece)
                        if inflated > limit:
                            raise Unreadable(Trouble.INFLATED)
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise Unreadable(Trouble.NO_WORKBOOK, error=error) from error


def _submission_rows(table: Iterator[tuple[int, dict[str, Any] | None]], headings: Sequence[str]) -> Iterator[Row]:
    for line, submission in table:
        try:
            given = None if submission is None else flat(submission)
        except RecursionError:
            given = None
        yield line, None if given is None else [given.get(heading) for heading in headings]


def _submissions(path: Path, ending: str) -> Iterator[tuple[int, dict[str, Any] | None]]:
    match ending:
        case ".ndjson" | ".jsonl":
            return _ndjson(path)
        case ".json":
            return _json(path)
        case other:
            raise Unreadable(Trouble.ENDING, ending=other)


def _ndjson(path: Path) -> Iterator[tuple[int, dict[str, Any] | None]]:
    """An object in each line; a line that is none is told as a row that cannot be read."""
    with path.open(encoding="utf-8-sig") as lines:
        try:
            number = 0
            while line := lines.readline(LONGEST_LINE):
                number += 1
                if line.strip():
                    yield number, _object(line)
        except UnicodeDecodeError as error:
            raise Unreadable(Trouble.NOT_UTF8, error=error) from error


def _json(path: Path) -> Iterator[tuple[int, dict[str, Any] | None]]:
    """A list, or the answer of Kobo (`results`) or ODK Central (`value`); it is read whole, so it may not be huge."""
    if path.stat().st_size > LARGEST_JSON:
        raise Unreadable(Trouble.JSON_TOO_LARGE)
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Unreadable(Trouble.NO_JSON, error=error) from error
    if isinstance(document, dict):
        document = document.get("results", document.get("value"))
    if not isinstance(document, list):
        raise Unreadable(Trouble.NO_LIST)
    for number, item in enumerate(document, start=1):
        yield number, item if isinstance(item, dict) else None


def _object(line: str) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def flat(submission: dict[str, Any], before: str = "") -> dict[str, Any]:
    """Groups within groups as one level of headings; lists of plain values are answers, others are left out."""
    found: dict[str, Any] = {}
    for name, value in submission.items():
        path = f"{before}{name}"
        if isinstance(value, dict):
            found |= flat(value, f"{path}/")
        elif isinstance(value, bool):
            found[path] = "true" if value else "false"
        elif isinstance(value, list):
            if not any(isinstance(item, dict | list) for item in value):
                found[path] = tuple(value)
        else:
            found[path] = value
    return found
