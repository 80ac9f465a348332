"""Imports in the admin: the list, and the desk's pages under each import's address."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from apps.core.admin_base import chip
from apps.core.admin_filters import AssignedFilter
from apps.desk import bulk_pages, pages, publication_pages, quality_pages, queue_actions, review_pages
from apps.desk.people import DECIDE, person
from apps.imports.admin import MachineTable
from apps.imports.choices import RunState
from apps.imports.models import ImportRun
from apps.imports.selectors import waiting_for
from apps.imports.services.assign import assign
from apps.imports.services.sweep import retry

# Each page of the desk under an import's address, by the last part of its name.
PAGES: dict[str, tuple[str, Callable[..., HttpResponse]]] = {
    "quality": ("quality/", quality_pages.quality_view),
    "review": ("<int:pk>/review/", review_pages.review_view),
    "accept_all": ("<int:pk>/review/all/", bulk_pages.accept_all_view),
    "bulk": ("<int:pk>/review/rule/", bulk_pages.rule_view),
    "add_words": ("<int:pk>/review/add/", queue_actions.add_view),
    "undo": ("<int:pk>/review/undo/", queue_actions.undo_view),
    "take": ("<int:pk>/review/take/", queue_actions.take_view),
    "heartbeat": ("<int:pk>/review/heartbeat/", queue_actions.heartbeat_view),
    "checklist": ("<int:pk>/review/publication/", publication_pages.checklist_view),
    "assign": ("<int:pk>/assign/", pages.assign_view),
    "publish": ("<int:pk>/review/publish/", publication_pages.publish_view),
    "decide": ("<int:pk>/review/<int:proposal_id>/", review_pages.decide_view),
    "card": ("<int:pk>/review/<int:proposal_id>/card/", review_pages.card_view),
    "draft": ("<int:pk>/review/<int:proposal_id>/draft/", queue_actions.draft_view),
    "span": ("<int:pk>/review/<int:proposal_id>/span/", queue_actions.span_view),
    "split": ("<int:pk>/review/<int:proposal_id>/split/", queue_actions.split_view),
}
STATE_COLOURS = {
    **dict.fromkeys((RunState.QUEUED, RunState.FETCHING, RunState.READING), "info"),
    **dict.fromkeys((RunState.EXTRACTING, RunState.PROPOSING), "info"),
    **dict.fromkeys((RunState.DUPLICATE, RunState.UNCHANGED), "warning"),
    **dict.fromkeys((RunState.REJECTED, RunState.FAILED), "danger"),
    RunState.READY: "success",
}


@admin.register(ImportRun)
class ImportRunAdmin(MachineTable):
    """Adding one is importing a statement; looking at one is watching it, then reviewing what it proposes."""

    mission_paths = ("statement__missions",)
    list_display = (
        "code",
        "source",
        "state_label",
        "statement",
        "to_review",
        "assigned_to",
        "started_by",
        "created_at",
    )
    list_filter = (
        AssignedFilter,
        "state",
        "problem",
        "source_kind",
        "authenticity",
        ("assigned_to", admin.RelatedOnlyFieldListFilter),
        ("started_by", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("statement", "started_by", "assigned_to")
    date_hierarchy = "created_at"
    search_fields = ("code", "name", "url", "statement__title", "detail")
    list_before_template = "desk/import_link.html"
    state_label = chip("state", STATE_COLOURS, _("state"))
    actions = ("assign_to_me", "retry_selected")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportRun]:
        rows: QuerySet[ImportRun] = super().get_queryset(request)
        return rows.annotate(waiting=waiting_for(person(request)))

    def also_theirs(self, request: HttpRequest) -> Q | None:
        """What somebody brought in or was given is theirs to see, before anybody knows of which mission it is."""
        return Q(started_by=request.user.pk) | Q(assigned_to=request.user.pk)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(DECIDE)

    def has_retry_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(DECIDE)

    @admin.action(description=_("Take the selected imports as my work"), permissions=["retry"])
    def assign_to_me(self, request: HttpRequest, queryset: QuerySet[ImportRun]) -> None:
        me, now = person(request), timezone.now()
        done = sum(assign(run=run, to=me, by=me, at=now) for run in queryset)
        words = ngettext("%(count)d import is your work now.", "%(count)d imports are your work now.", done)
        self.message_user(request, words % {"count": done}, messages.SUCCESS)

    @admin.action(description=_("Try the selected failed imports again"), permissions=["retry"])
    def retry_selected(self, request: HttpRequest, queryset: QuerySet[ImportRun]) -> None:
        done = sum(retry(run=run) for run in queryset)
        words = ngettext("%(count)d import is tried again.", "%(count)d imports are tried again.", done)
        self.message_user(request, words % {"count": done}, messages.SUCCESS if done else messages.WARNING)

    @admin.display(description=_("source"))
    def source(self, run: ImportRun) -> str:
        return run.name or run.url or run.get_source_kind_display()

    @admin.display(description=_("to review"), ordering="waiting")
    def to_review(self, run: Any) -> str:
        if run.state != RunState.READY:
            return ""
        address = reverse("admin:imports_importrun_review", args=[run.pk])
        words = gettext("Review (%(count)d)") % {"count": run.waiting}
        return format_html('<a class="desk-button" href="{}">{}</a>', address, words)

    def get_urls(self) -> list[URLPattern]:
        pages_of_the_desk = [
            path(address, self._page(view), name=f"imports_importrun_{name}") for name, (address, view) in PAGES.items()
        ]
        return [*pages_of_the_desk, *super().get_urls()]

    def _page(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        def page(request: HttpRequest, **kwargs: int) -> HttpResponse:
            person(request)
            if "pk" in kwargs and not self.get_queryset(request).filter(pk=kwargs["pk"]).exists():
                raise Http404
            return view(request, self.page_context(request), **kwargs)

        return self.admin_site.admin_view(page)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        return pages.import_view(request, self.page_context(request))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        person(request)
        pk = self.number_of(object_id)
        if not self.get_queryset(request).filter(pk=pk).exists():
            raise Http404
        return pages.run_view(request, self.page_context(request), pk=pk)
