"""Rows of files as observers' tools export them: CSV, XLSX, JSON and NDJSON, one after another in constant memory.

Nested groups (ODK Central, Kobo) become one level: the heading of a value is its path with “/” between.
"""

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

LARGEST_WORKBOOK: Final = 400_000_000
"""Bytes of all parts of a workbook together, once inflated: 100,000 rows of 60 columns stay under it."""
LARGEST_RATIO: Final = 200
MOST_COLUMNS: Final = 2_000
MOST_ROWS: Final = 1_000_000
LARGEST_JSON: Final = 200_000_000
_PIECE: Final = 1 << 20


class Unreadable(Exception):
    """The file cannot be read; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row with its line in the file, by heading."""

    line: int
    values: dict[str, Any]


def rows_of(path: Path) -> Iterator[Row]:
    """The rows of a file, by the ending of its name. Raises Unreadable."""
    match path.suffix.casefold():
        case ".csv" | ".txt" | ".tsv":
            return csv_rows(path)
        case ".xlsx":
            return workbook_rows(path)
        case ".ndjson" | ".jsonl":
            return ndjson_rows(path)
        case ".json":
            return json_rows(path)
        case other:
            raise Unreadable(f"“{other}” is not known: give .csv, .xlsx, .json or .ndjson")


def csv_rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8-sig", errors="strict", newline="") as lines:
        try:
            first = lines.readline()
            marks = sorted(",;\t", key=first.count)
            lines.seek(0)
            table = csv.reader(lines, delimiter=marks[-1])
            headings = [heading.strip() for heading in next(table, [])]
            for cells in table:
                if any(cells):
                    yield Row(table.line_num, dict(zip(headings, cells, strict=False)))
        except (UnicodeDecodeError, csv.Error) as error:
            raise Unreadable(f"the file is no CSV in UTF-8 ({error}): save it as “CSV UTF-8”") from error


def workbook_rows(path: Path) -> Iterator[Row]:
    """The first sheet. What a workbook claims to be is checked before anything of it is read into memory."""
    check_workbook(path)
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        if (sheet.max_column or 0) > MOST_COLUMNS or (sheet.max_row or 0) > MOST_ROWS:
            raise Unreadable(f"the sheet has more than {MOST_ROWS:,} rows or {MOST_COLUMNS:,} columns: divide it")
        table = sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS, max_row=MOST_ROWS)
        headings = [str(cell or "").strip() for cell in next(iter(table), ())]
        for line, cells in enumerate(table, start=2):
            if any(cell is not None for cell in cells):
                yield Row(line, {name: cell for name, cell in zip(headings, cells, strict=False) if name})
    except (InvalidFileException, BadZipFile, KeyError, ValueError) as error:
        raise Unreadable(f"the workbook is damaged ({error}): save it anew") from error


def check_workbook(path: Path) -> None:
    """Inflate piece by piece and count: a small file can claim to be small and be huge. Raises Unreadable."""
    limit = min(LARGEST_WORKBOOK, max(path.stat().st_size * LARGEST_RATIO, 1_000_000))
    inflated = 0
    try:
        with ZipFile(path) as archive:
            if sum(item.file_size for item in archive.infolist()) > limit:
                raise Unreadable("the workbook is too large once unpacked: save it as CSV")
            for item in archive.infolist():
                with archive.open(item) as part:
                    while piece := part.read(_PIECE):
                        inflated += len(piece)
                        if inflated > limit:
                            raise Unreadable("the workbook is too large once unpacked: save it as CSV")
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise Unreadable(f"this is no workbook ({error}): save it as .xlsx or CSV") from error


def ndjson_rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8-sig") as lines:
        try:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield Row(number, flat(_object(line, number)))
        except UnicodeDecodeError as error:
            raise Unreadable(f"the file is not in UTF-8 ({error})") from error


def json_rows(path: Path) -> Iterator[Row]:
    """A list, or the answer of Kobo (`results`) or ODK Central (`value`); it is read whole, so it may not be huge."""
    if path.stat().st_size > LARGEST_JSON:
        raise Unreadable("the JSON is too large to be read at once: export CSV or NDJSON")
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"this is no JSON ({error})") from error
    if isinstance(document, dict):
        document = document.get("results", document.get("value"))
    if not isinstance(document, list):
        raise Unreadable("the JSON holds no list of submissions")
    return (Row(number, flat(item)) for number, item in enumerate(document, start=1) if isinstance(item, dict))


def _object(line: str, number: int) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"line {number} is no JSON ({error})") from error
    if not isinstance(found, dict):
        raise Unreadable(f"line {number} is no object")
    return found


def flat(submission: dict[str, Any], before: str = "") -> dict[str, Any]:
    """Groups within groups as one level of headings; lists of plain values are answers, others are left out."""
    found: dict[str, Any] = {}
    for name, value in submission.items():
        path = f"{before}{name}"
        if isinstance(value, dict):
            found |= flat(value, f"{path}/")
        elif not (isinstance(value, list) and any(isinstance(item, dict | list) for item in value)):
            found[path] = value
    return found


def headings_of(rows: Iterable[Row], among: int = 50) -> list[str]:
    """All headings of the first rows: submissions in JSON leave out what was not answered."""
    found: dict[str, None] = {}
    for row in islice(rows, among):
        found |= dict.fromkeys(row.values)
    return list(found)
