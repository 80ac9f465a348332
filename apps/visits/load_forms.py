"""What people send to load a file: the file and where it belongs, then which column means what."""

from collections.abc import Mapping
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django import forms
from django.conf import settings
from django.core.files import File
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.core.access import missions_of
from apps.elections.models import Election
from apps.visits.choices import LoadKind
from apps.visits.mapping import JOINED, parts_of
from apps.visits.models import Load, Questionnaire
from apps.visits.services.start import Goal

FIELD_NAMES: Final = {
    "submission_id": _("Submission id"),
    "station": _("Polling station (code)"),
    "region": _("Region"),
    "arrived_at": _("Arrived at"),
    "departed_at": _("Departed at"),
    "overall": _("Overall assessment"),
    "team_code": _("Team"),
    "code": _("Code"),
    "name": _("Name"),
    "place": _("Place"),
    "registered_voters": _("Registered voters"),
    "latitude": _("Latitude"),
    "longitude": _("Longitude"),
}
ENDINGS: Final = ".csv,.tsv,.txt,.xlsx,.json,.ndjson,.jsonl"


class FileForm(forms.Form):
    """A file that is not too large."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV in UTF-8, XLSX, JSON or NDJSON, as KoboToolbox, ODK Central, Apollo and NEMO export it."),
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
    )

    def clean_file(self) -> File[bytes]:
        upload: File[bytes] = self.cleaned_data["file"]
        if (upload.size or 0) > settings.VISIT_FILE_BYTES:
            raise forms.ValidationError(_("The file is too large. Divide it."))
        return upload


class SheetField(forms.ModelChoiceField[Questionnaire]):
    """A questionnaire under the name of its mission."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.mission}: {obj.get_form_display()} {obj.version}"


class VisitFile(FileForm):
    """Visits of one form of one of the person's missions."""

    questionnaire = SheetField(Questionnaire.objects.none(), label=_("Form of a mission"))
    zone = forms.CharField(
        label=_("Time zone"),
        initial="UTC",
        max_length=60,
        help_text=_("Of times that name none, such as Asia/Almaty."),
    )
    field_order = ["questionnaire", "file", "zone"]

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = SheetField(sheets_of(user), label=_("Form of a mission"))
        self.fields["questionnaire"] = field
        _dressed(self)
        self.order_fields(self.field_order)

    def clean_zone(self) -> str:
        try:
            return ZoneInfo(self.cleaned_data["zone"].strip()).key
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise forms.ValidationError(_("This is no time zone. Give one such as Asia/Almaty.")) from error

    def goal(self) -> Goal:
        return Goal(questionnaire=self.cleaned_data["questionnaire"], zone=self.cleaned_data["zone"])


class StationFile(FileForm):
    """The register of stations of an election."""

    election = forms.ModelChoiceField(Election.objects.none(), label=_("Election"))
    field_order = ["election", "file"]

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = missions_of(user)
        elections = Election.objects.select_related("country").order_by("-first_polling_day")
        offered = elections if own is None else elections.filter(missions__in=own).distinct()
        self.fields["election"] = forms.ModelChoiceField(offered, label=_("Election"))
        _dressed(self)
        self.order_fields(self.field_order)

    def goal(self) -> Goal:
        return Goal(election=self.cleaned_data["election"])


def _dressed(form: forms.Form) -> None:
    for field in form.fields.values():
        field.widget.attrs["class"] = "desk-input"


def sheets_of(user: Any) -> QuerySet[Questionnaire]:
    """The questionnaires of a person's missions, the newest version of each form first."""
    sheets = Questionnaire.objects.select_related("mission__organisation", "mission__election__country")
    own = missions_of(user)
    return (sheets if own is None else sheets.filter(mission__in=own)).order_by("mission__code", "form", "-version")


class MappingForm(forms.Form):
    """For each heading, what it means; the submission id alone may be put together of several."""

    def __init__(self, load: Load, mapping: Mapping[str, str], examples: Mapping[str, list[str]], *args: Any) -> None:
        super().__init__(*args)
        self._load = load
        chosen = {part: target for target, heading in mapping.items() for part in parts_of(heading, load.headings)}
        choices = [("", gettext("Leave out")), *targets(load)]
        for number, heading in enumerate(load.headings):
            self.fields[f"column-{number}"] = forms.ChoiceField(
                choices=choices,
                required=False,
                label=heading,
                initial=chosen.get(heading, ""),
                help_text=" · ".join(examples.get(heading, [])),
            )
        _dressed(self)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        used: dict[str, str] = {}
        for name in self.fields:
            target = data.get(name)
            if not target:
                continue
            if target in used and target != "submission_id":
                words = gettext("“%(heading)s” has this meaning already. Choose one of the two.")
                self.add_error(name, words % {"heading": self.fields[used[target]].label})
            used.setdefault(target, name)
        return data

    def mapping(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for name, field in self.fields.items():
            target = self.cleaned_data.get(name)
            if target:
                found[target] = JOINED.join(filter(None, [found.get(target, ""), str(field.label)]))
        return found


def targets(load: Load) -> list[tuple[str, Any]]:
    """What a heading can mean: fields of a visit or station, then the questions of the form."""
    if load.kind == LoadKind.STATIONS or load.questionnaire is None:
        names = ("code", "name", "region", "place", "registered_voters", "latitude", "longitude")
        return [(name, FIELD_NAMES[name]) for name in names]
    names = ("submission_id", "station", "region", "arrived_at", "departed_at", "overall", "team_code")
    questions = [(question.code, f"{question.code}: {question}") for question in load.questionnaire.questions.all()]
    return [
        (gettext("Visit"), [(name, FIELD_NAMES[name]) for name in names]),
        (gettext("Questions"), questions),
    ]
