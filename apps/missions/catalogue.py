"""The table of organisations that ships with the code. Anybody may read it, so that its bodies betray no draft."""

from functools import cache
from pathlib import Path
from typing import Final, TypedDict

from apps.core.reference import read_table

TABLE: Final = Path(__file__).resolve().parent / "reference" / "organisations.yaml"


class Entry(TypedDict, total=False):
    """One line of the table."""

    code: str
    short: str
    kind: str
    parent: str
    country: str
    website: str
    en: str
    ru: str
    kk: str
    short_ru: str
    short_kk: str


def organisation_entries() -> list[Entry]:
    """The lines of the table, in its order."""
    entries: list[Entry] = read_table(TABLE)["organisations"]
    return entries


@cache
def shipped_codes() -> tuple[str, ...]:
    """The codes of all organisations of the table."""
    return tuple(entry["code"] for entry in organisation_entries())
