"""The desk's pages of an import: taking a statement in, and watching how far it has come."""

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from apps.core.row_numbers import row_number
from apps.desk.forms import ImportForm
from apps.desk.people import Context, person, run_of, run_url
from apps.imports.choices import OPEN, RunState
from apps.imports.models import ImportRun, Proposal
from apps.imports.reading import MAX_BYTES
from apps.imports.selectors import undecided_for
from apps.imports.services.assign import assign, may_be_assigned
from apps.imports.services.start import start_file, start_text, start_url

STEPS = (*OPEN, RunState.READY)


def import_view(request: HttpRequest, context: Context) -> HttpResponse:
    """Takes a source in; what is wrong with it is said on the page of its run."""
    by = person(request)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return HttpResponseRedirect(run_url(_start(form, by)))
    status = 422 if form.is_bound else 200
    title = gettext("Import a statement")
    return TemplateResponse(request, "desk/import.html", {**context, "form": form, "title": title}, status=status)


def _start(form: ImportForm, by: User) -> ImportRun:
    data, options = form.cleaned_data, form.options()
    if data["url"]:
        return start_url(url=data["url"], options=options, by=by)
    if data["file"] is not None and data["file"] is not False:
        upload = data["file"]
        return start_file(data=upload.read(MAX_BYTES + 1), name=upload.name or "", options=options, by=by)
    return start_text(text=data["text"], options=options, by=by)


def run_view(request: HttpRequest, context: Context, pk: int) -> HttpResponse:
    """Where an import stands; the page comes back by itself until it is over."""
    by = person(request)
    runs = ImportRun.objects.select_related("statement", "publisher", "started_by", "assigned_to", "version", "raw")
    run = get_object_or_404(runs, pk=pk)
    proposals = Proposal.objects.filter(version=run.version_id)
    counts = {"all": proposals.count(), "open": proposals.filter(undecided_for(by)).count()}
    page = {
        **context,
        "run": run,
        "title": str(run),
        "counts": counts if run.version_id else {"all": 0, "open": 0},
        "steps": [(state.label, state == run.state) for state in STEPS],
        "is_over": run.is_over,
        "problem": run.get_problem_display() if run.problem else "",
        "people": may_be_assigned(run),
    }
    return TemplateResponse(request, "desk/run.html", page)


@require_POST
def assign_view(request: HttpRequest, context: Context, pk: int) -> HttpResponse:
    """Gives an import to somebody, or takes it from everybody."""
    by, run = person(request), run_of(pk)
    given = row_number(request.POST.get("to"))
    try:
        assign(run=run, to=get_object_or_404(User, pk=given) if given else None, by=by, at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return HttpResponseRedirect(run_url(run))
