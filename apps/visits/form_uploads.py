"""What people send to add questionnaires to a mission."""

import tempfile
from pathlib import Path
from typing import Any

from django import forms
from django.core import signing
from django.core.files import File
from django.utils.translation import gettext_lazy as _

from apps.core.access import missions_of
from apps.missions.models import Mission
from apps.visits.choices import FormKind
from apps.visits.drafts import FormDraft
from apps.visits.sources import Unreadable
from apps.visits.xlsform_problems import Problem
from apps.visits.xlsform_reading import read_xlsform
from apps.visits.xlsform_sheets import LARGEST_FORM

SALT = "apps.visits.xlsform"
HOURS = 12


class MissionChoice(forms.Form):
    """One of the missions that the person may work on."""

    mission = forms.ModelChoiceField(Mission.objects.none(), label=_("Mission"))

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        missions = Mission.objects.select_related("organisation", "election__country")
        own = missions_of(user)
        offered = missions if own is None else missions.filter(pk__in=own)
        self.fields["mission"] = forms.ModelChoiceField(offered, label=_("Mission"))


class XlsformUpload(MissionChoice):
    """A workbook for one form of a mission; it is read while it is checked."""

    form = forms.ChoiceField(choices=FormKind.choices, label=_("Form"))
    file = forms.FileField(label=_("XLSForm (.xlsx)"))
    draft: FormDraft
    problems: list[Problem]

    def clean_file(self) -> File[bytes]:
        upload: File[bytes] = self.cleaned_data["file"]
        if (upload.size or 0) > LARGEST_FORM:
            raise forms.ValidationError(_("A form may have 2 MB. Take pictures and other sheets out."))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "form.xlsx"
            path.write_bytes(upload.read())
            try:
                self.draft, self.problems = read_xlsform(path)
            except Unreadable as reason:
                raise forms.ValidationError(
                    _("The workbook cannot be opened: %(reason)s."), params={"reason": str(reason)}
                ) from reason
        return upload


def sealed(draft: FormDraft) -> str:
    """What was shown, signed, so that exactly this is imported afterwards."""
    return signing.dumps(draft.as_json(), salt=SALT, compress=True)


def unsealed(text: str) -> FormDraft | None:
    try:
        return FormDraft.from_json(signing.loads(text, salt=SALT, max_age=HOURS * 3600))
    except signing.BadSignature:
        return None


class SealedForm(MissionChoice):
    """The second step: what was shown comes back."""

    form = forms.ChoiceField(choices=FormKind.choices)
    draft = forms.CharField(max_length=2_000_000)

    def clean_draft(self) -> FormDraft:
        draft = unsealed(self.cleaned_data["draft"])
        if draft is None:
            raise forms.ValidationError(_("The preview is too old. Send the file again."))
        return draft
