"""How often extraction errs, as it was measured; the figures come from the file that the measurement writes."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FIGURES: Final = Path("docs", "accuracy.json")
LANGUAGE: Final = "language:"
# Where the first of these sets has been measured, the page speaks of it: texts that nobody had seen while building.
TELLING: Final = ("unseen", "held_out", "all")

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
SET_LABELS: Final[Mapping[str, Promise | str]] = {
    "all": _("All texts"),
    "seen": _("Texts that were known while the rules were written"),
    "unseen": _("Texts that nobody had seen while the rules were written"),
    "real": _("Texts as they were published"),
    "retold": _("Texts retold for testing"),
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
    """One set of texts with all that was measured on it."""

    name: str
    texts: int
    quotes: int
    inexact: int
    fields: tuple[Measured, ...]

    @property
    def label(self) -> str:
        return str(SET_LABELS.get(self.name, self.name))

    @property
    def language(self) -> str:
        """The language that all texts of the set are in; empty where there are several."""
        return self.name.removeprefix(LANGUAGE) if self.name.startswith(LANGUAGE) else ""

    @property
    def findings(self) -> Measured | None:
        return self.field("finding")

    @property
    def numbers(self) -> Measured | None:
        return self.field("quantity")

    def field(self, name: str) -> Measured | None:
        return next((item for item in self.fields if item.name == name), None)


@cache
def measured_sets() -> tuple[MeasuredSet, ...]:
    """All sets of the file, in its order; none where the file is missing or says nothing that we can read."""
    path = settings.BASE_DIR / FIGURES
    if not path.exists():
        return ()
    return tuple(read_sets(json.loads(path.read_text())))


def telling(sets: tuple[MeasuredSet, ...]) -> MeasuredSet | None:
    """The set that says most about texts still to come, of those with assessments."""
    by_name = {item.name: item for item in sets if item.findings}
    return next((by_name[name] for name in TELLING if name in by_name), next(iter(by_name.values()), None))


def read_sets(document: Mapping[str, Any]) -> Iterator[MeasuredSet]:
    """Sets stand under “sets” or “parts”, in a list with names or by their names; fields that count nothing are left out."""
    found = document.get("sets") or document.get("parts") or []
    named = found.items() if isinstance(found, dict) else ((str(item.get("name", "")), item) for item in found)
    for name, item in named:
        fields = tuple(_fields(item.get("fields", {})))
        if fields:
            yield MeasuredSet(
                name=name,
                texts=int(item.get("texts", 0)),
                quotes=int(item.get("quotes", 0)),
                inexact=int(item.get("inexact_quotes", 0)),
                fields=fields,
            )


def _fields(fields: Mapping[str, Any]) -> Iterator[Measured]:
    order = list(FIELD_LABELS)
    for name in sorted(fields, key=lambda name: (order.index(name) if name in order else len(order), name)):
        counts = fields[name]
        if isinstance(counts, dict) and {"tp", "fp", "fn"} <= counts.keys():
            yield Measured(name=name, right=counts["tp"], wrong=counts["fp"], missed=counts["fn"])
