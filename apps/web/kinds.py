"""The four kinds of claims by the names that addresses use, and how one is found by its code."""

from typing import Any, Final

from apps.findings.models import AnyClaim, Deliverable, Figure, Finding, Recommendation
from apps.web import selectors
from apps.web.selectors import C

KINDS: Final[dict[str, type[AnyClaim]]] = {
    "finding": Finding,
    "figure": Figure,
    "recommendation": Recommendation,
    "promise": Deliverable,
}
# The letter before the hyphen of a public code.
PREFIXES: Final = {"f": "finding", "n": "figure", "r": "recommendation", "d": "promise"}


def kind_of(claim: AnyClaim) -> str:
    """The name under which addresses know a claim's kind."""
    return next(name for name, model in KINDS.items() if isinstance(claim, model))


def find_claim(model: type[C], code: str) -> C | None:
    """A claim that has a page, with its public quotes; a hidden one and one that never was are both None."""
    claims: Any = model.objects
    found = claims.addressable().filter(code=code)
    if model is Deliverable:
        found = selectors.with_public_fulfilment(found)
    claim: C | None = selectors.cited(found).first()
    return claim


def find_of_kind(kind: str, code: str) -> AnyClaim | None:
    """The same, where the kind is known by its name."""
    model: Any = KINDS[kind]
    claim: AnyClaim | None = find_claim(model, code)
    return claim


def kind_by_code(code: str) -> str | None:
    """The kind that a code says it is."""
    return PREFIXES.get(code.partition("-")[0])
