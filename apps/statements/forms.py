"""Citing: a person chooses a text and gives its words, and the form finds where they stand."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from apps.core.admin_base import DeskForm, field_error
from apps.statements.models import Quote, Statement, TextVersion
from apps.statements.spans import Span, canonical, find_spans

if TYPE_CHECKING:
    from django.forms import NumberInput, Textarea
else:
    from unfold.widgets import UnfoldAdminExpandableTextareaWidget as Textarea
    from unfold.widgets import UnfoldAdminIntegerFieldWidget as NumberInput

CITING_FIELDS = ("version", "words", "occurrence")


class CitingForm(DeskForm):
    """A form that gives a quote; `span` holds the place once the form is valid."""

    version = forms.ModelChoiceField(
        label=_("Text"),
        queryset=TextVersion.objects.select_related("statement"),
        widget=AutocompleteSelect(Quote._meta.get_field("version"), admin.site),
        help_text=_("Search by title or by words of the text."),
    )
    words = forms.CharField(
        label=_("Exact words"),
        max_length=10_000,
        widget=Textarea(attrs={"rows": 2}),
        help_text=_("Paste the words as the text has them; their place is found for you."),
    )
    occurrence = forms.IntegerField(
        label=_("Which one"),
        required=False,
        min_value=1,
        widget=NumberInput(),
        help_text=_("Only where the words occur more than once: 1 is the first."),
    )
    span: Span | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            for name in CITING_FIELDS:
                self.fields.pop(name, None)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        version, words = data.get("version"), data.get("words")
        if version is not None and words:
            self._find(version, words, data.get("occurrence"))
        return data

    def _find(self, version: TextVersion, words: str, occurrence: int | None) -> None:
        spans = find_spans(version.body, words)
        if not spans:
            field_error(self, "words", _("These words are not in the chosen text. Copy them from it letter by letter."))
        elif occurrence is not None and occurrence > len(spans):
            field_error(self, "occurrence", self._too_few(len(spans)))
        elif occurrence is None and len(spans) > 1:
            field_error(self, "words", self._ambiguous(len(spans)))
        else:
            self.span = spans[(occurrence or 1) - 1]

    @staticmethod
    def _ambiguous(count: int) -> str:
        return gettext(
            "These words occur %(count)d times in the text. Add the words before or after them, "
            "or say in “Which one” which of them you mean."
        ) % {"count": count}

    @staticmethod
    def _too_few(count: int) -> str:
        return ngettext(
            "These words occur only %(count)d time in the text.",
            "These words occur only %(count)d times in the text.",
            count,
        ) % {"count": count}

    def quote(self) -> Quote:
        """The quote of the span, made now if nobody has cited these words before."""
        if self.span is None:
            raise ValueError("the form gives no place in a text")
        quote, _created = Quote.objects.get_or_create(
            version=self.cleaned_data["version"],
            start=self.span.start,
            end=self.span.end,
            defaults={"exact": self.span.exact},
        )
        return quote


class QuoteForm(CitingForm):
    """A quote on its own, to be chosen elsewhere."""

    class Meta:
        model = Quote
        fields: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.span is not None and self._is_known(data["version"], self.span):
            field_error(self, "words", _("These words are a quote already: search for them in the list of quotes."))
        return data

    @staticmethod
    def _is_known(version: TextVersion, span: Span) -> bool:
        return Quote.objects.filter(version=version, start=span.start, end=span.end).exists()

    def save(self, commit: bool = True) -> Any:
        if self.span is not None:
            self.instance.start, self.instance.end = self.span.start, self.span.end
            self.instance.exact = self.span.exact
        return super().save(commit=commit)


class StatementForm(DeskForm):
    """A statement entered by hand comes with its words: without them nothing could be quoted from it."""

    text = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=2_000_000,
        widget=Textarea(attrs={"rows": 12}),
        help_text=_("The whole text as it was published. It cannot be changed afterwards."),
    )

    class Meta:
        model = Statement
        fields = "__all__"

    def clean_text(self) -> str:
        return canonical(self.cleaned_data.get("text", ""))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.instance.pk is None and "text" not in self.errors and not data.get("text"):
            field_error(self, "text", _("Paste the text of the statement: claims rest on its words."))
        return data
