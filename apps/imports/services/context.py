"""What has been accepted of a run so far: the election and missions that its claims will hang on."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from apps.core.services import NotAllowed
from apps.elections.models import Election
from apps.imports.choices import ProposalKind, ProposalStatus
from apps.imports.models import Proposal
from apps.missions.models import Mission, MissionRole
from apps.statements.models import Quote
from apps.statements.spans import Place as Offsets


@dataclass(frozen=True, slots=True)
class Place:
    """The proposal being decided, seen from the text version that it and its siblings rest on."""

    proposal: Proposal
    span: Offsets | None = None

    def _results(self, kind: ProposalKind) -> list[str]:
        accepted = Proposal.objects.filter(
            version_id=self.proposal.version_id, kind=kind, status=ProposalStatus.ACCEPTED
        ).order_by("position")
        return [result.partition(":")[2] for result in accepted.values_list("result", flat=True)]

    def election(self) -> Election:
        """The election accepted for this text."""
        codes = self._results(ProposalKind.ELECTION)
        if not codes:
            raise NotAllowed(_("Accept the election of this text first: the mission belongs to it."))
        return Election.objects.get(code=codes[0])

    def mission(self, organisation: str | None) -> Mission:
        """The mission whose claim this is: the organisation's where the text names one, else the only or first one."""
        missions = list(
            Mission.objects.filter(code__in=self._results(ProposalKind.MISSION)).select_related("organisation")
        )
        if not missions:
            raise NotAllowed(_("Accept a mission of this text first: a claim belongs to a mission."))
        named = [mission for mission in missions if mission.organisation.short_name == organisation]
        if organisation and not named and len(missions) > 1:
            raise NotAllowed(
                {"organisation": _("Accept the mission of this organisation first, or choose one that was accepted.")}
            )
        if not organisation and len(missions) > 1:
            raise NotAllowed({"organisation": _("The text speaks of several missions: choose whose claim this is.")})
        return (named or missions)[0]

    def speaker(self, mission: Mission, name: str | None) -> MissionRole | None:
        """The person who said it, where a role of that name was accepted."""
        return MissionRole.objects.filter(mission=mission, name=name).first() if name else None

    def quote(self, start: int | None = None, end: int | None = None) -> Quote:
        """The quote of the words as decided, or of another span of the same text."""
        own_start, own_end = self.span or (self.proposal.start, self.proposal.end)
        first = own_start if start is None else start
        last = own_end if end is None else end
        version = self.proposal.version
        if not 0 <= first < last <= len(version.body):
            raise NotAllowed(_("These words lie outside the text: choose them again."))
        return Quote.objects.get_or_create(
            version=version, start=first, end=last, defaults={"exact": version.body[first:last]}
        )[0]
