"""A mission: who it was, what it set out to observe, and all that it said."""

from itertools import groupby
from operator import attrgetter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from apps.findings.choices import Topic
from apps.findings.models import Finding
from apps.missions.models import Mission
from apps.web import selectors
from apps.web.disagreement import figure_rows


@require_safe
def mission(request: HttpRequest, code: str) -> HttpResponse:
    """One mission with its findings by topic, its figures, its promises and its statements."""
    shown = get_object_or_404(selectors.missions(), code=code)
    links = list(selectors.statement_links([shown]))
    checks = list(selectors.headline_checks(link.statement_id for link in links))
    context = {
        "mission": shown,
        "roles": list(selectors.roles(shown)),
        "relatives": _relatives(shown),
        "topics": _by_topic(list(selectors.findings(mission=shown))),
        "figure_rows": figure_rows(selectors.figures(mission=shown)),
        "recommendations": selectors.recommendations(mission=shown),
        "promises": selectors.deliverables(mission=shown),
        "statements": [link.statement for link in links],
        "checks": {check.quote.version.statement_id: check for check in checks},
    }
    return render(request, "web/mission.html", context)


def _relatives(shown: Mission) -> list[Mission]:
    """The joint mission that this one belongs to and the members that belong to it, in one query."""
    family = selectors.missions(election=shown.election_id).exclude(pk=shown.pk)
    return [item for item in family if shown.pk == item.joint_mission_id or item.pk == shown.joint_mission_id]


def _by_topic(findings: list[Finding]) -> list[tuple[Topic, list[Finding]]]:
    order = {topic: place for place, topic in enumerate(Topic)}
    ranked = sorted(findings, key=lambda item: order[Topic(item.topic)])
    return [(Topic(topic), list(items)) for topic, items in groupby(ranked, key=attrgetter("topic"))]
