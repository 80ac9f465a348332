"""Down to the rows: the visits behind a number, newest first, and one visit with all that is known of it."""

from typing import Any, Final

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from apps.core.fields import translated
from apps.core.row_numbers import row_number
from apps.missions.models import Mission
from apps.visits.checks import rule_label, rules
from apps.visits.choices import FormKind, Quality, Standing
from apps.visits.drill import HOUR, Place, page_of
from apps.visits.models import Visit, VisitMerge
from apps.visits.pages.common import CHANGE, Context, cut_of, mission_for, person, visit_for
from apps.visits.reading import NOWHERE_CODE
from apps.visits.selectors import regions_of
from apps.visits.services import judge
from apps.visits.services.merge import undo_merge

ROWS: Final = 50
REMARKS: Final = frozenset(Quality.values) - {Quality.OK}


@require_safe
def rows_view(request: HttpRequest, context: Context, pk: int) -> HttpResponse:
    """A page of visits; the next one begins after the last, so that no page costs more than the first."""
    mission = mission_for(person(request), pk)
    found, following = _page(mission, request)
    asked = {name: str(value) for name, value in request.GET.items() if name != "before"}
    page = {
        **context,
        "title": gettext("Visits of %(mission)s") % {"mission": mission},
        "mission": mission,
        "visits": [(visit, [rule_label(code) for code in visit.flags]) for visit in found[:ROWS]],
        "next": urlencode({**asked, "before": following}) if len(found) > ROWS else "",
        "asked": asked,
        "kinds": FormKind,
        "regions": list(regions_of(mission)),
        "nowhere": NOWHERE_CODE,
        "rules": [(rule.code, rule.label) for rule in rules().values()],
        "results": [Quality.FLAGGED, Quality.MISSING, Quality.VERIFIED],
        "qualities": Quality,
        "standings": Standing,
    }
    return TemplateResponse(request, "desk/visits_rows.html", page)


def _page(mission: Mission, request: HttpRequest) -> tuple[list[Visit], str]:
    """One visit more than a page holds, and what the address of the next page says."""
    given = request.GET.get
    quality, standing = given("quality", ""), given("standing", "")
    standing = standing if standing in Standing.values else Standing.STANDS
    if given("rule", "") in rules() or quality in REMARKS:
        found = list(_with_remarks(mission, request, standing)[: ROWS + 1])
        return found, str(found[ROWS - 1].pk) if len(found) > ROWS else ""
    found = page_of(
        mission,
        cut_of(request),
        standing=standing,
        quality=quality if quality in Quality.values else "",
        after=Place.read(given("before", "")),
        most=ROWS + 1,
    )
    return found, str(Place.of(found[ROWS - 1])) if len(found) > ROWS else ""


def _with_remarks(mission: Mission, request: HttpRequest, standing: str) -> QuerySet[Visit]:
    """Visits with remarks are few and have an index of their own; the newest come first."""
    cut, given = cut_of(request), request.GET.get
    rows = Visit.objects.filter(mission=mission, standing=standing).exclude(quality=Quality.OK).order_by("-pk")
    rows = rows.select_related("station", "region")
    if cut.form:
        rows = rows.filter(form=cut.form)
    if cut.region:
        rows = rows.filter(region=None) if cut.region == NOWHERE_CODE else rows.filter(region__code=cut.region)
    if cut.hour:
        rows = rows.filter(arrived_at__gte=cut.hour, arrived_at__lt=cut.hour + HOUR)
    if given("quality", "") in Quality.values:
        rows = rows.filter(quality=given("quality"))
    wanted = {"checks__rule": given("rule", "")} if given("rule", "") in rules() else {}
    if given("result", "") in Quality.values and wanted:
        wanted["checks__result"] = given("result", "")
    if wanted:
        rows = rows.filter(**wanted)
    before = row_number(given("before"))
    return rows if before is None else rows.filter(pk__lt=before)


@require_safe
def visit_view(request: HttpRequest, context: Context, pk: int) -> HttpResponse:
    """One visit: its answers by section, what the checks say, and what may be decided."""
    user = person(request)
    visit = visit_for(user, pk)
    merge = VisitMerge.objects.filter(visit=visit).select_related("made_by", "undone_by").first()
    page = {
        **context,
        "title": gettext("Visit %(code)s") % {"code": visit.code},
        "visit": visit,
        "sections": sections_of(visit),
        "checks": [(check, rule_label(check.rule)) for check in visit.checks.select_related("verified_by")],
        "merge": merge,
        "predecessors": list(visit.predecessors.order_by("pk")),
        "may_change": user.has_perm(CHANGE),
        "can_stand": visit.standing in (Standing.STANDS, Standing.QUARANTINED),
    }
    return TemplateResponse(request, "desk/visits_visit.html", page)


def sections_of(visit: Visit) -> list[tuple[str, list[dict[str, Any]]]]:
    """The questions of a visit's form with its answers, by section in their order."""
    if visit.questionnaire is None:
        return []
    sections: dict[str, list[dict[str, Any]]] = {}
    for question in visit.questionnaire.questions.order_by("position"):
        labels = {str(choice["code"]): translated(choice.get("labels", {})) for choice in question.choices}
        labels |= {"yes": labels.get("yes") or gettext("Yes"), "no": labels.get("no") or gettext("No")}
        row = {
            "code": question.code,
            "label": str(question),
            "is_given": question.code in visit.answers,
            "value": _in_words(visit.answers.get(question.code), labels),
            "is_aside": question.code in visit.set_aside,
        }
        sections.setdefault(translated(question.section), []).append(row)
    return list(sections.items())


def _in_words(value: Any, labels: dict[str, str]) -> Any:
    if isinstance(value, list):
        return [labels.get(str(item)) or item for item in value]
    return labels.get(value) or value if isinstance(value, str) else value


@require_POST
def decide_view(request: HttpRequest, context: Context, pk: int) -> HttpResponse:
    """Verify, quarantine, set aside, or take one of these back; nothing without a reason."""
    user = person(request, CHANGE)
    visit, what = visit_for(user, pk), request.POST.get("what", "")
    on, reason = request.POST.get("on", ""), request.POST.get("reason", "")
    try:
        match what:
            case "verify":
                judge.verify(visit=visit, rule=on, by=user, reason=reason)
            case "quarantine":
                judge.quarantine(visit=visit, reason=reason)
            case "lift":
                judge.lift_quarantine(visit=visit, reason=reason)
            case "set_aside":
                judge.set_aside(visit=visit, question=on, reason=reason)
            case "take_back":
                judge.take_back(visit=visit, question=on, reason=reason)
            case "undo_merge":
                undo_merge(merge=VisitMerge.objects.get(visit=visit), by=user, reason=reason)
            case _:
                raise judge.NotPossible(gettext("Choose what to do."))
    except (judge.NotPossible, VisitMerge.DoesNotExist) as error:
        messages.error(request, " ".join(getattr(error, "messages", [gettext("This visit is no merged record.")])))
    else:
        messages.success(request, gettext("Done; the statistics follow."))
    return HttpResponseRedirect(reverse("admin:visits_visit_look", args=[pk]))
