"""Numbers of rows as addresses and forms give them."""

from typing import Final

# One digit less than the largest number that PostgreSQL keeps.
DIGITS: Final = 18


def row_number(given: str | None) -> int | None:
    """The number in a text; None where there is none, or one too long for a row's."""
    return int(given) if given and given.isascii() and given.isdigit() and len(given) <= DIGITS else None
