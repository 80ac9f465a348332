"""The report of a load as CSV that a spreadsheet opens without running anything."""

import csv
from collections.abc import Iterator
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from apps.visits.models import Load

HEADINGS: Final = (_("line"), _("column"), _("value"), _("problem"), _("what to do"))
_STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\x00", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula; the apostrophe shows that it was one."""
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text


class _Echo:
    """Hands a written line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def report_lines(load: Load) -> Iterator[str]:
    """The lines of the report one by one, so that a million of them take no memory."""
    table: Any = csv.writer(_Echo())
    yield table.writerow([str(heading) for heading in HEADINGS])
    for problem in load.problems.order_by("line", "id").iterator(chunk_size=2_000):
        texts = (problem.column, problem.value, problem.fault, problem.get_fault_display())
        yield table.writerow([problem.line, *map(harmless, texts)])
