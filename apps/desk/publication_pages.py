"""Publishing a statement with its claims: a check list, then one by one or all at once."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_POST

from apps.desk.people import PUBLISH, Context, person, run_of
from apps.imports.services.checklist import checklist
from apps.imports.services.publication import publish_run


@require_GET
def checklist_view(request: HttpRequest, context: Context, pk: int) -> HttpResponse:
    """Everything that was accepted of a text, each with what speaks for and against publishing it."""
    by, run = person(request), run_of(pk)
    page = {
        **context,
        "run": run,
        "list": checklist(run=run, at=timezone.now()),
        "may_publish": by.has_perm(PUBLISH),
        "title": gettext("Publish: %(statement)s") % {"statement": run.statement or run},
    }
    return TemplateResponse(request, "desk/publication.html", page)


@require_POST
def publish_view(request: HttpRequest, context: Context, pk: int) -> HttpResponse:
    """Publishes the text and what was chosen of it; without a choice, everything that was accepted."""
    by, run = person(request, PUBLISH), run_of(pk)
    only = request.POST.getlist("only") or None
    if only is None and "chosen" in request.POST:
        messages.warning(request, gettext("Nothing is chosen, so nothing was published."))
        return HttpResponseRedirect(reverse("admin:imports_importrun_checklist", args=[pk]))
    confirmed = request.POST.getlist("confirmed")
    try:
        count = sum(publish_run(run=run, by=by, at=timezone.now(), only=only, confirmed=confirmed).values())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        done = ngettext("%(count)d record is published.", "%(count)d records are published.", count)
        messages.success(request, done % {"count": count})
    return HttpResponseRedirect(reverse("admin:imports_importrun_checklist", args=[pk]))
