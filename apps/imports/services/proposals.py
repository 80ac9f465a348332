"""What extraction drafted, as rows to be decided on: one function a kind, in the order in which people decide."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from apps.extraction.drafts import Draft, Extraction, FindingDraft, PersonDraft, PromiseDraft, QuantityDraft
from apps.extraction.vocabulary import QuantityKind
from apps.findings.choices import Addressee, FigureSource, PeriodUnit, RecommendationPriority, Voice
from apps.imports.choices import ProposalKind
from apps.imports.models import Proposal
from apps.imports.services.match import match_election, match_missions
from apps.missions.choices import RoleKind

# Promised periods become deliverables; numbers of no known kind say nothing of observation.
NOT_FIGURES = frozenset({QuantityKind.REPORT_DUE_WEEKS, QuantityKind.REPORT_DUE_MONTHS, QuantityKind.OTHER})

FIGURE_SOURCES = {
    None: FigureSource.NOT_STATED,
    "mission": FigureSource.MISSION,
    "cec": FigureSource.ELECTION_COMMISSION,
    "election_commission": FigureSource.ELECTION_COMMISSION,
    "other": FigureSource.OTHER,
}

PERIOD_UNITS = {
    None: "",
    "day": PeriodUnit.DAYS.value,
    "week": PeriodUnit.WEEKS.value,
    "month": PeriodUnit.MONTHS.value,
}

# What depends on the rows we happen to have, and so must not change a proposal's identity.
_VOLATILE = frozenset({"match", "code", "organisation_code", "format"})

_ROLE_WORDS = (
    (RoleKind.SPECIAL_COORDINATOR, ("специальн", "special co", "special co-", "спеціальн", "coordinateur spécial")),
    (RoleKind.DEPUTY_HEAD, ("заместител", "deputy", "заступни", "adjoint", "adjunt")),
    (RoleKind.DELEGATION_HEAD, ("делегац", "delegation", "délégation", "delegación")),
    (RoleKind.SPOKESPERSON, ("представител", "spokes", "porte-parole", "portavoz", "пресс-секретар")),
    (
        RoleKind.HEAD,
        ("глав", "руководител", "head", "chief", "leader", "керівник", "chef", "jefe", "jefa", "басшы", "жетекші"),
    ),
    (RoleKind.OBSERVER, ("наблюдател", "observer", "спостерігач", "observateur", "observador", "байқаушы")),
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One row to be: what kind, on which draft's words, with which value."""

    kind: ProposalKind
    draft: Draft
    payload: dict[str, Any]

    @property
    def key(self) -> str:
        """Identity over re-imports of the same text: kind, span and the value that the machine read."""
        stable = {name: value for name, value in self.payload.items() if name not in _VOLATILE}
        parts = [self.kind, self.draft.start, self.draft.end, stable]
        return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def suggestions(extraction: Extraction) -> list[Suggestion]:
    """Everything to decide on: first what the text is about, then its claims in the order of the text."""
    return [*_context(extraction), *sorted(_claims(extraction), key=lambda item: (item.draft.start, item.draft.end))]


def as_retold(suggestion: Suggestion) -> Suggestion:
    """The same suggestion for a text of our own wording: what it renders is never a mission's own words."""
    if suggestion.payload.get("voice") != Voice.MISSION_QUOTE:
        return suggestion
    return replace(suggestion, payload={**suggestion.payload, "voice": Voice.MISSION_PARAPHRASE.value})


def _context(extraction: Extraction) -> Iterator[Suggestion]:
    election = match_election(extraction)
    if election:
        yield Suggestion(ProposalKind.ELECTION, election.draft, election.payload)
    for mission in match_missions(extraction, election):
        yield Suggestion(ProposalKind.MISSION, mission.draft, mission.payload)
    for person in extraction.people:
        yield Suggestion(ProposalKind.ROLE, person, _role(person))
    if extraction.headline and extraction.headline.supported is not None:
        yield Suggestion(ProposalKind.HEADLINE, extraction.headline, _headline(extraction))


def _claims(extraction: Extraction) -> Iterator[Suggestion]:
    for finding in extraction.findings:
        yield Suggestion(ProposalKind.FINDING, finding, _finding(finding))
    for quantity in extraction.quantities:
        if quantity.kind not in NOT_FIGURES:
            yield Suggestion(ProposalKind.FIGURE, quantity, _figure(quantity))
    for recommendation in extraction.recommendations:
        value = {
            "topic": recommendation.topic.value,
            "voice": recommendation.voice.value,
            "priority": RecommendationPriority.OTHER.value,
            "addressee": Addressee.OTHER.value,
        }
        yield Suggestion(ProposalKind.RECOMMENDATION, recommendation, value)
    for promise in extraction.promises:
        yield Suggestion(ProposalKind.DELIVERABLE, promise, _deliverable(promise))


def role_kind(title: str) -> RoleKind:
    """What a person does for the mission, from the words that the text has for it."""
    folded = title.casefold()
    return next((kind for kind, words in _ROLE_WORDS if any(word in folded for word in words)), RoleKind.OTHER)


def _role(draft: PersonDraft) -> dict[str, Any]:
    return {
        "name": draft.name,
        "title": draft.role,
        "kind": role_kind(draft.role).value,
        "organisation": draft.organisation,
        "name_is_certain": draft.name_is_certain,
    }


def _finding(draft: FindingDraft) -> dict[str, Any]:
    return {
        "topic": draft.topic.value,
        "second_topic": draft.second_topic.value if draft.second_topic else None,
        "sentiment": draft.sentiment.value,
        "voice": draft.voice.value,
        "speaker": draft.speaker,
        "organisation": draft.organisation,
    }


def _figure(draft: QuantityDraft) -> dict[str, Any]:
    return {
        "measure": draft.kind.value,
        "value": draft.value,
        "comparator": draft.comparator.value,
        "voice": draft.voice.value,
        "source": FIGURE_SOURCES[draft.source].value,
    }


def _deliverable(draft: PromiseDraft) -> dict[str, Any]:
    return {
        "report": draft.report.value,
        "count": draft.count,
        "unit": PERIOD_UNITS[draft.unit],
        "anchor": draft.anchor.value,
        "due_on": draft.due.isoformat() if draft.due else None,
        "voice": draft.voice.value,
    }


def _headline(extraction: Extraction) -> dict[str, Any]:
    headline = extraction.headline
    if headline is None:
        raise ValueError("there is no headline")
    held = [extraction.findings[index] for index in headline.held_against]
    return {
        "is_supported": headline.supported,
        "reason": headline.reason.value if headline.reason else "",
        "held_against": [[finding.start, finding.end] for finding in held],
    }


def as_row(suggestion: Suggestion, *, run_id: int, version_id: int, position: int) -> Proposal:
    """The unsaved row of a suggestion."""
    draft = suggestion.draft
    return Proposal(
        run_id=run_id,
        version_id=version_id,
        kind=suggestion.kind,
        position=position,
        start=draft.start,
        end=draft.end,
        exact=draft.quote,
        payload=suggestion.payload,
        key=suggestion.key,
        rule=draft.rule,
        confidence=draft.confidence.value,
        because=[{"start": cue.start, "end": cue.end, "words": cue.words, "label": cue.label} for cue in draft.because],
    )
