"""Publishers, statements, their texts and the quotes taken from them."""

import hashlib
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, F, OuterRef, QuerySet
from django.http import Http404, HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from apps.core.admin_base import DeskAdmin, TabularInline, ViewOnlyAdmin, chip
from apps.core.admin_publication import PUBLICATION_FIELDSET, PublishableAdmin
from apps.statements.choices import Authenticity
from apps.statements.forms import CITING_FIELDS, QuoteForm, StatementForm
from apps.statements.models import Publisher, Quote, Statement, TextVersion
from apps.statements.spans import occurrence

AUTHENTICITY_COLOURS = {Authenticity.ORIGINAL: "", Authenticity.RETOLD: "warning"}


@admin.register(Publisher)
class PublisherAdmin(DeskAdmin):
    list_display = ("__str__", "code", "kind", "website", "statement_count")
    list_filter = ("kind",)
    search_fields = ("code", "names", "website")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Publisher]:
        rows: QuerySet[Publisher] = super().get_queryset(request).annotate(statements_here=Count("statements"))
        return rows

    @admin.display(description=_("statements"), ordering="statements_here")
    def statement_count(self, publisher: Any) -> int:
        return int(publisher.statements_here)


class VersionInline(TabularInline):
    """The texts of a statement, each leading to its page."""

    model = TextVersion
    fields = readonly_fields = ("number", "words", "language", "fetched_at", "url")
    extra = max_num = 0
    can_delete = False
    verbose_name_plural = _("Texts as they were published")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("text"))
    def words(self, version: TextVersion) -> str:
        address = reverse("admin:statements_textversion_change", args=[version.pk])
        return format_html('<a href="{}">{}…</a>', address, version.body[:160])


@admin.register(Statement)
class StatementAdmin(PublishableAdmin):
    mission_paths = ("missions",)
    form = StatementForm
    list_display = (
        "title",
        "kind",
        "mission_names",
        "publisher",
        "language",
        "published_on",
        "authenticity_label",
        "state_label",
    )
    list_filter = ("state", "kind", "authenticity", "language", ("publisher", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("publisher",)
    date_hierarchy = "published_on"
    search_fields = ("title", "code", "author", "url", "publisher__names", "versions__body")
    autocomplete_fields = ("publisher", "copy_of", "translation_of")
    readonly_fields = ("code",)
    authenticity_label = chip("authenticity", AUTHENTICITY_COLOURS, _("authenticity"))
    rules = {
        "statement_has_a_title": ("title", _("Give the title or the first line of the text.")),
        "statement_is_no_copy_of_itself": ("copy_of", _("A statement cannot be a copy of itself.")),
        "statement_is_no_translation_of_itself": (
            "translation_of",
            _("A statement cannot be a translation of itself."),
        ),
    }
    _head = ("title", "kind", ("publisher", "author"), ("published_on", "language"), "url")
    _origin = (_("Where the words come from"), {"fields": ("authenticity", "facts_from", "copy_of", "translation_of")})

    def get_fieldsets(self, request: HttpRequest, obj: Statement | None = None) -> Any:
        head = (*self._head, "code") if obj else (*self._head, "text")
        return ((None, {"fields": head}), self._origin, PUBLICATION_FIELDSET)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the missions, whose models stand above this app and are known here by their relation alone."""
        related = ("missions__organisation", "missions__election__country")
        return super().get_queryset(request).prefetch_related(*related)

    @admin.display(description=_("missions"))
    def mission_names(self, statement: Any) -> str:
        return "; ".join(str(mission) for mission in statement.missions.all())

    def get_inlines(self, request: HttpRequest, obj: Statement | None) -> Any:
        return (VersionInline,) if obj else ()

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        body = form.cleaned_data["text"]
        sha256 = hashlib.sha256(body.encode()).hexdigest()
        obj.source_key = f"sha256:{sha256}"
        super().save_model(request, obj, form, change)
        TextVersion.objects.create(
            statement=obj, body=body, sha256=sha256, language=obj.language, url=obj.url, fetched_at=timezone.now()
        )


@admin.register(TextVersion)
class TextVersionAdmin(ViewOnlyAdmin):
    """Texts are read here and never changed: a changed source makes a new version."""

    mission_paths = ("statement__missions",)
    list_display = ("statement", "number", "language", "fetched_at", "quote_count")
    list_filter = ("language",)
    list_select_related = ("statement",)
    date_hierarchy = "fetched_at"
    search_fields = ("statement__title", "statement__code", "body")
    fields = ("statement", "number", "language", "url", "fetched_at", "sha256", "text")
    readonly_fields = ("text",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[TextVersion]:
        texts: QuerySet[TextVersion] = (
            super().get_queryset(request).select_related("statement").annotate(quotes_here=Count("quotes"))
        )
        return texts.defer("body") if request.resolver_match and not request.resolver_match.kwargs else texts

    def get_urls(self) -> list[URLPattern]:
        own = [
            path("<int:pk>/words/", self.admin_site.admin_view(self.words_view), name="statements_textversion_words"),
            path(
                "of/<int:mission_id>/",
                self.admin_site.admin_view(self.of_mission_view),
                name="statements_textversion_of_mission",
            ),
        ]
        return [*own, *super().get_urls()]

    def of_mission_view(self, request: HttpRequest, mission_id: int) -> JsonResponse:
        """The texts that a mission published, each in its newest version, the latest first."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        newer = TextVersion.objects.filter(statement=OuterRef("statement"), number__gt=OuterRef("number"))
        texts = self.get_queryset(request).filter(~Exists(newer), statement__missions=mission_id)
        latest = texts.order_by(F("statement__published_on").desc(nulls_last=True), "-pk")
        return JsonResponse({"texts": [{"id": text.pk, "title": str(text)} for text in latest]})

    def words_view(self, request: HttpRequest, pk: int) -> JsonResponse:
        """The text for the form beside it; asked about selected words, which occurrence they are."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        version = get_object_or_404(self.get_queryset(request), pk=pk)
        words = request.GET.get("words", "")
        if not words:
            return JsonResponse({"title": str(version), "language": version.language, "body": version.body})
        start = request.GET.get("start", "")
        found = occurrence(version.body, int(start) if start.isascii() and start.isdigit() else 0, words)
        if found is None:
            raise Http404
        span, number = found
        return JsonResponse({"words": span.exact, "occurrence": number, "start": span.start, "end": span.end})

    @admin.display(description=_("quotes"), ordering="quotes_here")
    def quote_count(self, version: Any) -> int:
        return int(version.quotes_here)

    @admin.display(description=_("text"))
    def text(self, version: TextVersion) -> str:
        return format_html('<div class="desk-source" lang="{}">{}</div>', version.language, version.body)


@admin.register(Quote)
class QuoteAdmin(DeskAdmin):
    """Quotes are taken from a text, never typed and never changed: another span is another quote."""

    mission_paths = ("version__statement__missions",)
    form = QuoteForm
    list_display = ("__str__", "statement", "start", "end")
    list_filter = ("version__language",)
    list_select_related = ("version__statement",)
    search_fields = ("exact", "version__statement__title", "version__statement__code")

    def get_fields(self, request: HttpRequest, obj: Quote | None = None) -> tuple[str, ...]:
        return ("version", "exact", "start", "end") if obj else CITING_FIELDS

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("statement"), ordering="version__statement__title")
    def statement(self, quote: Quote) -> Statement:
        return quote.version.statement
