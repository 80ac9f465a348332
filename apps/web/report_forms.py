"""The form in which a reader reports an error."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.findings.choices import ReportProblem
from apps.findings.report_models import MESSAGE_LENGTH


class ReportForm(forms.Form):
    """What is wrong, in the reader's words, and perhaps where to answer."""

    problem = forms.ChoiceField(
        label=_("What is wrong"),
        choices=ReportProblem.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong; “Something else” will do.")},
    )
    message = forms.CharField(
        label=_("How it should be, and how you know"),
        max_length=MESSAGE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Say in a sentence or two what is wrong.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address, if you want an answer"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("This is no e-mail address. Correct it, or leave the field empty.")},
    )
    # Nobody sees this field; what fills it in is a machine.
    website = forms.CharField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name in self.errors:
                field.widget.attrs |= {"aria-invalid": "true", "aria-describedby": f"e-{name}"}

    @property
    def is_from_a_machine(self) -> bool:
        return bool(self.data.get("website"))
