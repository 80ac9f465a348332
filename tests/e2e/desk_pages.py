"""Every kind of page that somebody sees after logging in, for the tests that look at all of them."""

from typing import Any

from django.contrib.auth.models import User
from django.urls import reverse

from apps.core.models import SavedFilter
from apps.findings.services import correct
from apps.imports.models import ImportRun
from apps.notices.models import Notice, NoticeChoice
from tests import factories
from tests.admin.people import whole_world

BROUGHT = ("elections.election", "missions.mission", "findings.recommendation")
LISTS = (
    "accounts.invitation",
    "core.change",
    "elections.country",
    "findings.authorityreply",
    "findings.deliverable",
    "findings.errorreport",
    "findings.figure",
    "findings.obligation",
    "findings.recommendation",
    "findings.recommendationstatus",
    "imports.decision",
    "imports.proposal",
    "visits.load",
    "visits.pollingstation",
    "visits.questionnaire",
    "visits.visit",
)
FORMS = (
    "elections.election",
    "findings.authorityreply",
    "findings.deliverable",
    "findings.figure",
    "findings.recommendation",
    "findings.recommendationstatus",
    "missions.mission",
    "missions.organisation",
    "statements.statement",
    "visits.questionnaire",
    "visits.load",
)


def named(page: str, label: str, *args: Any) -> str:
    return reverse(f"admin:{label.replace('.', '_')}_{page}", args=args)


def pages_of_an_import(run: ImportRun) -> dict[str, str]:
    """What an analyst walks through with one import, whose claims are partly decided, and the tables around it."""
    claim = factories.public_world()
    draft = correct(claim=claim, by=factories.editor())
    left = run.proposals.filter(status="open").values_list("pk", flat=True).first()
    review = named("review", "imports.importrun", run.pk)
    return {
        "dashboard": reverse("admin:index"),
        "findings": named("changelist", "findings.finding"),
        "imports": named("changelist", "imports.importrun"),
        "new import": named("add", "imports.importrun"),
        "import": named("change", "imports.importrun", run.pk),
        "new finding": named("add", "findings.finding"),
        "published finding": named("change", "findings.finding", claim.pk),
        "correction": named("change", "findings.finding", draft.pk),
        "history": named("history", "findings.finding", claim.pk),
        "mission": named("change", "missions.mission", claim.mission_id),
        "statement": named("changelist", "statements.statement"),
        "review": f"{review}?edit={left}",
        "split": f"{review}?split={left}",
        "filtered review": f"{review}?kind=finding",
        "checklist": named("checklist", "imports.importrun", run.pk),
        "bulk": named("bulk", "imports.importrun", run.pk),
        "quality": named("quality", "imports.importrun"),
        "audit": named("changelist", "core.auditevent"),
        "people": named("changelist", "auth.user"),
        "new token": named("add", "accounts.servicetoken"),
        "new invitation": named("add", "accounts.invitation"),
        "set-up": reverse("accounts:set_up_second_factor"),
        "password": reverse("admin:password_change"),
    }


def pages_of_records(person: User) -> dict[str, str]:
    """The tables with something in them, and the desk's own pages about one record, for somebody who was told of it."""
    rows = whole_world()
    mission = rows["missions.mission"].pk
    sheet = rows["visits.questionnaire"].pk
    for event in ("read", "unread"):
        Notice.objects.create(
            person=person,
            kind="promise_overdue",
            event=event,
            record={"en": "Final report"},
            address="/admin/",
            day=factories.NOW.date(),
            read_at=factories.NOW if event == "read" else None,
        )
    NoticeChoice.objects.create(person=person, kind="assigned", by_mail=False)
    SavedFilter.objects.create(person=person, table="findings.finding", name="Mine", query="state__exact=draft")
    findings = named("changelist", "findings.finding")
    pages = {
        "saved filter": f"{findings}?state__exact=draft",
        "unsaved filter": f"{findings}?state__exact=draft&voice__exact=reporter",
        "nothing found": f"{findings}?q=nothing-has-these-words",
        "notices": reverse("notices:list"),
        "choices of notices": reverse("notices:choices"),
        "follow-up": named("follow_up", "findings.recommendation", rows["findings.recommendation"].pk),
        "fulfil": named("fulfil", "findings.deliverable", rows["findings.deliverable"].pk),
        "audit entry": named("change", "core.auditevent", rows["core.auditevent"].pk),
        "reader's report": named("change", "findings.errorreport", rows["findings.errorreport"].pk),
        "text version": named("change", "statements.textversion", rows["statements.textversion"].pk),
        "person": named("change", "auth.user", rows["auth.user"].pk),
        "delete": named("delete", "findings.finding", rows["findings.finding"].pk),
        "load": named("change", "visits.load", rows["visits.load"].pk),
        "load of stations": named("stations", "visits.load"),
        "questionnaire of the house": named("default", "visits.questionnaire"),
        "questionnaire from a file": named("import", "visits.questionnaire"),
        "visits of missions": named("dashboards", "visits.visit"),
        "visits of a mission": named("dashboard", "visits.visit", mission),
        "rows of visits": named("rows", "visits.visit", mission),
        "conflicts": named("conflicts", "visits.visit", mission),
        "a visit": named("look", "visits.visit", rows["visits.visit"].pk),
        "own visits": named("mine", "visits.visit"),
        "forms to type in": named("forms", "visits.visit"),
        "typing in": named("enter", "visits.visit", sheet),
    }
    pages |= {f"list of {label}": named("changelist", label) for label in LISTS}
    pages |= {f"form of {label}": named("add", label) for label in FORMS}
    pages |= {f"table of {label}": named("bring", label) for label in BROUGHT}
    return pages
