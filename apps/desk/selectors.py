"""What the review screen shows of a run to one person: the text with its marks, and each proposal with its state."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.models import User
from django.db.models import BooleanField, Case, Q, QuerySet, Value, When
from django.forms import DateField
from django.utils.formats import date_format
from django.utils.translation import gettext

from apps.desk.segments import Mark, Segment, cut
from apps.desk.value_forms import Surroundings, ValueForm, is_blank, value_form, whole
from apps.imports.choices import ConfidenceBand, ProposalKind, ProposalStatus
from apps.imports.models import Decision, DecisionDraft, ImportRun, Proposal, SecondOpinion
from apps.imports.quality import RuleScore, rule_scores
from apps.imports.selectors import decided_payload, second_look_of, with_decisions
from apps.imports.services.status import STATUS_AFTER
from apps.statements.spans import Place, cuts

UNRATED = "unrated"
CONTEXT_KINDS = frozenset({ProposalKind.ELECTION, ProposalKind.MISSION, ProposalKind.ROLE, ProposalKind.HEADLINE})


@dataclass(frozen=True, slots=True)
class Attempt:
    """A decision that did not go through: shown again as it was typed, with the reasons."""

    proposal_id: int
    data: Any
    errors: tuple[str, ...]
    fields: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """One field of a value in words; `machine` is given where a person has changed it."""

    label: str
    value: str
    machine: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One proposal on the page, as the person who looks sees it."""

    number: int
    proposal: Proposal
    form: ValueForm
    status: ProposalStatus
    span: Place
    score: RuleScore
    decision: Decision | SecondOpinion | None
    rows: tuple[Row, ...]
    is_editing: bool = False
    is_splitting: bool = False
    has_draft: bool = False
    errors: tuple[str, ...] = ()
    reason: str = ""
    batch: UUID = field(default_factory=uuid4)

    @property
    def is_open(self) -> bool:
        return self.status in (ProposalStatus.OPEN, ProposalStatus.HELD)

    @property
    def is_context(self) -> bool:
        return self.proposal.kind in CONTEXT_KINDS

    @property
    def status_label(self) -> str:
        return str(self.status.label)

    @property
    def exact(self) -> str:
        start, end = self.span
        return str(self.proposal.version.body[start:end])

    @property
    def is_moved(self) -> bool:
        return self.span != (self.proposal.start, self.proposal.end)

    @property
    def pieces(self) -> list[Segment]:
        """The quote, cut at the words that fired the rule."""
        start, end = self.span
        cues = (cue for cue in self.proposal.because if "start" in cue)
        marks = [
            Mark(cue["start"] - start, cue["end"] - start, number, "desk-cue")
            for number, cue in enumerate(cues)
            if start <= cue["start"] < cue["end"] <= end
        ]
        return list(cut(self.exact, marks))

    @property
    def fields(self) -> list[tuple[Any, str]]:
        """Each field of the form, with the machine's value in words beside it."""
        machine = {} if self.proposal.added_by_id else self.proposal.payload
        return [
            (self.form[name], shown(self.form, name, machine[name]) if name in machine else "")
            for name in self.form.fields
        ]

    @property
    def cuts(self) -> list[tuple[int, str, str]]:
        """Each place where the quote can be split, with the words on both sides."""
        start, end = self.span
        body = self.proposal.version.body
        return [(place, body[start:place].strip(), body[place:end].strip()) for place in cuts(body, self.span)]

    @property
    def second_topic(self) -> tuple[str, str] | None:
        """The runner-up among the topics, offered as one click."""
        name = self.proposal.payload.get("second_topic")
        words = self.form.words_for("topic").get(name or "") if "topic" in self.form.fields else None
        return (name, words) if name and words else None


@dataclass(frozen=True, slots=True)
class Filters:
    """What the person wants to see of the list; nothing chosen shows everything."""

    kind: str = ""
    rule: str = ""
    confidence: str = ""
    state: str = ""
    voice: str = ""

    @property
    def are_set(self) -> bool:
        return any((self.kind, self.rule, self.confidence, self.state, self.voice))

    def fits(self, item: Item) -> bool:
        proposal = item.proposal
        wanted = (
            (self.kind, proposal.kind),
            (self.rule, proposal.rule),
            (self.confidence, proposal.confidence),
            (self.state, item.status),
            (self.voice, str(proposal.payload.get("voice") or "")),
        )
        return all(not chosen or chosen == own for chosen, own in wanted)


class Review:
    """Everything on the screen."""

    def __init__(self, run: ImportRun, items: list[Item], filters: Filters) -> None:
        self.run, self.items, self.filters = run, items, filters
        self.shown = [item for item in items if filters.fits(item)]
        self.counts = Counter(item.status for item in items)

    @cached_property
    def segments(self) -> list[Segment]:
        body = self.run.version.body if self.run.version else ""
        marks = (Mark(*item.span, item.number, f"desk-is-{item.status}") for item in self.items)
        return list(cut(body, marks))

    @property
    def decided(self) -> int:
        return self.counts[ProposalStatus.ACCEPTED] + self.counts[ProposalStatus.REJECTED]

    @property
    def open(self) -> int:
        return self.counts[ProposalStatus.OPEN]

    @property
    def about(self) -> list[Item]:
        return [item for item in self.shown if item.is_context]

    @property
    def claims(self) -> list[Item]:
        return [item for item in self.shown if not item.is_context]

    @property
    def rules(self) -> list[tuple[str, int]]:
        """The rules with open proposals, for accepting all of one; a second look is one by one."""
        waiting = Counter(
            item.proposal.rule
            for item in self.items
            if item.status == item.proposal.status == ProposalStatus.OPEN and not item.proposal.added_by_id
        )
        return sorted(waiting.items())

    def item(self, proposal_id: int) -> Item:
        return next(item for item in self.items if item.proposal.pk == proposal_id)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks, and what is opened on the page."""

    user: User
    edit: int | None = None
    split: int | None = None
    attempt: Attempt | None = None
    filters: Filters = Filters()


def proposals_of(run: ImportRun, user: User) -> QuerySet[Proposal]:
    """The proposals about the text of a run, in the order of review, with their decisions and what is blind to whom."""
    about = Proposal.objects.filter(version=run.version) if run.version_id else Proposal.objects.none()
    blind = Case(When(second_look_of(user), then=Value(True)), default=Value(False), output_field=BooleanField())
    return with_decisions(about.select_related("version").order_by("position", "id")).annotate(is_blind=blind)


def surroundings(proposals: Iterable[Proposal]) -> Surroundings:
    """The organisations and people that the text names, as decided so far."""
    proposals = list(proposals)
    missions = (item for item in proposals if item.kind == ProposalKind.MISSION)
    roles = (item for item in proposals if item.kind == ProposalKind.ROLE)
    organisations = [decided_payload(item).get("organisation") for item in missions]
    speakers = [decided_payload(item).get("name") for item in roles]
    return Surroundings(
        tuple(dict.fromkeys(name for name in organisations if name)),
        tuple(dict.fromkeys(name for name in speakers if name)),
    )


class _Desk:
    """The rows around the proposals, fetched once a page."""

    def __init__(self, run: ImportRun, viewer: Viewer) -> None:
        self.viewer = viewer
        self.proposals = list(proposals_of(run, viewer.user))
        self.around = surroundings(self.proposals)
        self.scores = rule_scores()
        own = Q(by=viewer.user, proposal__version=run.version_id)
        self.drafts = {draft.proposal_id: draft for draft in DecisionDraft.objects.filter(own)}
        opinions = SecondOpinion.objects.filter(own).select_related("by").order_by("id")
        self.opinions = {opinion.proposal_id: opinion for opinion in opinions}

    def item(self, number: int, proposal: Proposal) -> Item:
        attempt = self.viewer.attempt
        tried = attempt if attempt is not None and attempt.proposal_id == proposal.pk else None
        draft = self.drafts.get(proposal.pk)
        decision, value, status = self._state(proposal)
        form = self._form(proposal, value, draft, tried)
        return Item(
            number=number,
            proposal=proposal,
            form=form,
            status=status,
            span=self._span(proposal, decision, draft),
            score=self.scores.get(proposal.rule, RuleScore(proposal.rule)),
            decision=decision,
            rows=tuple(_rows(form, proposal, value)),
            is_editing=self._is_editing(proposal, draft, tried),
            is_splitting=self.viewer.split == proposal.pk,
            has_draft=bool(draft and draft.fields),
            errors=tried.errors if tried else (),
            reason=tried.data.get("reason", "") if tried else "",
        )

    def _state(self, proposal: Proposal) -> tuple[Decision | SecondOpinion | None, dict[str, Any], ProposalStatus]:
        """What counts for this person: their own second opinion, nothing at all before it, or the decision."""
        if not getattr(proposal, "is_blind", False):
            decisions = list(proposal.decisions.all())
            return decisions[-1] if decisions else None, decided_payload(proposal), ProposalStatus(proposal.status)
        opinion = self.opinions.get(proposal.pk)
        if opinion is None:
            return None, proposal.payload, ProposalStatus.OPEN
        value = {**proposal.payload, **(opinion.payload or {})}
        return opinion, value, STATUS_AFTER[opinion.verdict]  # type: ignore[index]

    def _form(
        self, proposal: Proposal, value: dict[str, Any], draft: DecisionDraft | None, tried: Attempt | None
    ) -> ValueForm:
        data = (
            tried.data if tried is not None and any(key.startswith(f"p{proposal.pk}-") for key in tried.data) else None
        )
        typed = {**value, **(draft.fields if draft else {})}
        form = value_form(proposal, self.around, value=typed, data=data)
        for name, errors in (tried.fields if tried else {}).items():
            if data is not None and name in form.fields and name not in form.errors:
                form.add_error(name, list(errors))
        return form

    def _span(self, proposal: Proposal, decision: Any, draft: DecisionDraft | None) -> Place:
        for chosen in (draft, decision):
            start, end = getattr(chosen, "start", None), getattr(chosen, "end", None)
            if start is not None and end is not None:
                return start, end
        return proposal.start, proposal.end

    def _is_editing(self, proposal: Proposal, draft: DecisionDraft | None, tried: Attempt | None) -> bool:
        return self.viewer.edit == proposal.pk or bool(draft and draft.fields) or tried is not None


def review(run: ImportRun, viewer: Viewer) -> Review:
    """The screen of one run."""
    desk = _Desk(run, viewer)
    items = [desk.item(number, proposal) for number, proposal in enumerate(desk.proposals, start=1)]
    return Review(run, items, viewer.filters)


def filter_choices(items: list[Item]) -> dict[str, list[tuple[str, str]]]:
    """What each filter offers: only what occurs in this text."""
    kinds = {item.proposal.kind for item in items}
    bands = {item.proposal.confidence for item in items}
    voiced = [item for item in items if item.proposal.payload.get("voice")]
    voices = {str(item.proposal.payload["voice"]): _voice(item) for item in voiced}
    return {
        "kind": [(value, str(label)) for value, label in ProposalKind.choices if value in kinds],
        "state": [(value, str(label)) for value, label in ProposalStatus.choices],
        "confidence": [(value, str(label)) for value, label in ConfidenceBand.choices if value in bands],
        "voice": sorted(voices.items()),
        "rule": [(rule, rule) for rule in sorted({item.proposal.rule for item in items})],
    }


def _voice(item: Item) -> str:
    value = str(item.proposal.payload.get("voice"))
    return item.form.words_for("voice").get(value, value) if "voice" in item.form.fields else value


def _rows(form: ValueForm, proposal: Proposal, value: dict[str, Any]) -> Iterator[Row]:
    """The value that counts, in words; beside each field that a person changed, what the machine had."""
    for name in form.fields:
        before, after = proposal.payload.get(name), value.get(name)
        is_changed = before != after and not (is_blank(before) and is_blank(after)) and not proposal.added_by_id
        if is_changed or not is_blank(after):
            yield Row(label_of(form, name), shown(form, name, after), shown(form, name, before) if is_changed else "")


def label_of(form: ValueForm, name: str) -> str:
    """The words beside a field, as its own form puts them."""
    return str(form.fields[name].label)


def shown(form: ValueForm, name: str, value: Any) -> str:
    """A value in the words that the form has for it; the bare value where it has none."""
    if is_blank(value):
        return "—"
    if isinstance(value, list):
        return ", ".join(shown(form, name, part) for part in value)
    value = whole(value)
    if value == UNRATED:
        return gettext("Left open")
    if isinstance(form.fields.get(name), DateField) and isinstance(value, str):
        return _day(value)
    words = form.words_for(name)
    key = ("yes" if value else "no") if isinstance(value, bool) else str(value)
    return words.get(key, str(value))


def _day(value: str) -> str:
    """A day in the reader's language; as it was typed, where it is none."""
    try:
        return date_format(date.fromisoformat(value))
    except ValueError:
        return value
