"""Claims as analysts enter and read them, each with its quotes beside it."""

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from apps.core.admin_base import DeskAdmin, StackedInline, ViewOnlyAdmin, chip
from apps.core.admin_publication import PUBLICATION_FIELDSET, PublishableAdmin
from apps.core.choices import ContentLanguage
from apps.findings import admin_reports as admin_reports
from apps.findings import admin_responses as admin_responses
from apps.findings.choices import EvidenceRelation, Sentiment
from apps.findings.forms import ClaimForm, DeliverableForm, EvidenceForm, EvidenceFormSet, HeadlineCheckForm
from apps.findings.models import (
    CLAIM_LINKS,
    Claim,
    Deliverable,
    Evidence,
    Figure,
    Finding,
    HeadlineCheck,
    Recommendation,
    RecommendationStatus,
)
from apps.findings.services import correct
from apps.statements.models import TextVersion

if TYPE_CHECKING:
    from django.forms import Select
else:
    from unfold.widgets import UnfoldAdminSelectWidget as Select

SENTIMENT_COLOURS = {
    Sentiment.POSITIVE: "success",
    Sentiment.NEGATIVE: "danger",
    Sentiment.MIXED: "warning",
    Sentiment.NEUTRAL: "info",
}
EVIDENCE_RULE = {
    "evidence_of_published_claim_is_kept": ("", _("The quotes of a published claim stay as they are.")),
}


class EvidenceInline(StackedInline):
    """The quotes of a claim. One that is there is kept or removed; a new one is given by its exact words."""

    model = Evidence
    form = EvidenceForm
    formset = EvidenceFormSet
    fields = ("version", "words", "occurrence", "relation")
    extra = 0
    verbose_name = _("quote")
    verbose_name_plural = _("Quotes that the claim rests on")

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """A new claim starts with a place for its quote."""
        return 0 if obj else 1

    def get_queryset(self, request: HttpRequest) -> QuerySet[Evidence]:
        return super().get_queryset(request).select_related("quote__version__statement")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and (obj is None or obj.is_draft)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or obj.is_draft)

    @admin.display(description=_("Text"))
    def version(self, evidence: Evidence) -> TextVersion:
        return evidence.quote.version

    @admin.display(description=_("Exact words"))
    def words(self, evidence: Evidence) -> str:
        return evidence.quote.exact

    @admin.display(description=_("Place"))
    def occurrence(self, evidence: Evidence) -> str:
        return f"{evidence.quote.start}–{evidence.quote.end}"


class ClaimAdmin(PublishableAdmin):
    """What the four kinds of claim share."""

    mission_paths = ("mission",)
    form = ClaimForm
    frozen = True
    inlines = (EvidenceInline,)
    change_form_outer_after_template = "desk/beside.html"
    list_select_related = ("mission__organisation", "mission__election__country")
    date_hierarchy = "mission__election__first_polling_day"
    autocomplete_fields: ClassVar[tuple[str, ...]] = ("mission", "speaker", "replaces")
    readonly_fields = ("code", "origin", "entered_by")
    rules = EVIDENCE_RULE
    own_fields: ClassVar[tuple[Any, ...]] = ()

    class Media:
        js = ("js/citing.js",)

    _made: ClassVar[tuple[Any, ...]] = (("code", "origin", "entered_by"),)
    words_fields: ClassVar[tuple[str, ...]] = (
        "code",
        "summary",
        "evidence__quote__exact",
        "mission__code",
        "mission__organisation__short_name",
        "mission__election__names",
        "mission__election__country__names",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        evidence = Evidence.objects.select_related("quote").order_by("id")
        return super().get_queryset(request).prefetch_related(Prefetch("evidence", evidence))

    def get_fieldsets(self, request: HttpRequest, obj: Claim | None = None) -> Any:
        return (
            (None, {"fields": ("mission", *self.own_fields, "summary")}),
            (_("Whose words"), {"fields": ("speaker", "voice", "language")}),
            *self._correction(obj),
            (_("History"), {"fields": (*self._replaced(obj), *self._made), "classes": ["collapse"]}),
            PUBLICATION_FIELDSET,
        )

    @staticmethod
    def _replaced(obj: Claim | None) -> tuple[str, ...]:
        return () if obj is not None and obj.superseded() is not None else ("replaces", "correction_reason")

    @classmethod
    def _correction(cls, obj: Claim | None) -> tuple[Any, ...]:
        """A correction shows first what it corrects, and asks why."""
        fields = {"fields": ("replaces", "correction_reason")}
        return () if cls._replaced(obj) else ((_("Correction"), fields),)

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_correct"
        own = path("<int:pk>/correct/", self.admin_site.admin_view(require_POST(self.correct_view)), name=name)
        return [own, *super().get_urls()]

    def correct_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Opens the draft that is to replace a public claim."""
        claim = self.get_object(request, str(pk))
        if claim is None or not self.has_add_permission(request):
            raise PermissionDenied
        address = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        try:
            draft = correct(claim=claim, by=request.user)  # type: ignore[arg-type]
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return HttpResponseRedirect(reverse(address, args=[pk]))
        messages.info(request, gettext("This draft replaces the public claim once it is published. Say why it does."))
        return HttpResponseRedirect(reverse(address, args=[draft.pk]))

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        context["may_correct"] = self.has_add_permission(request)
        context["correct_url"] = f"admin:{self.opts.app_label}_{self.opts.model_name}_correct"
        return super().render_change_form(request, context, *args, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "language":
            return forms.ChoiceField(
                label=_("Language of the words"),
                choices=ContentLanguage.choices,
                widget=Select(),
                initial=ContentLanguage.UNDETERMINED,
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.entered_by = request.user
        super().save_model(request, obj, form, change)

    def obstacle(self, record: Any) -> str:
        if any(item.relation == EvidenceRelation.SUPPORTS for item in record.evidence.all()):
            return self._open_correction(record)
        return gettext("No quote supports it yet. Add the exact words that it rests on, then publish it.")

    @staticmethod
    def _open_correction(claim: Claim) -> str:
        if claim.superseded() is None or claim.correction_reason.strip():
            return ""
        return gettext("It corrects a claim: say why, readers will see the reason.")

    @admin.display(description=_("words"))
    def words(self, claim: Any) -> str:
        return next((str(item.quote) for item in claim.evidence.all()), "")


@admin.register(Finding)
class FindingAdmin(ClaimAdmin):
    list_display = ("topic", "sentiment_label", "words", "mission", "voice", "origin", "state_label")
    list_filter = (
        "state",
        "topic",
        "sentiment",
        "voice",
        "origin",
        ("mission__organisation", admin.RelatedOnlyFieldListFilter),
        ("mission__election__country", admin.RelatedOnlyFieldListFilter),
    )
    search_fields = ClaimAdmin.words_fields
    own_fields = (("topic", "sentiment"),)
    sentiment_label = chip("sentiment", SENTIMENT_COLOURS, _("sentiment"))


@admin.register(Figure)
class FigureAdmin(ClaimAdmin):
    list_display = ("measure", "comparator", "number", "source", "words", "mission", "state_label")
    list_filter = (
        "state",
        "measure",
        "source",
        "voice",
        "origin",
        ("mission__organisation", admin.RelatedOnlyFieldListFilter),
    )
    search_fields = ClaimAdmin.words_fields
    own_fields = (("measure", "comparator", "value"), ("source", "as_of"))
    rules = {
        **EVIDENCE_RULE,
        "figure_is_not_negative": ("value", _("A figure counts something, so it cannot be negative.")),
        "percentage_is_at_most_a_hundred": ("value", _("A percentage is at most 100.")),
    }

    @admin.display(description=_("value"), ordering="value")
    def number(self, figure: Figure) -> str:
        return f"{figure.value.normalize():f}"


@admin.register(Recommendation)
class RecommendationAdmin(ClaimAdmin):
    list_display = ("__str__", "topic", "priority", "addressee", "number", "mission", "state_label")
    list_filter = (
        "state",
        "topic",
        "priority",
        "addressee",
        ("mission__organisation", admin.RelatedOnlyFieldListFilter),
    )
    search_fields = (*ClaimAdmin.words_fields, "number")
    own_fields = ("topic", ("priority", "addressee", "number"))


@admin.register(RecommendationStatus)
class RecommendationStatusAdmin(DeskAdmin):
    mission_paths = ("recommendation__mission", "author")
    list_display = ("recommendation", "status", "election", "author", "assessed_on")
    list_filter = ("status", "assessed_on")
    list_select_related = (
        "recommendation",
        "election__country",
        "author__organisation",
        "author__election__country",
    )
    date_hierarchy = "assessed_on"
    search_fields = ("recommendation__code", "recommendation__summary", "quote__exact", "author__code")
    autocomplete_fields = ("recommendation", "election", "author", "quote")


@admin.register(Deliverable)
class DeliverableAdmin(ClaimAdmin):
    form = DeliverableForm
    list_display = ("report", "mission", "due_on", "fulfilled_on", "words", "state_label")
    list_filter = (
        "state",
        "report",
        ("fulfilled_on", admin.EmptyFieldListFilter),
        ("mission__organisation", admin.RelatedOnlyFieldListFilter),
    )
    date_hierarchy = "due_on"
    search_fields = ClaimAdmin.words_fields
    autocomplete_fields = (*ClaimAdmin.autocomplete_fields, "fulfilled_by")
    open_fields = ("fulfilled_by", "fulfilled_on")
    own_fields = ("report", ("count", "unit", "anchor"), "due_on", ("fulfilled_by", "fulfilled_on"))


@admin.register(Evidence)
class EvidenceAdmin(ViewOnlyAdmin):
    """Which quote carries which claim; quotes are added on the page of their claim."""

    mission_paths = tuple(f"{kind}__mission" for kind in CLAIM_LINKS)
    list_display = ("quote", "claim", "relation", "statement")
    list_filter = ("relation",)
    list_select_related = ("quote__version__statement", "finding", "figure", "recommendation", "deliverable")
    search_fields = ("quote__exact", "quote__version__statement__title")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A draft takes its quotes with it when it is deleted; on their own they are removed on the claim's page."""
        if not request.user.has_perm("findings.delete_evidence"):
            return False
        return isinstance(obj, Evidence) and self.claim_of(obj).is_draft and not self._is_own_page(request)

    @staticmethod
    def _is_own_page(request: HttpRequest) -> bool:
        match = request.resolver_match
        return match is not None and (match.url_name or "").startswith("findings_evidence_")

    @staticmethod
    def claim_of(evidence: Evidence) -> Claim:
        claim = evidence.finding or evidence.figure or evidence.recommendation or evidence.deliverable
        if claim is None:
            raise ValueError("the database lets no evidence stand without a claim")
        return claim

    @admin.display(description=_("claim"))
    def claim(self, evidence: Evidence) -> Claim:
        return self.claim_of(evidence)

    @admin.display(description=_("statement"))
    def statement(self, evidence: Evidence) -> str:
        return str(evidence.quote.version.statement)


@admin.register(HeadlineCheck)
class HeadlineCheckAdmin(PublishableAdmin):
    mission_paths = ("quote__version__statement__missions",)
    form = HeadlineCheckForm
    frozen = True
    list_display = ("quote", "is_supported", "reason", "state_label")
    list_filter = ("state", "is_supported", "reason")
    list_select_related = ("quote",)
    search_fields = ("code", "quote__exact", "quote__version__statement__title")
    autocomplete_fields = ("quote", "held_against")
    readonly_fields = ("code",)
    fieldsets = (
        (None, {"fields": ("quote", "is_supported", "reason", "held_against", "code")}),
        PUBLICATION_FIELDSET,
    )
