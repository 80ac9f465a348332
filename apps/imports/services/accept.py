"""What accepting a proposal makes, one function a kind; each returns the `kind:code` of the record made or found."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from apps.core.services import NotAllowed
from apps.elections.choices import ElectionStatus
from apps.elections.models import Country, Election
from apps.findings.choices import Anchor, Origin, PeriodUnit, Sentiment, Voice
from apps.findings.models import Claim, Deliverable, Evidence, Figure, Finding, HeadlineCheck, Recommendation
from apps.findings.promises import after
from apps.imports.choices import ProposalKind
from apps.imports.models import Proposal
from apps.imports.services.context import Place
from apps.imports.services.match import election_code, mission_code
from apps.missions.choices import OrganisationKind, StatementRelation
from apps.missions.models import Mission, MissionRole, MissionStatement, Organisation
from apps.statements.choices import StatementKind
from apps.statements.spans import Place as Offsets

Payload = dict[str, Any]

_REPORTED = frozenset({StatementKind.NEWS_REPORT, StatementKind.TRANSCRIPT})


def make(*, proposal: Proposal, payload: Payload, by: User, span: Offsets | None = None) -> str:
    """Make what the proposal proposes, with the value and on the words as decided.

    Raises ValidationError that names the field.
    """
    return _MAKERS[ProposalKind(proposal.kind)](Place(proposal, span), payload, by)


def _day(payload: Payload, field: str, *, required: bool = True) -> date | None:
    value = payload.get(field)
    if not value:
        if required:
            raise ValidationError({field: _("Enter the date.")})
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise ValidationError({field: _("Enter the date as year-month-day, such as 2021-01-10.")}) from error


def _election(place: Place, payload: Payload, _by: User) -> str:
    if payload.get("match"):
        return f"election:{_existing(Election, payload['match']).code}"
    country = Country.objects.filter(iso2=payload.get("country") or "").first()
    if country is None:
        raise ValidationError({"country": _("Choose the country in which people voted.")})
    first = _day(payload, "first_polling_day")
    last = _day(payload, "last_polling_day", required=False) or first
    types = payload.get("types") or []
    if not types or first is None or last is None:
        raise ValidationError({"types": _("Choose what was voted on.")})
    code = election_code(iso2=country.iso2, day=first, kind=types[0])
    values = {
        "country": country,
        "types": types,
        "first_polling_day": first,
        "last_polling_day": last,
        "is_early": payload.get("is_early"),
        "status": ElectionStatus.HELD,
    }
    found = Election.objects.filter(code=code).first()
    if found is None:
        found = Election(code=code, **values)
        found.full_clean()
        found.save()
    return f"election:{found.code}"


def _existing(model: Any, code: str) -> Any:
    found = model.objects.filter(code=code).first()
    if found is None:
        raise ValidationError({"match": _("There is no record with the code “%(code)s”.") % {"code": code}})
    return found


def _mission(place: Place, payload: Payload, _by: User) -> str:
    mission = _existing(Mission, payload["match"]) if payload.get("match") else _new_mission(place, payload)
    statement = place.proposal.version.statement
    relation = StatementRelation.REPORTED if statement.kind in _REPORTED else StatementRelation.OWN
    MissionStatement.objects.get_or_create(mission=mission, statement=statement, defaults={"relation": relation})
    return f"mission:{mission.code}"


def _new_mission(place: Place, payload: Payload) -> Mission:
    election = place.election()
    organisation = _organisation(payload)
    found = list(Mission.objects.filter(election=election, organisation=organisation)[:2])
    if len(found) == 1:
        return found[0]
    if found:
        raise ValidationError({"match": _("This organisation has several missions at this election: choose one.")})
    code = mission_code(organisation=organisation.code, iso2=election.country.iso2, day=election.first_polling_day)
    mission = Mission(code=code, election=election, organisation=organisation, format=payload.get("format") or "")
    mission.full_clean()
    mission.save()
    return mission


def _organisation(payload: Payload) -> Organisation:
    """The organisation that we have under this short name, or a new one."""
    name = (payload.get("organisation") or "").strip()
    found = Organisation.objects.filter(short_name=name).first()
    if found is not None:
        return found
    organisation = Organisation(code=slugify(name), short_name=name, kind=OrganisationKind.OTHER)
    if not name or not organisation.code:
        raise ValidationError(
            {"organisation": _("Choose the organisation; if it is not in the list, enter it there first.")}
        )
    organisation.full_clean()
    organisation.save()
    return organisation


def _role(place: Place, payload: Payload, _by: User) -> str:
    mission = place.mission(payload.get("organisation"))
    role = MissionRole(
        mission=mission,
        name=(payload.get("name") or "").strip(),
        kind=payload.get("kind") or "",
        title=(payload.get("title") or "")[:300],
        quote=place.quote(),
    )
    found = MissionRole.objects.filter(mission=mission, name=role.name, kind=role.kind).first()
    if found is None:
        role.full_clean()
        role.save()
        found = role
    return f"role:{found.pk}"


def _cite(claim: Claim, place: Place, payload: Payload, by: User) -> str:
    """Store a claim with its evidence; the database refuses it at commit if the quote were missing."""
    claim.mission = place.mission(payload.get("organisation"))
    claim.speaker = place.speaker(claim.mission, payload.get("speaker"))
    claim.voice = payload.get("voice") or ""
    if claim.voice == Voice.MISSION_QUOTE and place.proposal.version.statement.is_retold:
        raise ValidationError({"voice": _("A retold text holds nobody's own words: choose reported speech.")})
    claim.language = place.proposal.version.language
    claim.origin = Origin.IMPORTED
    claim.entered_by = by
    claim.full_clean()
    claim.save()
    kind = Evidence.link_to(type(claim))
    evidence: dict[str, Any] = {kind: claim, "quote": place.quote()}
    Evidence.objects.create(**evidence)
    return f"{kind}:{getattr(claim, 'code')}"  # noqa: B009  every claim has a code; the abstract class has none


def _finding(place: Place, payload: Payload, by: User) -> str:
    if payload.get("sentiment") not in Sentiment.values:
        raise ValidationError({"sentiment": _("The rules leave open how this judges its topic: choose it.")})
    claim = Finding(topic=payload.get("topic") or "", sentiment=payload["sentiment"])
    return _cite(claim, place, payload, by)


def _figure(place: Place, payload: Payload, by: User) -> str:
    try:
        value = Decimal(str(payload.get("value")))
    except InvalidOperation as error:
        raise ValidationError({"value": _("Enter a number.")}) from error
    claim = Figure(
        measure=payload.get("measure") or "",
        value=value,
        comparator=payload.get("comparator") or "",
        source=payload.get("source") or "",
    )
    return _cite(claim, place, payload, by)


def _recommendation(place: Place, payload: Payload, by: User) -> str:
    claim = Recommendation(
        topic=payload.get("topic") or "",
        priority=payload.get("priority") or "",
        addressee=payload.get("addressee") or "",
    )
    return _cite(claim, place, payload, by)


def _deliverable(place: Place, payload: Payload, by: User) -> str:
    claim = Deliverable(
        report=payload.get("report") or "",
        count=payload.get("count") or None,
        unit=payload.get("unit") or "",
        anchor=payload.get("anchor") or "",
        due_on=_day(payload, "due_on", required=False),
    )
    # The records know the start where the promise counts from its announcement or from election day.
    if claim.due_on is not None:
        claim.counted_from = _start(place, claim)
    return _cite(claim, place, payload, by)


def _start(place: Place, claim: Deliverable) -> date | None:
    """The day from which the machine, or the analyst, counted; none where that does not fit the due day."""
    start = None
    if claim.anchor == Anchor.PUBLICATION:
        start = place.proposal.version.statement.published_on
    elif claim.anchor == Anchor.ELECTION_DAY:
        start = place.election().last_polling_day
    if start is None or not claim.count or claim.unit not in PeriodUnit.values:
        return None
    return start if after(start, claim.count, claim.unit) == claim.due_on else None


def _headline(place: Place, payload: Payload, _by: User) -> str:
    if payload.get("is_supported") is None:
        raise ValidationError({"is_supported": _("Choose whether the text bears the headline out.")})
    quote = place.quote()
    if HeadlineCheck.objects.filter(quote=quote).exists():
        raise NotAllowed(_("This headline has been checked already."))
    check = HeadlineCheck(quote=quote, is_supported=payload["is_supported"], reason=payload.get("reason") or "")
    check.full_clean()
    check.save()
    check.held_against.set([place.quote(start, end) for start, end in payload.get("held_against") or []])
    return f"headlinecheck:{check.code}"


_MAKERS: dict[ProposalKind, Callable[[Place, Payload, User], str]] = {
    ProposalKind.ELECTION: _election,
    ProposalKind.MISSION: _mission,
    ProposalKind.ROLE: _role,
    ProposalKind.FINDING: _finding,
    ProposalKind.FIGURE: _figure,
    ProposalKind.RECOMMENDATION: _recommendation,
    ProposalKind.DELIVERABLE: _deliverable,
    ProposalKind.HEADLINE: _headline,
}
