"""How far a mission got: of all polling stations, regions and registered voters."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from apps.visits.protection import Row, block_sum, pooled, total_of
from apps.visits.statistics import is_small, shown


@dataclass(frozen=True, slots=True)
class Reach:
    """Stations and the voters registered there, by region."""

    stations: Mapping[str, int]
    voters: Mapping[str, int]


def coverage_table(
    *,
    visited: Reach,
    register: Reach,
    visits: Mapping[str, int],
    regions: Collection[str],
    regions_total: int,
    protect: bool,
) -> dict[str, Any]:
    """Totals are None where no register is known. `visits` by form: a sum would give a hidden form away.

    `regions` are those of all visits: a visit may name its region without its station.
    """
    rows = {(region,): _row(region, visited, register) for region in sorted({*visited.stations, *register.stations})}
    whole = total_of(rows.values())
    hidden = protect and any(is_small(count) for count in visits.values())
    parts = pooled({names: row for names, row in rows.items() if row["visited"]}, [("visited",)]) if protect else rows
    return {
        "visits": None if hidden else sum(visits.values()),
        **_shown(whole, protect),
        "regions_visited": len({*regions, *(name for name, count in visited.stations.items() if name and count)}),
        "regions_total": regions_total or None,
        "regions": [{"regions": list(names), **_shown(row, protect)} for names, row in parts.items()],
    }


def _row(region: str, visited: Reach, register: Reach) -> dict[str, int]:
    return {
        "visited": visited.stations.get(region, 0),
        "of": register.stations.get(region, 0),
        "voters": visited.voters.get(region, 0),
        "voters_of": register.voters.get(region, 0),
    }


def _shown(row: Row, protect: bool) -> dict[str, Any]:
    few = protect and is_small(block_sum(row, ["visited"]))
    return {
        "stations_visited": shown(row.get("visited", 0)) if protect else row.get("visited", 0),
        "stations_total": row.get("of") or None,
        "voters_covered": None if few or not row.get("voters_of") else row.get("voters", 0),
        "voters_total": row.get("voters_of") or None,
    }
