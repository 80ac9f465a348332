"""JSON-LD in the words of schema.org: what a page says, for programs. It rates nothing, so it is no ClaimReview."""

import json
from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString

from apps.core.choices import ContentLanguage
from apps.elections.choices import ElectionStatus
from apps.elections.models import Election
from apps.findings.choices import Voice
from apps.findings.models import AnyClaim
from apps.missions.models import Mission
from apps.statements.choices import StatementKind
from apps.statements.models import Quote, Statement, TextVersion
from apps.web.selectors import lead_quote
from apps.web.wording import mission_title, place_and_day

CONTEXT: Final = "https://schema.org"
# A script element ends where its text says so: none of these may stand in it.
ESCAPES: Final = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
EVENT_STATUS: Final = {
    ElectionStatus.SCHEDULED: f"{CONTEXT}/EventScheduled",
    ElectionStatus.POSTPONED: f"{CONTEXT}/EventPostponed",
    ElectionStatus.CANCELLED: f"{CONTEXT}/EventCancelled",
}
ARTICLES: Final = {StatementKind.NEWS_REPORT: "NewsArticle", StatementKind.TRANSCRIPT: "DigitalDocument"}


def script(data: dict[str, Any]) -> SafeString:
    """The data as a block that browsers read and never run."""
    text = json.dumps({"@context": CONTEXT, **data}, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return SafeString(f'<script type="application/ld+json">{text}</script>')


def permanent_address(request: HttpRequest, code: str) -> str:
    """The short address that stays, whatever language a reader has."""
    return request.build_absolute_uri(reverse("web_plain:short", args=[code]))


def claim_data(request: HttpRequest, claim: AnyClaim) -> dict[str, Any]:
    """A claim with the quotes that carry it. Only a mission's own original words are its quotation."""
    quote = lead_quote(claim)
    address = permanent_address(request, claim.code)
    return _whole(
        {
            "@type": "Claim",
            "@id": address,
            "url": request.build_absolute_uri(claim.get_absolute_url()),
            "identifier": claim.code,
            "name": quote.exact if quote else claim.summary_text,
            "inLanguage": _language(quote.version.language) if quote else None,
            "author": _organisation(claim.mission),
            "about": _event(request, claim.mission.election),
            "datePublished": claim.published_at.isoformat() if claim.published_at else None,
            "creativeWorkStatus": claim.get_state_display() if claim.is_withdrawn else None,
            "hasPart": [_quotation(request, claim, item.quote) for item in claim.evidence.all()],
            "isBasedOn": _source(claim) if claim.has_reference else None,
        }
    )


def statement_data(request: HttpRequest, statement: Statement, version: TextVersion) -> dict[str, Any]:
    """A text as it was published, with where it came from and the hash of its words."""
    return _whole(
        {
            **_work(request, statement),
            "datePublished": statement.published_on.isoformat() if statement.published_on else None,
            "author": {"@type": "Person", "name": statement.author} if statement.author else None,
            "version": version.number,
            "identifier": [
                {"@type": "PropertyValue", "propertyID": "code", "value": statement.code},
                {"@type": "PropertyValue", "propertyID": "sha256", "value": version.sha256},
            ],
        }
    )


def mission_data(request: HttpRequest, mission: Mission) -> dict[str, Any]:
    """A mission as a project of its organisation."""
    return _whole(
        {
            "@type": "Project",
            "@id": request.build_absolute_uri(mission.get_absolute_url()),
            "name": mission_title(mission),
            "identifier": mission.code,
            "additionalType": str(mission.get_format_display()),
            "parentOrganization": _organisation(mission),
            "foundingDate": mission.opened_on.isoformat() if mission.opened_on else None,
            "dissolutionDate": mission.closed_on.isoformat() if mission.closed_on else None,
            "event": _event(request, mission.election),
        }
    )


def election_data(request: HttpRequest, election: Election) -> dict[str, Any]:
    """An election as an event, with whether it took place."""
    status = EVENT_STATUS.get(ElectionStatus(election.status))
    return _whole({**_event(request, election), "identifier": election.code, "eventStatus": status})


def dataset_data(request: HttpRequest, *, name: str, description: str, files: Mapping[str, str]) -> dict[str, Any]:
    """All that is public as a dataset; `files` are the addresses of its lists by their titles."""
    return {
        "@type": "Dataset",
        "@id": request.build_absolute_uri(),
        "name": name,
        "description": description,
        "isAccessibleForFree": True,
        "distribution": [
            {"@type": "DataDownload", "name": title, "encodingFormat": "text/csv", "contentUrl": address}
            for title, address in files.items()
        ],
    }


def _quotation(request: HttpRequest, claim: AnyClaim, quote: Quote) -> dict[str, Any]:
    statement = quote.version.statement
    is_own = claim.voice == Voice.MISSION_QUOTE and not statement.is_retold
    return _whole(
        {
            "@type": "Quotation" if is_own else "CreativeWork",
            "text": quote.exact,
            "inLanguage": _language(quote.version.language),
            "creator": _organisation(claim.mission) if is_own else None,
            "creditText": None if is_own else str(claim.get_voice_display()),
            "disambiguatingDescription": str(statement.get_authenticity_display()) if statement.is_retold else None,
            "isPartOf": _work(request, statement),
        }
    )


def _source(claim: AnyClaim) -> dict[str, Any]:
    """Where a claim was entered from, of which no text is held."""
    return _whole(
        {
            "@type": "CreativeWork",
            "name": claim.entered_from_title,
            "publisher": {"@type": "Organization", "name": claim.entered_from_publisher},
            "datePublished": claim.entered_from_date.isoformat() if claim.entered_from_date else None,
            "pagination": claim.entered_from_page,
            "url": claim.reference_address,
        }
    )


def _work(request: HttpRequest, statement: Statement) -> dict[str, Any]:
    return _whole(
        {
            "@type": ARTICLES.get(StatementKind(statement.kind), "Report"),
            "@id": permanent_address(request, statement.code),
            "name": statement.title,
            "inLanguage": _language(statement.language),
            "publisher": {"@type": "Organization", "name": str(statement.publisher)} if statement.publisher else None,
            "sameAs": statement.url,
            "disambiguatingDescription": str(statement.get_authenticity_display()) if statement.is_retold else None,
        }
    )


def _organisation(mission: Mission) -> dict[str, Any]:
    body = mission.organisation
    return _whole({"@type": "Organization", "name": body.name, "alternateName": str(body), "url": body.website or None})


def _event(request: HttpRequest, election: Election) -> dict[str, Any]:
    return {
        "@type": "Event",
        "@id": request.build_absolute_uri(election.get_absolute_url()),
        "name": place_and_day(election),
        "startDate": election.first_polling_day.isoformat(),
        "endDate": election.last_polling_day.isoformat(),
        "location": {"@type": "Country", "name": str(election.country), "identifier": election.country.iso2},
    }


def _language(code: str) -> str | None:
    return None if code == ContentLanguage.UNDETERMINED else code


def _whole(data: dict[str, Any]) -> dict[str, Any]:
    """Without what is not known."""
    return {name: value for name, value in data.items() if value not in (None, "", [])}
