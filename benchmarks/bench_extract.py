"""Times extraction beside natasha's full pipeline and a blank spaCy pipeline, on one text, in one run.

Each pipeline runs in a process of its own, so that memory and loading are its own, over the same sentences of the same
text, our own wording below. Figures are the median of several warm runs; growth goes from 1,000 to 60,000 characters.
`make bench-extract` installs what is compared with into `.venv-bench`; a pipeline that is not there is left out.
"""

import argparse
import gc
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import TypedDict

from benchmarks.rivals import PIPELINES

RUSSIAN = """Миссия наблюдателей подвела итоги выборов

Парламентские выборы прошли спокойно и были хорошо организованы, однако подлинной конкуренции избиратели не увидели. Об этом на брифинге сообщил глава миссии БДИПЧ ОБСЕ Петер Новак.

«Мы посетили более 120 избирательных участков в 14 из 20 регионов, и в 96% случаев ход голосования оценили положительно», – сказал он. По его словам, подсчёт голосов был менее прозрачным: наблюдателям не всегда давали копии протоколов.

Кампания получилась вялой, а государственные телеканалы освещали её односторонне. Вместе с тем миссия приветствовала участие женщин в работе комиссий. Итоговый отчёт будет опубликован через восемь недель.

В Центральной избирательной комиссии с критикой не согласны. Председатель комиссии Анна Иванова заявила, что нарушений не зафиксировано, явка составила 61,3%.

"""  # noqa: E501
ENGLISH = """Observers call the election calm but uncompetitive

The parliamentary election was conducted efficiently, but voters had no genuine alternative, the joint observation mission said in a preliminary statement on Monday. Head of mission Maria Lindqvist told reporters that fundamental freedoms remained restricted.

"We visited more than 240 polling stations in 11 of 18 regions, and the voting was assessed positively in 94 per cent of them," she said. Counting was less transparent: observers were not always given copies of the protocols.

The campaign was low-key, and state media coverage was biased in favour of the ruling party. However, the mission welcomed the participation of women in election commissions. The final report will be published in eight weeks.

The Central Election Commission rejected the criticism. Its chair, Peter Brown, said that no violations were recorded and that turnout stood at 61.3 per cent.

"""  # noqa: E501
SIZES = (1_000, 2_000, 5_000, 10_000, 20_000, 40_000, 60_000)
COMPARED = 5_000
REPEATS = 5


class Row(TypedDict):
    """What one pipeline took: milliseconds until its first text, milliseconds a text, peak memory in MB, growth."""

    loading: float
    taken: float
    memory: float
    growth: dict[str, dict[str, float]]


def sized(text: str, size: int) -> str:
    return (text * (size // len(text) + 1))[:size]


def milliseconds(run: Callable[[str], object], text: str, *, repeats: int = REPEATS) -> float:
    """The median of several warm runs, in processor time, which other programs on the machine do not lengthen."""
    run(text)
    taken = []
    for _ in range(repeats):
        gc.collect()
        started = time.process_time()
        run(text)
        taken.append((time.process_time() - started) * 1000)
    return statistics.median(taken)


def memory() -> float:
    """The process's peak so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(name: str) -> None:
    """One pipeline, in this process: loading, memory, time; growth in both languages where it is ours."""
    started = time.perf_counter()
    run = PIPELINES[name][1]()
    if run is None:
        sys.stdout.write("null\n")
        return
    run(RUSSIAN)
    loading = (time.perf_counter() - started) * 1000
    texts = {"Russian": RUSSIAN, "English": ENGLISH} if name in {"rules", "tagger"} else {}
    growth = {
        language: {size: milliseconds(run, sized(text, size), repeats=3) for size in SIZES}
        for language, text in texts.items()
    }
    taken = milliseconds(run, sized(RUSSIAN, COMPARED))
    row = {"loading": loading, "taken": taken, "memory": memory(), "growth": growth}
    sys.stdout.write(json.dumps(row) + "\n")


def measured(name: str) -> Row | None:
    """One pipeline, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.bench_extract", "--one", name]
    alone = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # threads that wait would count as time taken
    done = subprocess.run(  # noqa: S603
        command, capture_output=True, text=True, check=False, env={**os.environ, **alone}
    )
    if done.returncode:
        sys.stdout.write(f"{PIPELINES[name][0]} failed:\n{done.stderr[-800:]}\n")
        return None
    row: Row | None = json.loads(done.stdout.splitlines()[-1])
    return row


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--one", choices=PIPELINES, help="measure one pipeline and print a JSON row")
    options = parser.parse_args()
    if options.one:
        measure(options.one)
        return
    rows = {name: measured(name) for name in PIPELINES}
    report(rows)


def report(rows: dict[str, Row | None]) -> None:
    """The comparison, then how time grows."""
    ours = rows["tagger"] or rows["rules"]
    sys.stdout.write(f"{COMPARED:,} characters of Russian, the same sentences, warm:\n")
    for name, row in rows.items():
        title = PIPELINES[name][0]
        if row is None or ours is None:
            sys.stdout.write(f"  {title:32} not installed, left out\n")
            continue
        sys.stdout.write(
            f"  {title:32} {row['taken']:8.1f} ms, {row['taken'] / ours['taken']:5.2f} of ours; "
            f"{row['memory']:5.0f} MB; first text after {row['loading']:6.0f} ms\n"
        )
    for name in ("rules", "tagger"):
        _growth(name, rows[name])


def _growth(name: str, row: Row | None) -> None:
    if row is None:
        return
    sys.stdout.write(f"Growth of {PIPELINES[name][0]} (linear where the last column is steady):\n")
    for language, sizes in row["growth"].items():
        for size, taken in sizes.items():
            each = taken / int(size) * 2000
            sys.stdout.write(f"  {language} {int(size):6} characters {taken:8.1f} ms  {each:5.1f} ms per 2,000\n")


if __name__ == "__main__":
    main()
