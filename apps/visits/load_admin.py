"""Loads in the admin: a file is sent in, its columns are confirmed, then its rows load while one watches."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from apps.core.access import allowed, missions_of
from apps.core.admin_base import ViewOnlyAdmin, chip
from apps.visits.blocks import REMARKS
from apps.visits.choices import LoadKind, LoadOrigin, LoadState
from apps.visits.load_forms import MappingForm, StationFile, VisitFile
from apps.visits.models import Load
from apps.visits.report import report_lines
from apps.visits.services.forget_loads import discard
from apps.visits.services.start import begin, examples, loaded_before, take_in
from apps.visits.sources import Unreadable, in_words

STATE_COLOURS = {
    LoadState.MAPPING: "warning",
    LoadState.WAITING: "info",
    LoadState.RUNNING: "info",
    LoadState.DONE: "success",
    LoadState.FAILED: "danger",
}
PROBLEMS_ON_A_PAGE = 100
RIGHTS = {LoadKind.VISITS: "visits.add_visit", LoadKind.STATIONS: "visits.add_pollingstation"}


@admin.register(Load)
class LoadAdmin(ViewOnlyAdmin):
    """Who may enter visits sees what they sent in; who may read visits, all loads of their missions."""

    mission_paths = ("mission",)
    list_display = ("code", "kind", "mission", "election", "name", "state_label", "rows", "refused", "created_at")
    list_filter = ("state", "kind", "origin", ("mission", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("mission__organisation", "mission__election__country", "election__country")
    date_hierarchy = "created_at"
    search_fields = ("code", "name", "mission__code", "election__code", "sha256")
    list_before_template = "desk/load_links.html"
    state_label = chip("state", STATE_COLOURS, _("state"))

    # --- Who may what ---

    def has_add_permission(self, request: HttpRequest) -> bool:
        return any(request.user.has_perm(right) for right in RIGHTS.values())

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_add_permission(request) or request.user.has_perm("visits.view_visit")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def also_theirs(self, request: HttpRequest) -> Q | None:
        """Registers of their missions' elections, which belong to no mission, and what they sent in."""
        own = missions_of(request.user)
        theirs = Q(started_by=request.user.pk)
        return theirs if own is None else theirs | Q(kind=LoadKind.STATIONS, election__missions__in=own)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Load]:
        rows: QuerySet[Load] = super().get_queryset(request)
        return rows if request.user.has_perm("visits.view_visit") else rows.filter(started_by=request.user.pk)

    # --- Pages ---

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("stations/", wrap(self.stations_view), name="visits_load_stations"),
            path("<int:pk>/progress/", wrap(self.progress_view), name="visits_load_progress"),
            path("<int:pk>/discard/", wrap(require_POST(self.discard_view)), name="visits_load_discard"),
            path("<int:pk>/report/", wrap(self.report_view), name="visits_load_report"),
            *super().get_urls(),
        ]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        return self._file_view(request, LoadKind.VISITS)

    def stations_view(self, request: HttpRequest) -> HttpResponse:
        return self._file_view(request, LoadKind.STATIONS)

    def _file_view(self, request: HttpRequest, kind: LoadKind) -> HttpResponse:
        user = allowed(request, RIGHTS[kind])
        made = VisitFile if kind == LoadKind.VISITS else StationFile
        form: VisitFile | StationFile = made(user, request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            upload = form.cleaned_data["file"]
            try:
                load = take_in(
                    pieces=upload.chunks(), name=upload.name or "", goal=form.goal(), origin=LoadOrigin.DESK, by=user
                )
                return HttpResponseRedirect(_address(load))
            except Unreadable as reason:
                form.add_error("file", str(reason))
        title = gettext("Load visits") if kind == LoadKind.VISITS else gettext("Load polling stations")
        return self._page(request, "desk/load_file.html", 422 if form.is_bound else 200, form=form, title=title)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        load = self._load(request, object_id)
        if load.state == LoadState.MAPPING:
            return self._mapping_view(request, load)
        shown = Paginator(load.problems.order_by("line", "id"), PROBLEMS_ON_A_PAGE).get_page(request.GET.get("page"))
        return self._page(request, "desk/load.html", title=str(load), problems=shown, **_progress(load))

    def _mapping_view(self, request: HttpRequest, load: Load) -> HttpResponse:
        self._may_go_on(request, load)
        try:
            form = MappingForm(load, load.mapping, examples(load), request.POST or None)
            if request.method == "POST" and form.is_valid():
                begin(load=load, mapping=form.mapping())
                return HttpResponseRedirect(_address(load))
        except Unreadable as reason:
            messages.error(request, str(reason))
            form = MappingForm(load, load.mapping, {}, request.POST or None)
        before = loaded_before(load)
        return self._page(
            request,
            "desk/load_mapping.html",
            422 if form.is_bound else 200,
            form=form,
            load=load,
            before=before,
            title=gettext("What the columns mean"),
        )

    def progress_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The part of a load's page that changes; when it is over, the whole page is wanted anew."""
        load = self._load(request, str(pk))
        answer = self._page(request, "desk/load_progress.html", **_progress(load))
        if load.is_over:
            answer["HX-Refresh"] = "true"
        return answer

    def discard_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        load = self._load(request, str(pk))
        self._may_go_on(request, load)
        if discard(load):
            messages.success(request, gettext("The file was not loaded."))
        return HttpResponseRedirect(reverse("admin:visits_load_changelist"))

    def report_view(self, request: HttpRequest, pk: int) -> StreamingHttpResponse:
        load = self._load(request, str(pk))
        disposition = f'attachment; filename="{load.code}.csv"'
        return StreamingHttpResponse(
            _encoded(report_lines(load)),
            headers={"Content-Type": "text/csv; charset=utf-8", "Content-Disposition": disposition},
        )

    # --- What pages share ---

    def _load(self, request: HttpRequest, given: str) -> Load:
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = self.get_queryset(request).select_related("questionnaire", "started_by")
        load = rows.filter(pk=self.number_of(given)).first()
        if load is None:
            raise Http404
        return load

    def _may_go_on(self, request: HttpRequest, load: Load) -> None:
        allowed(request, RIGHTS[LoadKind(load.kind)])

    def _page(self, request: HttpRequest, template: str, status: int = 200, **shown: Any) -> TemplateResponse:
        return TemplateResponse(request, template, {**self.page_context(request), **shown}, status=status)


def _address(load: Load) -> str:
    return reverse("admin:visits_load_change", args=[load.pk])


def _progress(load: Load) -> dict[str, Any]:
    faults = load.problems.aggregate(all=Count("pk"), remarks=Count("pk", filter=Q(fault__in=REMARKS)))
    left_out = [heading for heading in load.headings if heading not in " + ".join(load.mapping.values()).split(" + ")]
    return {
        "load": load,
        "is_over": load.is_over,
        "trouble": in_words(load.trouble, load.found) if load.trouble else "",
        "faults": faults,
        "left_out": [heading for heading in left_out if heading not in load.mapping.values()],
        "nothing_new": load.state == LoadState.DONE and load.same and not load.added + load.replaced,
    }


def _encoded(lines: Iterator[str]) -> Iterator[bytes]:
    """With the mark by which spreadsheets know UTF-8."""
    yield "\ufeff".encode()
    for line in lines:
        yield line.encode("utf-8", "replace")
