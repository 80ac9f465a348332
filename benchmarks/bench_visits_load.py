"""How fast visits load, beside a bare COPY of the same file into a table of texts.

Both go into the same PostgreSQL in turn, COPY, load, COPY, load …, so that both meet the same noise. A file has 30
answers per visit. Loading reads, checks and counts every answer; a bare COPY does nothing of that, so that its speed is
what no loader can reach. Peak memory is that of the loading process, for a small and for a large file: it should be the
same. The database is made for the run and dropped after it.
"""

import csv
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import psycopg

from electionwatch import embedded, embedded_postgres
from electionwatch.embedded_paths import data_dir

DATABASE: Final = "bench_visits_load"
ROUNDS: Final = 3
STATIONS: Final = 9_000
LIMIT: Final = 0.4
DAY: Final = datetime(2021, 1, 10, 1, tzinfo=UTC)
FIELDS: Final = ("instanceID", "station", "arrived_at", "departed_at", "overall", "team")
GRADES: Final = ("very_good", "good", "bad", "very_bad")
CHOICES: Final = [{"code": code, "labels": {"en": code}} for code in GRADES]
LETTERS: Final = [{"code": code, "labels": {"en": code}} for code in "abc"]
QUESTIONS: Final[tuple[tuple[str, str, tuple[str, ...], list[Any]], ...]] = (
    *((f"y{n:02d}", "yes_no", ("yes", "no", "yes", "yes", "could not observe", ""), []) for n in range(18)),
    *((f"s{n}", "scale", GRADES, CHOICES) for n in range(4)),
    *((f"c{n}", "single_choice", ("a", "b", "c", ""), LETTERS) for n in range(2)),
    *((f"n{n}", "number", tuple(map(str, range(2_500))), []) for n in range(3)),
    ("m1", "multiple_choice", ("a", "a b", "b c", ""), LETTERS),
    ("t1", "time", tuple(f"{hour:02d}:{minute:02d}" for hour in (6, 7, 8) for minute in range(60)), []),
    ("x1", "text", ("", "", "", "Queue outside"), []),
)


def write_file(path: Path, rows: int) -> None:
    """Invented visits: a day, 9,000 stations, 30 answers each."""
    dice = random.Random(7)  # noqa: S311 - nothing secret
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow([*FIELDS, *(code for code, *_rest in QUESTIONS)])
        for _row in range(rows):
            arrived = DAY + timedelta(minutes=dice.randrange(720))
            departed = arrived + timedelta(minutes=dice.randrange(15, 60))
            table.writerow([
                f"uuid:{dice.getrandbits(128):032x}", dice.randrange(STATIONS), arrived.isoformat(),
                departed.isoformat(), dice.choice(GRADES), f"T{dice.randrange(1_000):03d}",
                *(dice.choice(values) for _code, _type, values, _choices in QUESTIONS),
            ])  # fmt: skip


def connect(name: str) -> psycopg.Connection[Any]:
    folder = str(embedded_postgres.socket_folder(data_dir()))
    return psycopg.connect(host=folder, port=5432, user=embedded_postgres.SUPERUSER, dbname=name, autocommit=True)


@contextmanager
def database() -> Iterator[None]:
    """A database of our own, to which Django is pointed before it starts."""
    with connect("postgres") as server:
        server.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {DATABASE}")
    host = quote(str(embedded_postgres.socket_folder(data_dir())), safe="")
    os.environ["DATABASE_URL"] = f"postgres://{embedded_postgres.SUPERUSER}@/{DATABASE}?host={host}&port=5432"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "electionwatch.settings")
    try:
        yield
    finally:
        with connect("postgres") as server:
            server.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")


def bare_copy(path: Path) -> float:
    """Seconds for the columns as texts, into a table without an index."""
    with connect(DATABASE) as server:
        columns = ", ".join(f'"{name}" text' for name in [*FIELDS, *(code for code, *_rest in QUESTIONS)])
        server.execute(b"DROP TABLE IF EXISTS bare")
        server.execute(f"CREATE TABLE bare ({columns})".encode())
        started = time.perf_counter()
        with (
            server.cursor().copy("COPY bare FROM STDIN WITH (FORMAT csv, HEADER true)") as copy,
            path.open("rb") as file,
        ):
            while piece := file.read(1 << 18):
                copy.write(piece)
        return time.perf_counter() - started


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(rows: int = 200_000) -> bool:
    """Print both speeds and their ratio; false where the ratio is under the limit."""
    embedded.hold()
    with database(), tempfile.TemporaryDirectory() as folder:
        import django  # noqa: PLC0415 - only now do the settings know the database

        django.setup()
        from benchmarks.visits_world import World  # noqa: PLC0415

        world = World(QUESTIONS, STATIONS)
        small, large = Path(folder) / "small.csv", Path(folder) / "large.csv"
        write_file(small, rows // 10)
        write_file(large, rows)
        world.load(small)
        before = megabytes()
        loads, copies = [], []
        for number in range(ROUNDS):
            copies.append(bare_copy(large))
            world.empty()
            started = time.perf_counter()
            world.load(large)
            loads.append(time.perf_counter() - started)
            print(f"round {number + 1}: COPY {copies[-1]:.2f} s, load {loads[-1]:.2f} s", flush=True)
        faults = world.faults()
        world.forget()
    ratio = statistics.median(copies) / statistics.median(loads)
    speeds = [rows / statistics.median(seconds) for seconds in (copies, loads)]
    print(f"bare COPY: {speeds[0]:,.0f} rows/s; load: {speeds[1]:,.0f} rows/s")
    print(f"load runs at {ratio:.3f} of the speed of a bare COPY (wanted: {LIMIT})")
    print(f"peak memory: {before:.0f} MB after {rows // 10:,} rows, {megabytes():.0f} MB after {rows:,}")
    print(f"kept counts against a full count: {faults or 'the same'}")
    return ratio >= LIMIT and not faults


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
