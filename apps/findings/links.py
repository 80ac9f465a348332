"""How evidence, replies and obligations lead to a claim: four keys, of which exactly one is set."""

from functools import reduce
from operator import or_
from typing import Final

from django.db.models import Q

CLAIM_LINKS: Final = ("finding", "figure", "recommendation", "deliverable")


def exactly_one_of(names: tuple[str, ...]) -> Q:
    """True where one of the foreign keys is set and all others are not."""
    return reduce(or_, (Q(**{f"{name}__isnull": name != wanted for name in names}) for wanted in names))
