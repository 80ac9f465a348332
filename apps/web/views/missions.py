"""A mission: who it was, what it set out to observe, where it went, and all that it said."""

from collections.abc import Iterable
from itertools import chain, groupby
from operator import attrgetter
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from apps.core.csv_export import csv_lines
from apps.findings.choices import Measure, Topic
from apps.findings.models import Figure, Finding
from apps.missions.models import Mission
from apps.visits.files import HEADINGS, table_rows
from apps.visits.selectors import released_statistics, visit_statistics
from apps.web import selectors
from apps.web.comparison import MISSION_VOICES
from apps.web.disagreement import FigureRow, figure_rows
from apps.web.linked_data import mission_data
from apps.web.mission_claims import claims_of
from apps.web.pictures.assessments import assessment_chart
from apps.web.pictures.coverage import coverage_map
from apps.web.pictures.days import day_chart
from apps.web.pictures.visits import region_rows, visit_chart
from apps.web.writing import BYTE_ORDER_MARK

# What says how large a mission was and how far it came; its other figures are about the election.
DEPLOYMENT: Final = frozenset(
    {
        Measure.OBSERVERS_ACCREDITED,
        Measure.OBSERVERS_DEPLOYED,
        Measure.OBSERVERS_LONG_TERM,
        Measure.OBSERVERS_SHORT_TERM,
        Measure.OBSERVERS_PRESENT,
        Measure.OBSERVER_COUNTRIES,
        Measure.POLLING_STATIONS_VISITED,
        Measure.REGIONS_COVERED,
    }
)


@require_safe
def mission(request: HttpRequest, code: str) -> HttpResponse:
    """One mission with its reach, its findings by topic, its figures, its promises and its statements."""
    observers = list(selectors.missions(election__in=Mission.objects.filter(code=code).values("election")))
    shown = next((item for item in observers if item.code == code), None)
    if shown is None:
        raise Http404
    links = list(selectors.statement_links([shown]))
    statements = [link.statement for link in links]
    checks = list(selectors.headline_checks(link.statement_id for link in links))
    claims = claims_of(shown)
    promises = list(selectors.deliverables(mission=shown))
    statistics = visit_statistics(shown)
    context = {
        "mission": shown,
        "data": mission_data(request, shown),
        "roles": list(selectors.roles(shown)),
        "joint": next((item for item in observers if item.pk == shown.joint_mission_id), None),
        "members": [item for item in observers if item.joint_mission_id == shown.pk],
        "coverage": statistics.coverage if statistics.forms else None,
        "coverage_map": coverage_map(shown, statistics),
        "regional": statistics.regional,
        "visit_chart": visit_chart(shown, statistics),
        "visit_regions": region_rows(statistics),
        "assessments": assessment_chart([shown], claims.findings),
        "days": day_chart(election=shown.election, statements=statements, promises=promises),
        "topics": _by_topic(item for item in claims.findings if item.voice in MISSION_VOICES),
        "elsewhere": _by_topic(item for item in claims.findings if item.voice not in MISSION_VOICES),
        "deployment": _rows(claims.figures, of_deployment=True),
        "figure_rows": _rows(claims.figures, of_deployment=False),
        "recommendations": claims.recommendations,
        "promises": promises,
        "statements": statements,
        "checks": {check.quote.version.statement_id: check for check in checks},
    }
    return render(request, "web/mission.html", context)


@require_safe
def visit_tables(request: HttpRequest, code: str) -> StreamingHttpResponse:
    """What was released of a mission's visits as one table: counts and per cent in columns of their own."""
    shown = get_object_or_404(Mission.objects.public(), code=code)
    release = released_statistics(shown)
    if release is None:
        raise Http404
    lines = csv_lines(HEADINGS, table_rows(release.numbers))
    answer = StreamingHttpResponse(chain([BYTE_ORDER_MARK], lines), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{shown.code}-visits.csv"'
    return answer


def _rows(figures: Iterable[Figure], *, of_deployment: bool) -> list[FigureRow]:
    return figure_rows(item for item in figures if (item.measure in DEPLOYMENT) == of_deployment)


def _by_topic(findings: Iterable[Finding]) -> list[tuple[Topic, list[Finding]]]:
    order = {topic: place for place, topic in enumerate(Topic)}
    ranked = sorted(findings, key=lambda item: order[Topic(item.topic)])
    return [(Topic(topic), list(items)) for topic, items in groupby(ranked, key=attrgetter("topic"))]
