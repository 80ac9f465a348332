"""Tables for the terminal: what was extracted or proposed, each beside the words it rests on."""

from typing import Any, TextIO

from django.core.management.base import OutputWrapper
from rich.console import Console
from rich.table import Table

from apps.extraction.drafts import Draft, Extraction
from apps.imports.choices import ProposalKind, ProposalStatus
from apps.imports.models import ImportRun, Proposal

# What the table shows of each kind of value, in this order.
_SHOWN: dict[ProposalKind, tuple[str, ...]] = {
    ProposalKind.ELECTION: ("country", "first_polling_day", "types"),
    ProposalKind.MISSION: ("organisation",),
    ProposalKind.ROLE: ("name", "title"),
    ProposalKind.FINDING: ("topic", "sentiment", "voice"),
    ProposalKind.FIGURE: ("measure", "comparator", "value"),
    ProposalKind.RECOMMENDATION: ("topic", "voice"),
    ProposalKind.DELIVERABLE: ("report", "count", "unit", "due_on"),
    ProposalKind.HEADLINE: ("is_supported", "reason"),
}


def console(stream: OutputWrapper | TextIO) -> Console:
    """A console that writes where the command writes, as wide as the terminal or, without one, 120 columns."""
    target: Any = stream
    terminal = bool(getattr(target, "isatty", lambda: False)())
    return Console(file=target, width=None if terminal else 120, force_terminal=terminal)


def words(value: Any) -> str:
    """A value as a person reads it in a table."""
    if isinstance(value, list):
        return ", ".join(words(item) for item in value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "?" if value is None else str(value)


def summary(proposal: Proposal) -> str:
    """The machine's value in a few words."""
    shown = _SHOWN[ProposalKind(proposal.kind)]
    return " · ".join(words(proposal.payload.get(name)) for name in shown if proposal.payload.get(name) != "")


def proposals_table(run: ImportRun) -> Table:
    """A run's proposals in the order in which they are decided."""
    table = _table(str(run.statement or run.code))
    for proposal in Proposal.objects.filter(run=run).order_by("position"):
        table.add_row(str(proposal.get_kind_display()), summary(proposal), _one_line(proposal.exact), proposal.rule)
    return table


def claims_table(run: ImportRun) -> Table:
    """What became of a run: each accepted value beside its words."""
    statement = run.statement
    table = _table(f"{statement.title} ({statement.get_authenticity_display()})" if statement else run.code)
    accepted = Proposal.objects.filter(version=run.version, status=ProposalStatus.ACCEPTED).order_by("position")
    for proposal in accepted.prefetch_related("decisions"):
        decided = [decision.payload for decision in proposal.decisions.all() if decision.payload]
        proposal.payload = decided[-1] if decided else proposal.payload
        table.add_row(str(proposal.get_kind_display()), summary(proposal), _one_line(proposal.exact), proposal.rule)
    return table


def extraction_table(extraction: Extraction, *, title: str) -> Table:
    """What a text yields, without any row behind it."""
    table = _table(title)
    if not extraction.is_observation_statement:
        table.add_row("-", f"no observation statement: {extraction.not_because}", "", "")
    for name in (
        "countries",
        "election_date",
        "election_types",
        "organisations",
        "people",
        "quantities",
        "findings",
        "recommendations",
        "promises",
        "headline",
    ):
        found = getattr(extraction, name)
        for draft in found if isinstance(found, tuple) else (found,):
            if draft is not None:
                table.add_row(name, _draft_value(draft), _one_line(draft.quote), draft.rule)
    return table


def _table(title: str) -> Table:
    table = Table(title=title, show_lines=False)
    for heading in ("Kind", "Value", "Words", "Rule"):
        table.add_column(heading, overflow="fold")
    return table


_COMMON = frozenset(
    {"start", "end", "quote", "rule", "confidence", "because", "role_start", "role_end", "held_against"}
)


def _draft_value(draft: Draft) -> str:
    values = {name: getattr(draft, name) for name in draft.__dataclass_fields__ if name not in _COMMON}
    return " · ".join(words(value) for value in values.values() if value is not None)


def _one_line(text: str) -> str:
    return " ".join(text.split())
