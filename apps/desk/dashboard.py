"""What the first page of the desk shows: what waits for somebody, and what just happened."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.db.models import Exists, F, Func, IntegerField, Model, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.core.access import missions_of, within_missions
from apps.core.choices import PublicationState
from apps.core.models import Change
from apps.desk.people import person
from apps.findings.choices import ReportState
from apps.findings.embargoes import ending
from apps.findings.links import CLAIM_LINKS
from apps.findings.models import CLAIMS, ErrorReport, Evidence
from apps.findings.promises import overdue as overdue_reports
from apps.findings.report_models import REPORTABLE
from apps.imports.choices import OPEN, RunState
from apps.imports.models import ImportRun
from apps.imports.selectors import waiting_for
from apps.statements.models import TextVersion
from apps.visits.choices import Quality
from apps.visits.models import CheckedMission

SHOWN: Final = 8
EMBARGO_AHEAD: Final = timedelta(days=7)


@dataclass(frozen=True)
class Line:
    """One thing that waits: where it leads, what it is, and what to know of it."""

    address: str
    text: str
    note: str = ""


@dataclass(frozen=True)
class Card:
    """One list of the dashboard; `more` leads to all of it."""

    title: str
    empty: str
    lines: list[Line]
    count: int
    more: str


def page_of(record: Model) -> str:
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])


def list_of(model: str, question: str = "") -> str:
    return reverse(f"admin:{model}_changelist") + question


def _runs(request: HttpRequest) -> QuerySet[ImportRun]:
    rows = ImportRun.objects.select_related("statement")
    return within_missions(rows, request.user, "statement__missions", also=Q(started_by=request.user.pk))


def waiting(request: HttpRequest) -> Card:
    """Imports with proposals that nobody has decided on, the oldest first."""
    runs = _runs(request).filter(state=RunState.READY).annotate(left=waiting_for(person(request)))
    runs = runs.filter(left__gt=0).order_by("id")
    lines = [
        Line(
            reverse("admin:imports_importrun_review", args=[run.pk]),
            str(run.statement or run),
            _("%(count)d to decide") % {"count": run.left},
        )
        for run in runs[:SHOWN]
    ]
    return Card(_("Waiting for review"), _("Nothing waits."), lines, runs.count(), list_of("imports_importrun"))


def failed(request: HttpRequest) -> Card:
    runs = _runs(request).filter(state=RunState.FAILED).order_by("-id")
    lines = [Line(page_of(run), str(run), run.get_problem_display()) for run in runs[:SHOWN]]
    more = list_of("imports_importrun", f"?state__exact={RunState.FAILED}")
    return Card(_("Failed imports"), _("None failed."), lines, runs.count(), more)


def mine(request: HttpRequest) -> Card:
    """Imports and drafts that were given to whoever looks, and are not done."""
    runs = _runs(request).filter(assigned_to=request.user.pk).annotate(left=waiting_for(person(request)))
    runs = runs.filter(Q(left__gt=0) | Q(state__in=[*OPEN, RunState.FAILED])).order_by("id")
    lines = [
        Line(page_of(run), str(run.statement or run), _("%(count)d to decide") % {"count": run.left}) for run in runs
    ]
    for kind in CLAIMS:
        drafts = kind._default_manager.filter(assigned_to=request.user.pk, state=PublicationState.DRAFT)
        related = drafts.select_related("mission__organisation", "mission__election__country").order_by("id")
        lines += [Line(page_of(draft), str(draft), str(draft.mission)) for draft in related]
    more = list_of("imports_importrun", "?assigned=me")
    return Card(_("My work"), _("Nothing was given to you."), lines[:SHOWN], len(lines), more)


def overdue(request: HttpRequest) -> Card:
    reports = within_missions(overdue_reports(today=timezone.localdate()), request.user, "mission")
    shown = reports.select_related("mission__organisation", "mission__election__country")[:SHOWN]
    lines = [
        Line(
            reverse("admin:findings_deliverable_fulfil", args=[report.pk]),
            f"{report}: {report.mission}",
            _("due on %(day)s") % {"day": date_format(report.due_on)} if report.due_on else "",
        )
        for report in shown
    ]
    return Card(
        _("Overdue reports"),
        _("None is overdue."),
        lines,
        reports.count(),
        list_of("findings_deliverable", "?standing=overdue"),
    )


def embargoes(request: HttpRequest) -> Card:
    """What becomes visible by itself within a week, and the drafts that would have."""
    tables = ending(now=timezone.now(), within=EMBARGO_AHEAD)
    rows = [row for table, paths in tables for row in within_missions(table, request.user, *paths)]
    rows.sort(key=lambda row: row.embargo_until)
    lines = [
        Line(
            page_of(row),
            str(row),
            f"{date_format(localtime(row.embargo_until), 'DATETIME_FORMAT')}, {row.get_state_display()}",
        )
        for row in rows[:SHOWN]
    ]
    return Card(
        _("Embargoes that end soon"), _("None ends this week."), lines, len(rows), list_of("statements_statement")
    )


def lost_quotes() -> QuerySet[Evidence]:
    """Evidence whose words are not in a newer version of their text."""
    newer = TextVersion.objects.filter(
        statement=OuterRef("quote__version__statement"), number__gt=OuterRef("quote__version__number")
    )
    place = Func(F("body"), OuterRef("quote__exact"), function="strpos", output_field=IntegerField())
    return Evidence.objects.filter(Exists(newer.annotate(place=place).filter(place=0))).order_by("-id")


def lost(request: HttpRequest) -> Card:
    missions = [f"{kind}__mission" for kind in CLAIM_LINKS]
    evidence = within_missions(lost_quotes(), request.user, *missions).select_related("quote", *CLAIM_LINKS)
    lines = [_lost_line(item) for item in evidence[:SHOWN]]
    return Card(
        _("Claims whose words were changed"),
        _("All words are still in their texts."),
        lines,
        evidence.count(),
        list_of("findings_evidence"),
    )


def _lost_line(item: Evidence) -> Line:
    claim = next(claim for kind in CLAIM_LINKS if (claim := getattr(item, kind)) is not None)
    return Line(page_of(claim), str(claim), item.quote.exact[:120])


def visits(request: HttpRequest) -> Card:
    """Missions to which visits came, the latest first, and how many remarks of the checks nobody has verified."""
    states = within_missions(CheckedMission.objects.all(), request.user, "mission").order_by("-last_visit")
    shown = states.select_related("mission__organisation", "mission__election__country")[:SHOWN]
    lines = [
        Line(reverse("admin:visits_visit_dashboard", args=[state.mission_id]), str(state.mission), _remarks(state))
        for state in shown
    ]
    more = reverse("admin:visits_visit_dashboards")
    return Card(_("Visits"), _("No visits were loaded yet."), lines, states.count(), more)


def _remarks(state: CheckedMission) -> str:
    count = sum(visits for _rule, result, visits in state.counts if result != Quality.VERIFIED)
    return ngettext("%(count)d remark", "%(count)d remarks", count) % {"count": count}


def activity(request: HttpRequest) -> Card:
    """What became public, changed or was withdrawn; the log names records by their public codes."""
    changes = Change.objects.order_by("-id")
    lines = [
        Line(
            page_of(change),
            f"{change.get_kind_display()}: {change.kind_of_record} {change.code}",
            date_format(localtime(change.at), "DATETIME_FORMAT"),
        )
        for change in changes[:SHOWN]
    ]
    return Card(_("What happened last"), _("Nothing was published yet."), lines, len(lines), list_of("core_change"))


def reported(request: HttpRequest) -> Card:
    """What readers report as wrong, the oldest first."""
    missions = (*(f"{kind}__mission" for kind in CLAIM_LINKS), "statement__missions")
    reports = within_missions(ErrorReport.objects.filter(state=ReportState.OPEN), request.user, *missions)
    shown = reports.select_related(*REPORTABLE).order_by("id")[:SHOWN]
    lines = [Line(page_of(report), f"{report}: {report.record}", report.message[:120]) for report in shown]
    more = list_of("findings_errorreport", f"?state__exact={ReportState.OPEN}")
    return Card(_("Readers’ reports"), _("No reader reports an error."), lines, reports.count(), more)


CARDS: Final[tuple[Callable[[HttpRequest], Card], ...]] = (
    mine,
    waiting,
    failed,
    overdue,
    embargoes,
    lost,
    reported,
    visits,
)


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """The skin asks for what its first page shows; people who do not decide on proposals see the tables alone."""
    cards: Iterable[Card] = ()
    if request.user.has_perm("core.decide"):
        cards = [card(request) for card in CARDS]
        # The log of changes names no missions, so people who are restricted to some do not see it here.
        if missions_of(request.user) is None:
            cards = [*cards, activity(request)]
    context["cards"] = cards
    return context
