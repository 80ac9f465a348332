"""What else can be done on the review screen: drafting, moving a quote's ends, splitting, adding, undoing."""

from typing import get_args

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from apps.core.row_numbers import row_number
from apps.desk import screen
from apps.desk.add_form import AddForm
from apps.desk.people import Context, person, proposal_of, run_of, stroke, text_of
from apps.desk.review_pages import Decide
from apps.desk.selectors import Attempt
from apps.imports.choices import ProposalKind, Verdict
from apps.imports.models import ImportRun, Proposal
from apps.imports.selectors import is_second_look_for
from apps.imports.services import drafts, locks
from apps.imports.services.add import add_proposal
from apps.imports.services.add import split as split_proposal
from apps.imports.services.decide import Conflict
from apps.imports.services.second_look import give_opinion
from apps.imports.services.take_back import undo_batch, undo_last
from apps.statements.spans import Move, moved

MOVES: tuple[Move, ...] = get_args(Move)


@require_POST
def draft_view(request: HttpRequest, context: Context, pk: int, proposal_id: int) -> HttpResponse:
    """Keeps what has been typed so far; the script sends it after each pause."""
    by, run = person(request), run_of(pk)
    Decide(request, run, proposal_of(run, proposal_id), by).keep_typed()
    return HttpResponse(status=204)


@require_POST
def span_view(request: HttpRequest, context: Context, pk: int, proposal_id: int) -> HttpResponse:
    """Moves one end of the quote by a word. The words are a draft until the proposal is accepted."""
    by, run = person(request), run_of(pk)
    proposal, move = proposal_of(run, proposal_id), request.POST.get("move")
    if move not in MOVES:
        raise Http404
    body = proposal.version.body
    start, end = row_number(request.POST.get("start")), row_number(request.POST.get("end"))
    if start is None or end is None or not 0 <= start < end <= len(body):
        start, end = proposal.start, proposal.end
    decision = Decide(request, run, proposal, by)
    decision.keep_typed()
    place = moved(body, (start, end), move)
    drafts.keep(proposal=proposal, by=by, span=place)
    if screen.is_htmx(request):
        return screen.card(request, context, run, proposal.pk, said=body[place[0] : place[1]])
    return screen.back(request, run, proposal.pk)


@require_POST
def split_view(request: HttpRequest, context: Context, pk: int, proposal_id: int) -> HttpResponse:
    """Makes two proposals of one; they wait for a decision like any other."""
    by, run = person(request), run_of(pk)
    proposal = proposal_of(run, proposal_id)
    try:
        first = _split(request, run, proposal, by)
    except ValidationError as error:
        attempt = Attempt(proposal.pk, request.POST, tuple(error.messages))
        status = 409 if isinstance(error, Conflict) else 422
        if screen.is_htmx(request):
            return screen.card(request, context, run, proposal.pk, attempt=attempt, status=status)
        return screen.page(request, context, run, attempt=attempt, status=status)
    messages.success(request, gettext("The proposal is split into two; decide on each."))
    return screen.back(request, run, first.pk)


def _split(request: HttpRequest, run: ImportRun, proposal: Proposal, by: User) -> Proposal:
    now, seen, batch = timezone.now(), row_number(request.POST.get("seen")), stroke(request.POST.get("batch"))
    locks.must_hold(version=text_of(run), by=by, at=now)
    if is_second_look_for(proposal, by):
        reason = gettext("Split into two.")
        give_opinion(proposal=proposal, by=by, at=now, verdict=Verdict.REJECT, reason=reason, seen=seen, batch=batch)
        return proposal
    place = row_number(request.POST.get("cut")) or 0
    return split_proposal(proposal=proposal, at_offset=place, by=by, at=now, seen=seen, batch=batch)[0]


@require_POST
def add_view(request: HttpRequest, context: Context, pk: int) -> HttpResponse:
    """A proposal on words that the person chose, opened at once for its value."""
    by, run = person(request), run_of(pk)
    form = AddForm(request.POST, version=text_of(run))
    span = form.span() if form.is_valid() else None
    if span is None:
        return screen.page(request, context, run, add_form=form, status=422)
    kind = ProposalKind(form.cleaned_data["kind"])
    made = add_proposal(run=run, kind=kind, span=(span.start, span.end), by=by)
    return screen.back(request, run, made.pk, edit=True)


@require_POST
def undo_view(request: HttpRequest, context: Context, pk: int) -> HttpResponse:
    """Takes back the person's last stroke on this text, or the one that is named."""
    by, run, now = person(request), run_of(pk), timezone.now()
    version, batch = text_of(run), stroke(request.POST.get("batch"))
    try:
        locks.must_hold(version=version, by=by, at=now)
        undone = (
            undo_batch(version=version, batch=batch, by=by, at=now)
            if batch
            else undo_last(version=version, by=by, at=now)
        )
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return screen.back(request, run)
    said = ngettext("%(count)d decision is taken back.", "%(count)d decisions are taken back.", len(undone))
    messages.success(request, said % {"count": len(undone)})
    return screen.back(request, run, undone[-1].pk)


@require_POST
def take_view(request: HttpRequest, context: Context, pk: int) -> HttpResponse:
    """Takes the text over from somebody else, in the open; what they typed stays theirs."""
    by, run = person(request), run_of(pk)
    locks.hold(version=text_of(run), by=by, at=timezone.now(), take_over=True)
    return screen.back(request, run)


@require_POST
def heartbeat_view(request: HttpRequest, context: Context, pk: int) -> HttpResponse:
    """Holds the text for ten more minutes while somebody works on it; says who has it otherwise."""
    by, run = person(request), run_of(pk)
    held = locks.hold(version=text_of(run), by=by, at=timezone.now())
    lock = render_to_string("desk/lock.html", {"run": run, "held": held, "query": ""}, request)
    return JsonResponse({"is_mine": held.is_mine, "name": held.name, "lock": lock})
