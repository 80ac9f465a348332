"""The review screen and decisions on it: with a script one card at a time, without it by plain forms."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from apps.core.row_numbers import row_number
from apps.desk import screen
from apps.desk.people import Context, person, proposal_of, run_of, stroke, text_of
from apps.desk.selectors import Attempt, proposals_of, surroundings
from apps.desk.value_forms import ValueForm, value_form
from apps.imports.choices import ProposalStatus, Verdict
from apps.imports.models import ImportRun, Proposal
from apps.imports.selectors import decided_payload, is_second_look_for
from apps.imports.services import drafts
from apps.imports.services.decide import Conflict, accept, hold, reject, reopen
from apps.imports.services.locks import must_hold
from apps.imports.services.second_look import give_opinion
from apps.statements.spans import Place


def review_view(request: HttpRequest, context: Context, pk: int) -> HttpResponse:
    """The text on the left, what it proposes on the right."""
    person(request)
    return screen.page(request, context, run_of(pk))


@require_GET
def card_view(request: HttpRequest, context: Context, pk: int, proposal_id: int) -> HttpResponse:
    """One card anew: opened for editing or splitting, or as it stands."""
    person(request)
    run = run_of(pk)
    return screen.card(request, context, run, proposal_of(run, proposal_id).pk)


@require_POST
def decide_view(request: HttpRequest, context: Context, pk: int, proposal_id: int) -> HttpResponse:
    """One decision. One that is refused shows the card again, with everything as it was typed."""
    by, run = person(request), run_of(pk)
    proposal = proposal_of(run, proposal_id)
    decision = Decide(request, run, proposal, by)
    try:
        # The hold outlasts a refusal, which undoes all that was written together with the decision.
        must_hold(version=text_of(run), by=by, at=decision.at)
        with transaction.atomic():
            said = decision.perform()
    except ValidationError as error:
        decision.keep_typed()
        attempt = Attempt(proposal.pk, request.POST, tuple(error.messages), _by_field(error))
        status = 409 if isinstance(error, Conflict) else 422
        if screen.is_htmx(request):
            return screen.card(request, context, run, proposal.pk, attempt=attempt, status=status)
        return screen.page(request, context, run, attempt=attempt, status=status)
    if screen.is_htmx(request):
        return screen.card(request, context, run, proposal.pk, said=said)
    return screen.back(request, run, _next_after(run, proposal, by))


def _by_field(error: ValidationError) -> dict[str, tuple[str, ...]]:
    return {name: tuple(texts) for name, texts in error.message_dict.items()} if hasattr(error, "error_dict") else {}


def _next_after(run: ImportRun, proposal: Proposal, by: User) -> int:
    """The next open proposal, or this one where none is left: where the eye should go."""
    waiting = proposals_of(run, by).filter(status=ProposalStatus.OPEN)
    following = waiting.filter(position__gt=proposal.position).first() or waiting.first()
    return (following or proposal).pk


class Decide:
    """What a person sent about one proposal."""

    def __init__(self, request: HttpRequest, run: ImportRun, proposal: Proposal, by: User) -> None:
        self.data, self.run, self.proposal, self.by = request.POST, run, proposal, by
        self.at = timezone.now()
        self.given: dict[str, Any] = {
            "seen": row_number(self.data.get("seen")),
            "batch": stroke(self.data.get("batch")),
        }

    def perform(self) -> str:
        """Decide, and say in words what was done. Raises ValidationError with what is wrong."""
        verdicts: dict[str, Callable[[], str]] = {
            Verdict.ACCEPT: self._accept,
            Verdict.REJECT: self._reject,
            Verdict.HOLD: self._hold,
            Verdict.REOPEN: self._reopen,
            "draft": self._draft,
        }
        decide = verdicts.get(Verdict.ACCEPT if self.second_topic else self.data.get("verdict", ""))
        if decide is None:
            raise Http404
        return decide()

    def keep_typed(self) -> None:
        """Whatever was typed into the form survives, whoever was faster."""
        if self.second_topic:
            drafts.keep(proposal=self.proposal, by=self.by, fields={"topic": self.second_topic})
        if self.is_typed:
            drafts.keep(proposal=self.proposal, by=self.by, fields=self._form().typed(), span=self._span())

    @property
    def second_topic(self) -> str:
        """The runner-up, where the person chose it by its button."""
        chosen = self.data.get("second_topic", "")
        return chosen if chosen and chosen == self.proposal.payload.get("second_topic") else ""

    @property
    def is_typed(self) -> bool:
        """Whether the form was open; otherwise the value counts that the card shows."""
        return any(name.startswith(f"p{self.proposal.pk}-") for name in self.data)

    @property
    def is_second(self) -> bool:
        return is_second_look_for(self.proposal, self.by)

    def _form(self) -> ValueForm:
        around = surroundings(proposals_of(self.run, self.by))
        return value_form(self.proposal, around, data=self.data)

    def _span(self) -> Place | None:
        start, end = row_number(self.data.get("start")), row_number(self.data.get("end"))
        return None if start is None or end is None else (start, end)

    def _value(self) -> dict[str, Any]:
        if not self.is_typed:
            known = {} if self.is_second else decided_payload(self.proposal)
            return {**known, "topic": self.second_topic} if self.second_topic else known
        form = self._form()
        if not form.is_valid():
            raise ValidationError(gettext("Look at the fields that are marked, then accept again."))
        return form.decided()

    def _accept(self) -> str:
        if self.is_second:
            self._opine(Verdict.ACCEPT, payload=self._value())
        else:
            value, span = self._value(), self._span()
            accept(proposal=self.proposal, by=self.by, at=self.at, payload=value, span=span, **self.given)
        return gettext("Accepted.")

    def _reject(self) -> str:
        reason = self.data.get("reason", "")
        if self.is_second:
            self._opine(Verdict.REJECT, reason=reason)
        else:
            reject(proposal=self.proposal, by=self.by, at=self.at, reason=reason, **self.given)
        return gettext("Rejected.")

    def _hold(self) -> str:
        reason = self.data.get("reason", "")
        if self.is_second:
            self._opine(Verdict.HOLD, reason=reason)
        else:
            hold(proposal=self.proposal, by=self.by, at=self.at, reason=reason, **self.given)
        return gettext("Put on hold.")

    def _reopen(self) -> str:
        if self.is_second:
            self._opine(Verdict.REOPEN)
        else:
            reason = self.data.get("reason", "")
            reopen(proposal=self.proposal, by=self.by, at=self.at, reason=reason, **self.given)
        return gettext("Open again.")

    def _draft(self) -> str:
        self.keep_typed()
        return gettext("Kept for later.")

    def _opine(self, verdict: Verdict, **more: Any) -> None:
        give_opinion(proposal=self.proposal, by=self.by, at=self.at, verdict=verdict, **more, **self.given)
