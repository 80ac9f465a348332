"""Claims: what missions said, each with the words it rests on."""

from datetime import datetime
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from apps.api.serializers.brief import ElectionBriefSerializer, StatementBriefSerializer
from apps.api.serializers.fields import Label, Link, Number, Texts
from apps.api.serializers.places import RoleSerializer
from apps.api.serializers.quotes import QuoteSerializer
from apps.api.serializers.statements import StatementMissionSerializer
from apps.core.choices import PublicationState
from apps.findings.models import (
    Claim,
    Deliverable,
    Evidence,
    Figure,
    Finding,
    Recommendation,
    RecommendationStatus,
)
from apps.statements.choices import Authenticity


class EvidenceSerializer(serializers.ModelSerializer[Evidence]):
    relation_label = Label("relation")
    quote = QuoteSerializer()

    class Meta:
        model = Evidence
        fields = ["relation", "relation_label", "quote"]


class ReferenceSerializer(serializers.Serializer[Any]):
    """Another claim of the same kind."""

    code = serializers.CharField()
    url = serializers.URLField()


class WithdrawalSerializer(serializers.Serializer[Any]):
    """That a claim was taken back, when and why."""

    at = serializers.DateTimeField(source="withdrawn_at")
    reason = serializers.CharField(source="withdrawal_reason")


class EnteredFromSerializer(serializers.Serializer[Any]):
    """A source of which no text is held: nothing is quoted from it."""

    title = serializers.CharField(source="entered_from_title")
    publisher = serializers.CharField(source="entered_from_publisher")
    published_on = serializers.DateField(source="entered_from_date")
    page = serializers.CharField(source="entered_from_page", help_text="Empty where the source has none.")
    place = serializers.CharField(source="entered_from_place", help_text="A web address or an archive reference.")


class ClaimSerializer(serializers.Serializer[Any]):
    """What all kinds of claims have. Read `state`: a withdrawn claim keeps its address, but no longer stands."""

    code = serializers.CharField()
    state = serializers.ChoiceField(choices=PublicationState.choices)
    state_label = Label("state")
    withdrawal = serializers.SerializerMethodField(help_text="Null unless it was withdrawn.")
    replaces = serializers.SerializerMethodField(help_text="The withdrawn claim that this one corrects.")
    replaced_by = serializers.SerializerMethodField(help_text="The claim that stands in its place.")
    public_since = serializers.SerializerMethodField()
    mission = StatementMissionSerializer()
    speaker = RoleSerializer(allow_null=True)
    voice_label = Label("voice")
    summary = serializers.CharField(source="summary_text", help_text="An analyst's; the words are in `evidence`.")
    summaries = Texts(source="summary")
    authenticity = serializers.SerializerMethodField(help_text="`retold` as soon as one of its quotes is.")
    authenticity_label = serializers.SerializerMethodField()
    entered_from = serializers.SerializerMethodField(
        help_text="The source of a claim without `evidence`; null for all others."
    )
    evidence = EvidenceSerializer(many=True)

    common = (
        "code",
        "url",
        "state",
        "state_label",
        "withdrawal",
        "replaces",
        "replaced_by",
        "public_since",
        "mission",
        "speaker",
        "voice",
        "voice_label",
        "language",
        "summary",
        "summaries",
        "authenticity",
        "authenticity_label",
        "entered_from",
    )

    @extend_schema_field(WithdrawalSerializer(allow_null=True))
    def get_withdrawal(self, claim: Claim) -> Any:
        return WithdrawalSerializer(claim).data if claim.is_withdrawn else None

    @extend_schema_field(EnteredFromSerializer(allow_null=True))
    def get_entered_from(self, claim: Claim) -> Any:
        return EnteredFromSerializer(claim).data if claim.has_reference else None

    @extend_schema_field(ReferenceSerializer(allow_null=True))
    def get_replaces(self, claim: Claim) -> dict[str, str] | None:
        return self._reference(claim.replaces)

    @extend_schema_field(ReferenceSerializer(allow_null=True))
    def get_replaced_by(self, claim: Claim) -> dict[str, str] | None:
        return self._reference(getattr(claim, "replaced_by", None))

    def _reference(self, other: Any) -> dict[str, str] | None:
        if other is None:
            return None
        view = f"api:{other._meta.model_name}-detail"
        return {"code": other.code, "url": reverse(view, args=[other.code], request=self.context["request"])}

    def get_public_since(self, claim: Claim) -> datetime:
        """The end of its embargo, where that came after publication."""
        moments = [claim.published_at, claim.embargo_until]
        return max(moment for moment in moments if moment)

    @extend_schema_field(serializers.ChoiceField(choices=Authenticity.choices))
    def get_authenticity(self, claim: Any) -> str:
        return self._authenticity(claim).value

    def get_authenticity_label(self, claim: Any) -> str:
        return str(self._authenticity(claim).label)

    def _authenticity(self, claim: Any) -> Authenticity:
        retold = any(item.quote.version.statement.is_retold for item in claim.evidence.all())
        return Authenticity.RETOLD if retold else Authenticity.ORIGINAL


class FindingSerializer(ClaimSerializer, serializers.ModelSerializer[Finding]):
    url = Link("finding-detail")
    topic_label = Label("topic")
    sentiment_label = Label("sentiment")

    class Meta:
        model = Finding
        fields = [*ClaimSerializer.common, "topic", "topic_label", "sentiment", "sentiment_label", "evidence"]


class FigureSerializer(ClaimSerializer, serializers.ModelSerializer[Figure]):
    url = Link("figure-detail")
    measure_label = Label("measure")
    value = Number()
    comparator_label = Label("comparator")
    source_label = Label("source")

    class Meta:
        model = Figure
        fields = [
            *ClaimSerializer.common,
            "measure",
            "measure_label",
            "value",
            "comparator",
            "comparator_label",
            "source",
            "source_label",
            "as_of",
            "evidence",
        ]


class StatusSerializer(serializers.ModelSerializer[RecommendationStatus]):
    """How far a recommendation was carried out, as a later mission judged it in these words."""

    status_label = Label("status")
    election = ElectionBriefSerializer()
    assessed_by = StatementMissionSerializer(source="author")
    quote = QuoteSerializer()

    class Meta:
        model = RecommendationStatus
        fields = ["status", "status_label", "assessed_on", "election", "assessed_by", "quote"]


class RecommendationSerializer(ClaimSerializer, serializers.ModelSerializer[Recommendation]):
    url = Link("recommendation-detail")
    topic_label = Label("topic")
    priority_label = Label("priority")
    addressee_label = Label("addressee")
    statuses = StatusSerializer(many=True)

    class Meta:
        model = Recommendation
        fields = [
            *ClaimSerializer.common,
            "topic",
            "topic_label",
            "priority",
            "priority_label",
            "addressee",
            "addressee_label",
            "number",
            "statuses",
            "evidence",
        ]


class DeliverableSerializer(ClaimSerializer, serializers.ModelSerializer[Deliverable]):
    url = Link("deliverable-detail")
    report_label = Label("report")
    unit_label = Label("unit")
    anchor_label = Label("anchor")
    fulfilled_by = StatementBriefSerializer(allow_null=True)
    fulfilled_on = serializers.SerializerMethodField(help_text="Null while the report is not public here.")

    class Meta:
        model = Deliverable
        fields = [
            *ClaimSerializer.common,
            "report",
            "report_label",
            "count",
            "unit",
            "unit_label",
            "anchor",
            "anchor_label",
            "counted_from",
            "due_on",
            "fulfilled_by",
            "fulfilled_on",
            "evidence",
        ]

    @extend_schema_field(serializers.DateField(allow_null=True))
    def get_fulfilled_on(self, deliverable: Deliverable) -> str | None:
        """Its date says that a report is here, so it stays hidden as long as the report."""
        hidden = deliverable.fulfilled_by_id is not None and deliverable.fulfilled_by is None
        day = None if hidden else deliverable.fulfilled_on
        return day.isoformat() if day else None
