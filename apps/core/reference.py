"""Reading the YAML tables that ship with the apps."""

from pathlib import Path
from typing import Any

import yaml


class BadReference(ValueError):
    """A table that ships with the code says something impossible; a person has to correct it."""


def read_table(path: Path) -> dict[str, Any]:
    """The mapping in a YAML file of ours."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(content, dict):
        raise BadReference(f"{path.name} holds no mapping")
    return content
