"""A map of the world in equal tiles: where missions observed, with no country too small to be seen."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import yaml

from apps.elections.models import Country

GRID: Final = Path(__file__).with_name("world_grid.yaml")
NOTHING: Final = ".."
# In units of the drawing: a tile with the gap after it, and the tile alone.
STEP: Final = 20
SIDE: Final = 18
# From how many missions on a tile takes its next shade.
SHADES: Final = (1, 3, 6, 12)


@dataclass(frozen=True, slots=True)
class Observed:
    """How often missions observed in one country."""

    country: Country
    missions: int
    elections: int


@dataclass(frozen=True, slots=True)
class Tile:
    """One country where missions observed, at its place on the map; `shade` counts from 1, the palest."""

    observed: Observed
    x: int
    y: int
    shade: int

    @property
    def middle(self) -> tuple[int, int]:
        return self.x + SIDE // 2, self.y + SIDE // 2


@dataclass(frozen=True, slots=True)
class WorldMap:
    """The drawing: tiles without a mission as one path, the others singly; and all countries that have one."""

    width: int
    height: int
    side: int
    ground: str
    tiles: tuple[Tile, ...]
    countries: tuple[Observed, ...]


@cache
def places() -> dict[str, tuple[int, int]]:
    """The column and the row of each country's tile."""
    rows: list[str] = yaml.safe_load(GRID.read_text())["rows"]
    return {
        code: (column, line)
        for line, row in enumerate(rows)
        for column, code in enumerate(row.split())
        if code != NOTHING
    }


def world_map(observed: Iterable[Observed]) -> WorldMap:
    """Lay the countries where missions observed on the grid of all countries."""
    countries = tuple(observed)
    by_code = {item.country.iso2: item for item in countries}
    grid = places()
    return WorldMap(
        width=(1 + max(column for column, _ in grid.values())) * STEP,
        height=(1 + max(line for _, line in grid.values())) * STEP,
        side=SIDE,
        ground="".join(
            f"M{column * STEP} {line * STEP}h{SIDE}v{SIDE}h-{SIDE}z"
            for code, (column, line) in grid.items()
            if code not in by_code
        ),
        tiles=tuple(
            Tile(observed=item, x=grid[code][0] * STEP, y=grid[code][1] * STEP, shade=shade(item.missions))
            for code, item in by_code.items()
            if code in grid
        ),
        countries=countries,
    )


def shade(missions: int) -> int:
    """Which of the shades a number of missions takes."""
    return sum(missions >= least for least in SHADES)
