"""How often the rules are right, and how far two people agree: measured on decisions, never estimated."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from apps.imports.choices import ProposalKind, Verdict
from apps.imports.models import Proposal, SecondOpinion
from apps.imports.selectors import decided_payload, with_decisions

ENOUGH = 20
"""Under so many decisions a share says little, so none is shown."""

_SCORES = """
    SELECT p.rule, count(*), count(*) FILTER (WHERE d.verdict = 'accept'),
           count(*) FILTER (WHERE d.verdict = 'accept' AND d.payload IS NULL AND d.start IS NULL)
    FROM (SELECT DISTINCT ON (proposal_id) * FROM imports_decision ORDER BY proposal_id, id DESC) d
    JOIN imports_proposal p ON p.id = d.proposal_id
    WHERE d.way = 'single' AND d.verdict IN ('accept', 'reject') AND p.added_by_id IS NULL
    GROUP BY p.rule ORDER BY p.rule
"""


@dataclass(frozen=True, slots=True)
class RuleScore:
    """What people made of a rule's proposals, where they looked at each by itself."""

    rule: str
    decided: int = 0
    accepted: int = 0
    unchanged: int = 0

    @property
    def is_enough(self) -> bool:
        return self.decided >= ENOUGH

    @property
    def precision(self) -> int:
        """Accepted of decided, in per cent."""
        return round(100 * self.accepted / self.decided) if self.decided else 0

    @property
    def unchanged_share(self) -> int:
        """Accepted without any change of decided, in per cent."""
        return round(100 * self.unchanged / self.decided) if self.decided else 0


def rule_scores() -> dict[str, RuleScore]:
    """The score of each rule that has been decided upon, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(_SCORES)
        return {row[0]: RuleScore(*row) for row in cursor.fetchall()}


@dataclass(frozen=True, slots=True)
class Pair:
    """What two people said of one proposal, as labels that are equal or not."""

    proposal: Proposal
    topic: str
    first: Hashable
    second: Hashable


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two people agree within one group of proposals."""

    group: str
    n: int
    agreed: int
    kappa: float | None

    @property
    def is_enough(self) -> bool:
        return self.n >= ENOUGH


def kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Cohen's kappa: agreement beyond what chance alone would give.

    None where there is nothing to compare, or where both gave one and the same label throughout, so that chance alone
    explains everything.
    """
    n = len(pairs)
    if not n:
        return None
    first, second = Counter(a for a, _b in pairs), Counter(b for _a, b in pairs)
    observed = sum(a == b for a, b in pairs) / n
    expected = sum(first[label] * second[label] for label in first) / n**2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def pairs() -> list[Pair]:
    """Every proposal on which two people have decided."""
    opinions: dict[int, SecondOpinion] = {}
    for opinion in SecondOpinion.objects.order_by("id"):
        opinions[opinion.proposal_id] = opinion
    asked = with_decisions(Proposal.objects.filter(pk__in=opinions).select_related("run"))
    return [
        _pair(proposal, opinions[proposal.pk])
        for proposal in asked
        if opinions[proposal.pk].verdict in (Verdict.ACCEPT, Verdict.REJECT) and proposal.decisions.all()
    ]


def by_topic(found: Iterable[Pair]) -> list[Agreement]:
    """Agreement for each topic, on the whole label."""
    return _grouped((pair for pair in found if pair.topic), lambda pair: pair.topic)


def by_rule(found: Iterable[Pair]) -> list[Agreement]:
    return _grouped(found, lambda pair: pair.proposal.rule)


def _grouped(found: Iterable[Pair], key: Callable[[Pair], str]) -> list[Agreement]:
    groups: dict[str, list[tuple[Hashable, Hashable]]] = defaultdict(list)
    for pair in found:
        groups[key(pair)].append((pair.first, pair.second))
    return [
        Agreement(group, len(labels), sum(a == b for a, b in labels), kappa(labels))
        for group, labels in sorted(groups.items())
    ]


def _pair(proposal: Proposal, opinion: SecondOpinion) -> Pair:
    first = decided_payload(proposal)
    second = {**proposal.payload, **(opinion.payload or {})}
    kept = [decision for decision in proposal.decisions.all() if decision.verdict != Verdict.REOPEN]
    return Pair(
        proposal=proposal,
        topic=str(first.get("topic") or ""),
        first=_label(proposal, kept[-1].verdict if kept else Verdict.REJECT, first),
        second=_label(proposal, opinion.verdict, second),
    )


_LABELS: dict[str, tuple[str, ...]] = {
    ProposalKind.ELECTION: ("country", "first_polling_day"),
    ProposalKind.MISSION: ("organisation", "format"),
    ProposalKind.ROLE: ("name", "kind"),
    ProposalKind.FINDING: ("topic", "sentiment"),
    ProposalKind.FIGURE: ("measure", "comparator", "value"),
    ProposalKind.RECOMMENDATION: ("topic", "priority"),
    ProposalKind.DELIVERABLE: ("report", "count", "unit", "anchor"),
    ProposalKind.HEADLINE: ("is_supported",),
}


def _label(proposal: Proposal, verdict: str, value: dict[str, Any]) -> tuple[str, ...]:
    """What two people must share to agree: the fields that carry the meaning, or that it is rejected."""
    if verdict != Verdict.ACCEPT:
        return ("rejected",)
    return tuple(str(value.get(name)).removesuffix(".0") for name in _LABELS[proposal.kind])
