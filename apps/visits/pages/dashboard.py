"""The analysts' dashboard of one mission: map, hours, forms and questions, live while visits come in."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from apps.core.fields import translated
from apps.missions.models import Mission
from apps.visits.checks import rule_label
from apps.visits.choices import Assessment, FormKind, Quality
from apps.visits.dashboard import Dashboard, dashboard, forms_of, hours_of
from apps.visits.pages.common import CHANGE, Context, cut_of, mission_for, missions_for, person, query_of
from apps.visits.pages.pictures import form_chart, hour_chart, region_map
from apps.visits.reading import NOWHERE, NOWHERE_CODE, Cut
from apps.visits.selectors import released_statistics
from apps.visits.services.checks import check_visits

# Seconds between two looks at the counts.
EVERY: Final = 5


@require_safe
def choose_view(request: HttpRequest, context: Context) -> HttpResponse:
    """The missions that have visits; with one there is nothing to choose."""
    user = person(request)
    missions = list(missions_for(user).filter(questionnaires__isnull=False).distinct().order_by("-id")[:200])
    if len(missions) == 1:
        return HttpResponseRedirect(reverse("admin:visits_visit_dashboard", args=[missions[0].pk]))
    page = {**context, "title": gettext("Dashboards"), "missions": missions}
    return TemplateResponse(request, "desk/visits_choose.html", page)


@require_safe
def dashboard_view(request: HttpRequest, context: Context, pk: int) -> HttpResponse:
    """The whole page; htmx asks for the part that changes by itself."""
    user = person(request)
    mission = mission_for(user, pk)
    cut = cut_of(request)
    shown = _live(dashboard(mission, cut), request)
    if request.headers.get("HX-Request"):
        return TemplateResponse(request, "desk/visits_live.html", shown)
    page = {
        **context,
        **shown,
        "title": gettext("Visits of %(mission)s") % {"mission": mission},
        "kinds": forms_of(mission),
        "hours": hours_of(mission),
        "is_live": request.GET.get("live") != "0",
        "every": EVERY,
        "nowhere": NOWHERE_CODE,
        "release": released_statistics(mission),
        "may_change": user.has_perm(CHANGE),
        "still": query_of(cut, live="0"),
    }
    return TemplateResponse(request, "desk/visits_dashboard.html", page)


@require_POST
def check_view(request: HttpRequest, context: Context, pk: int) -> HttpResponse:
    """Run the checks over all visits of a mission now."""
    mission = mission_for(person(request, CHANGE), pk)
    check_visits(mission=mission)
    return HttpResponseRedirect(reverse("admin:visits_visit_dashboard", args=[pk]))


def _live(board: Dashboard, request: HttpRequest) -> dict[str, Any]:
    cut = board.cut
    questions = board.forms[0]["questions"] if cut.form and board.forms else []
    wanted = request.GET.get("question", "")
    return {
        "mission": board.mission,
        "board": board,
        "cut": cut,
        "query": query_of(cut),
        "live_query": query_of(cut, question=wanted),
        "map": region_map(board.mission, board.regions, board.places),
        "hour_chart": hour_chart(board.hours),
        "form_chart": form_chart(board.forms),
        "grades": list(Assessment),
        "rows": [_form_row(form, cut) for form in board.forms],
        "region_rows": _region_rows(board),
        "questions": [_question_row(question) for question in questions],
        "wanted": wanted,
        "chosen": next((_by_region(item, board) for item in questions if item["code"] == wanted), None),
        "remarks": [(rule, rule_label(rule), Quality(result), count) for rule, result, count in board.remarks],
        "is_by_mandate": board.mission.observes_election_day_systematically,
    }


def _form_row(form: dict[str, Any], cut: Cut) -> dict[str, Any]:
    counts = [form["counts"][grade.value] for grade in Assessment]
    query = query_of(Cut(form["form"], cut.region, cut.hour))
    return {**form, "label": FormKind(form["form"]).label, "grades": counts, "query": query}


def _region_rows(board: Dashboard) -> list[dict[str, Any]]:
    """Every region of the country with its visits and stations; where the region is not known stands last."""
    reached = {row["regions"][0]: row for row in board.coverage["regions"]}
    names = {region.code: str(region) for region in board.regions}
    codes = [*names, *sorted({*board.places, *reached} - set(names))]
    return [
        {
            "code": code or NOWHERE_CODE,
            "name": names.get(code) or code or gettext("Region not known"),
            "visits": board.places.get(code, 0),
            "stations": reached.get(code, {}).get("stations_visited", 0),
            "of": reached.get(code, {}).get("stations_total"),
            "query": query_of(Cut(board.cut.form, code or NOWHERE_CODE, board.cut.hour)),
        }
        for code in codes
        if code != NOWHERE or board.places.get(code) or code in reached
    ]


def _question_row(question: dict[str, Any]) -> dict[str, Any]:
    return {
        **question,
        "label": translated(question["labels"]) or question["code"],
        "values": [_value(value) for value in question["values"]],
    }


def _value(value: dict[str, Any]) -> dict[str, Any]:
    words = {"yes": gettext("Yes"), "no": gettext("No")}
    return {**value, "label": translated(value["labels"]) or words.get(value["value"], value["value"])}


def _by_region(question: dict[str, Any], board: Dashboard) -> dict[str, Any]:
    names = {region.code: str(region) for region in board.regions}
    rows = [
        {
            **row,
            "name": ", ".join(names.get(code) or code or gettext("Region not known") for code in row["regions"]),
            "values": [_value(value) for value in row["values"]],
        }
        for row in question["regions"]
    ]
    return {**_question_row(question), "rows": sorted(rows, key=lambda row: row["name"])}


def missions_with_dashboards() -> str:
    """Where the dashboards begin."""
    return reverse("admin:visits_visit_dashboards")


def address_of(mission: Mission) -> str:
    return reverse("admin:visits_visit_dashboard", args=[mission.pk])
