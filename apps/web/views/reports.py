"""“Report an error”: a form on a page of its own, for every claim and every text, without scripts and cookies."""

from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.forms import address_of
from apps.findings.choices import ReportProblem
from apps.findings.models import AnyClaim
from apps.findings.reader_reports import take_report
from apps.statements.models import Statement
from apps.web import selectors
from apps.web.report_forms import ReportForm
from apps.web.reporting import HOUR, find_reportable, is_fresh, may_report, new_ticket
from apps.web.wording import reader_language


# The form acts for nobody who is logged in, so there is nothing that another site could make it do in somebody's name;
# the token of Django would need a cookie, and readers get none.
@csrf_exempt
@cache_control(private=True, no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, code: str) -> HttpResponse:
    """The form, and what is sent with it. Whatever stands in the way, the words that were typed stay in the form."""
    about = _record(code)
    if request.method != "POST":
        return _page(request, about, ReportForm())
    form = ReportForm(request.POST)
    if form.is_from_a_machine:
        return _thanks(code)
    if not form.is_valid():
        return _page(request, about, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if not is_fresh(request.POST.get("ticket", ""), code):
        return _page(request, about, form, problem="stale", status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if not may_report(address_of(request)):
        answer = _page(request, about, form, problem="many", status=HTTPStatus.TOO_MANY_REQUESTS)
        answer["Retry-After"] = str(HOUR)
        return answer
    take_report(
        about=about,
        problem=ReportProblem(form.cleaned_data["problem"]),
        message=form.cleaned_data["message"],
        email=form.cleaned_data["email"],
        language=reader_language(),
    )
    return _thanks(code)


@cache_control(private=True, no_store=True)
@require_safe
def sent(request: HttpRequest, code: str) -> HttpResponse:
    """What happens next."""
    return render(request, "web/report_sent.html", {"record": _record(code), "days": settings.REPORT_EMAIL_DAYS})


def _record(code: str) -> AnyClaim | Statement:
    found = find_reportable(code)
    if found is None:
        raise Http404
    return found


def _thanks(code: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("web_reports:sent", args=[code]), status=HTTPStatus.SEE_OTHER)


def _page(
    request: HttpRequest, about: AnyClaim | Statement, form: ReportForm, *, problem: str = "", status: int = 200
) -> HttpResponse:
    is_text = isinstance(about, Statement)
    context = {
        "record": about,
        "claim": None if is_text else about,
        "quote": None if isinstance(about, Statement) else selectors.lead_quote(about),
        "form": form,
        "problem": problem,
        "ticket": new_ticket(about.code),
        "contact": settings.CONTACT_EMAIL,
        "days": settings.REPORT_EMAIL_DAYS,
    }
    return render(request, "web/report.html", context, status=status)
