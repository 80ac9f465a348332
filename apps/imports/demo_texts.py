"""The demonstration texts and the decisions about them, as `demo/demo.yaml` lists them."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from apps.imports.models import Proposal

_FOLDER = Path(__file__).parent / "demo"


@dataclass(frozen=True, slots=True)
class Correction:
    """What an editor decides about one proposal: other values, or a rejection with its reason."""

    kind: str
    words: str
    values: dict[str, Any] = field(default_factory=dict)
    rejection: str = ""

    def fits(self, proposal: Proposal) -> bool:
        return proposal.kind == self.kind and self.words in proposal.exact


@dataclass(frozen=True, slots=True)
class DemoMission:
    """What an editor knows of a mission beyond the text."""

    organisation: str
    format: str
    mandate: dict[str, str]


@dataclass(frozen=True, slots=True)
class DemoText:
    """One retold text, with all that an import asks for."""

    text: str
    name: str
    language: str
    published_on: date
    kind: str
    facts_from: str
    missions: tuple[DemoMission, ...]
    corrections: tuple[Correction, ...]

    def correction(self, proposal: Proposal) -> Correction | None:
        return next((item for item in self.corrections if item.fits(proposal)), None)

    def mission(self, organisation: str) -> DemoMission | None:
        return next((item for item in self.missions if item.organisation == organisation), None)


@dataclass(frozen=True, slots=True)
class Demo:
    """The whole demonstration."""

    publisher: dict[str, Any]
    texts: tuple[DemoText, ...]


def load() -> Demo:
    """Read the demonstration from the files beside this module."""
    content = yaml.safe_load((_FOLDER / "demo.yaml").read_text("utf-8"))
    return Demo(publisher=content["publisher"], texts=tuple(_text(entry) for entry in content["texts"]))


def _text(entry: dict[str, Any]) -> DemoText:
    return DemoText(
        text=(_FOLDER / entry["file"]).read_text("utf-8"),
        name=entry["file"],
        language=entry["language"],
        published_on=date.fromisoformat(entry["published_on"]),
        kind=entry["kind"],
        facts_from=entry["facts_from"],
        missions=tuple(DemoMission(**mission) for mission in entry["missions"]),
        corrections=tuple(
            Correction(item["kind"], item["words"], item.get("set", {}), item.get("reject", ""))
            for item in entry["decisions"]
        ),
    )
