"""The pages of single claims. A withdrawn claim keeps its page, with the reason."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from apps.findings.models import ClaimQuerySet, Deliverable, Evidence, Figure, Finding, Recommendation
from apps.statements.models import TextVersion
from apps.web import selectors
from apps.web.passage import Passage, passage
from apps.web.selectors import AnyClaim, C


@require_safe
def finding(request: HttpRequest, code: str) -> HttpResponse:
    claim = _claim(Finding.objects.all(), code)
    same = selectors.findings(mission__election=claim.mission.election_id, topic=claim.topic)
    return _page(request, claim, "web/finding.html", {"others": same.exclude(mission=claim.mission_id)})


@require_safe
def figure(request: HttpRequest, code: str) -> HttpResponse:
    claim = _claim(Figure.objects.all(), code)
    same = selectors.figures(mission__election=claim.mission.election_id, measure=claim.measure)
    return _page(request, claim, "web/figure.html", {"others": same.exclude(pk=claim.pk)})


@require_safe
def recommendation(request: HttpRequest, code: str) -> HttpResponse:
    claim = _claim(Recommendation.objects.all(), code)
    same = selectors.recommendations(mission__election=claim.mission.election_id, topic=claim.topic)
    context = {"others": same.exclude(pk=claim.pk), "statuses": selectors.recommendation_statuses(claim)}
    return _page(request, claim, "web/recommendation.html", context)


@require_safe
def deliverable(request: HttpRequest, code: str) -> HttpResponse:
    claim = _claim(selectors.with_public_fulfilment(Deliverable.objects.all()), code)
    same = selectors.deliverables(mission__election=claim.mission.election_id)
    return _page(request, claim, "web/deliverable.html", {"others": same.exclude(pk=claim.pk)})


def _claim(claims: ClaimQuerySet[C], code: str) -> C:
    """A claim that has a page; a hidden one and one that never was give the same answer."""
    found: C = get_object_or_404(selectors.cited(claims.addressable()), code=code)
    return found


def _page(request: HttpRequest, claim: AnyClaim, template: str, extra: Mapping[str, Any]) -> HttpResponse:
    history: ClaimQuerySet[AnyClaim] = type(claim).objects  # type: ignore[assignment]
    context = {
        "claim": claim,
        "passages": _passages(list(claim.evidence.all())),
        "successor": history.addressable().filter(replaces=claim.pk).first(),
        "predecessor": history.addressable().filter(pk=claim.replaces_id).first() if claim.replaces_id else None,
        **extra,
    }
    return render(request, template, context)


def _passages(evidence: list[Evidence]) -> list[tuple[Evidence, Passage]]:
    """Each quote with the words around it; the texts are read in one query."""
    versions = TextVersion.objects.filter(pk__in={item.quote.version_id for item in evidence})
    bodies = dict(versions.values_list("pk", "body"))
    return [
        (item, passage(bodies[item.quote.version_id], start=item.quote.start, end=item.quote.end)) for item in evidence
    ]
