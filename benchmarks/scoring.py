"""Counts how predictions agree with annotated texts, field by field, micro-averaged over the texts.

A quote that is not its exact slice of the text counts as inexact and matches nothing. From a text that is no
observation statement nothing may be claimed. A finding is found where its span and the annotated one share two fifths
of their union.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

FIELDS = (
    "statement",
    "language",
    "country",
    "date",
    "type",
    "early",
    "organisation",
    "person",
    "quantity",
    "finding",
    "finding.sentiment",
    "finding.topic",
    "finding.voice",
    "headline",
)
MIN_OVERLAP = 0.4
Row = Mapping[str, Any]
_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Tally:
    """Agreements, inventions and misses of one field."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    @property
    def precision(self) -> float | None:
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else None

    @property
    def recall(self) -> float | None:
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else None

    @property
    def f1(self) -> float | None:
        whole = 2 * self.tp + self.fp + self.fn
        return 2 * self.tp / whole if whole else None


@dataclass(slots=True)
class Score:
    """The tallies of one set of texts, and each disagreement in words."""

    texts: int = 0
    quotes: int = 0
    inexact: int = 0
    fields: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in FIELDS})
    misses: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in FIELDS})

    def count(self, name: str, ident: str, lost: Sequence[object], extra: Sequence[object], agreed: int) -> None:
        tally = self.fields[name]
        tally.tp, tally.fp, tally.fn = tally.tp + agreed, tally.fp + len(extra), tally.fn + len(lost)
        self.misses[name] += [f"{ident}: missed {one!r}" for one in lost]
        self.misses[name] += [f"{ident}: invented {one!r}" for one in extra]

    def compare(
        self, name: str, ident: str, gold: Any, predicted: Any, same: Callable[[Any, Any], bool] | None = None
    ) -> None:
        """One value against one; where the annotation leaves the question open nothing is counted."""
        if gold is None:
            return
        agreed = predicted is not None and (same or _equal)(gold, predicted)
        lost = [] if agreed else [gold]
        self.count(name, ident, lost, [predicted] if lost and predicted is not None else [], int(agreed))

    def match(
        self, name: str, ident: str, golds: Sequence[Any], predicted: Sequence[Any], alike: Callable[[Any, Any], float]
    ) -> list[tuple[Any, Any]]:
        """Many values against many, the most alike paired first."""
        pairs, lost, extra = paired(golds, predicted, alike)
        self.count(name, ident, lost, extra, len(pairs))
        return pairs


def _equal(one: Any, other: Any) -> bool:
    return bool(one == other)


def paired(
    golds: Sequence[Any], predicted: Sequence[Any], alike: Callable[[Any, Any], float]
) -> tuple[list[tuple[Any, Any]], list[Any], list[Any]]:
    """Pairs of the most alike first, what was missed, what was invented."""
    ranked = [(alike(gold, one), i, j) for i, gold in enumerate(golds) for j, one in enumerate(predicted)]
    ranked.sort(key=lambda row: -row[0])
    left, right = set(range(len(golds))), set(range(len(predicted)))
    pairs = []
    for likeness, i, j in ranked:
        if likeness > 0 and i in left and j in right:
            left.remove(i)
            right.remove(j)
            pairs.append((golds[i], predicted[j]))
    return pairs, [golds[i] for i in sorted(left)], [predicted[j] for j in sorted(right)]


def _is_exact(text: str, one: Row) -> bool:
    start, end = one.get("start"), one.get("end")
    return start is not None and end is not None and text[start:end] == one.get("quote")


def _same_day(gold: str, predicted: str) -> bool:
    """A day annotated without a year agrees with any year, a year or month with every day in it."""
    if gold.startswith("--"):
        return predicted == gold or predicted[4:] == gold[1:]
    return predicted == gold or (len(gold) < 10 and predicted.startswith(gold))


def _same_person(gold: Row, one: Row) -> float:
    """Whether one name's words hold the other's: a surname alone is enough."""
    words = [frozenset(_WORD.findall(row["name"].casefold().replace("ё", "е"))) for row in (gold, one)]
    return float(all(words) and (words[0] <= words[1] or words[1] <= words[0]))


def _same_figure(gold: Row, one: Row) -> float:
    return float(
        (gold["kind"], float(gold["value"]), gold["comparator"])
        == (one["kind"], float(one["value"]), one["comparator"])
    )


def _shared(gold: Row, one: Row) -> float:
    """How much of their union two spans share; nothing below the least that counts."""
    (a, b), (c, d) = gold["span"], one["span"]
    union = max(b, d) - min(a, c)
    shared = max(0, min(b, d) - max(a, c)) / union if union else 0.0
    return shared if shared >= MIN_OVERLAP else 0.0


def _spanned(text: str, findings: Sequence[Row]) -> list[dict[str, Any]]:
    """Annotated findings with the place of their words in the text."""
    found = [(text.find(one["quote"]), one) for one in findings]
    return [{**one, "span": (start, start + len(one["quote"]))} for start, one in found if start >= 0]


def _add_statement(score: Score, ident: str, gold: Row, predicted: Row, text: str) -> None:
    for name, key in (("country", "country_iso2"), ("type", "election_types"), ("organisation", "organisations")):
        score.match(name, ident, gold.get(key) or [], predicted.get(key) or [], lambda a, b: float(a == b))
    score.compare("date", ident, gold.get("election_date"), predicted.get("election_date"), _same_day)
    score.compare("early", ident, gold.get("early"), predicted.get("early"))
    score.match("person", ident, gold.get("people") or [], predicted.get("people") or [], _same_person)
    cited = {
        kind: [one for one in predicted.get(kind) or [] if _is_exact(text, one)] for kind in ("quantities", "findings")
    }
    given = sum(len(predicted.get(kind) or []) for kind in cited)
    score.quotes += given
    score.inexact += given - sum(map(len, cited.values()))
    figures = [
        [one for one in row if one["kind"] != "other"] for row in (gold.get("quantities") or [], cited["quantities"])
    ]
    score.match("quantity", ident, figures[0], figures[1], _same_figure)
    found = [{**one, "span": (one["start"], one["end"])} for one in cited["findings"]]
    for one, other in score.match("finding", ident, _spanned(text, gold.get("findings") or []), found, _shared):
        for key in ("sentiment", "topic", "voice"):
            score.compare(f"finding.{key}", ident, one[key], other.get(key))
    score.compare("headline", ident, gold.get("headline_supported"), predicted.get("headline_supported"))


def score_texts(golds: Mapping[str, Row], predicted: Mapping[str, Row], texts: Mapping[str, str]) -> Score:
    """The score of predictions for annotated texts; a text without a prediction counts as missed."""
    score = Score(texts=len(golds))
    for ident, gold in golds.items():
        row = predicted.get(ident) or {}
        score.compare(
            "statement", ident, gold["is_observation_statement"], bool(row.get("is_observation_statement", False))
        )
        score.compare("language", ident, gold.get("lang"), row.get("lang"))
        if gold["is_observation_statement"]:
            _add_statement(score, ident, gold, row, texts[ident])
        elif row.get("is_observation_statement"):
            score.count("finding", ident, [], row.get("findings") or [], 0)
    return score
