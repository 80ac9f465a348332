"""Typing in a visit, and what somebody has typed in so far."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from apps.core.row_numbers import row_number
from apps.visits.entry import VisitEntry
from apps.visits.models import Questionnaire, Visit
from apps.visits.pages.common import ADD, Context, missions_for, person
from apps.visits.pages.rows import ROWS, sections_of
from apps.visits.services.checks import check_visits


@require_http_methods(["GET", "HEAD", "POST"])
def forms_view(request: HttpRequest, context: Context) -> HttpResponse:
    """The newest version of each form of one's missions, to choose from."""
    user = person(request, ADD)
    sheets = Questionnaire.objects.filter(mission__in=missions_for(user)).select_related(
        "mission__organisation", "mission__election__country"
    )
    newest = list(sheets.order_by("-mission_id", "form", "-version").distinct("mission_id", "form")[:200])
    page = {**context, "title": gettext("Type in a visit"), "sheets": newest}
    return TemplateResponse(request, "desk/visits_forms.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def enter_view(request: HttpRequest, context: Context, pk: int) -> HttpResponse:
    """One questionnaire as a form. The same page sent twice makes one visit."""
    user = person(request, ADD)
    sheet = Questionnaire.objects.filter(pk=pk, mission__in=missions_for(user)).select_related("mission").first()
    if sheet is None:
        raise Http404
    form = VisitEntry(sheet, request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = form.visit(by=user.pk)
        with transaction.atomic():
            known = Visit.objects.filter(mission=sheet.mission, submission_id=made.submission_id).first()
            if known is None:
                made.save()
                check_visits(mission=sheet.mission, all_of_them=False)
        code = (known or made).code
        messages.success(request, gettext("The visit was kept as %(code)s.") % {"code": code})
        again = "admin:visits_visit_enter" if "again" in request.POST else "admin:visits_visit_mine"
        return HttpResponseRedirect(reverse(again, args=[pk] if "again" in request.POST else []))
    page = {
        **context,
        "title": gettext("%(form)s: type in a visit") % {"form": sheet},
        "sheet": sheet,
        "form": form,
        "head": [form[name] for name in ("station", "region", "arrived_at", "departed_at", "team_code")],
    }
    return TemplateResponse(request, "desk/visits_enter.html", page, status=422 if form.errors else 200)


@require_safe
def mine_view(request: HttpRequest, context: Context) -> HttpResponse:
    """What somebody typed in, the newest first; other people's visits are not theirs to see."""
    user = person(request, ADD)
    rows = Visit.objects.filter(entered_by=user).select_related("station", "region", "mission__organisation")
    before = row_number(request.GET.get("before"))
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: ROWS + 1])
    page = {
        **context,
        "title": gettext("My visits"),
        "visits": found[:ROWS],
        "next": f"before={found[ROWS - 1].pk}" if len(found) > ROWS else "",
    }
    return TemplateResponse(request, "desk/visits_mine.html", page)


@require_safe
def own_view(request: HttpRequest, context: Context, pk: int) -> HttpResponse:
    """One visit of one's own, to read."""
    user = person(request, ADD)
    visit = Visit.objects.filter(pk=pk, entered_by=user).select_related("questionnaire", "station", "region").first()
    if visit is None:
        raise PermissionDenied
    title = gettext("Visit %(code)s") % {"code": visit.code}
    page = {**context, "title": title, "visit": visit, "sections": sections_of(visit), "is_own": True}
    return TemplateResponse(request, "desk/visits_visit.html", page)
