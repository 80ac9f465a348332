"""Measures extraction against annotated texts and writes the figures that the methodology page shows.

Two collections are measured where they are at hand, each as sets of its own:
- the statement corpus, which is not part of the repository: `ELECTIONWATCH_CORPUS` names its folder. A fifth of it was
  set aside while the rules were first made, by a hash of the text's id; since then weights were fitted to all of it;
- our own texts in `tests/extraction/corpus`: `dev`, whose errors were looked at, and `heldout`, whose errors were not.
Only sets that nobody tuned to (`heldout`, `first`) say how extraction does on new texts. A field of them whose
errors somebody saw after all (SEEN) is left out of the file. Figures of a first run over new texts can be kept
(`--keep`) before their errors are looked at and the texts move to `dev`: `first_run.json` holds them, and the file
shows them beside the rest.
"""

import argparse
import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from apps.extraction.corpus_format import as_corpus_row
from apps.extraction.packs import pack_version
from apps.extraction.pipeline import extract
from apps.extraction.text import normalise
from benchmarks.scoring import FIELDS, Score, score_texts

ROOT = Path(__file__).resolve().parents[1]
CORPUS = Path(os.environ.get("ELECTIONWATCH_CORPUS", ROOT.parent / "shared" / "corpus"))
OWN = ROOT / "tests" / "extraction" / "corpus"
FIGURES = ROOT / "docs" / "accuracy.json"
REAL = {"seed", "verbatim_repo"}
FIRST_RUN = "first_run.json"  # beside the folders of our own texts
SEEN = {"heldout": {"quantity"}}  # fields of a held-out set whose errors somebody saw
UNTUNED = ("heldout", "first")
Rows = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Collection:
    """Annotated texts of one folder, with what extraction says of each."""

    golds: Rows
    index: Rows
    predicted: Rows
    texts: dict[str, str]

    def scored(self, keep: Callable[[str], bool]) -> Score:
        return score_texts({one: gold for one, gold in self.golds.items() if keep(one)}, self.predicted, self.texts)

    def languages(self) -> list[str]:
        return sorted({gold["lang"] for gold in self.golds.values()})


def is_unseen(ident: str) -> bool:
    """Whether a text belongs to the fifth that was set aside; the founding article never does."""
    return ident != "seed" and int(hashlib.sha256(ident.encode()).hexdigest(), 16) % 5 == 0


def rows_of(path: Path) -> Rows:
    if not path.exists():
        return {}
    return {row["id"]: row for row in map(json.loads, path.read_text("utf-8").splitlines()) if row}


def read_collection(folder: Path) -> Collection | None:
    """The folder's texts read and extracted; None where it holds no annotation."""
    golds = rows_of(folder / "gold.jsonl")
    if not golds:
        return None
    texts = {ident: (folder / "texts" / gold["file"]).read_text("utf-8") for ident, gold in golds.items()}
    predicted = {ident: as_corpus_row(extract(normalise(text)), ident) for ident, text in texts.items()}
    return Collection(golds, rows_of(folder / "index.jsonl"), predicted, texts)


def _by_language(prefix: str, texts: Collection) -> Iterator[tuple[str, Score]]:
    for language in texts.languages():
        chosen = {ident for ident, gold in texts.golds.items() if gold["lang"] == language}
        yield f"{prefix}:{language}", texts.scored(chosen.__contains__)


def corpus_sets(texts: Collection) -> Iterator[tuple[str, Score]]:
    """The statement corpus: all, by provenance, seen and unseen, by language."""

    def is_real(ident: str) -> bool:
        return texts.index.get(ident, {}).get("provenance") in REAL

    yield "corpus", texts.scored(lambda _: True)
    yield "corpus:real", texts.scored(is_real)
    yield "corpus:retold", texts.scored(lambda one: not is_real(one))
    yield "corpus:seen", texts.scored(lambda one: not is_unseen(one))
    yield "corpus:unseen", texts.scored(is_unseen)
    yield from _by_language("corpus", texts)


def own_sets(name: str, texts: Collection) -> Iterator[tuple[str, Score]]:
    """One folder of our own texts: all, by language."""
    yield f"own:{name}", texts.scored(lambda _: True)
    yield from _by_language(f"own:{name}", texts)


def measured_sets(corpus: Path, own: Path) -> dict[str, Score]:
    """Every set that is at hand, by its name."""
    found: dict[str, Score] = {}
    if shared := read_collection(corpus):
        found.update(corpus_sets(shared))
    for folder in sorted(own.iterdir()) if own.is_dir() else []:
        if texts := read_collection(folder):
            found.update(own_sets(folder.name, texts))
    return found


def as_figures(name: str, score: Score) -> dict[str, Any]:
    """One set as `docs/accuracy.json` holds it; docs/extraction.md describes the shape."""
    collection, _, part = name.partition(":")
    seen = SEEN.get(part.partition(":")[0], set())
    fields = [
        {
            "field": key,
            "precision": _rounded(tally.precision),
            "recall": _rounded(tally.recall),
            "f1": _rounded(tally.f1),
            "tp": tally.tp,
            "fp": tally.fp,
            "fn": tally.fn,
        }
        for key, tally in score.fields.items()
        if key not in seen
    ]
    return {
        "name": name,
        "collection": collection,
        "part": part or "all",
        "tuned": not part.startswith(UNTUNED),
        "texts": score.texts,
        "quotes": score.quotes,
        "inexact_quotes": score.inexact,
        "fields": fields,
    }


def kept_sets(own: Path) -> list[dict[str, Any]]:
    """The figures of first runs, each set with the `pack_version` that was measured."""
    path = own / FIRST_RUN
    return json.loads(path.read_text("utf-8"))["sets"] if path.exists() else []


def keep_first_run(own: Path, folder: str) -> None:
    """Writes what extraction does on the folder's texts now; what was kept once is never measured again.

    Raises FileExistsError where a first run was kept already.
    """
    texts = read_collection(own / folder)
    if texts is None:
        raise SystemExit(f"No texts at {own / folder}.")
    sets = [
        {**as_figures(name, score), "pack_version": pack_version()}
        for name, score in own_sets("first", texts)
        if score.texts
    ]
    with (own / FIRST_RUN).open("x", encoding="utf-8") as file:
        file.write(json.dumps({"sets": sets}, indent=1) + "\n")


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def table(name: str, score: Score) -> str:
    """A set in print: precision, recall, F1, then agreements, inventions, misses."""
    lines = [f"{name}: {score.texts} texts, {score.quotes} quotes, {score.inexact} inexact"]
    for key in FIELDS:
        tally = score.fields[key]
        shown = " ".join("    -" if one is None else f"{one:5.2f}" for one in (tally.precision, tally.recall, tally.f1))
        lines.append(f"  {key:20} {shown} {tally.tp:4} {tally.fp:4} {tally.fn:4}")
    return "\n".join(lines)


def _disagreements(score: Score, names: list[str], limit: int) -> str:
    return "\n".join(f"  {name}  {one}" for name in names for one in score.misses[name][:limit])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="folder of the statement corpus")
    parser.add_argument("--own", type=Path, default=OWN, help="folder that holds folders of our own texts")
    parser.add_argument("--set", action="append", metavar="NAME", help="print these sets only; nothing is written")
    parser.add_argument("--misses", nargs="+", choices=FIELDS, default=[], help="print the disagreements of fields")
    parser.add_argument("--limit", type=int, default=200, help="the most disagreements printed for a field")
    parser.add_argument("--keep", metavar="FOLDER", help="keep the first run over a folder of our own texts; no more")
    options = parser.parse_args()
    if options.keep:
        keep_first_run(options.own, options.keep)
        return
    scores = measured_sets(options.corpus, options.own)
    if not scores:
        raise SystemExit(f"No texts at {options.corpus} nor {options.own}: set ELECTIONWATCH_CORPUS to a folder.")
    for name, score in scores.items():
        if not score.texts or (options.set and name not in options.set):
            continue
        sys.stdout.write(table(name, score) + "\n")
        if options.set and options.misses:
            sys.stdout.write(_disagreements(score, options.misses, options.limit) + "\n")
        sys.stdout.write("\n")
    if not options.set:
        sets = [as_figures(name, score) for name, score in scores.items() if score.texts]
        report = {"pack_version": pack_version(), "sets": sets + kept_sets(options.own)}
        FIGURES.write_text(json.dumps(report, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
