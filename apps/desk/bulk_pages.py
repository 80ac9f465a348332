"""Accepting many proposals in one stroke: first what would happen, then a button, then a button that undoes it."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from apps.desk import screen
from apps.desk.people import Context, person, run_of, text_of
from apps.imports.models import ImportRun
from apps.imports.quality import RuleScore, rule_scores
from apps.imports.services.bulk import AcceptedAll, accept_all, preview
from apps.imports.services.locks import must_hold


@require_http_methods(["GET", "POST"])
def rule_view(request: HttpRequest, context: Context, pk: int) -> HttpResponse:
    """What accepting all of a rule would do; posted, it is done."""
    by, run, now = person(request), run_of(pk), timezone.now()
    rule = request.POST.get("rule") or request.GET.get("rule", "")
    if request.method == "POST":
        return _accept(request, run, rule)
    outcome = preview(run=run, by=by, at=now, rule=rule)
    page = {
        **context,
        "run": run,
        "rule": rule,
        "score": rule_scores().get(rule, RuleScore(rule)),
        "outcome": outcome,
        "title": gettext("Accept all of one rule") if rule else gettext("Accept all that need no person"),
    }
    return TemplateResponse(request, "desk/bulk.html", page)


@require_POST
def accept_all_view(request: HttpRequest, context: Context, pk: int) -> HttpResponse:
    """Accepts what needs no person, and says what does."""
    person(request)
    return _accept(request, run_of(pk), "")


def _accept(request: HttpRequest, run: ImportRun, rule: str) -> HttpResponse:
    by, now = person(request), timezone.now()
    try:
        must_hold(version=text_of(run), by=by, at=now)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return screen.back(request, run)
    _report(request, run, accept_all(run=run, by=by, at=now, rule=rule))
    return screen.back(request, run)


def _report(request: HttpRequest, run: ImportRun, outcome: AcceptedAll) -> None:
    done = ngettext("%(count)d proposal is accepted.", "%(count)d proposals are accepted.", outcome.accepted)
    told: dict[str, Any] = {"words": done % {"count": outcome.accepted}, "run": run, "batch": outcome.batch}
    if outcome.done:
        messages.success(request, render_to_string("desk/undo_message.html", told, request))
    # One line a reason: a missing mission would otherwise be said once for every claim of the text.
    for reason, count in Counter(reason for _proposal, reason in outcome.left).items():
        left = ngettext("%(count)d proposal is left: %(reason)s", "%(count)d proposals are left: %(reason)s", count)
        messages.warning(request, left % {"count": count, "reason": reason})
