"""Does an analysts' dashboard stay as fast when a mission has a thousand times as many visits?

Two databases on the embedded PostgreSQL hold invented visits of thirty answers each, 5,000 and 5 million. A web server
runs on each; the dashboard is asked for in turn, small, large, small, large …, so that both meet the same noise. The
ratio of the medians is what counts, and should be at most 1.5. Beside it pandas counts the same from a table that is in
memory already, and the counts are compared. The databases are dropped afterwards unless `--keep` is given.
"""

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Final

import httpx
import numpy as np
import pandas as pd
from psycopg import sql

from benchmarks.bench_site import Ledger, serving
from benchmarks.visits_answers import BASE, OVERALL, STATIONS, TYPES, WORDS, answers
from electionwatch import embedded
from electionwatch.embedded_paths import CHECKOUT

SIZE: Final = 5_000_000
SMALL: Final = 5_000
LIMIT: Final = 1.5
ROUNDS: Final = 15
PAGES: Final = {
    "dashboard": "",
    "one form with its questions": "?form=voting",
    "one region and hour": "?form=voting&region=KZ-75&hour=2030-01-06T09:00:00%2B00:00",
    "a question by region": "?form=voting&question=q3",
    "rows": "rows/?form=voting&region=KZ-75",
    "rows of the first hour": "rows/?form=voting&hour=2030-01-06T06:00:00%2B00:00",
    "rows of which there are none": "rows/?form=tabulation",
}


class Visits(Ledger):
    """A database of visits; nobody is at hand to give a second factor."""

    def environment(self) -> dict[str, str]:
        return {**Ledger.environment(self), "REQUIRE_TWO_FACTOR": "false"}


@contextmanager
def database(ledger: Ledger, *, keep: bool) -> Iterator[None]:
    name = sql.Identifier(ledger.name)
    with ledger.connect("postgres") as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [ledger.name]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
    try:
        yield
    finally:
        if not keep:
            with ledger.connect("postgres") as connection:
                connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


def fill(ledger: Ledger, visits: int) -> tuple[str, int]:
    """Make the visits, and return the session of somebody who may look at them and the mission's number."""
    ledger.manage("migrate", "-v0")
    ledger.manage("load_reference")
    command = [sys.executable, "-m", "benchmarks.visits_data", str(visits)]
    done = subprocess.run(  # noqa: S603
        command, env=ledger.environment(), cwd=CHECKOUT, check=True, stdout=subprocess.PIPE, text=True
    )
    session, mission = done.stdout.split()
    return session, int(mission)


def compare(bases: list[tuple[str, str, int]]) -> bool:
    """Print a line for each page; false where a ratio is over the limit."""
    good = True
    print(f"{'page':<32}{'small ms':>10}{'large ms':>10}{'ratio':>8}")
    for page, question in PAGES.items():
        taken: tuple[list[float], list[float]] = ([], [])
        for number in range(ROUNDS + 2):
            for (base, session, mission), times in zip(bases, taken, strict=True):
                spent = milliseconds(f"{base}admin/visits/visit/dashboard/{mission}/{question}", session)
                if number > 1:  # the first rounds warm both
                    times.append(spent)
        small, large = (statistics.median(times) for times in taken)
        good = good and large / small <= LIMIT
        print(f"{page:<32}{small:>10.1f}{large:>10.1f}{large / small:>8.2f}{'  over' if large / small > LIMIT else ''}")
    return good


def milliseconds(url: str, session: str) -> float:
    started = time.perf_counter()
    answer = httpx.get(url, cookies={"sessionid": session}, timeout=120)
    spent = (time.perf_counter() - started) * 1000
    if answer.status_code != HTTPStatus.OK:
        raise SystemExit(f"{url} answers {answer.status_code}")
    return spent


def beside_pandas(ledger: Ledger, visits: int) -> None:
    """Time pandas over the same visits, and hold its counts against the kept ones."""
    n = np.arange(BASE, BASE + visits, dtype=np.int64)
    frame = pd.DataFrame(
        {
            "region": (n % STATIONS % 20).astype(np.int8),
            "overall": (n // 3 % len(OVERALL)).astype(np.int8),
            **{f"q{j}": answers(n, j) for j in TYPES},
        }
    )
    started = time.perf_counter()
    counts = {j: frame.groupby(["region", f"q{j}"], observed=True).size() for j in TYPES}
    frame.groupby(["region", "overall"], observed=True).size()
    print(f"pandas, the same counts of {visits:,} visits in memory: {(time.perf_counter() - started) * 1000:.0f} ms")
    with ledger.connect() as connection:
        rows = connection.execute(
            "SELECT q.code, t.kind, t.value, sum(t.visits) FROM visits_answertally t"
            " JOIN visits_question q ON q.id = t.question_id WHERE q.type <> 'number' GROUP BY 1, 2, 3"
        ).fetchall()
    kept = {(code, kind, value): int(count) for code, kind, value, count in rows}  # type: ignore[misc]
    if kept != _expected(counts):
        raise SystemExit("pandas counts something else")
    print("pandas and the kept counts agree on every answer")


def _expected(counts: dict[int, "pd.Series[int]"]) -> dict[tuple[str, str, str], int]:
    found: dict[tuple[str, str, str], int] = {}
    for j, kind in TYPES.items():
        for rest, word in enumerate(WORDS.get(kind, ())):
            if word is not None:
                key = (f"q{j}", "unseen", "") if word == "null" else (f"q{j}", "value", word.strip('"'))
                found[key] = found.get(key, 0) + int(counts[j].xs(rest, level=1).sum())
    return {key: count for key, count in found.items() if count}


def run(*, size: int = SIZE, keep: bool = False) -> bool:
    """Fill, ask and print; false where a dashboard of `size` visits is slower than the limit allows."""
    embedded.hold()
    small, large = Visits("bench_visits_small", 0, 0), Visits("bench_visits_large", 0, 0)
    with database(small, keep=keep), database(large, keep=keep):
        ways = [(ledger, *fill(ledger, visits)) for ledger, visits in ((small, SMALL), (large, size))]
        with serving(small) as one, serving(large) as other:
            bases = [
                (base.removesuffix("en/"), session, mission)
                for base, (_ledger, session, mission) in zip((one, other), ways, strict=True)
            ]
            good = compare(bases)
        beside_pandas(large, size)
    return good


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench-visits-pages", description=__doc__)
    parser.add_argument("--size", type=int, default=SIZE, help="visits of the large mission")
    parser.add_argument("--keep", action="store_true", help="keep both databases for the next run")
    options = parser.parse_args()
    if not run(size=options.size, keep=options.keep):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
