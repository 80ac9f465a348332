"""Statistics of visits: null is “not shown”, and `withheld` says why."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.api.serializers.brief import MissionBriefSerializer
from apps.visits.choices import FormKind
from apps.visits.statistics import FormStatistics, Share, Withheld


class WithheldSerializer(serializers.Serializer[Any]):
    """Why numbers are not shown."""

    code = serializers.ChoiceField(source="value", choices=[(reason.value, "") for reason in Withheld])
    reason = serializers.CharField(source="label")


class ShareSerializer(serializers.Serializer[Share]):
    """A part of `assessed` between 0 and 1, with its Wilson interval of 95 per cent."""

    value = serializers.FloatField()
    low = serializers.FloatField()
    high = serializers.FloatField()


class CountsSerializer(serializers.Serializer[Any]):
    """Visits by their overall assessment."""

    very_good = serializers.IntegerField(allow_null=True)
    good = serializers.IntegerField(allow_null=True)
    bad = serializers.IntegerField(allow_null=True)
    very_bad = serializers.IntegerField(allow_null=True)


class FormStatisticsSerializer(serializers.Serializer[FormStatistics]):
    form = serializers.ChoiceField(choices=[(kind.value, "") for kind in FormKind])
    form_label = serializers.CharField(source="form.label")
    visits = serializers.IntegerField(allow_null=True, help_text="Visits with this form.")
    assessed = serializers.IntegerField(allow_null=True, help_text="Those with an overall assessment: the denominator.")
    missing = serializers.IntegerField(allow_null=True, help_text="Those without.")
    counts = CountsSerializer()
    positive = serializers.IntegerField(allow_null=True, help_text="Very good and good.")
    negative = serializers.IntegerField(allow_null=True, help_text="Bad and very bad.")
    positive_share = ShareSerializer(allow_null=True)
    withheld = WithheldSerializer(many=True)


class CoverageSerializer(serializers.Serializer[Any]):
    visits = serializers.IntegerField(allow_null=True)
    stations_visited = serializers.IntegerField(allow_null=True)
    stations_total = serializers.IntegerField(allow_null=True, help_text="Null where no register is known.")
    regions_visited = serializers.IntegerField()
    regions_total = serializers.IntegerField(allow_null=True)


class VisitStatisticsSerializer(serializers.Serializer[Any]):
    """Coverage and overall assessment by form. Raw visits are never public."""

    mission = MissionBriefSerializer()
    sample_is_random = serializers.BooleanField()
    note = serializers.CharField(help_text="How the numbers may be read.")
    coverage = CoverageSerializer()
    forms = serializers.SerializerMethodField()

    @extend_schema_field(FormStatisticsSerializer(many=True))
    def get_forms(self, row: dict[str, Any]) -> Any:
        return FormStatisticsSerializer(row["forms"], many=True).data
