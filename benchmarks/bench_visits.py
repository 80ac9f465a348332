"""`make bench-visits`: how fast visits load, and whether a dashboard over millions is as fast as one over thousands.

Each part runs in a process of its own, since each has a database of its own.
"""

import subprocess
import sys
from importlib.util import find_spec

PARTS = ("benchmarks.bench_visits_load", "benchmarks.bench_visits_pages")


def main() -> int:
    """Run the parts that there are; 1 where one of them misses its goal."""
    results = []
    for part in PARTS:
        if find_spec(part) is None:
            print(f"{part} is not there yet")
            continue
        print(f"== {part}", flush=True)
        results.append(subprocess.run([sys.executable, "-m", part], check=False).returncode)  # noqa: S603
    return 1 if any(results) else 0


if __name__ == "__main__":
    sys.exit(main())
