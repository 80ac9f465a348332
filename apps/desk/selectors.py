"""What the review screen shows of a run: the text with its marks, and each proposal with the last decision about it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from apps.desk.segments import Mark, Segment, cut
from apps.desk.value_forms import Surroundings, ValueForm, is_blank, value_form
from apps.imports.choices import ProposalKind, ProposalStatus
from apps.imports.models import Decision, ImportRun, Proposal

CONTEXT_KINDS = frozenset({ProposalKind.ELECTION, ProposalKind.MISSION, ProposalKind.ROLE, ProposalKind.HEADLINE})


@dataclass(frozen=True, slots=True)
class Edit:
    """One field whose value a person changed."""

    label: str
    machine: str
    person: str


@dataclass(frozen=True, slots=True)
class Item:
    """One proposal on the page. `errors` are the words of a service that refused."""

    number: int
    proposal: Proposal
    form: ValueForm
    decision: Decision | None
    edits: tuple[Edit, ...]
    errors: tuple[str, ...] = ()
    reason: str = ""

    @property
    def is_open(self) -> bool:
        return self.proposal.status in (ProposalStatus.OPEN, ProposalStatus.HELD)

    @property
    def is_context(self) -> bool:
        return self.proposal.kind in CONTEXT_KINDS

    @property
    def value_rows(self) -> list[tuple[str, str]]:
        """The value that counts: as decided, else the machine's."""
        return list(readable(self.form, decided_payload(self.proposal)))


@dataclass(frozen=True, slots=True)
class Review:
    """Everything on the screen."""

    run: ImportRun
    items: list[Item]
    segments: list[Segment]
    counts: Counter[str]

    @property
    def decided(self) -> int:
        return self.counts[ProposalStatus.ACCEPTED] + self.counts[ProposalStatus.REJECTED]

    @property
    def open(self) -> int:
        return self.counts[ProposalStatus.OPEN]

    @property
    def about(self) -> list[Item]:
        return [item for item in self.items if item.is_context]

    @property
    def claims(self) -> list[Item]:
        return [item for item in self.items if not item.is_context]


def proposals_of(run: ImportRun) -> QuerySet[Proposal]:
    """The proposals about the text of a run, in the order in which people decide, with their decisions."""
    decisions = Decision.objects.select_related("by").order_by("id")
    about = Proposal.objects.filter(version=run.version) if run.version_id else Proposal.objects.none()
    return about.order_by("position", "id").prefetch_related(Prefetch("decisions", decisions))


def decided_payload(proposal: Proposal) -> dict[str, Any]:
    """The last value that a person gave, even if it was taken back since: nobody types it twice."""
    given = [decision.payload for decision in proposal.decisions.all() if decision.payload]
    return {**proposal.payload, **(given[-1] if given else {})}


def surroundings(proposals: list[Proposal]) -> Surroundings:
    """The organisations and speakers that the text names, as decided so far."""
    missions = (item for item in proposals if item.kind == ProposalKind.MISSION)
    roles = (item for item in proposals if item.kind == ProposalKind.ROLE)
    organisations = [decided_payload(item).get("organisation") for item in missions]
    speakers = [decided_payload(item).get("name") for item in roles]
    return Surroundings(
        tuple(dict.fromkeys(name for name in organisations if name)),
        tuple(dict.fromkeys(name for name in speakers if name)),
    )


@dataclass(frozen=True, slots=True)
class Attempt:
    """A decision that did not go through: shown again as it was typed, with the reason."""

    proposal_id: int
    data: Any
    errors: tuple[str, ...]


def review(run: ImportRun, attempt: Attempt | None = None) -> Review:
    """The screen of one run."""
    proposals = list(proposals_of(run))
    around = surroundings(proposals)
    items = [_item(number, proposal, around, attempt) for number, proposal in enumerate(proposals, start=1)]
    body = run.version.body if run.version else ""
    marks = (Mark(item.proposal.start, item.proposal.end, item.number, _style(item.proposal)) for item in items)
    counts = Counter(proposal.status for proposal in proposals)
    return Review(run, items, list(cut(body, marks)), counts)


def _item(number: int, proposal: Proposal, around: Surroundings, attempt: Attempt | None) -> Item:
    is_tried = attempt is not None and attempt.proposal_id == proposal.pk
    data = attempt.data if attempt is not None and is_tried and attempt.data.get("verdict") == "accept" else None
    form = value_form(proposal, around, value=decided_payload(proposal), data=data)
    decisions = list(proposal.decisions.all())
    return Item(
        number=number,
        proposal=proposal,
        form=form,
        decision=decisions[-1] if decisions else None,
        edits=tuple(_edits(form, proposal)),
        errors=attempt.errors if attempt is not None and is_tried else (),
        reason=attempt.data.get("reason", "") if attempt is not None and is_tried else "",
    )


def _style(proposal: Proposal) -> str:
    return f"desk-is-{proposal.status}"


def _edits(form: ValueForm, proposal: Proposal) -> Iterator[Edit]:
    decided = decided_payload(proposal)
    for name in form.fields:
        before, after = proposal.payload.get(name), decided.get(name)
        if before != after and not (is_blank(before) and is_blank(after)):
            yield Edit(label_of(form, name), shown(form, name, before), shown(form, name, after))


def readable(form: ValueForm, payload: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The fields of a value that say something, in words."""
    for name in form.fields:
        if not is_blank(payload.get(name)):
            yield label_of(form, name), shown(form, name, payload[name])


def label_of(form: ValueForm, name: str) -> str:
    """The words beside a field, as its own form puts them."""
    return str(form.fields[name].label)


def shown(form: ValueForm, name: str, value: Any) -> str:
    """A value in the words that the form has for it; the bare value where it has none."""
    if is_blank(value):
        return "—"
    if isinstance(value, list):
        return ", ".join(shown(form, name, part) for part in value)
    words = form.words_for(name)
    key = ("yes" if value else "no") if isinstance(value, bool) else str(value)
    return words.get(key, str(value))
