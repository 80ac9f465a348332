"""Visits and answers, with the rules that the database would otherwise have to enforce."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.core.admin_base import DeskForm, field_error
from apps.visits.answers import Unfit, reader_of
from apps.visits.models import Questionnaire, Visit


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
        if isinstance(data.get("answers"), dict):
            data["answers"] = self._read_answers(sheet, data["answers"])
        return data

    def _read_answers(self, sheet: Questionnaire | None, given: dict[str, Any]) -> dict[str, Any]:
        """Each answer as its question asks for it; what does not fit is said beside the field."""
        questions = {question.code: question for question in sheet.questions.all()} if sheet is not None else {}
        kept: dict[str, Any] = {}
        for code, value in given.items():
            if code not in questions:
                field_error(
                    self, "answers", _("“%(code)s” is not on the questionnaire of this visit.") % {"code": code}
                )
                continue
            if value in ("", []):
                continue
            try:
                question = questions[code]
                kept[code] = None if value is None else reader_of(question.type, question.choices).read(value)
            except Unfit as unfit:
                field_error(self, "answers", f"{code}: {unfit.fault.label}")
        return kept
