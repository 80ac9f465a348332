"""Finding the election and missions that a text speaks of: those we have, or new ones; never merged silently."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.text import slugify

from apps.elections.models import Country, Election
from apps.extraction.drafts import Draft, Extraction, OrganisationDraft
from apps.missions.choices import MissionFormat, OrganisationKind
from apps.missions.models import Mission, Organisation

_FORMATS = {
    OrganisationKind.PARLIAMENTARY: MissionFormat.PARLIAMENTARY,
    OrganisationKind.CITIZEN: MissionFormat.CITIZEN,
}


@dataclass(frozen=True, slots=True)
class Match:
    """A value to propose, and the draft whose words it rests on."""

    draft: Draft
    payload: dict[str, Any]


def election_code(*, iso2: str, day: date, kind: str) -> str:
    """The readable code of an election: `kz-2021-01-10-parliamentary`."""
    return f"{iso2.lower()}-{day.isoformat()}-{kind}"


def mission_code(*, organisation: str, iso2: str, day: date) -> str:
    """The readable code of a mission: `osce-pa-kz-2021-01-10`."""
    return f"{organisation}-{iso2.lower()}-{day.isoformat()}"


def match_election(extraction: Extraction) -> Match | None:
    """The election that the text speaks of; parts that the text leaves open stay null for the analyst to fill in."""
    anchors: tuple[Draft | None, ...] = (
        extraction.election_date,
        *extraction.countries[:1],
        *extraction.election_types[:1],
    )
    anchor = next((draft for draft in anchors if draft is not None), None)
    if anchor is None:
        return None
    iso2 = extraction.countries[0].iso2 if extraction.countries else None
    day = _day(extraction)
    types = [draft.type.value for draft in extraction.election_types]
    known = Country.objects.filter(iso2=iso2).exists() if iso2 else False
    payload: dict[str, Any] = {
        "country": iso2 if known else None,
        "types": types,
        "first_polling_day": day.isoformat() if day else None,
        "last_polling_day": day.isoformat() if day else None,
        "is_early": extraction.early,
        "code": election_code(iso2=iso2, day=day, kind=types[0]) if iso2 and known and day and types else None,
        "match": _existing_election(iso2, day, types),
    }
    return Match(anchor, payload)


def _day(extraction: Extraction) -> date | None:
    draft = extraction.election_date
    if draft is None or draft.value.startswith("--"):
        return None
    try:
        return date.fromisoformat(draft.value)
    except ValueError:
        return None


def _existing_election(iso2: str | None, day: date | None, types: list[str]) -> str | None:
    """The code of the one election of that country, day and type that we have; None where there is none or several."""
    if not iso2 or not day:
        return None
    found = Election.objects.filter(country__iso2=iso2, first_polling_day__lte=day, last_polling_day__gte=day)
    if types:
        found = found.filter(types__overlap=types)
    codes = list(found.values_list("code", flat=True)[:2])
    return codes[0] if len(codes) == 1 else None


def match_missions(extraction: Extraction, election: Match | None) -> list[Match]:
    """One mission for each organisation that observes in this text."""
    return [Match(draft, _mission_payload(draft, election)) for draft in extraction.organisations]


def _mission_payload(draft: OrganisationDraft, election: Match | None) -> dict[str, Any]:
    organisation = Organisation.objects.filter(short_name=draft.code).first()
    slug = organisation.code if organisation else slugify(draft.code, allow_unicode=False) or None
    event = election.payload if election else {}
    iso2, day = event.get("country"), event.get("first_polling_day")
    existing = _existing_missions(organisation, event.get("match"))
    code = mission_code(organisation=slug, iso2=iso2, day=date.fromisoformat(day)) if slug and iso2 and day else None
    kind = OrganisationKind(organisation.kind) if organisation else OrganisationKind.OTHER
    return {
        "organisation": draft.code,
        "organisation_code": organisation.code if organisation else None,
        "format": _FORMATS.get(kind, MissionFormat.OTHER).value,
        "code": code,
        "match": existing[0] if len(existing) == 1 else None,
    }


def _existing_missions(organisation: Organisation | None, election: str | None) -> list[str]:
    """Codes of an organisation's missions at an election that we have; at most two, since two are no match."""
    if organisation is None or not election:
        return []
    found = Mission.objects.filter(organisation=organisation, election__code=election)
    return list(found.values_list("code", flat=True)[:2])
