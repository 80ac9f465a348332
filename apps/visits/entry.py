"""A questionnaire as a form to type a visit into: one field for each question, and one for “could not observe”."""

import re
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.codes import visit_code
from apps.core.fields import translated
from apps.elections.models import Region
from apps.visits.answers import Fault, Unfit, Value, reader_of
from apps.visits.choices import Assessment, QuestionType
from apps.visits.conditions import rests_on
from apps.visits.models import PollingStation, Question, Questionnaire, Visit
from apps.visits.selectors import regions_of

UNSEEN: Final = "__unseen__"
_SUBMISSION: Final = re.compile(r"typed:v-[a-z0-9]{4,16}")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as the page shows it; `when` are the code and the answer on which it depends."""

    question: Question
    field: forms.BoundField
    unseen: forms.BoundField | None
    when: tuple[str, str] | None

    @property
    def is_group(self) -> bool:
        return self.unseen is None


class VisitEntry(forms.Form):
    """Everything of one visit. What is left open is not kept; what could not be observed is kept as such."""

    submission_id = forms.RegexField(_SUBMISSION, widget=forms.HiddenInput)
    station = forms.CharField(
        label=_("Polling station"), max_length=60, required=False, help_text=_("Its code in the register.")
    )
    region = forms.ModelChoiceField(
        Region.objects.none(), label=_("Region"), required=False, help_text=_("Only where the station is not known.")
    )
    arrived_at = forms.DateTimeField(label=_("Arrived at"), required=False)
    departed_at = forms.DateTimeField(label=_("Departed at"), required=False)
    team_code = forms.CharField(label=_("Team"), max_length=40, required=False)
    overall = forms.ChoiceField(
        label=_("Overall assessment"),
        choices=[*Assessment.choices, ("", _("No answer"))],
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, sheet: Questionnaire, data: Any = None) -> None:
        super().__init__(data, initial={"submission_id": f"typed:{visit_code()}"}, label_suffix="")
        self.sheet = sheet
        self.questions = list(sheet.questions.order_by("position"))
        region: Any = self.fields["region"]
        region.queryset = regions_of(sheet.mission)
        for name in ("arrived_at", "departed_at"):
            self.fields[name].widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        for question in self.questions:
            self.fields |= _fields_of(question)
        for field in self.fields.values():
            if not isinstance(field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple | forms.CheckboxInput):
                field.widget.attrs["class"] = "desk-input"

    def sections(self) -> list[tuple[str, list[Asked]]]:
        """The questions in their order, under the titles of their sections."""
        made: dict[str, list[Asked]] = {}
        for question in self.questions:
            name, unseen = f"q-{question.code}", f"unseen-{question.code}"
            also = self[unseen] if unseen in self.fields else None
            asked = Asked(question, self[name], also, rests_on(question.condition))
            made.setdefault(translated(question.section), []).append(asked)
        return list(made.items())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        data["place"] = self._station(data.get("station", ""))
        if not data.get("station") and data.get("region") is None and not {"station", "region"} & set(self.errors):
            self.add_error("station", _("Give the polling station, or at least the region."))
        came, left = data.get("arrived_at"), data.get("departed_at")
        if came and left and left < came:
            self.add_error("departed_at", _("A visit cannot end before it begins."))
        data["answers"] = self._answers(data)
        return data

    def _station(self, code: str) -> PollingStation | None:
        if not code.strip():
            return None
        found = PollingStation.objects.filter(election=self.sheet.mission.election_id, code=code.strip()).first()
        if found is None:
            self.add_error("station", str(Fault.NO_STATION.label))
        return found

    def _answers(self, data: dict[str, Any]) -> dict[str, Value]:
        """Answers to questions that were asked: what another answer rules out is left out."""
        given: dict[str, Value] = {}
        for question in self.questions:
            when = rests_on(question.condition)
            if when is not None and given.get(when[0]) != when[1]:
                continue
            value = data.get(f"q-{question.code}")
            if data.get(f"unseen-{question.code}") or value == UNSEEN or value == [UNSEEN]:
                given[question.code] = None
            elif value not in (None, "", []):
                self._read(question, value, given)
        return given

    def _read(self, question: Question, value: Any, given: dict[str, Value]) -> None:
        kept = [item for item in value if item != UNSEEN] if isinstance(value, list) else str(value)
        try:
            given[question.code] = reader_of(question.type, question.choices).read(kept)
        except Unfit as unfit:
            self.add_error(f"q-{question.code}", str(unfit.fault.label))

    def visit(self, *, by: int) -> Visit:
        """The visit that was typed in, not stored yet."""
        data = self.cleaned_data
        station = data["place"]
        return Visit(
            mission=self.sheet.mission,
            questionnaire=self.sheet,
            form=self.sheet.form,
            station=station,
            region_id=station.region_id if station and station.region_id else getattr(data["region"], "pk", None),
            arrived_at=data["arrived_at"],
            departed_at=data["departed_at"],
            overall=data["overall"],
            team_code=data["team_code"],
            submission_id=data["submission_id"],
            answers=data["answers"],
            entered_by_id=by,
        )


def _fields_of(question: Question) -> dict[str, forms.Field]:
    """The fields of one question; those with choices have “could not observe” among them."""
    name, label = f"q-{question.code}", str(question)
    unseen = (UNSEEN, _("Could not observe"))
    match QuestionType(question.type):
        case QuestionType.YES_NO:
            choices: list[Any] = [("yes", _("Yes")), ("no", _("No")), unseen, ("", _("No answer"))]
            return {name: forms.ChoiceField(choices=choices, widget=forms.RadioSelect, required=False, label=label)}
        case QuestionType.SCALE | QuestionType.SINGLE_CHOICE:
            choices = [*_choices(question), unseen, ("", _("No answer"))]
            return {name: forms.ChoiceField(choices=choices, widget=forms.RadioSelect, required=False, label=label)}
        case QuestionType.MULTIPLE_CHOICE:
            several = forms.MultipleChoiceField(
                choices=[*_choices(question), unseen], widget=forms.CheckboxSelectMultiple, required=False, label=label
            )
            return {name: several}
        case QuestionType.NUMBER:
            one: forms.Field = forms.CharField(
                widget=forms.TextInput(attrs={"inputmode": "decimal"}), max_length=40, required=False, label=label
            )
        case QuestionType.TIME:
            one = forms.CharField(widget=forms.TimeInput(attrs={"type": "time"}), required=False, label=label)
        case QuestionType.TEXT:
            one = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), required=False, label=label)
    return {name: one, f"unseen-{question.code}": forms.BooleanField(required=False, label=_("Could not observe"))}


def _choices(question: Question) -> list[tuple[str, str]]:
    return [
        (str(choice["code"]), translated(choice.get("labels", {})) or str(choice["code"]))
        for choice in question.choices
    ]
