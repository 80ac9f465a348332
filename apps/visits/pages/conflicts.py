"""Two observers at one station: who they are, side by side, and one record made of them."""

from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from apps.core.row_numbers import row_number
from apps.visits.choices import Assessment, Quality, Standing
from apps.visits.models import Visit, VisitCheck
from apps.visits.pages.common import CHANGE, Context, mission_for, person, visit_for
from apps.visits.pages.rows import sections_of
from apps.visits.services.judge import NotPossible
from apps.visits.services.merge import OVERALL, disputed, merge_visits

RULE: Final = "two_observers"
ROWS: Final = 50
MOST: Final = 6


@require_safe
def conflicts_view(request: HttpRequest, context: Context, pk: int) -> HttpResponse:
    """Stations at which visits overlap and about which nobody has decided yet, a page at a time."""
    mission = mission_for(person(request), pk)
    before = row_number(request.GET.get("before"))
    checks = VisitCheck.objects.filter(
        visit__mission=mission, visit__standing=Standing.STANDS, rule=RULE, result=Quality.FLAGGED
    )
    if before is not None:
        checks = checks.filter(visit__lt=before)
    found = list(checks.select_related("visit__station", "visit__region").order_by("-visit")[: ROWS + 1])
    page = {
        **context,
        "title": gettext("Two observers at one station"),
        "mission": mission,
        "conflicts": [(check.visit, check.facts.get("others", [])) for check in _once(found[:ROWS])],
        "next": f"before={found[ROWS - 1].visit_id}" if len(found) > ROWS else "",
    }
    return TemplateResponse(request, "desk/visits_conflicts.html", page)


def _once(checks: list[VisitCheck]) -> list[VisitCheck]:
    """Each conflict once, under its newest visit."""
    told: set[str] = set()
    kept = []
    for check in checks:
        if check.visit.code not in told:
            kept.append(check)
        told |= {check.visit.code, *check.facts.get("others", [])}
    return kept


@require_http_methods(["GET", "HEAD", "POST"])
def beside_view(request: HttpRequest, context: Context, pk: int) -> HttpResponse:
    """The answers side by side; sending the page merges the visits."""
    user = person(request, CHANGE if request.method == "POST" else "visits.view_visit")
    visit = visit_for(user, pk)
    visits = _together(visit)
    if len(visits) < 2:
        raise Http404
    if request.method == "POST":
        chosen = {
            name.removeprefix("holds-"): str(code) for name, code in request.POST.items() if name.startswith("holds-")
        }
        wanted = [one for one in visits if one.code in request.POST.getlist("visit")]
        try:
            made = merge_visits(visits=wanted, chosen=chosen, by=user, reason=request.POST.get("reason", ""))
        except NotPossible as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, gettext("Merged: only this record counts now."))
            return HttpResponseRedirect(reverse("admin:visits_visit_look", args=[made.visit_id]))
    page = {
        **context,
        "title": gettext("Visits side by side"),
        "mission": visit.mission,
        "visits": visits,
        "rows": _rows(visits, request),
        "reason": request.POST.get("reason", ""),
        "may_change": user.has_perm(CHANGE),
    }
    return TemplateResponse(request, "desk/visits_beside.html", page, status=422 if request.method == "POST" else 200)


def _together(visit: Visit) -> list[Visit]:
    check = visit.checks.filter(rule=RULE).first()
    codes = [visit.code, *(check.facts.get("others", []) if check else [])]
    rows = Visit.objects.filter(mission=visit.mission_id, code__in=codes, standing=Standing.STANDS)
    return list(rows.select_related("questionnaire", "station").order_by("pk")[:MOST])


def _rows(visits: list[Visit], request: HttpRequest) -> list[dict[str, Any]]:
    """Each question with what every visit says of it; those on which they differ first ask for a choice."""
    differ = set(disputed(visits))
    by_visit = [{row["code"]: row for _title, rows in sections_of(visit) for row in rows} for visit in visits]
    labels = dict(Assessment.choices)
    order = {code: row["label"] for rows in by_visit for code, row in rows.items()}
    rows: list[dict[str, Any]] = [
        {
            "code": OVERALL,
            "label": gettext("Overall assessment"),
            "cells": [(visit, bool(visit.overall), labels.get(visit.overall, "")) for visit in visits],
        }
    ]
    rows += [
        {
            "code": code,
            "label": label,
            "cells": [
                (visit, bool(known.get(code, {}).get("is_given")), known.get(code, {}).get("value"))
                for visit, known in zip(visits, by_visit, strict=True)
            ],
        }
        for code, label in order.items()
    ]
    for row in rows:
        row["differs"] = row["code"] in differ
        row["holds"] = request.POST.get(f"holds-{row['code']}", "")
    return sorted(rows, key=lambda row: not row["differs"])
