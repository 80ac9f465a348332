"""What speaks for and against publishing each claim that was accepted of a text."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from apps.core.choices import PublicationState
from apps.findings.choices import EvidenceRelation
from apps.findings.models import (
    CLAIM_LINKS,
    Claim,
    Deliverable,
    Evidence,
    Figure,
    Finding,
    HeadlineCheck,
    Recommendation,
)
from apps.imports.choices import ProposalStatus
from apps.imports.models import ImportRun, Proposal
from apps.imports.quality import Pair, pairs
from apps.missions.models import Mission
from apps.statements.models import Statement

CLAIMS: dict[str, type[Any]] = {
    "finding": Finding,
    "figure": Figure,
    "recommendation": Recommendation,
    "deliverable": Deliverable,
    "headlinecheck": HeadlineCheck,
}


@dataclass(frozen=True, slots=True)
class Check:
    """One question about a claim: settled, to be confirmed by the editor, or in the way."""

    words: str
    is_settled: bool = True
    is_obstacle: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One claim with its checks."""

    key: str
    record: Any
    quote: str
    checks: tuple[Check, ...]

    @property
    def is_draft(self) -> bool:
        return bool(self.record.is_draft)

    @property
    def obstacles(self) -> list[Check]:
        return [check for check in self.checks if check.is_obstacle]

    @property
    def to_confirm(self) -> list[Check]:
        return [check for check in self.checks if not check.is_settled and not check.is_obstacle]


@dataclass(frozen=True, slots=True)
class Checklist:
    """The claims of one text, and the records around them that become public together with the first."""

    statement: Statement | None
    around: list[Any] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    @property
    def drafts(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.is_draft]

    @property
    def public(self) -> list[Entry]:
        return [entry for entry in self.entries if not entry.is_draft]


def accepted_codes(run: ImportRun) -> dict[str, list[str]]:
    """The codes of what was accepted of a run's text, by kind."""
    codes: dict[str, list[str]] = {}
    accepted = Proposal.objects.filter(version=run.version_id, status=ProposalStatus.ACCEPTED).order_by("position")
    for result in accepted.values_list("result", flat=True):
        kind, _colon, code = result.partition(":")
        codes.setdefault(kind, []).append(code)
    return codes


def checklist(*, run: ImportRun, at: datetime) -> Checklist:
    """The list for one run."""
    codes = accepted_codes(run)
    apart = {pair.proposal.result: pair for pair in pairs() if pair.first != pair.second}
    missions = list(Mission.objects.filter(code__in=codes.get("mission", [])).select_related("election"))
    elections = {mission.election for mission in missions}
    entries = [
        _entry(kind, record, missions, apart, at)
        for kind, model in CLAIMS.items()
        for record in _records(kind, model).filter(code__in=codes.get(kind, [])).order_by("pk")
    ]
    return Checklist(run.statement, [*elections, *missions], entries)


def _records(kind: str, model: type[Any]) -> Any:
    if kind == "headlinecheck":
        return model._default_manager.select_related("quote__version__statement")
    evidence = Evidence.objects.select_related("quote__version__statement").order_by("id")
    rows = model._default_manager.select_related("mission__organisation", "mission__election__country", "replaces")
    return rows.prefetch_related(Prefetch("evidence", evidence))


def _entry(kind: str, record: Any, missions: list[Mission], apart: dict[str, Pair], at: datetime) -> Entry:
    key = f"{kind}:{record.code}"
    if kind not in CLAIM_LINKS:
        return Entry(key, record, str(record.quote.exact), (_quotes_hold([record.quote]),))
    supporting = [item.quote for item in record.evidence.all() if item.relation == EvidenceRelation.SUPPORTS]
    checks = [
        _quotes_hold(supporting),
        _mission_confirmed(record, missions),
        *_figures_agree(record),
        *([Check(_("A second person decided otherwise."), is_settled=False)] if key in apart else []),
        *_embargo(record, at),
        *_correction(record),
    ]
    return Entry(key, record, " … ".join(quote.exact for quote in supporting), tuple(checks))


def _quotes_hold(quotes: list[Any]) -> Check:
    """The database keeps a quote to its version of the text; a newer version may have other words."""
    if not quotes:
        return Check(_("No quote supports it yet. Add the exact words that it rests on, then publish it."), False, True)
    for quote in quotes:
        newest = quote.version.statement.versions.order_by("-number").first()
        if newest is not None and quote.exact not in newest.body:
            return Check(_("The newest version of the text no longer has these words."), is_settled=False)
    return Check(_("The quotes hold."))


def _mission_confirmed(claim: Claim, missions: list[Mission]) -> Check:
    if claim.mission.is_withdrawn:
        return Check(_("Its mission was withdrawn."), is_settled=False, is_obstacle=True)
    if claim.mission.is_published or claim.mission in missions:
        return Check(_("The mission is confirmed."))
    return Check(_("Its mission is a draft that was not accepted with this text: publish it first."), False, True)


def _figures_agree(claim: Claim) -> list[Check]:
    if not isinstance(claim, Figure):
        return []
    others = Figure.objects.filter(mission=claim.mission_id, measure=claim.measure, source=claim.source)
    others = others.exclude(pk__in=[claim.pk, claim.replaces_id or 0]).exclude(state=PublicationState.WITHDRAWN)
    differing = [other for other in others if (other.comparator, other.value) != (claim.comparator, claim.value)]
    if not differing:
        return [Check(_("No other figure of this mission differs from it."))]
    listed = "; ".join(f"{other} ({other.code})" for other in differing)
    words = _("It differs from: %(others)s. Readers will see them side by side.") % {"others": listed}
    return [Check(words, is_settled=False)]


def _embargo(claim: Claim, at: datetime) -> list[Check]:
    ends = [end for end in claim.embargoes() if end > at]
    if not ends:
        return [Check(_("No embargo stands."))]
    shown = date_format(localtime(max(ends)), "DATETIME_FORMAT")
    old = claim.superseded()
    if old is not None and old.is_published:
        words = _("It replaces a public claim and waits for the end of the embargo: %(end)s.") % {"end": shown}
        return [Check(words, is_settled=False, is_obstacle=True)]
    return [Check(_("Under embargo: readers see it from %(end)s.") % {"end": shown})]


def _correction(claim: Claim) -> list[Check]:
    if claim.superseded() is None:
        return []
    if not claim.correction_reason.strip():
        return [Check(_("It corrects a claim: say why, readers will see the reason."), False, True)]
    return [Check(_("It corrects a claim, with a reason."))]
