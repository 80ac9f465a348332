"""`make bench-site`: does the site stay as fast when the ledger is a hundred times as large?

Two databases on the embedded PostgreSQL hold invented ledgers, a small one and a large one (5,000 elections, 10,000
missions, a million findings). A web server runs on each. Every kind of page is asked for in turn, small, large, small,
large …, so that both meet the same noise; the ratio of the medians is what counts, and should be at most 1.5.
The databases are kept for the next run; `--fresh` makes them anew.
"""

import argparse
import os
import random
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import quote

import httpx
import psycopg
from psycopg import sql

from electionwatch import embedded, embedded_postgres
from electionwatch.embedded_paths import CHECKOUT, data_dir

LIMIT = 1.5
SAMPLES = 8
# As in production, but without a proxy before it and collected files behind it.
PLAIN = {"SECURE_SSL": "false", "STATIC_MANIFEST": "false"}
# The address of each kind of page, and the codes that may stand in it.
FIXED = (
    "", "elections/", "search/?q=voting", "search/?q=голосование", "search/?q=дауыс+беру&sentiment=positive",
    "statements/", "recommendations/", "promises/", "corrections/", "organisations/", "methodology/", "data/",
    "downloads/", "findings/feed/", "corrections/feed/",
)  # fmt: skip
RECORDS = {
    "elections": "SELECT code FROM elections_election",
    "countries": "SELECT lower(iso2) FROM elections_country WHERE id IN (SELECT country_id FROM elections_election)",
    "missions": "SELECT code FROM missions_mission",
    "organisations": "SELECT code FROM missions_organisation o WHERE EXISTS (SELECT FROM missions_mission m"
    " WHERE m.organisation_id = o.id)",
    "statements": "SELECT code FROM statements_statement",
    "findings": "SELECT code FROM findings_finding WHERE state = 'published' AND embargo_until IS NULL",
    "figures": "SELECT code FROM findings_figure WHERE state = 'published' AND embargo_until IS NULL",
    "recommendations": "SELECT code FROM findings_recommendation WHERE state = 'published' AND embargo_until IS NULL",
    "promises": "SELECT code FROM findings_deliverable WHERE state = 'published' AND embargo_until IS NULL",
}


@dataclass(frozen=True, slots=True)
class Ledger:
    """One database and its size."""

    name: str
    elections: int
    findings: int

    @property
    def url(self) -> str:
        host = quote(str(embedded_postgres.socket_folder(data_dir())), safe="")
        return f"postgres://{embedded_postgres.SUPERUSER}@/{self.name}?host={host}&port=5432"

    def connect(self, name: str = "") -> psycopg.Connection[tuple[str]]:
        folder = str(embedded_postgres.socket_folder(data_dir()))
        return psycopg.connect(
            host=folder, port=5432, user=embedded_postgres.SUPERUSER, dbname=name or self.name, autocommit=True
        )

    def environment(self) -> dict[str, str]:
        return {**os.environ, "DATABASE_URL": self.url, "DEBUG": "", "ALLOWED_HOSTS": "127.0.0.1", **PLAIN}

    def manage(self, *arguments: str) -> None:
        command = [sys.executable, "manage.py", *arguments]
        subprocess.run(command, env=self.environment(), cwd=CHECKOUT, check=True, stdout=subprocess.DEVNULL)  # noqa: S603


def prepare(ledger: Ledger, *, fresh: bool) -> None:
    """Make the database, unless it is there and whole."""
    name = sql.Identifier(ledger.name)
    with ledger.connect("postgres") as connection:
        if fresh:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [ledger.name]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
    ledger.manage("migrate", "-v0")
    with ledger.connect() as connection:
        if connection.execute("SELECT 1 FROM elections_election LIMIT 1").fetchone():
            return
    started = time.perf_counter()
    ledger.manage("load_reference")
    ledger.manage("generate_sample", "--elections", str(ledger.elections), "--findings", str(ledger.findings))
    print(f"{ledger.name}: filled in {time.perf_counter() - started:.0f} s")


@contextmanager
def serving(ledger: Ledger) -> Iterator[str]:
    """A web server on the ledger, as in production but for one process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = [
        sys.executable,
        "-m",
        "gunicorn",
        "electionwatch.wsgi",
        "--bind",
        f"127.0.0.1:{port}",
        "--no-control-socket",
    ]
    log = subprocess.DEVNULL
    process = subprocess.Popen(server, env=ledger.environment(), cwd=CHECKOUT, stdout=log, stderr=log)  # noqa: S603
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz")
        yield f"http://127.0.0.1:{port}/en/"
    finally:
        process.terminate()
        process.wait()


def _wait_for(url: str) -> None:
    for _ in range(300):
        try:
            if httpx.get(url).is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise SystemExit("The web server does not answer.")


def addresses(ledger: Ledger) -> dict[str, list[str]]:
    """Some pages of every kind."""
    dice = random.Random(7)  # noqa: S311 - nothing secret
    kinds = {f"/{path}": [path] * SAMPLES for path in FIXED}
    with ledger.connect() as connection:
        for kind, query in RECORDS.items():
            codes = sorted(code for (code,) in connection.execute(query.encode()))
            kinds[kind] = [f"{kind}/{code}/" for code in dice.sample(codes, min(SAMPLES, len(codes)))]
    return kinds


def milliseconds(client: httpx.Client, base: str, path: str) -> tuple[float, int]:
    started = time.perf_counter()
    answer = client.get(base + path)
    return (time.perf_counter() - started) * 1000, answer.status_code


def compare(small: tuple[str, dict[str, list[str]]], large: tuple[str, dict[str, list[str]]]) -> bool:
    """Print a line for each kind of page; false where a ratio is over the limit."""
    good = True
    print(f"{'page':<45}{'small ms':>10}{'large ms':>10}{'ratio':>8}")
    with httpx.Client(timeout=60) as client:
        for kind in small[1]:
            times: tuple[list[float], list[float]] = ([], [])
            failed: dict[str, int] = {}
            pairs = list(zip(small[1][kind], large[1][kind], strict=False))
            for round_number in range(3):
                for paths in pairs:
                    for (base, _), path, taken in zip((small, large), paths, times, strict=True):
                        spent, status = milliseconds(client, base, path)
                        if status != HTTPStatus.OK:
                            failed[path] = status
                        if round_number:  # the first round warms both
                            taken.append(spent)
            medians = [statistics.median(taken) for taken in times]
            ratio = medians[1] / medians[0]
            good = good and ratio <= LIMIT and not failed
            note = "  over" if ratio > LIMIT else ""
            print(f"{kind:<45}{medians[0]:>10.1f}{medians[1]:>10.1f}{ratio:>8.2f}{note}")
            for path, status in failed.items():
                print(f"  {path} answers {status}")
    return good


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench-site", description=__doc__)
    parser.add_argument("--elections", type=int, default=5000, help="in the large ledger")
    parser.add_argument("--findings", type=int, default=100, help="for each mission, in both")
    parser.add_argument("--fresh", action="store_true", help="make both databases anew")
    options = parser.parse_args()
    embedded.hold()
    ledgers = (
        Ledger("bench_site_small", max(options.elections // 100, 1), options.findings),
        Ledger("bench_site_large", options.elections, options.findings),
    )
    for ledger in ledgers:
        prepare(ledger, fresh=options.fresh)
    small, large = ledgers
    with serving(small) as one, serving(large) as other:
        if not compare((one, addresses(small)), (other, addresses(large))):
            raise SystemExit(1)


if __name__ == "__main__":
    main()
