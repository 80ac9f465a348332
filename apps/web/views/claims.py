"""The pages of single claims. A withdrawn claim keeps its page, with the reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.core.choices import ChangeKind
from apps.core.models import Change
from apps.findings.models import AnyClaim, Deliverable, Evidence, Figure, Finding, Recommendation
from apps.statements.models import TextVersion
from apps.web import selectors
from apps.web.citation import CONTENT_TYPES, Form, Reference, cite, reference
from apps.web.embedding import snippet
from apps.web.entered import said
from apps.web.kinds import find_claim, find_of_kind, kind_of
from apps.web.linked_data import claim_data, permanent_address
from apps.web.passage import Passage, passage
from apps.web.selectors import C


@dataclass(frozen=True, slots=True)
class Event:
    """A line of a claim's history; `reason` is empty where it is told elsewhere on the page."""

    change: Change
    claim: AnyClaim
    reason: str


@require_safe
def finding(request: HttpRequest, code: str) -> HttpResponse:
    claim = _claim(Finding, code)
    same = selectors.findings(mission__election=claim.mission.election_id, topic=claim.topic)
    return _page(request, claim, "web/finding.html", {"others": same.exclude(mission=claim.mission_id)})


@require_safe
def figure(request: HttpRequest, code: str) -> HttpResponse:
    claim = _claim(Figure, code)
    same = selectors.figures(mission__election=claim.mission.election_id, measure=claim.measure)
    return _page(request, claim, "web/figure.html", {"others": same.exclude(pk=claim.pk)})


@require_safe
def recommendation(request: HttpRequest, code: str) -> HttpResponse:
    claim = _claim(Recommendation, code)
    same = selectors.recommendations(mission__election=claim.mission.election_id, topic=claim.topic)
    context = {"others": same.exclude(pk=claim.pk), "statuses": selectors.recommendation_statuses(claim)}
    return _page(request, claim, "web/recommendation.html", context)


@require_safe
def deliverable(request: HttpRequest, code: str) -> HttpResponse:
    claim = _claim(Deliverable, code)
    same = selectors.deliverables(mission__election=claim.mission.election_id)
    return _page(request, claim, "web/deliverable.html", {"others": same.exclude(pk=claim.pk)})


@require_safe
def citation(request: HttpRequest, kind: str, code: str, form: Form) -> HttpResponse:
    """How to cite a claim, as a file."""
    claim = find_of_kind(kind, code)
    if claim is None:
        raise Http404
    text = cite(form, _reference(request, claim))
    response = HttpResponse(text, content_type=CONTENT_TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="electionwatch-{code}.{form}"'
    return response


def _claim(model: type[C], code: str) -> C:
    """A claim that has a page; a hidden one and one that never was give the same answer."""
    claim = find_claim(model, code)
    if claim is None:
        raise Http404
    return claim


def _reference(request: HttpRequest, claim: AnyClaim) -> Reference:
    return reference(claim, address=permanent_address(request, claim.code), accessed=timezone.localdate())


def _page(request: HttpRequest, claim: AnyClaim, template: str, extra: Mapping[str, Any]) -> HttpResponse:
    successor, predecessor = selectors.successor_of(claim), selectors.predecessor_of(claim)
    cited = _reference(request, claim)
    context = {
        "claim": claim,
        "kind": kind_of(claim),
        "quote": selectors.lead_quote(claim),
        "said": said(claim),
        "passages": _passages(list(claim.evidence.all())),
        "successor": successor,
        "predecessor": predecessor,
        "history": _history(claim, successor, predecessor),
        "address": cited.address,
        "citations": [(form, cite(form, cited)) for form in Form],
        "snippet": snippet(request, claim),
        "data": claim_data(request, claim),
        **extra,
    }
    return render(request, template, context)


def _history(shown: AnyClaim, *others: AnyClaim | None) -> list[Event]:
    """What happened to a claim and to those on either side of it; each reason is told once, at the head or here."""
    by_code = {claim.code: claim for claim in (shown, *others) if claim is not None}
    told, events = {"", shown.withdrawal_reason}, []
    for change in selectors.changes_of(*by_code.values()):
        claim = by_code[change.code]
        reason = change.reason or (claim.correction_reason if change.kind == ChangeKind.PUBLISHED else "")
        events.append(Event(change=change, claim=claim, reason="" if reason in told else reason))
        told.add(reason)
    return events


def _passages(evidence: list[Evidence]) -> list[tuple[Evidence, Passage]]:
    """Each quote with the words around it; the texts are read in one query."""
    versions = TextVersion.objects.filter(pk__in={item.quote.version_id for item in evidence})
    bodies = dict(versions.values_list("pk", "body"))
    return [
        (item, passage(bodies[item.quote.version_id], start=item.quote.start, end=item.quote.end)) for item in evidence
    ]
