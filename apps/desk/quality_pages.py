"""How good the rules are and how far two people agree, measured on decisions."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from apps.desk.people import Context, person
from apps.findings.choices import Topic
from apps.imports.quality import ENOUGH, by_rule, by_topic, pairs, rule_scores


@require_GET
def quality_view(request: HttpRequest, context: Context) -> HttpResponse:
    """The counts are of all texts; nothing here tells which proposals are looked at twice before they are."""
    person(request)
    found = pairs()
    names = dict(Topic.choices)
    page = {
        **context,
        "title": gettext("Quality of rules and decisions"),
        "scores": sorted(rule_scores().values(), key=lambda score: -score.decided),
        "topics": [(names.get(row.group, row.group), row) for row in by_topic(found)],
        "rules": [(row.group, row) for row in by_rule(found)],
        "apart": [pair for pair in found if pair.first != pair.second],
        "enough": ENOUGH,
    }
    return TemplateResponse(request, "desk/quality.html", page)
