"""Claims and the quotes that they rest on, with the rules that the database would otherwise have to enforce."""

from typing import TYPE_CHECKING, Any

from django.forms import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from apps.core.admin_base import DeskForm, field_error
from apps.findings.choices import EvidenceRelation, Origin
from apps.findings.models import Evidence, HeadlineCheck
from apps.statements.forms import CitingForm
from apps.statements.spans import Span

if TYPE_CHECKING:
    EvidenceSet = BaseInlineFormSet[Any, Any, Any]
else:
    from unfold.forms import PaginationInlineFormSet as EvidenceSet


class ClaimForm(DeskForm):
    """Any claim: its speaker and the claim that it replaces belong to the same mission."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        mission = data.get("mission")
        speaker, replaced = data.get("speaker"), data.get("replaces")
        if mission is not None and speaker is not None and speaker.mission_id != mission.pk:
            field_error(self, "speaker", _("This person speaks for another mission. Choose somebody of this mission."))
        if mission is not None and replaced is not None and replaced.mission_id != mission.pk:
            field_error(self, "replaces", _("A claim replaces one of the same mission; this one is of another."))
        return data


class DeliverableForm(ClaimForm):
    """A promised report: a period is a number and a unit, and what fulfils it has a date."""

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if bool(data.get("count")) != bool(data.get("unit")) and {"count", "unit"} <= set(self.fields):
            field_error(self, "count", _("Give the number and the unit together, such as 8 weeks, or neither."))
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
        if self._needs_support() and not any(self._supports(form) for form in kept):
            self._non_form_errors.append(  # type: ignore[attr-defined]
                str(_("An imported claim keeps at least one quote that supports it."))
            )

    def _is_gone(self, form: Any) -> bool:
        return bool(self.can_delete and self._should_delete_form(form))  # type: ignore[attr-defined]

    def _needs_support(self) -> bool:
        return self.instance.pk is not None and self.instance.origin == Origin.IMPORTED

    @staticmethod
    def _supports(form: Any) -> bool:
        relation = form.instance.relation if form.instance.pk else form.cleaned_data.get("relation")
        return bool(form.instance.pk or form.span) and relation == EvidenceRelation.SUPPORTS

    @staticmethod
    def _place(evidence: Evidence) -> tuple[int, int, int]:
        return evidence.quote.version_id, evidence.quote.start, evidence.quote.end

    @staticmethod
    def _given(form: Any, span: Span) -> tuple[int, int, int]:
        return form.cleaned_data["version"].pk, span.start, span.end
