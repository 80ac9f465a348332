"""Released statistics of visits: null is “not shown”, and `withheld` says why."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.api.serializers.brief import MissionBriefSerializer
from apps.core.fields import translated
from apps.visits.choices import FormKind, QuestionType
from apps.visits.statistics import Withheld


class WithheldSerializer(serializers.Serializer[Any]):
    """Why numbers are not shown."""

    code = serializers.ChoiceField(source="value", choices=[(reason.value, "") for reason in Withheld])
    reason = serializers.CharField(source="label")


@extend_schema_field(WithheldSerializer(many=True))
class WithheldField(serializers.Field[Any, Any, Any, Any]):
    """Codes as they are stored, with their sentences in the reader's language."""

    def to_representation(self, value: list[str]) -> Any:
        return WithheldSerializer([Withheld(code) for code in value], many=True).data


class ShareSerializer(serializers.Serializer[Any]):
    """A part of the base between 0 and 1, with its Wilson interval of 95 per cent."""

    value = serializers.FloatField()
    low = serializers.FloatField()
    high = serializers.FloatField()


class CountsSerializer(serializers.Serializer[Any]):
    """Visits by their overall assessment."""

    very_good = serializers.IntegerField(allow_null=True)
    good = serializers.IntegerField(allow_null=True)
    bad = serializers.IntegerField(allow_null=True)
    very_bad = serializers.IntegerField(allow_null=True)


class AssessedSerializer(serializers.Serializer[Any]):
    """How visits were assessed overall."""

    visits = serializers.IntegerField(allow_null=True, help_text="Visits with this form.")
    assessed = serializers.IntegerField(allow_null=True, help_text="Those with an overall assessment: the denominator.")
    missing = serializers.IntegerField(allow_null=True, help_text="Those without.")
    counts = CountsSerializer()
    positive = serializers.IntegerField(allow_null=True, help_text="Very good and good.")
    negative = serializers.IntegerField(allow_null=True, help_text="Bad and very bad.")
    positive_share = ShareSerializer(allow_null=True)
    withheld = WithheldField()


REGIONS_HELP = "ISO 3166-2 codes; several where regions are shown together."


class RegionAssessedSerializer(AssessedSerializer):
    regions = serializers.ListField(child=serializers.CharField(), help_text=REGIONS_HELP)


class AnswerValueSerializer(serializers.Serializer[Any]):
    """One answer: how often, and what share of all answers."""

    value = serializers.CharField()
    label = serializers.SerializerMethodField(help_text="In the language of the request; empty for yes and no.")  # type: ignore[assignment]
    count = serializers.IntegerField(allow_null=True)
    share = ShareSerializer(allow_null=True)

    def get_label(self, row: dict[str, Any]) -> str:
        return translated(row["labels"])


class AnsweredSerializer(serializers.Serializer[Any]):
    """How a question was answered."""

    visits = serializers.IntegerField(help_text="Visits with a questionnaire that has the question.")
    answered = serializers.IntegerField(allow_null=True, help_text="Those that answered: the denominator.")
    could_not_observe = serializers.IntegerField(allow_null=True, help_text="Those that could not observe it.")
    missing = serializers.IntegerField(allow_null=True, help_text="Those that left it open.")
    not_asked = serializers.IntegerField(allow_null=True, help_text="Those whom another answer spared the question.")
    set_aside = serializers.IntegerField(allow_null=True, help_text="Answers that the mission set aside.")
    values = AnswerValueSerializer(many=True)
    withheld = WithheldField()


class RegionAnsweredSerializer(AnsweredSerializer):
    regions = serializers.ListField(child=serializers.CharField(), help_text=REGIONS_HELP)


class QuestionStatisticsSerializer(AnsweredSerializer):
    code = serializers.CharField()
    type = serializers.ChoiceField(choices=[(kind.value, "") for kind in QuestionType])
    label = serializers.SerializerMethodField(help_text="The question, in the language of the request.")  # type: ignore[assignment]
    mean = serializers.FloatField(allow_null=True, help_text="For numbers.")
    regions = RegionAnsweredSerializer(many=True)

    def get_label(self, row: dict[str, Any]) -> str:
        return translated(row["labels"])


class FormStatisticsSerializer(AssessedSerializer):
    form = serializers.ChoiceField(choices=[(kind.value, "") for kind in FormKind])
    form_label = serializers.SerializerMethodField()
    regions = RegionAssessedSerializer(many=True)
    questions = QuestionStatisticsSerializer(many=True)

    def get_form_label(self, row: dict[str, Any]) -> str:
        return str(FormKind(row["form"]).label)


class ReachSerializer(serializers.Serializer[Any]):
    """Stations and registered voters, of all that the register has."""

    stations_visited = serializers.IntegerField(allow_null=True)
    stations_total = serializers.IntegerField(allow_null=True, help_text="Null where no register is known.")
    voters_covered = serializers.IntegerField(allow_null=True, help_text="Voters registered at the stations visited.")
    voters_total = serializers.IntegerField(allow_null=True)


class RegionReachSerializer(ReachSerializer):
    regions = serializers.ListField(child=serializers.CharField(), help_text=REGIONS_HELP)


class CoverageSerializer(ReachSerializer):
    visits = serializers.IntegerField(allow_null=True)
    regions_visited = serializers.IntegerField()
    regions_total = serializers.IntegerField(allow_null=True)
    regions = RegionReachSerializer(many=True)


class VisitStatisticsSerializer(serializers.Serializer[Any]):
    """What an editor released of a mission's visits. Raw visits are never public."""

    mission = MissionBriefSerializer()
    release = serializers.CharField(allow_null=True, help_text="The code of the release; null where there is none.")
    released_at = serializers.DateTimeField(allow_null=True)
    sample_is_random = serializers.BooleanField()
    note = serializers.CharField(help_text="How the numbers may be read.")
    comparison = serializers.CharField(help_text="What to mind when missions are compared.")
    coverage = CoverageSerializer(allow_null=True)
    forms = FormStatisticsSerializer(many=True)
