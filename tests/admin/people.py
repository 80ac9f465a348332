"""Who comes to the admin in these tests, and a world with one row of every table for them to look at."""

from datetime import date
from typing import Any

from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from apps.accounts.models import Invitation, LoginAttempts
from apps.accounts.services import count_login, issue_token
from apps.core.models import AuditEvent, LedgerLink, MissionAccess, Publishable, SavedFilter
from apps.findings.models import (
    AuthorityReply,
    ClaimObligation,
    ErrorReport,
    Evidence,
    Finding,
    Obligation,
    RecommendationStatus,
)
from apps.findings.obligations import load_obligations
from apps.imports.models import Decision, DecisionDraft, ImportRun, Proposal, RawFile, ReviewLock, SecondOpinion
from apps.missions.models import Mission
from apps.notices.models import MailLanguage, Notice, NoticeChoice
from apps.statements.models import Statement
from apps.visits.models import (
    Forgetting,
    Load,
    PollingStation,
    Question,
    Questionnaire,
    StatisticsRelease,
    Visit,
    VisitCheck,
    VisitMerge,
)
from tests import factories
from tests.violations import settle

RECORDS = ("elections", "missions", "statements", "findings", "visits", "imports")


def administrator() -> User:
    return User.objects.create_superuser("administrator", password="a long passphrase")


def analyst(*more: str) -> User:
    """Somebody who may edit all records and decide on proposals, but not publish."""
    made = factories.user("", "core.decide", "core.see_unpublished", *more, is_staff=True)
    made.user_permissions.add(*Permission.objects.filter(content_type__app_label__in=RECORDS))
    return made


def editor() -> User:
    return analyst("core.publish")


def enter(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def inline(prefix: str, *rows: dict[str, Any], initial: int = 0) -> dict[str, Any]:
    """The form data of an inline table."""
    data: dict[str, Any] = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def message_texts(response: Any) -> str:
    """All messages that a page showed, in one string."""
    return " ".join(str(message) for message in response.context["messages"])


def a_run(source: Statement | None = None, **fields: Any) -> ImportRun:
    source = source or factories.statement()
    RawFile.objects.get_or_create(sha256="a" * 64, defaults={"size": 10})
    values = {"source_kind": "text", "raw_id": "a" * 64, "state": "ready", "statement": source, **fields}
    values.setdefault("version", source.versions.latest("number"))
    return ImportRun.objects.create(**values)


def a_load(mission: Mission) -> Load:
    """A load of visits that is over."""
    sheet, _made = Questionnaire.objects.get_or_create(mission=mission, form="voting")
    file = {"name": "visits.csv", "sha256": "a" * 64, "size": 10, "ending": ".csv"}
    place = {"mission": mission, "election": mission.election, "questionnaire": sheet}
    return Load.objects.create(state="done", **place, **file)


def a_proposal(run: ImportRun, words: str, kind: str, payload: dict[str, Any], **fields: Any) -> Proposal:
    """A proposal about the first place where the text of a run has the words."""
    if run.version is None:
        raise ValueError("the run has no text")
    start = run.version.body.index(words)
    count = run.proposals.count() + 1
    values = {"rule": "test.rule", "confidence": "grammar", "position": count, "key": f"key{count}", **fields}
    return Proposal.objects.create(
        run=run,
        version=run.version,
        kind=kind,
        start=start,
        end=start + len(words),
        exact=words,
        payload=payload,
        **values,
    )


def whole_world() -> dict[str, Any]:
    """One row of every table, by the label of its model; claims and their surroundings are drafts."""
    place = factories.mission()
    source = factories.statement(of=place, publisher=factories.publisher())
    run = a_run(source)
    proposal = a_proposal(run, "more than 90 polling stations", "figure", {"measure": "other", "value": 90})
    by = factories.editor()
    rows: list[Any] = [
        factories.region(),
        factories.country(),
        place.election,
        place,
        place.organisation,
        factories.role(place),
        place.statement_links.get(),
        source.publisher,
        source,
        source.versions.get(),
        factories.finding(place, source),
        factories.figure(place, source),
        factories.deliverable(place, source),
        factories.headline_check(source),
        run,
        run.raw,
        proposal,
        Decision.objects.create(proposal=proposal, verdict="hold", by=by, at=factories.NOW, batch=proposal_batch()),
        DecisionDraft.objects.create(proposal=proposal, by=by, fields={"value": "91"}),
        ReviewLock.objects.create(
            version=source.versions.get(), holder=by, taken_at=factories.NOW, until=factories.LATER
        ),
        SecondOpinion.objects.create(
            proposal=proposal, verdict="accept", by=factories.user(), at=factories.NOW, batch=proposal_batch()
        ),
        *_visit(place),
        *_followed_up(place, source),
        by,
    ]
    rows += [*_access(place, by), *_told(by)]
    rows += _responses(rows)
    settle()
    rows += [AuditEvent.objects.latest("id"), LedgerLink.objects.latest("position")]
    rows += [Evidence.objects.first(), factories.quote("in 13 of 17 regions", source)]
    return {row._meta.label_lower: row for row in rows}


def _responses(rows: list[Any]) -> tuple[Any, ...]:
    """A reply and a commitment of the world's finding."""
    claim = next(row for row in rows if isinstance(row, Finding))
    reply = AuthorityReply.objects.create(
        finding=claim,
        stance="noted",
        author={"en": "The commission"},
        replied_on=date(2021, 2, 1),
        quote=claim.evidence.get().quote,
    )
    load_obligations()
    commitment = Obligation.objects.get(code="copenhagen-7.6")
    report = ErrorReport.objects.create(finding=claim, problem="words", message="Not in the text.", language="en")
    touched = ClaimObligation.objects.create(finding=claim, obligation=commitment, relation="at_odds")
    return reply, commitment, report, touched


def _access(place: Mission, by: User) -> tuple[Any, ...]:
    count_login(account="somebody", address="192.0.2.1")
    invited = Invitation(
        email="new@example.org", group=Group.objects.create(name="readers"), digest="a" * 64, invited_by=by
    )
    invited.expires_at = factories.LATER
    invited.save()
    token, _secret = issue_token(user=by, name="loader", scopes=["imports"], expires_at=factories.LATER)
    access = MissionAccess.objects.create(user=factories.user(), mission=place)
    return LoginAttempts.objects.first(), invited, token, access


def _told(person: User) -> tuple[Any, ...]:
    """What somebody was told and chose, and a filter of theirs."""
    return (
        Notice.objects.create(person=person, kind="assigned", event="r-1", address="/admin/"),
        NoticeChoice.objects.create(person=person, kind="assigned"),
        MailLanguage.objects.create(person=person),
        SavedFilter.objects.create(person=person, table="findings.finding", name="Mine"),
    )


def proposal_batch() -> str:
    return "00000000-0000-4000-8000-000000000001"


def _followed_up(place: Mission, source: Statement) -> tuple[Publishable, RecommendationStatus]:
    advice = factories.recommendation(place, source)
    status = RecommendationStatus.objects.create(
        recommendation=advice,
        status="partially",
        election=place.election,
        author=place,
        assessed_on=date(2023, 3, 20),
        quote=factories.quote("Preparations were efficient", source),
    )
    return advice, status


def _visit(place: Mission) -> tuple[Any, ...]:
    station = PollingStation.objects.create(election=place.election, code="001", region=factories.region())
    sheet = Questionnaire.objects.create(mission=place, form="voting")
    question = Question.objects.create(questionnaire=sheet, code="q1", position=1, type="yes_no")
    visit = Visit.objects.create(
        mission=place,
        questionnaire=sheet,
        station=station,
        form="voting",
        submission_id="s-1",
        overall="good",
        answers={"q1": "yes"},
    )
    check = VisitCheck.objects.create(visit=visit, rule="essentials", result="missing")
    merge = VisitMerge.objects.create(
        visit=visit, chosen={}, overridden={}, reason="Two teams", made_by=factories.user()
    )
    forgotten = Forgetting.objects.create(mission=place, visits=1)
    release = StatisticsRelease.objects.create(mission=place, numbers={"forms": []})
    return station, sheet, question, visit, check, merge, forgotten, a_load(place), release
