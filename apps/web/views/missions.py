"""A mission: who it was, what it set out to observe, and all that it said."""

from itertools import groupby
from operator import attrgetter

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.findings.choices import Topic
from apps.findings.models import Finding
from apps.missions.models import Mission
from apps.web import selectors
from apps.web.comparison import MISSION_VOICES
from apps.web.disagreement import figure_rows


@require_safe
def mission(request: HttpRequest, code: str) -> HttpResponse:
    """One mission with its findings by topic, its figures, its promises and its statements."""
    observers = list(selectors.missions(election__in=Mission.objects.filter(code=code).values("election")))
    shown = next((item for item in observers if item.code == code), None)
    if shown is None:
        raise Http404
    links = list(selectors.statement_links([shown]))
    checks = list(selectors.headline_checks(link.statement_id for link in links))
    findings = list(selectors.findings(mission=shown))
    context = {
        "mission": shown,
        "roles": list(selectors.roles(shown)),
        "relatives": _relatives(shown, observers),
        "topics": _by_topic([item for item in findings if item.voice in MISSION_VOICES]),
        "elsewhere": _by_topic([item for item in findings if item.voice not in MISSION_VOICES]),
        "figure_rows": figure_rows(selectors.figures(mission=shown)),
        "recommendations": selectors.recommendations(mission=shown),
        "promises": selectors.deliverables(mission=shown),
        "statements": [link.statement for link in links],
        "checks": {check.quote.version.statement_id: check for check in checks},
    }
    return render(request, "web/mission.html", context)


def _relatives(shown: Mission, observers: list[Mission]) -> list[Mission]:
    """The joint mission that this one belongs to and the members that belong to it."""
    return [item for item in observers if shown.pk == item.joint_mission_id or item.pk == shown.joint_mission_id]


def _by_topic(findings: list[Finding]) -> list[tuple[Topic, list[Finding]]]:
    order = {topic: place for place, topic in enumerate(Topic)}
    ranked = sorted(findings, key=lambda item: order[Topic(item.topic)])
    return [(Topic(topic), list(items)) for topic, items in groupby(ranked, key=attrgetter("topic"))]
