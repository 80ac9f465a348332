"""Questions about proposals that services and screens share."""

from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count, Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from apps.imports.choices import ProposalStatus, Verdict
from apps.imports.models import Decision, Proposal, SecondOpinion


def with_decisions(proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """Each proposal with its decisions in order, in one more query."""
    decisions = Decision.objects.select_related("by").order_by("id")
    return proposals.prefetch_related(Prefetch("decisions", decisions))


def decided_payload(proposal: Proposal) -> dict[str, Any]:
    """The last value that a person gave, even if it was taken back since: nobody types it twice."""
    given = [decision.payload for decision in proposal.decisions.all() if decision.payload]
    return {**proposal.payload, **(given[-1] if given else {})}


def second_look_of(user: User) -> Q:
    """What is up for this person's second look: accepted by others, and with no second person but this one."""
    decided = Decision.objects.filter(proposal=OuterRef("pk"), by=user)
    taken = SecondOpinion.objects.filter(proposal=OuterRef("pk")).exclude(by=user)
    return Q(second_look=True, status=ProposalStatus.ACCEPTED) & ~Exists(decided) & ~Exists(taken)


def undecided_for(user: User) -> Q:
    """The proposals that wait for this person: open or held ones, and others' decisions that they are to look at anew.

    Nothing tells the two apart, for otherwise a second look would not be an independent one.
    """
    own = SecondOpinion.objects.filter(by=user)
    newer = own.filter(proposal=OuterRef("proposal"), pk__gt=OuterRef("pk"))
    settled = own.filter(~Exists(newer), proposal=OuterRef("pk"), verdict__in=[Verdict.ACCEPT, Verdict.REJECT])
    return Q(status__in=[ProposalStatus.OPEN, ProposalStatus.HELD]) | (second_look_of(user) & Q(~Exists(settled)))


def waiting_for(user: User) -> Coalesce:
    """How many proposals of a run wait for this person, to annotate runs with."""
    undecided = Proposal.objects.filter(undecided_for(user), run=OuterRef("pk")).order_by().values("run")
    counted = Subquery(undecided.annotate(count=Count("pk")).values("count"), output_field=IntegerField())
    return Coalesce(counted, 0)


def is_second_look_for(proposal: Proposal, user: User) -> bool:
    return Proposal.objects.filter(second_look_of(user), pk=proposal.pk).exists()
