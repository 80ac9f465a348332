"""How tables are written into files: row by row, so that a list of any length needs no more memory than a short one."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from apps.web.exports import Column, Table, Value

# As many records as are in memory at once.
CHUNK: Final = 500
# A spreadsheet takes a cell that begins with one of these for a formula, and runs it.
FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Without it a spreadsheet on Windows takes Cyrillic letters for something else.
BYTE_ORDER_MARK: Final = "\ufeff"


class _Line:
    """What a csv writer writes to: it hands each line back."""

    def write(self, line: str) -> str:
        return line


def csv_lines(table: Table, *, origin: str) -> Iterator[str]:
    """Comma-separated values for spreadsheets; a text that looks like a formula is marked as text by an apostrophe."""
    writer: Any = csv.writer(_Line())
    yield BYTE_ORDER_MARK + writer.writerow(column.name for column in table.columns)
    for row in _rows(table, origin):
        yield writer.writerow([_cell(value) for value in row])


def json_lines(table: Table, *, origin: str) -> Iterator[str]:
    """One JSON array with an object for each record."""
    yield "["
    separator = "\n"
    for record in _objects(table, origin):
        yield separator + record
        separator = ",\n"
    yield "\n]\n"


def ndjson_lines(table: Table, *, origin: str) -> Iterator[str]:
    """One JSON object a line."""
    for record in _objects(table, origin):
        yield record + "\n"


FORMATS: Final[dict[str, tuple[str, Callable[..., Iterator[str]]]]] = {
    "csv": ("text/csv; charset=utf-8", csv_lines),
    "json": ("application/json", json_lines),
    "ndjson": ("application/x-ndjson", ndjson_lines),
}


def _objects(table: Table, origin: str) -> Iterator[str]:
    names = [column.name for column in table.columns]
    for row in _rows(table, origin):
        yield json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False)


def _rows(table: Table, origin: str) -> Iterator[list[Value]]:
    for record in table.records().iterator(chunk_size=CHUNK):
        yield [_value(column, record, origin) for column in table.columns]


def _value(column: Column, record: Any, origin: str) -> Value:
    value = column.value(record)
    return f"{origin}{value}" if column.kind == "uri" else value


def _cell(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return f"'{value}" if value.startswith(FORMULA_SIGNS) else value
        case _:
            return str(value)


def data_package(tables: Iterable[Table], *, title: str, address: Callable[[Table], str]) -> dict[str, object]:
    """The description of all tables as a Frictionless data package, which programs read."""
    return {
        "profile": "tabular-data-package",
        "name": "electionwatch",
        "title": title,
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": table.name.replace("_", "-"),
                "title": str(table.title),
                "path": address(table),
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {"fields": [_field(column) for column in table.columns], "missingValues": [""]},
            }
            for table in tables
        ],
    }


def _field(column: Column) -> dict[str, str]:
    if column.kind == "uri":
        return {"name": column.name, "type": "string", "format": "uri"}
    return {"name": column.name, "type": column.kind}
