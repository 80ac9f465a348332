"""The review screen as an answer: the whole page, or for htmx the one card that changed and what depends on it."""

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext

from apps.core.row_numbers import row_number
from apps.desk.add_form import AddForm
from apps.desk.people import PUBLISH, Context, person, review_url
from apps.desk.selectors import Attempt, Filters, Viewer, filter_choices, review
from apps.imports.models import ImportRun
from apps.imports.services.locks import hold

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

CARD_HEADER = "Desk-Card"
"""Tells the script that an answer is a card and not, say, the page on which one logs in again."""


def is_htmx(request: HttpRequest) -> bool:
    return bool(cast("HtmxDetails", getattr(request, "htmx")))  # noqa: B009  the middleware sets it


def viewer_of(request: HttpRequest, attempt: Attempt | None = None) -> Viewer:
    """Who looks, and with which filters; they travel in the address, and in forms as one hidden field."""
    query = request.GET
    filters = Filters(**{name: query.get(name, "")[:120] for name in asdict(Filters())})
    return Viewer(person(request), row_number(query.get("edit")), row_number(query.get("split")), attempt, filters)


def filter_query(request: HttpRequest) -> str:
    """The chosen filters as part of an address, to come back to."""
    query = request.GET.copy()
    for name in ("edit", "split"):
        query.pop(name, None)
    return query.urlencode()


def page(
    request: HttpRequest,
    context: Context,
    run: ImportRun,
    *,
    attempt: Attempt | None = None,
    add_form: AddForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole screen. Opening it takes the text, if nobody else has it."""
    viewer = viewer_of(request, attempt)
    shown = review(run, viewer)
    return TemplateResponse(
        request,
        "desk/review.html",
        {
            **context,
            **_shared(request, run, shown),
            "is_fullwidth": "1",
            "title": gettext("Review: %(statement)s") % {"statement": run.statement or run},
            "may_publish": viewer.user.has_perm(PUBLISH),
            "choices": filter_choices(shown.items),
            "add_form": add_form or AddForm(),
        },
        status=status,
    )


def card(
    request: HttpRequest,
    context: Context,
    run: ImportRun,
    proposal_id: int,
    *,
    attempt: Attempt | None = None,
    status: int = 200,
    said: str = "",
) -> HttpResponse:
    """One card, with the count, the text and the live region beside it."""
    viewer = replace(viewer_of(request, attempt), filters=Filters())
    shown = review(run, viewer)
    item = shown.item(proposal_id)
    answer = TemplateResponse(
        request,
        "desk/answer.html",
        {**context, **_shared(request, run, shown), "item": item, "said": said or _said(attempt)},
        status=status,
    )
    answer[CARD_HEADER] = str(proposal_id)
    return answer


def back(request: HttpRequest, run: ImportRun, proposal_id: int | None = None, *, edit: bool = False) -> HttpResponse:
    """To the screen again, at a proposal; a script is told to go there by itself."""
    anchor = f"#p{proposal_id}" if proposal_id else ""
    query = "&".join(part for part in (filter_query(request), f"edit={proposal_id}" if edit else "") if part)
    address = review_url(run.pk, query, anchor)
    if is_htmx(request):
        answer = HttpResponse(status=204)
        # A redirect to the same page with another anchor would not load it anew.
        answer["HX-Redirect"] = review_url(run.pk, f"{query}{'&' if query else ''}at={proposal_id or 0}", anchor)
        return answer
    return HttpResponseRedirect(address)


def _said(attempt: Attempt | None) -> str:
    return " ".join(attempt.errors) if attempt else ""


def _shared(request: HttpRequest, run: ImportRun, shown: Any) -> Context:
    held = None
    if run.version is not None:
        held = hold(version=run.version, by=person(request), at=timezone.now())
    return {"run": run, "review": shown, "query": filter_query(request), "held": held}
