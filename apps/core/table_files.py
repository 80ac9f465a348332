"""Reading and writing the files of tables: CSV as spreadsheets in any language write it, and XLSX, both with limits."""

import csv
import io
import zipfile
from typing import Any, Final

import openpyxl
import tablib
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from apps.core.csv_export import safe_cell

MAX_BYTES: Final = 5_000_000
# What an XLSX file may unpack to, and how much of it is looked at.
MAX_UNPACKED: Final = 60_000_000
MAX_ROWS: Final = 5_000
MAX_COLUMNS: Final = 60
DELIMITERS: Final = ",;\t"
TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def read_table(name: str, data: bytes) -> tablib.Dataset:
    """The rows of a file. Raises ValidationError that says what to do with the file."""
    if len(data) > MAX_BYTES:
        raise ValidationError(_("The file is larger than 5 megabytes: send it in parts."))
    rows = _xlsx(data) if name.lower().endswith(".xlsx") else _csv(data)
    if not rows:
        raise ValidationError(_("The file is empty."))
    if len(rows) > MAX_ROWS + 1:
        raise ValidationError(_("The table has more than %(count)d rows: send it in parts.") % {"count": MAX_ROWS})
    header, *body = rows
    while body and not any(cell not in (None, "") for cell in body[-1]):
        body.pop()
    width = max((number + 1 for number, cell in enumerate(header) if cell), default=0)
    table = tablib.Dataset(headers=[str(cell or "").strip() for cell in header[:width]])
    for row in body:
        table.append([*row, *[""] * width][:width])
    return table


def _csv(data: bytes) -> list[list[Any]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValidationError(_("The file is not in UTF-8. Save it as “CSV UTF-8”, or as XLSX.")) from error
    text = text.replace("\x00", "")
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise ValidationError(_("The file is no CSV: %(error)s.") % {"error": error}) from error


def _xlsx(data: bytes) -> list[list[Any]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                raise ValidationError(_("The file unpacks to too much: send it in parts, or as CSV."))
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(max_row=MAX_ROWS + 2, max_col=MAX_COLUMNS, values_only=True)
        return [["" if cell is None else cell for cell in row] for row in rows]
    except ValidationError:
        raise
    except Exception as error:
        # Whatever the library trips over, the file cannot be read; a person can only send another.
        raise ValidationError(_("The file cannot be read as XLSX. Save it anew, or as CSV.")) from error


def write_table(kind: str, table: tablib.Dataset) -> bytes:
    """A file whose cells are texts, none of which a spreadsheet takes for a formula."""
    if kind == "csv":
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(table.headers or [])
        writer.writerows([safe_cell(cell) for cell in row] for row in table)
        return ("\ufeff" + out.getvalue()).encode()
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in [table.headers or [], *table]:
        sheet.append([_text_cell(sheet, value) for value in row])
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _text_cell(sheet: Any, value: Any) -> Any:
    words = "" if value is None else ILLEGAL_CHARACTERS_RE.sub("", str(value))
    cell = WriteOnlyCell(sheet, value=words)
    cell.data_type = "s"
    return cell
