"""Claims without a text: what readers see of them, and the plain note that says where they were entered from."""

from django.utils.translation import gettext

from apps.findings.models import AnyClaim
from apps.web.selectors import lead_quote
from apps.web.wording import day_text


def source_of(claim: AnyClaim) -> str:
    """The reference in one line: title, publisher, date and page."""
    page = gettext("p.\u00a0%(page)s") % {"page": claim.entered_from_page} if claim.entered_from_page else ""
    day = day_text(claim.entered_from_date) if claim.entered_from_date else ""
    return ", ".join(part for part in (claim.entered_from_title, claim.entered_from_publisher, day, page) if part)


def said(claim: AnyClaim) -> str:
    """The first words that a claim rests on; the analyst's summary with its note where no text is held."""
    quote = lead_quote(claim)
    return quote.exact if quote else f"{claim.summary_text} ({note_of(claim)})" if claim.has_reference else ""


def note_of(claim: AnyClaim) -> str:
    return gettext("entered from: %(source)s; no text held") % {"source": source_of(claim)}
