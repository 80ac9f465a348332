"""What the public templates need beyond Django's own tags."""

from datetime import date
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.http import HttpRequest
from django.template.context import Context
from django.urls import reverse, translate_url
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import ngettext, override

from apps.core.choices import ContentLanguage
from apps.core.fields import FALLBACK_LANGUAGES, translated
from apps.findings.choices import FollowUp, PeriodUnit, Sentiment, Voice
from apps.findings.models import AnyClaim, Deliverable, Figure
from apps.findings.promises import Standing
from apps.missions.models import Mission
from apps.statements.models import Quote
from apps.web import wording
from apps.web.comparison import Gap
from apps.web.entered import source_of
from apps.web.promises import days_late
from apps.web.reader import quote_anchor
from apps.web.selectors import lead_quote

register = template.Library()

register.filter("figure_text", wording.figure_text)
register.filter("day", wording.day_text)
register.filter("short_day", wording.short_day_text)
register.filter("number", wording.number_text)
register.filter("at_least", wording.at_least_text)
register.filter("polling_days", wording.polling_days_text)
register.filter("place_and_day", wording.place_and_day)
register.filter("type_labels", wording.type_labels)
register.filter("short_format", wording.short_format)
register.filter("lead_quote", lead_quote)
register.filter("entered_from", source_of)


@register.filter
def found(page: Page[Any]) -> str:
    """How many records a list has, as far as it was counted."""
    paginator = page.paginator
    return wording.at_least_text(paginator.count + getattr(paginator, "is_cut", False))


@register.filter
def isoday(value: date) -> str:
    return value.isoformat()


@register.filter
def get(mapping: dict[Any, Any], key: object) -> Any:
    """A dictionary's value, or None: templates cannot look one up by a variable."""
    return mapping.get(key)


@register.filter
def quote_url(quote: Quote) -> str:
    """Where a quote stands in the reader; the version is named, since offsets belong to one."""
    version = quote.version
    anchor = quote_anchor(start=quote.start, end=quote.end)
    return f"{version.statement.get_absolute_url()}?version={version.number}#{anchor}"


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing of the page's sprite; the words beside it say the same, so it is silent."""
    return format_html('<svg class="icon" aria-hidden="true" focusable="false"><use href="#i-{}"/></svg>', name)


@register.inclusion_tag("components/sentiment.html")
def sentiment_mark(value: str) -> dict[str, object]:
    known = Sentiment(value)
    return {"value": known, "label": known.label, "icon_name": wording.SENTIMENT_ICON[known]}


@register.inclusion_tag("components/count.html")
def count_mark(value: str, number: int) -> dict[str, object]:
    """How many findings of one sentiment, as its mark with the number."""
    known = Sentiment(value)
    shown = wording.number_text(number)
    return {"value": known, "label": known.label, "icon_name": wording.SENTIMENT_ICON[known], "number": shown}


@register.inclusion_tag("components/voice.html")
def voice_mark(value: str) -> dict[str, object]:
    known = Voice(value)
    return {"value": known, "label": wording.VOICE_SHORT[known], "icon_name": wording.VOICE_ICON[known]}


@register.inclusion_tag("components/follow_up.html")
def follow_up_mark(value: str) -> dict[str, object]:
    """How far a recommendation was carried out, as steps of three with the words beside them."""
    known = FollowUp(value)
    done = wording.FOLLOW_UP_STEPS.get(known)
    steps = [] if done is None else [step < done for step in range(wording.FOLLOW_UP_ALL)]
    return {"value": known, "label": known.label, "steps": steps}


@register.inclusion_tag("components/promise_state.html")
def promise_mark(promise: Deliverable) -> dict[str, object]:
    """How a promise stands, with the days by which the report is or was late."""
    state = Standing(promise.standing)  # type: ignore[attr-defined]
    return {"state": state, "icon_name": wording.PROMISE_ICON[state], "days": days_late(promise)}


@register.inclusion_tag("components/gap.html")
def gap_mark(value: str) -> dict[str, object]:
    known = Gap(value)
    return {"value": known, "label": wording.GAP_LABEL[known], "icon_name": wording.GAP_ICON[known]}


@register.inclusion_tag("components/words.html")
def words(claim: AnyClaim, *, clamp: bool = False) -> dict[str, object]:
    """The words that a claim rests on, leading to their place in the text.

    Quotation marks stand only around a mission's own words, and never around words that somebody retold. A claim
    without a text shows its summary, and where it was entered from.
    """
    quote = lead_quote(claim)
    retold = quote is not None and quote.version.statement.is_retold
    own = claim.voice == Voice.MISSION_QUOTE and not retold
    return {"claim": claim, "quote": quote, "retold": retold, "own": own, "clamp": clamp}


@register.simple_tag
def in_language(texts: dict[str, str]) -> str | SafeString:
    """A translated text; where the reader's language is missing, marked with the language that it is in."""
    text = translated(texts)
    wanted = wording.reader_language()
    if not text or texts.get(wanted):
        return text
    candidates = (*FALLBACK_LANGUAGES, *texts)
    language = next(code for code in candidates if texts.get(code) == text)
    return format_html('<span lang="{}">{}</span>', language, text)


@register.filter
def lang(code: str) -> str:
    """The value of a lang attribute; empty says that the language is not known."""
    return "" if code == ContentLanguage.UNDETERMINED else code


@register.filter
def period(promise: Deliverable) -> str:
    """The promised period as it was said: “8 weeks”; empty where none was."""
    if promise.count is None:
        return ""
    count = {"count": promise.count}
    match PeriodUnit(promise.unit):
        case PeriodUnit.DAYS:
            return ngettext("%(count)s day", "%(count)s days", promise.count) % count
        case PeriodUnit.WEEKS:
            return ngettext("%(count)s week", "%(count)s weeks", promise.count) % count
        case PeriodUnit.MONTHS:
            return ngettext("%(count)s month", "%(count)s months", promise.count) % count


@register.filter
def claim_title(claim: AnyClaim) -> str:
    """What a note or a link calls a claim: what it is and what it says."""
    if isinstance(claim, Figure):
        return f"{claim.get_measure_display()}: {wording.figure_text(claim)}"
    return str(claim)


@register.filter
def speaks_election_day(mission: Mission) -> bool:
    return mission.observes_election_day_systematically


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> list[dict[str, object]]:
    """This page in every language; where the page is missing, the front page."""
    request: HttpRequest | None = context.get("request")
    path = request.get_full_path() if request is not None and request.resolver_match else None
    current = wording.reader_language()
    links = []
    for code, name in settings.LANGUAGES:
        url = translate_url(path, code) if path else _front_page(code)
        links.append({"code": code, "name": name, "url": url, "is_current": code == current})
    return links


def _front_page(code: str) -> str:
    with override(code):
        return reverse("web:home")


@register.simple_tag(takes_context=True)
def absolute(context: Context, url: str) -> str:
    request: HttpRequest = context["request"]
    return request.build_absolute_uri(url)


@register.simple_tag(takes_context=True)
def canonical(context: Context) -> str:
    """The page's one address: without parameters, but for those that a view says make another page."""
    request: HttpRequest = context["request"]
    query = context.get("canonical_query")
    return request.build_absolute_uri(f"{request.path}?{query}" if query else request.path)
