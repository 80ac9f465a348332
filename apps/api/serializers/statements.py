"""Statements: in lists without, at their own address with their words, quotes and headline check."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from apps.api import selectors
from apps.api.serializers.brief import ElectionBriefSerializer, MissionBriefSerializer, StatementBriefSerializer
from apps.api.serializers.fields import Label
from apps.api.serializers.quotes import QuoteSerializer
from apps.findings.models import CLAIMS, AnyClaim, HeadlineCheck
from apps.missions.models import Mission, MissionStatement
from apps.statements.models import Statement, TextVersion


class StatementMissionSerializer(MissionBriefSerializer):
    election = ElectionBriefSerializer()

    class Meta:
        model = Mission
        fields = [*MissionBriefSerializer.Meta.fields, "election"]


class MissionLinkSerializer(serializers.ModelSerializer[MissionStatement]):
    """A mission whose words the statement carries: in a text of its own, or reported by others."""

    relation_label = Label("relation")
    mission = StatementMissionSerializer()

    class Meta:
        model = MissionStatement
        fields = ["relation", "relation_label", "mission"]


class VersionSerializer(serializers.ModelSerializer[TextVersion]):
    class Meta:
        model = TextVersion
        fields = ["number", "sha256", "language", "fetched_at"]


class StatementSerializer(StatementBriefSerializer):
    author = serializers.CharField()
    facts_from = serializers.CharField(help_text="For retold texts: whose public facts they retell.")
    copy_of = StatementBriefSerializer(allow_null=True)
    translation_of = StatementBriefSerializer(allow_null=True)
    missions = MissionLinkSerializer(source="mission_links", many=True)
    versions = VersionSerializer(many=True, help_text="Oldest first.")

    class Meta:
        model = Statement
        fields = [
            *StatementBriefSerializer.Meta.fields,
            "author",
            "facts_from",
            "copy_of",
            "translation_of",
            "missions",
            "versions",
        ]


class CitedBySerializer(serializers.Serializer[Any]):
    """A claim that rests on a quote."""

    kind = serializers.ChoiceField(choices=[(model._meta.model_name, "") for model in CLAIMS])
    code = serializers.CharField()
    url = serializers.URLField()


class CitedQuoteSerializer(serializers.Serializer[Any]):
    """A quote of the statement, and the claims that rest on it."""

    quote = QuoteSerializer()
    cited_by = CitedBySerializer(many=True)


class HeadlineCheckSerializer(serializers.ModelSerializer[HeadlineCheck]):
    """Whether what the text attributes to the mission bears its headline out; null where it gives no verdict."""

    reason_label = Label("reason")
    quote = QuoteSerializer()
    held_against = QuoteSerializer(many=True)

    class Meta:
        model = HeadlineCheck
        fields = ["code", "is_supported", "reason", "reason_label", "quote", "held_against"]


class StatementDetailSerializer(StatementSerializer):
    text = serializers.SerializerMethodField(help_text="The words of the newest version.")
    quotes = serializers.SerializerMethodField(help_text="Those that claims rest on; each names its version.")
    headline_checks = serializers.SerializerMethodField()

    class Meta:
        model = Statement
        fields = [*StatementSerializer.Meta.fields, "text", "quotes", "headline_checks"]

    def get_text(self, statement: Statement) -> str:
        return selectors.newest_text(statement)

    @extend_schema_field(CitedQuoteSerializer(many=True))
    def get_quotes(self, statement: Statement) -> Any:
        rows = [
            {"quote": quote, "cited_by": [self._reference(claim) for claim in claims]}
            for quote, claims in selectors.quotes_of(statement)
        ]
        return CitedQuoteSerializer(rows, many=True, context=self.context).data

    def _reference(self, claim: AnyClaim) -> dict[str, str]:
        kind = str(claim._meta.model_name)
        address = reverse(f"api:{kind}-detail", args=[claim.code], request=self.context["request"])
        return {"kind": kind, "code": claim.code, "url": address}

    @extend_schema_field(HeadlineCheckSerializer(many=True))
    def get_headline_checks(self, statement: Statement) -> Any:
        return HeadlineCheckSerializer(selectors.headline_checks(statement), many=True, context=self.context).data
