"""The form by which a person marks words that no rule marked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.imports.choices import ProposalKind
from apps.statements.models import TextVersion
from apps.statements.spans import Span, selected


class AddForm(forms.Form):
    """Words of the text and what they say; `start` tells equal words apart, and comes from the selection."""

    kind = forms.ChoiceField(label=_("What it is"), choices=ProposalKind.choices, initial=ProposalKind.FINDING)
    words = forms.CharField(
        label=_("Words of the text"),
        max_length=10_000,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Select them in the text and press n, or paste them here; their place is found."),
    )
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput())

    def __init__(self, data: Any = None, *, version: TextVersion | None = None) -> None:
        self.version = version
        super().__init__(data, prefix="new", label_suffix="")
        for field in self.fields.values():
            field.widget.attrs["class"] = "desk-input"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("words") and self.span() is None:
            self.add_error("words", str(_("These words are not in the text. Copy them from it letter by letter.")))
        return data

    def span(self) -> Span | None:
        """Where the words stand, nearest to the place of the selection."""
        words, start = self.cleaned_data.get("words"), self.cleaned_data.get("start")
        if self.version is None or not words:
            return None
        return selected(self.version.body, start or 0, words)
