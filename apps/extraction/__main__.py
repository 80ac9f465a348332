"""`python -m apps.extraction FILE… [--published YYYY-MM-DD]`: one JSON row a file, in the corpus format."""

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from apps.extraction.corpus_format import as_corpus_row
from apps.extraction.pipeline import extract
from apps.extraction.text import normalise


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--published", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD")
    options = parser.parse_args()
    for path in options.files:
        text = normalise(path.read_text("utf-8"))
        row = as_corpus_row(extract(text, published=options.published), path.stem.partition("_")[0])
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
