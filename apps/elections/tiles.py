"""Where regions stand in the tile map of their country: a square for each, so that a small one is seen as well."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import ceil, sqrt
from pathlib import Path
from typing import Any, Final

from apps.core.reference import read_table

TABLE: Final = Path(__file__).resolve().parent / "reference" / "tiles.yaml"
EMPTY: Final = "."


@dataclass(frozen=True, slots=True)
class Layout:
    """Columns and rows of the regions of one country, from the north-west corner; `is_drawn` says that a person did."""

    places: dict[str, tuple[int, int]]
    columns: int
    rows: int
    is_drawn: bool


def layout(codes: Iterable[str], *, country: str, day: date) -> Layout:
    """The picture of a country as it was divided on a day; a plain grid where none holds exactly these regions."""
    wanted = sorted(codes)
    drawn = _drawn(country, day)
    return drawn if drawn is not None and sorted(drawn.places) == wanted else _grid(wanted)


def _drawn(country: str, day: date) -> Layout | None:
    pictures = [
        item for item in _table().get(country, []) if date.fromisoformat(item.get("since", "0001-01-01")) <= day
    ]
    return _picture(country, pictures[-1]["rows"]) if pictures else None


@cache
def _table() -> dict[str, Any]:
    return read_table(TABLE)


def _picture(country: str, lines: list[str]) -> Layout:
    rows = [line.split() for line in lines]
    places = {
        f"{country}-{code}": (column, row)
        for row, cells in enumerate(rows)
        for column, code in enumerate(cells)
        if code != EMPTY
    }
    return Layout(places=places, columns=max(len(cells) for cells in rows), rows=len(rows), is_drawn=True)


def _grid(codes: list[str]) -> Layout:
    """A grid a little wider than high."""
    columns = max(1, ceil(sqrt(len(codes) * 1.5)))
    places = {code: (number % columns, number // columns) for number, code in enumerate(codes)}
    return Layout(places=places, columns=columns, rows=ceil(len(codes) / columns), is_drawn=False)
