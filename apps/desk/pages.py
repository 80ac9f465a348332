"""The desk's pages: importing a statement, watching an import, and deciding on what it proposes."""

from collections import Counter
from collections.abc import Callable
from typing import Any, TypeAlias

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from apps.desk.forms import ImportForm
from apps.desk.selectors import Attempt, review, surroundings
from apps.desk.value_forms import value_form
from apps.imports.choices import OPEN, ProposalStatus, RunState, Verdict
from apps.imports.models import ImportRun, Proposal
from apps.imports.reading import MAX_BYTES
from apps.imports.services.decide import accept, accept_all, hold, reject, reopen
from apps.imports.services.publication import publish_run
from apps.imports.services.start import start_file, start_text, start_url

Context: TypeAlias = dict[str, Any]
STEPS = (*OPEN, RunState.READY)
DECIDE, PUBLISH = "core.decide", "core.publish"


def person(request: HttpRequest, permission: str = DECIDE) -> User:
    """Who is asking; refused without the permission. Anonymous visitors have been sent to log in before."""
    user = request.user
    if not isinstance(user, User) or not user.has_perm(permission):
        raise PermissionDenied
    return user


def run_url(run: ImportRun) -> str:
    return reverse("admin:imports_importrun_change", args=[run.pk])


def review_url(run_id: int, anchor: str = "") -> str:
    return reverse("admin:imports_importrun_review", args=[run_id]) + anchor


def import_view(request: HttpRequest, context: Context) -> HttpResponse:
    """Takes a source in; what is wrong with it is said on the page of its run."""
    by = person(request)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return HttpResponseRedirect(run_url(_start(form, by)))
    status = 422 if form.is_bound else 200
    title = gettext("Import a statement")
    return TemplateResponse(request, "desk/import.html", {**context, "form": form, "title": title}, status=status)


def _start(form: ImportForm, by: User) -> ImportRun:
    data, options = form.cleaned_data, form.options()
    if data["url"]:
        return start_url(url=data["url"], options=options, by=by)
    if data["file"] is not None and data["file"] is not False:
        upload = data["file"]
        return start_file(data=upload.read(MAX_BYTES + 1), name=upload.name or "", options=options, by=by)
    return start_text(text=data["text"], options=options, by=by)


def run_view(request: HttpRequest, context: Context, pk: int) -> HttpResponse:
    """Where an import stands; the page comes back by itself until it is over."""
    person(request)
    runs = ImportRun.objects.select_related("statement", "publisher", "started_by", "version", "raw")
    run = get_object_or_404(runs, pk=pk)
    counts = Proposal.objects.filter(version=run.version_id).aggregate(
        all=Count("pk"), open=Count("pk", filter=Q(status__in=[ProposalStatus.OPEN, ProposalStatus.HELD]))
    )
    page = {
        **context,
        "run": run,
        "title": str(run),
        "counts": counts if run.version_id else {"all": 0, "open": 0},
        "steps": [(state.label, state == run.state) for state in STEPS],
        "is_over": run.is_over,
        "problem": run.get_problem_display() if run.problem else "",
    }
    return TemplateResponse(request, "desk/run.html", page)


def review_view(request: HttpRequest, context: Context, pk: int) -> HttpResponse:
    """The text on the left, what it proposes on the right."""
    person(request)
    return _review_page(request, context, _run(pk))


def _run(pk: int) -> ImportRun:
    return get_object_or_404(ImportRun.objects.select_related("version", "statement"), pk=pk)


def _review_page(
    request: HttpRequest, context: Context, run: ImportRun, attempt: Attempt | None = None
) -> HttpResponse:
    page = {
        **context,
        "run": run,
        "review": review(run, attempt),
        "is_fullwidth": "1",
        "title": gettext("Review: %(statement)s") % {"statement": run.statement or run},
        "may_publish": request.user.has_perm(PUBLISH),
    }
    return TemplateResponse(request, "desk/review.html", page, status=422 if attempt else 200)


@require_POST
def decide_view(request: HttpRequest, context: Context, pk: int, proposal_id: int) -> HttpResponse:
    """One decision. One that is refused shows the page again, with everything as it was typed."""
    by, run = person(request), _run(pk)
    proposal = get_object_or_404(Proposal, pk=proposal_id, version=run.version_id)
    errors = _decide(request, proposal, by)
    if errors:
        return _review_page(request, context, run, Attempt(proposal.pk, request.POST, errors))
    return HttpResponseRedirect(review_url(pk, f"#p{_next_after(proposal)}"))


def _next_after(proposal: Proposal) -> int:
    """The next open proposal, or this one where none is left: where the eye should go."""
    waiting = Proposal.objects.filter(version=proposal.version_id, status=ProposalStatus.OPEN).order_by("position")
    following = waiting.filter(position__gt=proposal.position).first() or waiting.first()
    return (following or proposal).pk


def _decide(request: HttpRequest, proposal: Proposal, by: User) -> tuple[str, ...]:
    """Why the decision is refused, in words; nothing where it went through."""
    if request.POST.get("seen", proposal.status) != proposal.status:
        return (gettext("Somebody decided on this in the meantime. Look at the new state, then decide again."),)
    decide = _VERDICTS.get(request.POST.get("verdict", ""))
    if decide is None:
        raise Http404
    try:
        decide(request, proposal, by)
    except ValidationError as error:
        return tuple(error.messages)
    return ()


def _accept(request: HttpRequest, proposal: Proposal, by: User) -> None:
    around = surroundings(list(Proposal.objects.filter(version=proposal.version_id).prefetch_related("decisions")))
    form = value_form(proposal, around, data=request.POST)
    if not form.is_valid():
        raise ValidationError(gettext("Look at the fields that are marked, then accept again."))
    accept(proposal=proposal, by=by, at=timezone.now(), payload=form.decided())


def _reject(request: HttpRequest, proposal: Proposal, by: User) -> None:
    reject(proposal=proposal, by=by, at=timezone.now(), reason=request.POST.get("reason", ""))


def _hold(request: HttpRequest, proposal: Proposal, by: User) -> None:
    hold(proposal=proposal, by=by, at=timezone.now(), reason=request.POST.get("reason", ""))


def _reopen(request: HttpRequest, proposal: Proposal, by: User) -> None:
    reopen(proposal=proposal, by=by, at=timezone.now(), reason=request.POST.get("reason", ""))


_VERDICTS: dict[str, Callable[[HttpRequest, Proposal, User], None]] = {
    Verdict.ACCEPT: _accept,
    Verdict.REJECT: _reject,
    Verdict.HOLD: _hold,
    Verdict.REOPEN: _reopen,
}


@require_POST
def accept_all_view(request: HttpRequest, context: Context, pk: int) -> HttpResponse:
    """Accepts what needs no person, and says what does."""
    outcome = accept_all(run=_run(pk), by=person(request), at=timezone.now())
    done = ngettext("%(count)d proposal is accepted.", "%(count)d proposals are accepted.", outcome.accepted)
    messages.success(request, done % {"count": outcome.accepted})
    # One line a reason: a missing mission would otherwise be said once for every claim of the text.
    for reason, count in Counter(reason for _proposal, reason in outcome.left).items():
        left = ngettext("%(count)d proposal is left: %(reason)s", "%(count)d proposals are left: %(reason)s", count)
        messages.warning(request, left % {"count": count, "reason": reason})
    return HttpResponseRedirect(review_url(pk))


@require_POST
def publish_view(request: HttpRequest, context: Context, pk: int) -> HttpResponse:
    """Publishes the text and everything that was accepted from it."""
    by = person(request, PUBLISH)
    try:
        count = sum(publish_run(run=_run(pk), by=by, at=timezone.now()).values())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        done = ngettext("%(count)d record is published.", "%(count)d records are published.", count)
        messages.success(request, done % {"count": count})
    return HttpResponseRedirect(review_url(pk))
