"""Organisations that observe, and what each observed."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.missions.choices import OrganisationKind
from apps.missions.models import Organisation
from apps.web import filter_sets, selectors
from apps.web.counted import kept_part
from apps.web.filters import narrow
from apps.web.paging import page_of


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """Bodies with a published mission, by kind."""
    narrowing = narrow(request.GET, filter_sets.ORGANISATIONS)
    found = selectors.organisations().filter(narrowing.condition)
    directory = kept_part(request, "components/directory.html", narrowing.query, lambda: {"groups": _groups(found)})
    return render(request, "web/organisations.html", {"narrowing": narrowing, "directory": directory})


def _groups(found: QuerySet[Organisation]) -> list[tuple[OrganisationKind, list[Organisation]]]:
    groups = [(kind, [item for item in found if item.kind == kind]) for kind in OrganisationKind]
    return [(kind, items) for kind, items in groups if items]


@require_safe
def organisation(request: HttpRequest, code: str) -> HttpResponse:
    """One body: its missions, newest first. One without a published mission looks like one that never was."""
    shown = selectors.organisations().select_related("parent", "country").filter(code=code).first()
    if shown is None:
        raise Http404
    found = selectors.missions(organisation__in=[shown.pk, *shown.parts.values_list("pk", flat=True)])
    context = {
        "organisation": shown,
        "parent": selectors.organisations().filter(pk=shown.parent_id).first() if shown.parent_id else None,
        "parts": selectors.organisations().filter(parent=shown),
        "page": page_of(request, found.order_by("-election__first_polling_day", "election_id", "id")),
        "statements": selectors.statements_of(shown)[:5],
    }
    return render(request, "web/organisation.html", context)
