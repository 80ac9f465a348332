"""Measures extraction against the statement corpus and writes the figures that the methodology page shows.

The corpus is not part of the repository: `ELECTIONWATCH_CORPUS` names its folder, `../shared/corpus` by default.
A fifth of it was set aside while the rules were made, by a hash of the text's id, and is reported apart: only that part
and texts kept elsewhere say how extraction does on texts that nobody tuned to.
"""

import argparse
import hashlib
import importlib.util
import json
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

from apps.extraction.corpus_format import as_corpus_row
from apps.extraction.packs import pack_version
from apps.extraction.pipeline import extract
from apps.extraction.text import normalise

ROOT = Path(__file__).resolve().parents[1]
CORPUS = Path(os.environ.get("ELECTIONWATCH_CORPUS", ROOT.parent / "shared" / "corpus"))
FIGURES = ROOT / "docs" / "accuracy.json"
REAL = {"seed", "verbatim_repo"}
Rows = dict[str, dict[str, Any]]


def is_unseen(ident: str) -> bool:
    """Whether a text belongs to the fifth that was set aside; the founding article never does."""
    return ident != "seed" and int(hashlib.sha256(ident.encode()).hexdigest(), 16) % 5 == 0


def rows_of(path: Path) -> Rows:
    return {row["id"]: row for row in map(json.loads, path.read_text("utf-8").splitlines()) if row}


def scorer() -> ModuleType:
    """The corpus's own scorer, taken from beside the texts."""
    spec = importlib.util.spec_from_file_location("corpus_score", CORPUS / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"No scorer at {CORPUS}. Set ELECTIONWATCH_CORPUS to the folder of the statement corpus.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predictions(golds: Rows) -> tuple[Rows, dict[str, str]]:
    """What extraction says of each text, and the texts."""
    predicted, texts = {}, {}
    for ident, gold in golds.items():
        texts[ident] = (CORPUS / "texts" / gold["file"]).read_text("utf-8")
        predicted[ident] = as_corpus_row(extract(normalise(texts[ident])), ident)
    return predicted, texts


def figures(score: Callable[..., Any], golds: Rows, predicted: Rows, texts: dict[str, str]) -> dict[str, Any]:
    """Precision, recall and F1 of each field over the given texts."""
    tallies, _, inexact, quotes, _ = score(golds, predicted, texts)
    fields = {
        name: {
            "precision": tally.precision,
            "recall": tally.recall,
            "f1": tally.f1,
            "tp": tally.tp,
            "fp": tally.fp,
            "fn": tally.fn,
        }
        for name, tally in tallies.items()
    }
    return {"texts": len(golds), "quotes": quotes, "inexact_quotes": inexact, "fields": fields}


def parts_of(golds: Rows, index: Rows) -> dict[str, Rows]:
    """The texts cut into the parts that are reported apart."""

    def chosen(keep: Callable[[str], bool]) -> Rows:
        return {ident: gold for ident, gold in golds.items() if keep(ident)}

    parts = {
        "all": golds,
        "real": chosen(lambda ident: index[ident]["provenance"] in REAL),
        "retold": chosen(lambda ident: index[ident]["provenance"] not in REAL),
        "seen": chosen(lambda ident: not is_unseen(ident)),
        "unseen": chosen(is_unseen),
    }
    for language in sorted({gold["lang"] for gold in golds.values()}):
        parts[f"language:{language}"] = {ident: gold for ident, gold in golds.items() if gold["lang"] == language}
    return parts


def table(name: str, measured: dict[str, Any], order: Iterable[str]) -> str:
    lines = [f"{name}: {measured['texts']} texts, {measured['quotes']} quotes, {measured['inexact_quotes']} inexact"]
    for field in order:
        row = measured["fields"].get(field)
        if row:
            shown = " ".join(
                "    -" if row[key] is None else f"{row[key]:5.2f}" for key in ("precision", "recall", "f1")
            )
            lines.append(f"  {field:20} {shown} {row['tp']:4} {row['fp']:4} {row['fn']:4}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all-languages", action="store_true", help="print a table for each language too")
    parser.add_argument("--no-write", action="store_true", help="leave docs/accuracy.json as it is")
    options = parser.parse_args()
    if not (CORPUS / "gold.jsonl").exists():
        raise SystemExit(f"No corpus at {CORPUS}. Set ELECTIONWATCH_CORPUS to the folder of the statement corpus.")
    golds, index = rows_of(CORPUS / "gold.jsonl"), rows_of(CORPUS / "index.jsonl")
    module = scorer()
    predicted, texts = predictions(golds)
    measured = {
        name: figures(module.score, part, {ident: predicted[ident] for ident in part}, {i: texts[i] for i in part})
        for name, part in parts_of(golds, index).items()
        if part
    }
    for name, one in measured.items():
        if options.all_languages or not name.startswith("language:"):
            sys.stdout.write(table(name, one, module.ORDER) + "\n\n")
    if not options.no_write:
        report = {"pack_version": pack_version(), "parts": measured}
        FIGURES.write_text(json.dumps(report, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
