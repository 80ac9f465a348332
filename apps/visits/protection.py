"""Which counts readers may see, so that no count from 1 to 4 shows or follows from what shows.

Nothing is blanked cell by cell: what must not show is shown together with something else. Columns (answers) whose
sum over all regions is small are put together for the whole table; rows (regions) in which a column is small are put
together into one row. Every number of a table is then the count of a block, 0 or at least 5, and what can be worked
out by adding and subtracting blocks of one table is a block again. Tables of one form share their smallest rows, so
that one table cannot undo what another puts together.

How many visits left a question open or could not observe it is told in full: it says nothing of what was seen, and
no share is honest without it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from apps.visits.statistics import is_small

Row: TypeAlias = Mapping[str, int]
Block: TypeAlias = tuple[str, ...]


def block_sum(row: Row, block: Iterable[str]) -> int:
    return sum(row.get(column, 0) for column in block)


def total_of(rows: Iterable[Row]) -> dict[str, int]:
    total: dict[str, int] = {}
    for row in rows:
        for column, count in row.items():
            total[column] = total.get(column, 0) + count
    return total


def blocks_of(total: Row, columns: Sequence[str]) -> list[Block]:
    """The columns of a table; small ones go together with the next smallest until they are small no more."""
    counts = {column: total.get(column, 0) for column in columns}
    together = [column for column in columns if is_small(counts[column])]
    if not together:
        return [(column,) for column in columns]
    rest = sorted((column for column in columns if column not in together), key=lambda c: (counts[c] == 0, counts[c]))
    while rest and (len(together) < 2 or is_small(block_sum(counts, together))):
        together.append(rest.pop(0))
    ordered = tuple(column for column in columns if column in together)
    return [ordered, *((column,) for column in columns if column not in together)]


def halves_of(total: Row, halves: Sequence[Sequence[str]]) -> list[Block]:
    """As `blocks_of`, for columns that fall into halves of which readers want the sums."""
    if any(is_small(block_sum(total, half)) for half in halves):
        return [tuple(column for half in halves for column in half)]
    blocks: list[Block] = []
    for half in halves:
        hide = any(is_small(total.get(column, 0)) for column in half)
        blocks += [tuple(half)] if hide else [(column,) for column in half]
    return blocks


def pooled(rows: Mapping[Block, Row], blocks: Sequence[Block]) -> dict[Block, dict[str, int]]:
    """Rows as readers may see them, by the regions that each holds; empty where only the total can be shown."""
    full = {regions: dict(row) for regions, row in rows.items() if sum(row.values())}
    together = [regions for regions, row in full.items() if _shows_few(row, blocks)]
    if not together:
        return full
    rest = sorted((regions for regions in full if regions not in together), key=lambda r: sum(full[r].values()))
    while len(together) < 2 or _shows_few(total_of(full[regions] for regions in together), blocks):
        if not rest:
            return {}
        together.append(rest.pop(0))
    if not rest:
        return {}
    names = tuple(sorted(name for regions in together for name in regions))
    pool = total_of(full[regions] for regions in together)
    return {**{regions: full[regions] for regions in full if regions in rest}, names: pool}


def regroup(rows: Mapping[str, Row], groups: Iterable[Block]) -> dict[Block, dict[str, int]]:
    """Rows of single regions added up to rows of groups."""
    return {group: total_of(rows.get(region, {}) for region in group) for group in groups}


def _shows_few(row: Row, blocks: Sequence[Block]) -> bool:
    return any(is_small(block_sum(row, block)) for block in blocks)
