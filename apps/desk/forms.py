"""The form by which a statement comes in: an address, a file, or pasted words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.choices import ContentLanguage
from apps.imports.services.start import ImportOptions
from apps.statements.choices import Authenticity, StatementKind
from apps.statements.models import Publisher

SOURCES = ("url", "file", "text")
LANGUAGES = [(code, label) for code, label in ContentLanguage.choices if code != ContentLanguage.UNDETERMINED]


class ImportForm(forms.Form):
    """One source, and what the analyst knows of it. What cannot be imported is explained by the run, not here."""

    url = forms.CharField(
        label=_("Address"),
        required=False,
        max_length=2000,
        help_text=_("A public page that begins with http:// or https://."),
    )
    file = forms.FileField(
        label=_("File"),
        required=False,
        allow_empty_file=True,
        max_length=300,
        help_text=_("Plain text in UTF-8, or a saved web page."),
    )
    text = forms.CharField(
        label=_("Text"),
        required=False,
        widget=forms.Textarea({"rows": 10}),
        help_text=_("Paste the whole text; the first line is its title."),
    )
    published_on = forms.DateField(
        label=_("Date of publication"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Dates without a year are read from here, so it matters more than the rest."),
    )
    statement_kind = forms.ChoiceField(
        label=_("Kind of statement"),
        required=False,
        choices=[("", _("News report, unless its publisher is an observer")), *StatementKind.choices],
    )
    publisher = forms.ModelChoiceField(
        label=_("Publisher"),
        queryset=Publisher.objects.all(),
        required=False,
        empty_label=_("Not known"),
    )
    language = forms.ChoiceField(label=_("Language"), required=False, choices=[("", _("The text tells")), *LANGUAGES])
    authenticity = forms.ChoiceField(
        label=_("Authenticity"),
        choices=Authenticity.choices,
        help_text=_("A retold text is marked as such everywhere, because nobody may be quoted with our words."),
    )
    facts_from = forms.CharField(
        label=_("Facts from"),
        required=False,
        max_length=500,
        help_text=_("For a retold text: where its facts were published."),
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, label_suffix="")
        for field in self.fields.values():
            field.widget.attrs["class"] = "desk-input"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        given = [name for name in SOURCES if data.get(name)]
        if not given and not set(SOURCES) & set(self.errors):
            self.add_error("url", str(_("Give an address, a file or a text.")))
        for name in given[1:]:
            self.add_error(name, str(_("Give only one source: an address, a file or a text.")))
        return data

    def options(self) -> ImportOptions:
        data = self.cleaned_data
        return ImportOptions(
            language=data["language"],
            published_on=data["published_on"],
            statement_kind=data["statement_kind"],
            authenticity=data["authenticity"],
            facts_from=data["facts_from"],
            publisher=data["publisher"],
        )
