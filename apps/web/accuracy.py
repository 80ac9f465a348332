"""How often extraction errs, as it was measured; the figures come from the file that the measurement writes."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.web.wording import reader_locale

FIGURES: Final = Path("docs", "accuracy.json")

FIELD_LABELS: Final[Mapping[str, Promise | str]] = {
    "finding": _("Assessments"),
    "finding.topic": _("Topic of an assessment"),
    "finding.sentiment": _("Direction of an assessment"),
    "finding.voice": _("Whose words an assessment is in"),
    "quantity": _("Numbers"),
    "organisation": _("Organisations"),
    "person": _("Persons"),
    "country": _("Country"),
    "date": _("Date of the election"),
    "type": _("Type of the election"),
    "early": _("Whether the election was early"),
    "headline": _("Whether the text bears the headline out"),
    "language": _("Language of the text"),
    "statement": _("Whether a text is an observers’ statement"),
}
COLLECTION_LABELS: Final[Mapping[str, Promise | str]] = {
    "corpus": _("Collected statements"),
    "own": _("Texts that we wrote for testing"),
}
PART_LABELS: Final[Mapping[str, Promise | str]] = {
    "all": _("all"),
    "seen": _("known while the rules were written"),
    "unseen": _("set aside while the rules were written"),
    "dev": _("errors looked at"),
    "heldout": _("errors never looked at"),
    "first": _("first run, before anybody looked at errors"),
    "real": _("as published"),
    "retold": _("retold"),
}


@dataclass(frozen=True, slots=True)
class Measured:
    """One thing that extraction looks for: how many of its proposals are right, and how many there are to be found."""

    name: str
    right: int
    wrong: int
    missed: int

    @property
    def label(self) -> str:
        return str(FIELD_LABELS.get(self.name, self.name))

    @property
    def proposed(self) -> int:
        return self.right + self.wrong

    @property
    def present(self) -> int:
        return self.right + self.missed

    @property
    def wrong_in_a_hundred(self) -> int:
        return round(100 * self.wrong / self.proposed) if self.proposed else 0

    @property
    def missed_in_a_hundred(self) -> int:
        return round(100 * self.missed / self.present) if self.present else 0


@dataclass(frozen=True, slots=True)
class MeasuredSet:
    """One set of texts with all that was measured on it; `tuned` says that somebody looked at its errors."""

    name: str
    collection: str
    part: str
    tuned: bool
    texts: int
    quotes: int
    inexact: int
    fields: tuple[Measured, ...]

    @property
    def label(self) -> str:
        collection = str(COLLECTION_LABELS.get(self.collection, self.collection))
        parts = [part_label(part) for part in self.part.split(":") if part]
        return f"{collection}: {', '.join(parts)}" if parts else collection

    @property
    def findings(self) -> Measured | None:
        return self.field("finding")

    @property
    def numbers(self) -> Measured | None:
        return self.field("quantity")

    def field(self, name: str) -> Measured | None:
        return next((item for item in self.fields if item.name == name), None)


def part_label(part: str) -> str:
    """What a part of a collection is called: a kind of texts or a language; an unknown name stays as it is."""
    if part in PART_LABELS:
        return str(PART_LABELS[part])
    return str(reader_locale().languages.get(part, part))


@cache
def measured_sets() -> tuple[MeasuredSet, ...]:
    """All sets of the file, in its order; none where there is no file."""
    path = settings.BASE_DIR / FIGURES
    return tuple(read_sets(json.loads(path.read_text()))) if path.exists() else ()


def telling(sets: Iterable[MeasuredSet]) -> MeasuredSet | None:
    """The set that says most about texts still to come: one whose errors nobody looked at, and of those the largest."""
    counted = [item for item in sets if item.findings]
    return max(counted, key=lambda item: (not item.tuned, item.texts), default=None)


def read_sets(document: Mapping[str, Any]) -> Iterator[MeasuredSet]:
    """The sets of a document; what it does not say counts as nothing, and a set that measures nothing is left out."""
    for item in document.get("sets", []):
        fields = tuple(_fields(item.get("fields", [])))
        if fields:
            yield MeasuredSet(
                name=str(item.get("name", "")),
                collection=str(item.get("collection", item.get("name", ""))),
                part=str(item.get("part", "")),
                tuned=bool(item.get("tuned", True)),
                texts=int(item.get("texts", 0)),
                quotes=int(item.get("quotes", 0)),
                inexact=int(item.get("inexact_quotes", 0)),
                fields=fields,
            )


def _fields(fields: Iterable[Mapping[str, Any]]) -> list[Measured]:
    order = list(FIELD_LABELS)
    found = [
        Measured(name=str(item["field"]), right=item["tp"], wrong=item["fp"], missed=item["fn"])
        for item in fields
        if item.keys() >= {"field", "tp", "fp", "fn"} and item["tp"] + item["fp"] + item["fn"]
    ]
    return sorted(found, key=lambda item: order.index(item.name) if item.name in order else len(order))
