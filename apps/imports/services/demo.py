"""The demonstration: imported by the same steps as any text, decided and published as an editor would."""

from datetime import datetime
from uuid import uuid4

from django.contrib.auth.models import Permission, User

from apps.imports.choices import DecisionWay, ProposalKind, ProposalStatus, RunState
from apps.imports.demo_texts import DemoText, load
from apps.imports.models import ImportRun, Proposal
from apps.imports.services.decide import DECIDE, accept, reject
from apps.imports.services.publication import PUBLISH, publish_run
from apps.imports.services.start import ImportOptions, start_text
from apps.imports.services.work import Observer, perform
from apps.missions.models import Mission
from apps.statements.choices import Authenticity
from apps.statements.models import Publisher

EDITOR = "demonstration"


class DemoFailed(Exception):
    """The demonstration could not be imported; the message says which text ended how."""


def load_demo(*, at: datetime, watch: Observer | None = None) -> list[ImportRun]:
    """Import, decide and publish every demonstration text; what is there already is left as it is."""
    demo = load()
    publisher, _made = Publisher.objects.get_or_create(
        code=demo.publisher["code"], defaults={"kind": demo.publisher["kind"], "names": demo.publisher["names"]}
    )
    editor = _editor()
    return [_load(text, publisher=publisher, by=editor, at=at, watch=watch) for text in demo.texts]


def _editor() -> User:
    """The account in whose name the demonstration is published; nobody can log in with it."""
    editor, made = User.objects.get_or_create(username=EDITOR, defaults={"first_name": "Electionwatch"})
    if made:
        editor.set_unusable_password()
        editor.save(update_fields=["password"])
    names = [permission.partition(".")[2] for permission in (DECIDE, PUBLISH)]
    editor.user_permissions.add(*Permission.objects.filter(content_type__app_label="core", codename__in=names))
    return User.objects.get(pk=editor.pk)


def _load(text: DemoText, *, publisher: Publisher, by: User, at: datetime, watch: Observer | None) -> ImportRun:
    options = ImportOptions(
        language=text.language,
        published_on=text.published_on,
        statement_kind=text.kind,
        authenticity=Authenticity.RETOLD,
        facts_from=text.facts_from,
        publisher=publisher,
    )
    started = start_text(text=text.text, name=text.name, options=options, by=by, wake=False)
    perform(run_id=started.pk, **({"watch": watch} if watch else {}))
    started.refresh_from_db()
    if started.statement is None:
        raise DemoFailed(f"{text.name}: {started.get_state_display()}. {started.get_problem_display()}")
    run = ImportRun.objects.select_related("statement", "version").get(
        statement=started.statement, state=RunState.READY
    )
    if started.statement.is_draft:
        _decide(run, text, by=by, at=at)
        publish_run(run=run, by=by, at=at)
    return run


def _decide(run: ImportRun, text: DemoText, *, by: User, at: datetime) -> None:
    batch = uuid4()
    for proposal in Proposal.objects.filter(run=run, status=ProposalStatus.OPEN).order_by("position"):
        correction = text.correction(proposal)
        if correction and correction.rejection:
            reject(proposal=proposal, by=by, at=at, reason=correction.rejection, batch=batch)
            continue
        values = dict(correction.values) if correction else {}
        if proposal.kind == ProposalKind.MISSION:
            values |= _format(proposal, text)
        accept(proposal=proposal, by=by, at=at, payload=values, batch=batch, way=DecisionWay.BULK)
        if proposal.kind == ProposalKind.MISSION:
            _describe(proposal, text)


def _format(proposal: Proposal, text: DemoText) -> dict[str, str]:
    known = text.mission(proposal.payload["organisation"])
    return {"format": known.format} if known else {}


def _describe(proposal: Proposal, text: DemoText) -> None:
    """Enter the mandate, which the text does not tell."""
    known = text.mission(proposal.payload["organisation"])
    proposal.refresh_from_db()
    code = proposal.result.partition(":")[2]
    if known:
        Mission.objects.filter(code=code, mandate={}).update(mandate=known.mandate)
