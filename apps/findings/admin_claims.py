"""What the four kinds of claim share in the admin: their quotes, where they were entered from, and their correction."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from apps.core.admin_base import DeskForm, StackedInline, TabularInline
from apps.core.admin_publication import PUBLICATION_FIELDSET, PublishableAdmin
from apps.core.choices import ContentLanguage
from apps.core.people import deciders
from apps.findings.choices import EvidenceRelation
from apps.findings.forms import REFERENCE, ClaimForm, EvidenceForm, EvidenceFormSet
from apps.findings.models import Claim, ClaimObligation, Evidence
from apps.findings.services import correct
from apps.notices.services import tell_assigned
from apps.statements.models import TextVersion

if TYPE_CHECKING:
    from django.forms import Select
else:
    from unfold.widgets import UnfoldAdminSelectWidget as Select

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


class ObligationInline(TabularInline):
    """The commitments that a claim touches."""

    model = ClaimObligation
    form = DeskForm
    fields = ("obligation", "relation")
    autocomplete_fields = ("obligation",)
    extra = 0
    classes = ("collapse",)
    verbose_name_plural = _("Commitments that it touches")


class ClaimAdmin(PublishableAdmin):
    """What the four kinds of claim share."""

    mission_paths = ("mission",)
    form = ClaimForm
    frozen = True
    inlines: ClassVar[tuple[Any, ...]] = (EvidenceInline, ObligationInline)
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

    @property
    def readonly_preprocess_fields(self) -> dict[str, Callable[[str], str]]:
        names = {code: str(name) for code, name in ContentLanguage.choices}
        return {**super().readonly_preprocess_fields, "language": lambda code: names.get(code, code)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        evidence = Evidence.objects.select_related("quote").order_by("id")
        return super().get_queryset(request).prefetch_related(Prefetch("evidence", evidence))

    def get_fieldsets(self, request: HttpRequest, obj: Claim | None = None) -> Any:
        return (
            (None, {"fields": ("mission", *self.own_fields, "summary", "assigned_to")}),
            (_("Whose words"), {"fields": ("speaker", "voice", "language")}),
            self._entered_from(request, obj),
            *self._correction(obj),
            (_("History"), {"fields": (*self._replaced(obj), *self._made), "classes": ["collapse"]}),
            PUBLICATION_FIELDSET,
        )

    @staticmethod
    def _entered_from(request: HttpRequest, obj: Claim | None) -> tuple[Any, Any]:
        """The reference of a claim without a text; folded away where there are words to quote."""
        has_reference = any(request.POST.get(name) for name in REFERENCE) or (obj is not None and obj.has_reference)
        return _("Entered from, where there is no text to quote"), {
            "fields": (
                "entered_from_title",
                ("entered_from_publisher", "entered_from_date"),
                ("entered_from_page", "entered_from_place"),
            ),
            "classes": [] if has_reference else ["collapse"],
        }

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
        if obj.assigned_to is not None and "assigned_to" in form.changed_data:
            address = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[obj.pk])
            me: Any = request.user
            tell_assigned(record=obj, code=obj.code, to=obj.assigned_to, by=me, at=timezone.now(), address=address)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "assigned_to":
            kwargs["queryset"] = deciders()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def obstacle(self, record: Any) -> str:
        if record.has_reference or any(item.relation == EvidenceRelation.SUPPORTS for item in record.evidence.all()):
            return self._open_correction(record)
        return gettext("No quote supports it yet. Add the exact words that it rests on, then publish it.")

    @staticmethod
    def _open_correction(claim: Claim) -> str:
        if claim.superseded() is None or claim.correction_reason.strip():
            return ""
        return gettext("It corrects a claim: say why, readers will see the reason.")

    @admin.display(description=_("words"))
    def words(self, claim: Any) -> str:
        """The first quote; of a claim without a text, where it was entered from."""
        quoted = next((str(item.quote) for item in claim.evidence.all()), "")
        return quoted or gettext("entered from: %(source)s") % {"source": claim.entered_from_title}
