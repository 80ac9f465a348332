"""Claims and the quotes that they rest on, with the rules that the database would otherwise have to enforce."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.models import User
from django.forms import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from apps.core.admin_base import DeskForm, field_error
from apps.findings.choices import EvidenceRelation, Origin, Voice
from apps.findings.followup import authors
from apps.findings.models import Evidence, HeadlineCheck, Recommendation, RecommendationStatus
from apps.findings.promises import after
from apps.statements.forms import CitingForm
from apps.statements.models import TextVersion
from apps.statements.spans import Span

if TYPE_CHECKING:
    EvidenceSet = BaseInlineFormSet[Any, Any, Any]
else:
    from unfold.forms import PaginationInlineFormSet as EvidenceSet

REFERENCE = (
    "entered_from_title",
    "entered_from_publisher",
    "entered_from_date",
    "entered_from_page",
    "entered_from_place",
)


class ClaimForm(DeskForm):
    """Any claim: its speaker and the claim that it replaces belong to the same mission."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        mission = data.get("mission")
        speaker, replaced = data.get("speaker"), data.get("replaces")
        if mission is not None and speaker is not None and speaker.mission_id != mission.pk:
            field_error(self, "speaker", _("This person speaks for another mission. Choose somebody of this mission."))
        self._check_reference(data)
        if mission is not None and replaced is not None and replaced.mission_id != mission.pk:
            field_error(self, "replaces", _("A claim replaces one of the same mission; this one is of another."))
        return data

    def _check_reference(self, data: dict[str, Any]) -> None:
        """A reference is whole or not there; without a text somebody has to say what it says."""
        if "entered_from_title" not in self.fields or not any(data.get(name) for name in REFERENCE):
            return
        for name in REFERENCE:
            if not data.get(name) and name != "entered_from_page" and name not in self.errors:
                field_error(self, name, _("A reference names its title, publisher, date and place: fill this in too."))
        if not data.get("summary") and "summary" in self.fields:
            field_error(self, "summary", _("No text is held of it, so say in one sentence what it says."))
        if data.get("voice") == Voice.MISSION_QUOTE:
            field_error(self, "voice", _("Without its text nobody can be quoted: choose reported speech."))
        if self.instance.origin == Origin.IMPORTED:
            field_error(self, "entered_from_title", _("An imported claim rests on its quotes and has no reference."))


class DeliverableForm(ClaimForm):
    """A promised report: a period is a number and a unit, and what fulfils it has a date."""

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if bool(data.get("count")) != bool(data.get("unit")) and {"count", "unit"} <= set(self.fields):
            field_error(self, "count", _("Give the number and the unit together, such as 8 weeks, or neither."))
        start, count, unit = (data.get(name) for name in ("counted_from", "count", "unit"))
        if start and count and unit and not data.get("due_on") and "due_on" in self.fields:
            data["due_on"] = after(start, count, unit)
        if data.get("fulfilled_by") and not data.get("fulfilled_on"):
            field_error(self, "fulfilled_on", _("Give the day on which the report appeared."))
        return data


class HeadlineCheckForm(DeskForm):
    """A headline check: a verdict and its reason go together."""

    class Meta:
        model = HeadlineCheck
        fields = "__all__"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if (data.get("is_supported") is None) != (not data.get("reason")):
            field_error(self, "reason", _("A verdict needs a reason, and a reason needs a verdict."))
        return data


class EvidenceForm(CitingForm):
    """One quote of a claim, given by a text and its exact words."""

    class Meta:
        model = Evidence
        fields = ("relation",)

    def save(self, commit: bool = True) -> Any:
        if self.span is not None:
            self.instance.quote = self.quote()
        return super().save(commit=commit)


class FollowUpForm(CitingForm):
    """What a later mission said of a recommendation, in its words; its election is that of the mission."""

    prefix = "judgement"
    field_order = ("author", "status", "version", "words", "occurrence", "assessed_on")

    class Meta:
        model = RecommendationStatus
        fields = ("author", "status", "assessed_on")

    def __init__(self, *args: Any, recommendation: Recommendation, person: User, **kwargs: Any) -> None:
        super().__init__(*args, instance=RecommendationStatus(recommendation=recommendation), **kwargs)
        found = authors(recommendation, person)
        texts = TextVersion.objects.filter(statement__missions__in=found).select_related("statement").distinct()
        self.fields["author"] = forms.ModelChoiceField(found, label=_("Assessed by"))
        self.fields["version"] = forms.ModelChoiceField(
            texts.defer("body").order_by("-statement__published_on", "-pk"),
            label=_("Text"),
            help_text=_("Texts of the missions that can judge it. Import the report first if it is not among them."),
        )
        self.fields["assessed_on"].required = False
        self.fields["assessed_on"].help_text = _("Left empty, it is the day of the text.")
        self.fields["assessed_on"].widget = forms.DateInput(attrs={"type": "date"})
        for name, field in self.fields.items():
            field.widget.attrs |= {"class": "desk-input", "rows": 3} if name == "words" else {"class": "desk-input"}
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        author, version = data.get("author"), data.get("version")
        if author is not None and version is not None and not author.statements.filter(pk=version.statement_id):
            field_error(self, "version", _("This text does not carry the words of that mission."))
        if version is not None and not data.get("assessed_on") and "assessed_on" not in self.errors:
            data["assessed_on"] = version.statement.published_on
            if data["assessed_on"] is None:
                field_error(self, "assessed_on", _("The text has no date: give the day of the judgement."))
        if author is not None:
            self.instance.election_id = author.election_id
        return data

    def _post_clean(self) -> None:
        super()._post_clean()
        day, author = self.cleaned_data.get("assessed_on"), self.cleaned_data.get("author")
        known = RecommendationStatus.objects.filter(recommendation=self.instance.recommendation_id, author=author)
        if day and author and known.filter(assessed_on=day).exists():
            field_error(self, "assessed_on", _("A judgement of this mission on that day is here already."))

    def save(self, commit: bool = True) -> Any:
        self.instance.quote = self.quote()
        return super().save(commit=commit)


class EvidenceFormSet(EvidenceSet):
    """All quotes of a claim: none twice, and never the last one away from a claim that rests on it."""

    def clean(self) -> None:
        super().clean()
        kept = [form for form in self.forms if not self._is_gone(form)]
        seen = {self._place(form.instance) for form in kept if form.instance.pk}
        for form in kept:
            if form.span is not None and (place := self._given(form, form.span)) in seen:
                form.add_error("words", str(_("The claim rests on these words already.")))
            elif form.span is not None:
                seen.add(place)
        if fault := self._fault(kept):
            self._non_form_errors.append(str(fault))  # type: ignore[attr-defined]

    def _is_gone(self, form: Any) -> bool:
        return bool(self.can_delete and self._should_delete_form(form))  # type: ignore[attr-defined]

    def _fault(self, kept: list[Any]) -> Any:
        """What is wrong with the quotes as a whole, in words; None where they and the reference go together."""
        cites = [form for form in kept if form.instance.pk or form.span]
        if self.instance.has_reference:
            return _("A claim with quotes needs no reference: take out one or the other.") if cites else None
        if any(self._supports(form) for form in cites):
            return None
        if self.instance.pk is not None and self.instance.origin == Origin.IMPORTED:
            return _("An imported claim keeps at least one quote that supports it.")
        if any(form.errors for form in kept):
            return None
        return _(
            "Give the exact words that it rests on. Where there is no text to quote from, fill in the reference "
            "under “Entered from”."
        )

    @staticmethod
    def _supports(form: Any) -> bool:
        relation = form.instance.relation if form.instance.pk else form.cleaned_data.get("relation")
        return bool(relation == EvidenceRelation.SUPPORTS)

    @staticmethod
    def _place(evidence: Evidence) -> tuple[int, int, int]:
        return evidence.quote.version_id, evidence.quote.start, evidence.quote.end

    @staticmethod
    def _given(form: Any, span: Span) -> tuple[int, int, int]:
        return form.cleaned_data["version"].pk, span.start, span.end
