"""The report of a load as CSV that a spreadsheet opens without running anything."""

import csv
from typing import IO, Final

from apps.visits.rows import RowProblem

HEADINGS: Final = ("line", "column", "value", "problem", "what to do")
_STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\x00", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula; the apostrophe shows that it was one."""
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text


class Report:
    """Writes problems as they come, so that a million of them take no memory."""

    def __init__(self, target: IO[str]) -> None:
        self._table = csv.writer(target)
        self._table.writerow(HEADINGS)

    def add(self, problem: RowProblem) -> None:
        texts = (problem.column, problem.value, problem.fault.value, str(problem.fault.label))
        self._table.writerow([problem.line, *map(harmless, texts)])
