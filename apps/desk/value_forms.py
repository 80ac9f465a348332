"""The value of a proposal as a form: the machine's value to start with, the person's value to decide with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.elections.choices import ElectionType
from apps.elections.models import Country, Election
from apps.findings.choices import (
    Addressee,
    Anchor,
    Comparator,
    FigureSource,
    HeadlineReason,
    Measure,
    PeriodUnit,
    RecommendationPriority,
    ReportType,
    Sentiment,
    Topic,
    Voice,
)
from apps.imports.choices import ProposalKind
from apps.imports.models import Proposal
from apps.missions.choices import MissionFormat, RoleKind
from apps.missions.models import Mission, Organisation

Choice = tuple[str, Any]
CHOOSE: Choice = ("", _("Choose"))
NOT_STATED: Choice = ("", _("Not stated"))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the other proposals of the same text offer: whose claim it may be, and who may have said it."""

    organisations: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()


def _date() -> forms.DateField:
    return forms.DateField(required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))


def _choice(choices: Iterable[Any], *, empty: Choice | None = None, required: bool = True) -> forms.ChoiceField:
    listed = [*([empty] if empty else []), *choices]
    return forms.ChoiceField(choices=listed, required=required)


def plain(value: Any) -> Any:
    """A cleaned value as JSON holds it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Election | Mission):
        return value.code
    if isinstance(value, Country):
        return value.iso2
    return value


def whole(value: Any) -> Any:
    """A number as people write it: 90, not 90.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def is_blank(value: Any) -> bool:
    return value is None or value == "" or value == []


class ValueForm(forms.Form):
    """What the kinds share: labels, the machine's value, and the value as decided."""

    labels: ClassVar[dict[str, Any]] = {}

    def __init__(self, *, machine: dict[str, Any], around: Surroundings, **kwargs: Any) -> None:
        self.machine, self.around = machine, around
        super().__init__(label_suffix="", **kwargs)
        self.offer()
        self._leave_open()
        for name, field in self.fields.items():
            field.label = self.labels.get(name) or LABELS[name]
            field.widget.attrs["class"] = "desk-input"

    def offer(self) -> None:
        """Fill in the choices that depend on the proposal."""

    def _leave_open(self) -> None:
        """A closed set on which nobody has said anything starts empty: the first of a list is nobody's decision."""
        for name, field in self.fields.items():
            if not isinstance(field, forms.ChoiceField) or isinstance(field, forms.ModelChoiceField):
                continue
            choices = list(field.choices)  # type: ignore[arg-type]
            if field.required and is_blank(self.initial.get(name)) and "" not in [key for key, _label in choices]:
                field.choices = [CHOOSE, *choices]

    def decided(self) -> dict[str, Any]:
        """The payload as decided; what the form does not show stays the machine's."""
        decided = {name: self._kept(name, plain(given)) for name, given in self.cleaned_data.items()}
        return {**self.machine, **{k: v for k, v in decided.items() if k in self.machine or not is_blank(v)}}

    def typed(self) -> dict[str, Any]:
        """The fields as they were typed, whether or not they make sense yet."""
        return {
            name: field.widget.value_from_datadict(self.data, {}, self.add_prefix(name))
            for name, field in self.fields.items()
        }

    def words_for(self, name: str) -> dict[str, str]:
        """The words on screen for each value of a field with a closed set."""
        field = self.fields[name]
        if not isinstance(field, forms.ChoiceField) or isinstance(field, forms.ModelChoiceField):
            return {}
        words: dict[str, str] = {}
        choices: Iterable[tuple[Any, Any]] = field.choices  # type: ignore[assignment]
        for key, label in choices:
            words |= {str(k): str(v) for k, v in label} if isinstance(label, list | tuple) else {str(key): str(label)}
        return words

    def _kept(self, name: str, given: Any) -> Any:
        machine = self.machine.get(name)
        return machine if given == machine or (is_blank(given) and is_blank(machine)) else given

    def choices_of(self, name: str, choices: Sequence[Any]) -> None:
        field = self.fields[name]
        if not isinstance(field, forms.ChoiceField):
            raise TypeError(f"{name} offers no choices")
        field.choices = choices

    def offer_with_own(self, name: str, known: Sequence[str], empty: Choice) -> None:
        """The known values and, where it is another, the one that the machine read."""
        own = self.machine.get(name)
        names = [*known, *([own] if own and own not in known else [])]
        self.choices_of(name, [empty, *((item, item) for item in names)])


class ElectionForm(ValueForm):
    match = forms.ModelChoiceField(
        queryset=Election.objects.none(), required=False, to_field_name="code", empty_label=_("A new election")
    )
    country = forms.ModelChoiceField(queryset=Country.objects.all(), required=False, to_field_name="iso2")
    types = forms.MultipleChoiceField(choices=ElectionType.choices, required=False, widget=forms.CheckboxSelectMultiple)
    first_polling_day = _date()
    last_polling_day = _date()
    is_early = forms.TypedChoiceField(
        choices=[NOT_STATED, ("yes", _("Yes")), ("no", _("No"))],
        required=False,
        coerce=lambda given: given == "yes",
        empty_value=None,
    )

    def offer(self) -> None:
        elections = Election.objects.select_related("country").order_by("-first_polling_day")
        country = self.machine.get("country")
        here = elections.filter(country__iso2=country) if country else elections
        field = self.fields["match"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = here
        early = self.initial.get("is_early")
        self.initial["is_early"] = {True: "yes", False: "no"}[early] if isinstance(early, bool) else early or ""


class MissionForm(ValueForm):
    match = forms.ModelChoiceField(
        queryset=Mission.objects.none(), required=False, to_field_name="code", empty_label=_("A new mission")
    )
    organisation = _choice([])
    format = _choice(MissionFormat.choices)

    def offer(self) -> None:
        known = list(Organisation.objects.values_list("short_name", flat=True))
        self.offer_with_own("organisation", known, ("", _("Choose the organisation")))
        missions = Mission.objects.filter(organisation__short_name=self.machine.get("organisation") or "")
        field = self.fields["match"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = missions.select_related("organisation", "election__country")


class OfMission(ValueForm):
    """A value that belongs to one of the missions of the text."""

    organisation = _choice([], required=False)

    def offer(self) -> None:
        self.offer_with_own("organisation", self.around.organisations, ("", _("The mission of this text")))


class RoleForm(OfMission):
    name = forms.CharField(max_length=200)
    kind = _choice(RoleKind.choices)
    title = forms.CharField(max_length=300, required=False)
    field_order = ("name", "kind", "title", "organisation")
    labels: ClassVar[dict[str, Any]] = {"kind": _("Role"), "title": _("Role as the text puts it")}


class TopicForm(OfMission):
    """A value with a topic: the two best first, then all."""

    topic = _choice(Topic.choices)
    voice = _choice(Voice.choices)

    def offer(self) -> None:
        super().offer()
        names = dict(Topic.choices)
        best = [name for name in (self.machine.get("topic"), self.machine.get("second_topic")) if name in names]
        others = [(name, label) for name, label in Topic.choices if name not in best]
        suggested = [(_("Suggested"), [(name, names[name]) for name in best])] if best else []
        self.choices_of("topic", [*suggested, (_("All others") if best else _("Topics"), others)])


class FindingForm(TopicForm):
    sentiment = _choice(Sentiment.choices, empty=("", _("Choose how it judges the topic")))
    speaker = _choice([], required=False)
    field_order = ("topic", "sentiment", "voice", "speaker", "organisation")

    def offer(self) -> None:
        super().offer()
        self.offer_with_own("speaker", self.around.speakers, NOT_STATED)


class FigureForm(OfMission):
    measure = _choice(Measure.choices)
    comparator = _choice(Comparator.choices)
    value = forms.DecimalField(max_digits=15, decimal_places=3, min_value=0)
    source = _choice(FigureSource.choices)
    voice = _choice(Voice.choices)
    field_order = ("measure", "comparator", "value", "source", "voice", "organisation")


class RecommendationForm(TopicForm):
    priority = _choice(RecommendationPriority.choices)
    addressee = _choice(Addressee.choices)
    field_order = ("topic", "priority", "addressee", "voice", "organisation")


class DeliverableForm(OfMission):
    report = _choice(ReportType.choices)
    count = forms.IntegerField(required=False, min_value=1, max_value=1000)
    unit = _choice(PeriodUnit.choices, empty=NOT_STATED, required=False)
    anchor = _choice(Anchor.choices)
    due_on = _date()
    voice = _choice(Voice.choices)
    field_order = ("report", "count", "unit", "anchor", "due_on", "voice", "organisation")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if bool(data.get("count")) != bool(data.get("unit")) and not {"count", "unit"} & set(self.errors):
            self.add_error("count", str(_("Give the number and the unit together, such as 8 weeks, or neither.")))
        return data


class HeadlineForm(ValueForm):
    is_supported = forms.TypedChoiceField(
        choices=[("", _("Choose")), ("yes", _("Yes")), ("no", _("No"))], coerce=lambda given: given == "yes"
    )
    reason = _choice(HeadlineReason.choices, empty=("", _("Choose")))

    def offer(self) -> None:
        supported = self.initial.get("is_supported")
        self.initial["is_supported"] = (
            ("yes" if supported else "no") if isinstance(supported, bool) else supported or ""
        )


FORMS: dict[ProposalKind, type[ValueForm]] = {
    ProposalKind.ELECTION: ElectionForm,
    ProposalKind.MISSION: MissionForm,
    ProposalKind.ROLE: RoleForm,
    ProposalKind.FINDING: FindingForm,
    ProposalKind.FIGURE: FigureForm,
    ProposalKind.RECOMMENDATION: RecommendationForm,
    ProposalKind.DELIVERABLE: DeliverableForm,
    ProposalKind.HEADLINE: HeadlineForm,
}

LABELS: dict[str, Any] = {
    "addressee": _("Who should act"),
    "anchor": _("Counted"),
    "comparator": _("How it relates to the true number"),
    "count": _("How many"),
    "country": _("Country"),
    "due_on": _("Due on"),
    "first_polling_day": _("First polling day"),
    "format": _("Format"),
    "is_early": _("Early election"),
    "is_supported": _("Does the text bear the headline out?"),
    "last_polling_day": _("Last polling day"),
    "match": _("Which record"),
    "measure": _("What it counts"),
    "name": _("Name in the nominative"),
    "organisation": _("Organisation"),
    "priority": _("Class"),
    "reason": _("Reason"),
    "report": _("Report"),
    "sentiment": _("Sentiment"),
    "source": _("Whose figure"),
    "speaker": _("Speaker"),
    "topic": _("Topic"),
    "types": _("What was voted on"),
    "unit": _("Unit"),
    "value": _("Value"),
    "voice": _("Whose words"),
}


def value_form(
    proposal: Proposal, around: Surroundings, *, value: dict[str, Any] | None = None, data: Any = None
) -> ValueForm:
    """The form for a proposal, starting from the machine's value or one that a person decided on before."""
    kind = FORMS[ProposalKind(proposal.kind)]
    initial = {name: whole(given) for name, given in (value or proposal.payload).items() if given is not None}
    return kind(machine=proposal.payload, around=around, initial=initial, data=data, prefix=f"p{proposal.pk}")
