"""Carrying decisions over to a new version of a text, as far as words and value stay the same."""

from django.utils import timezone

from apps.imports.choices import DecisionWay, Verdict
from apps.imports.models import Decision, Proposal
from apps.imports.services.status import STATUS_AFTER
from apps.statements.models import TextVersion

_REASON = "replayed from an earlier version of the text"


def replay_decisions(*, version: TextVersion) -> int:
    """Repeat the last decision on every proposal whose words and value an earlier version already had.

    A claim that was accepted keeps resting on the earlier version's quote, which never changes; returns how many.
    """
    earlier = _last_decisions(version)
    count = 0
    for proposal in Proposal.objects.filter(version=version):
        decision = earlier.get(_words_and_value(proposal))
        if decision is None or decision.verdict == Verdict.REOPEN:
            continue
        Decision.objects.create(
            proposal=proposal,
            verdict=decision.verdict,
            payload=decision.payload,
            reason=_REASON,
            by_id=decision.by_id,
            at=timezone.now(),
            batch=decision.batch,
            way=DecisionWay.CARRIED,
        )
        proposal.status = STATUS_AFTER[Verdict(decision.verdict)]
        proposal.result = decision.proposal.result
        proposal.revision += 1
        proposal.save(update_fields=["status", "result", "revision", "updated_at"])
        count += 1
    return count


def _last_decisions(version: TextVersion) -> dict[tuple[str, str, str], Decision]:
    decisions = (
        Decision.objects.filter(proposal__version__statement=version.statement_id)
        .exclude(proposal__version=version)
        .select_related("proposal")
        .order_by("id")
    )
    return {_words_and_value(decision.proposal): decision for decision in decisions}


def _words_and_value(proposal: Proposal) -> tuple[str, str, str]:
    kept = {name: content for name, content in proposal.payload.items() if name not in {"match", "held_against"}}
    value = sorted((name, repr(content)) for name, content in kept.items())
    return proposal.kind, proposal.exact, repr(value)
