"""Lists to look through: statements, recommendations, promises, corrections. Each keeps its filters in its address."""

from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.web import filter_sets, followup, promises, selectors
from apps.web.corrections import correction_keys, corrections
from apps.web.counted import kept, kept_in_language
from apps.web.filters import narrow
from apps.web.paging import page_of, page_of_numbers


@require_safe
def statements(request: HttpRequest) -> HttpResponse:
    """Every published text, newest first."""
    narrowing = narrow(request.GET, filter_sets.STATEMENTS, keep=kept_in_language(request, "statements narrowed by"))
    page = page_of(request, selectors.statements().filter(narrowing.condition))
    checks = selectors.headline_checks(item.pk for item in page)
    context = {
        "narrowing": narrowing,
        "page": page,
        "checks": {check.quote.version.statement_id: check for check in checks},
    }
    return render(request, "web/statements.html", context)


@require_safe
def recommendations(request: HttpRequest) -> HttpResponse:
    """What missions recommended, and what became of it."""
    narrowing = narrow(
        request.GET, filter_sets.RECOMMENDATIONS, keep=kept_in_language(request, "recommendations narrowed by")
    )
    found = followup.tracked().filter(narrowing.condition)
    page = page_of(request, followup.shown(found))
    others = followup.tracked().filter(narrowing.condition_without("status"))
    counts = kept(request, f"recommendations {narrowing.open_query('status')}", lambda: followup.counts(others))
    context = {"narrowing": narrowing, "page": page, "counts": counts, "tally_link": narrowing.open_query("status")}
    return render(request, "web/recommendations.html", context)


@require_safe
def promised(request: HttpRequest) -> HttpResponse:
    """Which reports were promised, and whether they came."""
    narrowing = narrow(request.GET, filter_sets.PROMISES, keep=kept_in_language(request, "promises narrowed by"))
    found = promises.promises().filter(narrowing.condition)
    numbers = kept(request, f"promises in order {narrowing.query}", lambda: promises.numbers(found))
    page = page_of_numbers(request, numbers, lambda shown: selectors.cited(found.filter(pk__in=shown)))
    others = promises.promises().filter(narrowing.condition_without("state"))
    counts = kept(request, f"promises {narrowing.open_query('state')}", lambda: promises.counts(others))
    context = {"narrowing": narrowing, "page": page, "counts": counts, "tally_link": narrowing.open_query("state")}
    return render(request, "web/promises.html", context)


@require_safe
def corrected(request: HttpRequest) -> HttpResponse:
    """What stood here and was taken back: before, after and why."""
    narrowing = narrow(request.GET, ())
    page: Page[Any] = page_of(request, correction_keys())
    context = {"narrowing": narrowing, "page": page, "corrections": corrections(page.object_list)}
    return render(request, "web/corrections.html", context)
