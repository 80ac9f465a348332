"""Proposes what each reason for or against a clause should count, from annotated texts.

    python -m benchmarks.fit_weights

Every clause of a text that is an observation statement is a row: the reasons that `weighing` names for it, and
whether an annotated finding is paired with it. A logistic regression with a pull towards the weights in force (PULL) is
fitted to all rows; texts of the statement corpus count CORPUS_COUNTS times, since what they leave out is what a reader
would leave out, too. Our own texts are annotated more densely than the corpus; one more reason, "our own text", takes
that difference up in fitting and is dropped afterwards. BASE, which the sum begins with, is set for the best F1 on the
corpus.

How good such weights are on a text that they have not seen is measured by leaving out each corpus text in turn. Nothing
is written: the figures are printed, to be read, rounded and put into `apps/extraction/weights.py`. No step is random.
"""

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from apps.extraction.candidates import weighed_clauses
from apps.extraction.discourse import discourse_of
from apps.extraction.language import identify
from apps.extraction.packs import LANGUAGES, load
from apps.extraction.people import people_of
from apps.extraction.reading import read
from apps.extraction.text import normalise
from apps.extraction.weights import BASE, WEIGHTS
from benchmarks.score_corpus import CORPUS, OWN, rows_of

CORPUS_COUNTS = 6.0
PULL = 20.0
OVERLAP = 0.4  # of two spans, as the scorer asks
DENSE = "our own text"
STEPS, ENOUGH = 40, 1e-7
SHIFTS = [step / 20 for step in range(-30, 31)]
Array = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Row:
    """A clause: its reasons, its place, and whether an annotated finding goes with it."""

    reasons: tuple[str, ...]
    span: tuple[int, int]
    found: bool


@dataclass(frozen=True)
class Text:
    """An annotated text: its clauses, and where its findings are."""

    rows: list[Row]
    golds: list[tuple[int, int]]
    counts: float


@dataclass(frozen=True)
class Fit:
    """Weights and what they are added to."""

    weights: Mapping[str, float]
    base: float

    def is_finding(self, row: Row) -> bool:
        return self.base + sum(self.weights.get(reason, 0.0) for reason in row.reasons if reason != DENSE) > 0


def shared(one: tuple[int, int], other: tuple[int, int]) -> float:
    """How much of their union two spans share."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, common) / ((max(one[1], other[1]) - min(one[0], other[0])) or 1)


def paired(golds: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]]) -> set[int]:
    """Which spans go with a finding, one to one, the best overlap first."""
    ranked = sorted(
        ((shared(gold, span), i, j) for i, gold in enumerate(golds) for j, span in enumerate(spans)), reverse=True
    )
    left, taken = set(range(len(golds))), set[int]()
    for overlap, i, j in ranked:
        if overlap >= OVERLAP and i in left and j not in taken:
            left.remove(i)
            taken.add(j)
    return taken


def read_texts(folder: Path, *, counts: float, extra: tuple[str, ...] = ()) -> list[Text]:
    """Every observation statement of a folder with the clauses that extraction sees in it."""
    texts = []
    for gold in rows_of(folder / "gold.jsonl").values():
        raw = (folder / "texts" / gold["file"]).read_text("utf-8")
        language = identify(raw)
        if not gold["is_observation_statement"] or language not in LANGUAGES:
            continue
        reading = read(normalise(raw), load(language), headline=None)
        clauses = list(weighed_clauses(reading, discourse_of(reading, people_of(reading))))
        places = [(raw.find(one["quote"]), len(one["quote"])) for one in gold.get("findings") or []]
        golds = [(start, start + length) for start, length in places if start >= 0]
        found = paired(golds, [one.span for one in clauses])
        rows = [Row((*one.reasons, *extra), one.span, place in found) for place, one in enumerate(clauses)]
        texts.append(Text(rows, golds, counts))
    return texts


def tally(fit: Fit, texts: Iterable[Text]) -> tuple[int, int, int]:
    """Agreements, inventions and misses."""
    hits = inventions = misses = 0
    for text in texts:
        spans = [row.span for row in text.rows if fit.is_finding(row)]
        agreed = len(paired(text.golds, spans))
        hits, inventions, misses = hits + agreed, inventions + len(spans) - agreed, misses + len(text.golds) - agreed
    return hits, inventions, misses


def f1(counts: tuple[int, int, int]) -> float:
    return 2 * counts[0] / max(2 * counts[0] + counts[1] + counts[2], 1)


def fitted(texts: Sequence[Text]) -> Fit:
    """Weights by Newton's method, and the base that gives the best F1 on the corpus texts among them."""
    names = sorted({reason for text in texts for row in text.rows for reason in row.reasons})
    place = {name: number for number, name in enumerate(names)}
    rows = [(row, text.counts) for text in texts for row in text.rows]
    held: Array = np.zeros((len(rows), len(names) + 1))
    held[:, -1] = 1
    for number, (row, _) in enumerate(rows):
        held[number, [place[reason] for reason in row.reasons]] = 1
    found = np.array([float(row.found) for row, _ in rows])
    counts = np.array([count for _, count in rows])
    start = np.array([*(WEIGHTS.get(name, 0.0) for name in names), BASE])
    pull = np.full(len(start), PULL)
    pull[-1] = 0.01
    theta = _newton(held, found, counts, start, pull)
    corpus = [text for text in texts if text.counts == CORPUS_COUNTS]
    weights = {name: float(theta[place[name]]) for name in names}
    return max((Fit(weights, float(theta[-1]) + shift) for shift in SHIFTS), key=lambda fit: f1(tally(fit, corpus)))


def _newton(held: Array, found: Array, counts: Array, start: Array, pull: Array) -> Array:
    theta = start.copy()
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-(held @ theta)))
        slope = held.T @ (counts * (chance - found)) + pull * (theta - start)
        curve = (held * (counts * chance * (1 - chance))[:, None]).T @ held + np.diag(pull)
        step: Array = np.linalg.solve(curve, slope)
        theta -= step
        if np.abs(step).max() < ENOUGH:
            break
    return theta


def left_out(corpus: Sequence[Text], own: Sequence[Text]) -> tuple[int, int, int]:
    """The tally over the corpus, each text weighed by a fit that has not seen it."""
    total = [0, 0, 0]
    for number, text in enumerate(corpus):
        fit = fitted([*corpus[:number], *corpus[number + 1 :], *own])
        total = [one + other for one, other in zip(total, tally(fit, [text]), strict=True)]
    return total[0], total[1], total[2]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="folder of the statement corpus")
    options = parser.parse_args()
    corpus = read_texts(options.corpus, counts=CORPUS_COUNTS)
    own = read_texts(OWN / "dev", counts=1.0, extra=(DENSE,))
    if not corpus:
        raise SystemExit(f"No annotated texts at {options.corpus}: set ELECTIONWATCH_CORPUS to a folder.")
    fit, now = fitted([*corpus, *own]), Fit(WEIGHTS, BASE)
    for name in sorted(fit.weights, key=lambda one: -fit.weights[one]):
        sys.stdout.write(f'    "{name}": {round(20 * fit.weights[name]) / 20:.2f},  # now {WEIGHTS.get(name, 0.0)}\n')
    sys.stdout.write(f"BASE = {round(20 * fit.base) / 20:.2f}  # now {BASE}\n")
    for label, counts in (
        ("in force, corpus", tally(now, corpus)),
        ("in force, own", tally(now, own)),
        ("fitted, corpus", tally(fit, corpus)),
        ("fitted, own", tally(fit, own)),
        ("fitted without the text itself, corpus", left_out(corpus, own)),
    ):
        sys.stdout.write(f"{label}: {counts}, F1 {f1(counts):.3f}\n")


if __name__ == "__main__":
    main()
