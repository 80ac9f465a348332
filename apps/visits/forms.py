"""Visits and answers, with the rules that the database would otherwise have to enforce."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from apps.core.admin_base import DeskForm, field_error
from apps.visits.choices import QuestionType
from apps.visits.models import Answer, Question, Visit

COLUMN_OF: Final = {
    QuestionType.YES_NO: "yes_no",
    QuestionType.SCALE: "choices",
    QuestionType.SINGLE_CHOICE: "choices",
    QuestionType.MULTIPLE_CHOICE: "choices",
    QuestionType.NUMBER: "number",
    QuestionType.TEXT: "text",
    QuestionType.TIME: "time",
}
COLUMNS: Final = ("yes_no", "number", "choices", "text", "time")
ONE_CHOICE: Final = frozenset({QuestionType.SCALE, QuestionType.SINGLE_CHOICE})


class VisitForm(DeskForm):
    """A visit; its station is one of the mission's election, its questionnaire one of the mission's for this form."""

    class Meta:
        model = Visit
        fields = "__all__"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        mission, station, sheet = data.get("mission"), data.get("station"), data.get("questionnaire")
        if mission is not None and station is not None and station.election_id != mission.election_id:
            field_error(self, "station", _("This polling station is in the register of another election."))
        if mission is not None and sheet is not None and sheet.mission_id != mission.pk:
            field_error(self, "questionnaire", _("This questionnaire is another mission's."))
        if sheet is not None and data.get("form") and sheet.form != data["form"]:
            field_error(self, "questionnaire", _("This questionnaire is for another form."))
        if station is None and data.get("region") is None and not {"station", "region"} & set(self.errors):
            field_error(self, "station", _("Give the polling station, or at least the region."))
        return data


class AnswerForm(DeskForm):
    """One answer, given in the column that its question asks for."""

    class Meta:
        model = Answer
        fields = "__all__"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        question, visit = data.get("question"), data.get("visit")
        if isinstance(question, Question):
            self._check_columns(question, data)
            if isinstance(visit, Visit) and question.questionnaire_id != visit.questionnaire_id:
                field_error(self, "question", _("This question is not on the questionnaire of this visit."))
        return data

    def _check_columns(self, question: Question, data: dict[str, Any]) -> None:
        wanted = COLUMN_OF[QuestionType(question.type)]
        given = [name for name in COLUMNS if data.get(name) not in (None, "", [])]
        if data.get("could_not_observe"):
            if given:
                field_error(self, given[0], _("Where something could not be observed there is no answer."))
        elif given != [wanted]:
            field_error(self, wanted, _("The question asks for exactly this: fill in this field and no other."))
        elif wanted == "choices" and question.type in ONE_CHOICE and len(data["choices"]) != 1:
            field_error(self, "choices", _("The question takes exactly one choice."))

    def clean_text(self) -> str | None:
        return self.cleaned_data.get("text") or None

    def clean_choices(self) -> list[str] | None:
        return self.cleaned_data.get("choices") or None
