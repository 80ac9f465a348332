"""The read endpoints."""

from django.db.models import QuerySet

from apps.api import filters, selectors
from apps.api.pagination import CountryCursor
from apps.api.serializers.claims import (
    DeliverableSerializer,
    FigureSerializer,
    FindingSerializer,
    RecommendationSerializer,
)
from apps.api.serializers.places import (
    CountrySerializer,
    ElectionSerializer,
    MissionSerializer,
    OrganisationSerializer,
)
from apps.api.serializers.statements import StatementDetailSerializer, StatementSerializer
from apps.api.views.base import PublicRecords
from apps.elections.models import Country, Election
from apps.findings.models import Deliverable, Figure, Finding, Recommendation
from apps.missions.models import Mission, Organisation
from apps.statements.models import Statement


class CountryView(PublicRecords[Country]):
    """Countries with their regions, by the two letters of ISO 3166-1 in lower case."""

    queryset = Country.objects.none()
    serializer_class = CountrySerializer
    pagination_class = CountryCursor
    lookup_field = "iso2__iexact"
    lookup_url_kwarg = "code"
    lookup_value_regex = "[a-zA-Z]{2}"

    def get_queryset(self) -> QuerySet[Country]:
        return selectors.countries()


class OrganisationView(PublicRecords[Organisation]):
    """Bodies that observe elections."""

    queryset = Organisation.objects.none()
    serializer_class = OrganisationSerializer
    filterset_class = filters.OrganisationFilterSet

    def get_queryset(self) -> QuerySet[Organisation]:
        return selectors.organisations()


class ElectionView(PublicRecords[Election]):
    """Elections with the missions that observed them."""

    queryset = Election.objects.none()
    serializer_class = ElectionSerializer
    filterset_class = filters.ElectionFilterSet

    def get_queryset(self) -> QuerySet[Election]:
        return selectors.elections()


class MissionView(PublicRecords[Mission]):
    """Missions: who observed which election in what format, led by whom, speaking in which texts."""

    queryset = Mission.objects.none()
    serializer_class = MissionSerializer
    filterset_class = filters.MissionFilterSet

    def get_queryset(self) -> QuerySet[Mission]:
        return selectors.missions()


class StatementView(PublicRecords[Statement]):
    """Published texts. At its own address each has its words, the quotes in them and the check of its headline."""

    queryset = Statement.objects.none()
    filterset_class = filters.StatementFilterSet

    def get_queryset(self) -> QuerySet[Statement]:
        return selectors.statements()

    def get_serializer_class(self) -> type[StatementSerializer]:
        return StatementDetailSerializer if self.detail else StatementSerializer


class FindingView(PublicRecords[Finding]):
    """Assessments, each with the words it rests on."""

    queryset = Finding.objects.none()
    serializer_class = FindingSerializer
    filterset_class = filters.FindingFilterSet

    def get_queryset(self) -> QuerySet[Finding]:
        return selectors.claims(Finding, with_withdrawn=bool(self.detail))


class FigureView(PublicRecords[Figure]):
    """Numbers as they were published, with their comparator: “more than 90” is `gt` 90."""

    queryset = Figure.objects.none()
    serializer_class = FigureSerializer
    filterset_class = filters.FigureFilterSet

    def get_queryset(self) -> QuerySet[Figure]:
        return selectors.claims(Figure, with_withdrawn=bool(self.detail))


class RecommendationView(PublicRecords[Recommendation]):
    """What missions said should change, and what later missions said became of it."""

    queryset = Recommendation.objects.none()
    serializer_class = RecommendationSerializer
    filterset_class = filters.RecommendationFilterSet

    def get_queryset(self) -> QuerySet[Recommendation]:
        return selectors.recommendations(with_withdrawn=bool(self.detail))


class DeliverableView(PublicRecords[Deliverable]):
    """Reports that missions promised, when they are due, and what fulfilled the promise."""

    queryset = Deliverable.objects.none()
    serializer_class = DeliverableSerializer
    filterset_class = filters.DeliverableFilterSet

    def get_queryset(self) -> QuerySet[Deliverable]:
        return selectors.deliverables(with_withdrawn=bool(self.detail))
