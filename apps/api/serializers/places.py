"""Countries, organisations, elections and missions."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from apps.api.serializers.brief import (
    CountryBriefSerializer,
    ElectionBriefSerializer,
    MissionBriefSerializer,
    OrganisationBriefSerializer,
    StatementBriefSerializer,
)
from apps.api.serializers.fields import Label, Texts, Translated
from apps.api.serializers.quotes import QuoteSerializer
from apps.core.fields import translated
from apps.elections.models import Country, Election, Region
from apps.missions.models import Mission, MissionRole, MissionStatement, Organisation


class RegionSerializer(serializers.ModelSerializer[Region]):
    name = Translated("names")
    names = Texts()
    kind_label = Label("kind")

    class Meta:
        model = Region
        fields = ["code", "kind", "kind_label", "name", "names"]


class CountrySerializer(CountryBriefSerializer):
    names = Texts()
    regions = RegionSerializer(many=True)

    class Meta:
        model = Country
        fields = ["code", "url", "iso2", "iso3", "name", "names", "regions"]


class OrganisationSerializer(OrganisationBriefSerializer):
    names = Texts()
    kind_label = Label("kind")
    website = serializers.CharField(help_text="Empty where unknown.")
    parent = OrganisationBriefSerializer(allow_null=True)
    country = CountryBriefSerializer(allow_null=True)

    class Meta:
        model = Organisation
        fields = ["code", "url", "short_name", "name", "names", "kind", "kind_label", "parent", "country", "website"]


class ElectionSerializer(ElectionBriefSerializer):
    names = Texts()
    country = CountryBriefSerializer()
    type_names = serializers.CharField(help_text="`types` in words.")
    status_label = Label("status")
    replaces = ElectionBriefSerializer(allow_null=True)
    replaced_by = ElectionBriefSerializer(many=True)
    missions = MissionBriefSerializer(many=True)

    class Meta:
        model = Election
        fields = [
            "code",
            "url",
            "name",
            "names",
            "country",
            "types",
            "type_names",
            "first_polling_day",
            "last_polling_day",
            "round",
            "is_early",
            "status",
            "status_label",
            "replaces",
            "replaced_by",
            "missions",
        ]


class RoleSerializer(serializers.ModelSerializer[MissionRole]):
    """A person who leads or speaks for a mission, and the words that say so where they are known."""

    local_name = serializers.CharField(help_text="The name as the language of the request writes it.")
    kind_label = Label("kind")
    quote = QuoteSerializer(allow_null=True)

    class Meta:
        model = MissionRole
        fields = ["name", "local_name", "kind", "kind_label", "title", "began_on", "ended_on", "quote"]


class MissionStatementSerializer(serializers.ModelSerializer[MissionStatement]):
    relation_label = Label("relation")
    statement = StatementBriefSerializer()

    class Meta:
        model = MissionStatement
        fields = ["relation", "relation_label", "statement"]


class MissionLinksSerializer(serializers.Serializer[Any]):
    """Where to read what a mission said."""

    findings = serializers.URLField()
    figures = serializers.URLField()
    recommendations = serializers.URLField()
    deliverables = serializers.URLField()
    visit_statistics = serializers.URLField()


class MissionSerializer(MissionBriefSerializer):
    election = ElectionBriefSerializer()
    joint_mission = MissionBriefSerializer(allow_null=True)
    members = MissionBriefSerializer(many=True)
    mandate = serializers.SerializerMethodField(help_text="What it set out to observe, and what not.")
    observes_election_day_systematically = serializers.BooleanField()
    roles = RoleSerializer(many=True)
    statements = MissionStatementSerializer(source="statement_links", many=True)
    links = serializers.SerializerMethodField()

    class Meta:
        model = Mission
        fields = [
            "code",
            "url",
            "name",
            "election",
            "organisation",
            "format",
            "format_label",
            "joint_mission",
            "members",
            "mandate",
            "sample_is_random",
            "observes_election_day_systematically",
            "opened_on",
            "closed_on",
            "roles",
            "statements",
            "links",
        ]

    def get_mandate(self, mission: Mission) -> str:
        return translated(mission.mandate)

    @extend_schema_field(MissionLinksSerializer)
    def get_links(self, mission: Mission) -> dict[str, str]:
        request = self.context["request"]
        lists = ("finding", "figure", "recommendation", "deliverable")
        return {
            **{f"{name}s": f"{reverse(f'api:{name}-list', request=request)}?mission={mission.code}" for name in lists},
            "visit_statistics": reverse("api:mission-visit-statistics", args=[mission.code], request=request),
        }
