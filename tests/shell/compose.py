"""docker-compose.yml as an engine would read it: variables filled in, anchors and merges resolved."""

import json
import re
from collections.abc import Mapping
from typing import Any

import yaml

from tests.architecture.tracked import ROOT

VARIABLE = re.compile(r"\$\{(\w+):([-?])([^}]*)\}")
GIVEN = {"POSTGRES_PASSWORD": "given", "SECRET_KEY": "given"}


def compose_text() -> str:
    """The file as it is written."""
    return (ROOT / "docker-compose.yml").read_text()


def compose(given: Mapping[str, str] = GIVEN) -> dict[str, Any]:
    """The file with its variables filled in; a required one that is not given is an error, as in the engine."""

    def fill(match: re.Match[str]) -> str:
        name, kind, text = match.groups()
        if name in given:
            return given[name]
        if kind == "?":
            raise KeyError(f"{name}: {text}")
        return text

    loaded = yaml.safe_load(VARIABLE.sub(fill, compose_text()))
    assert isinstance(loaded, dict)
    return loaded


def compose_json() -> str:
    """The filled file as JSON, which is YAML without merges."""
    return json.dumps(compose())


def command_of(service: str) -> list[str]:
    """What a service runs."""
    command = compose()["services"][service]["command"]
    return [str(part) for part in command]
