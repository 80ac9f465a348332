"""The register of stations from a file: read row by row, written as a set; known stations are brought up to date."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from decimal import Decimal
from typing import Any, Final

from django.db.backends.utils import CursorWrapper

from apps.elections.models import Region
from apps.visits.answers import Fault, Unfit, number, plain
from apps.visits.blocks import RowProblem
from apps.visits.columns import is_empty, places
from apps.visits.models import Load
from apps.visits.services.load import REGISTER_LOCK, LoadCounts, copy_problems
from apps.visits.sources import Row

# The columns that a file may hold; what it has no column for stays as it is in the register.
COLUMNS: Final[Mapping[str, str]] = {
    "name": "name",
    "region": "region_id",
    "place": "place",
    "registered_voters": "registered_voters",
    "latitude": "latitude",
    "longitude": "longitude",
}
STAGING: Final = """
    CREATE TEMP TABLE incoming_station (
        line integer, code text, name text, region_id bigint, place text, registered_voters integer, latitude numeric,
        longitude numeric
    ) ON COMMIT DROP"""
LARGEST: Final = 2_147_483_647


@dataclass(slots=True)
class Station:
    """A station as a file gives it."""

    line: int
    code: str
    name: str
    region: int | None
    place: str
    registered_voters: int | None
    latitude: Decimal | None
    longitude: Decimal | None


class StationReader:
    """Reads rows by a mapping of fields to headings."""

    def __init__(self, *, mapping: Mapping[str, str], country_id: int) -> None:
        regions = {
            str(name).casefold(): region.pk
            for region in Region.objects.filter(country=country_id)
            for name in (region.code, *region.names.values())
        }
        reads: dict[str, Callable[[object], Any]] = {
            "code": lambda cell: plain(cell)[:60],
            "name": lambda cell: plain(cell)[:300],
            "region": places(regions),
            "place": lambda cell: plain(cell)[:300],
            "registered_voters": _voters,
            "latitude": _degrees(90),
            "longitude": _degrees(180),
        }
        self.mapping = {target: mapping[target] for target in reads if target in mapping}
        self.headings = list(self.mapping.values())
        self._reads = [(target, reads[target]) for target in self.mapping]

    def read(self, rows: Sequence[Row]) -> tuple[list[Station], list[RowProblem], int]:
        stations: list[Station] = []
        problems: list[RowProblem] = []
        for line, cells in rows:
            found, wrong = self._row(line, cells)
            problems += wrong
            if found is not None:
                stations.append(found)
        return stations, problems, len(rows) - len(stations)

    def _row(self, line: int, cells: Sequence[Any] | None) -> tuple[Station | None, list[RowProblem]]:
        if cells is None:
            return None, [RowProblem(line, "", "", Fault.BROKEN)]
        found: dict[str, Any] = {}
        wrong: list[RowProblem] = []
        for (target, read), cell in zip(self._reads, cells, strict=True):
            if is_empty(cell):
                continue
            try:
                found[target] = read(cell)
            except Unfit as unfit:
                wrong.append(RowProblem(line, self.mapping[target], plain(cell)[:200], unfit.fault))
        if not found.get("code") and not wrong:
            wrong.append(RowProblem(line, self.mapping["code"], "", Fault.NO_CODE))
        if ("latitude" in found) != ("longitude" in found) and not wrong:
            wrong.append(RowProblem(line, "", "", Fault.NOT_ON_EARTH))
        if wrong:
            return None, wrong
        nothing = dict.fromkeys(("region", "registered_voters", "latitude", "longitude"))
        return Station(line=line, **{"name": "", "place": "", **nothing, **found}), []


def write_stations(
    cursor: CursorWrapper, *, load: Load, reader: StationReader, stations: Iterable[Station], problems: list[RowProblem]
) -> LoadCounts:
    """Add new stations and bring the others up to date, in the caller's transaction; the last of equal codes counts."""
    held = {target: column for target, column in COLUMNS.items() if target in reader.mapping}
    cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [REGISTER_LOCK, load.election_id])
    cursor.execute("DROP TABLE IF EXISTS incoming_station")
    cursor.execute(STAGING)
    last = {station.code: station for station in stations}
    with cursor.copy("COPY incoming_station FROM STDIN") as copy:
        for station in last.values():
            copy.write_row(astuple(station))
    counts = LoadCounts()
    cursor.execute(_upsert(list(held.values())), [load.election_id])
    written = [is_new for (is_new,) in cursor.fetchall()]
    counts.added = sum(written)
    counts.replaced = len(written) - counts.added
    counts.same = len(list(last)) - len(written)
    copy_problems(cursor, load.pk, problems)
    return counts


def _upsert(columns: list[str]) -> str:
    """A station is written only where something about it differs."""
    given = "".join(f", excluded.{column}" for column in columns)
    known = "".join(f", s.{column}" for column in columns)
    changes = ", ".join([*(f"{column} = excluded.{column}" for column in columns), "updated_at = now()"])
    # The names stand in this file.
    return f"""
        INSERT INTO visits_pollingstation AS s (created_at, updated_at, election_id, code, name, region_id, place,
            registered_voters, latitude, longitude)
        SELECT now(), now(), %s, code, name, region_id, place, registered_voters, latitude, longitude
        FROM incoming_station ORDER BY code
        ON CONFLICT (election_id, code) DO UPDATE SET {changes}
        WHERE (0{known}) IS DISTINCT FROM (0{given})
        RETURNING s.xmax = 0"""  # noqa: S608


def _voters(cell: object) -> int:
    found = number(cell)
    if not isinstance(found, int) or not 0 <= found <= LARGEST:
        raise Unfit(Fault.NO_NUMBER)
    return found


def _degrees(most: int) -> Callable[[object], Decimal]:
    def read(cell: object) -> Decimal:
        try:
            found = Decimal(plain(cell).replace(",", "."))
        except ArithmeticError:
            raise Unfit(Fault.NOT_ON_EARTH) from None
        if not found.is_finite() or abs(found) > most:
            raise Unfit(Fault.NOT_ON_EARTH)
        return round(found, 5)

    return read
