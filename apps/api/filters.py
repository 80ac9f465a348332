"""Filters by name. A parameter that nobody knows, or without a value, is an error: a typo must not widen an answer."""

from typing import Any, Final

from django.core.validators import RegexValidator
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import rest_framework as filters

from apps.api import selectors
from apps.core.choices import ContentLanguage
from apps.core.codes import CODE_PATTERN, validate_code
from apps.elections.choices import ElectionStatus, ElectionType
from apps.elections.models import Election
from apps.findings.choices import (
    Addressee,
    Comparator,
    FigureSource,
    Measure,
    RecommendationPriority,
    ReportType,
    Sentiment,
    Topic,
    Voice,
)
from apps.findings.models import Deliverable, Evidence, Figure, Finding, Recommendation
from apps.missions.choices import MissionFormat, OrganisationKind
from apps.missions.models import Mission, MissionQuerySet, MissionStatement, Organisation
from apps.statements.choices import Authenticity, StatementKind
from apps.statements.models import Statement

COUNTRY_PATTERN: Final = r"^[a-zA-Z]{2}$"
validate_country = RegexValidator(COUNTRY_PATTERN, _("Give the two letters of ISO 3166-1, such as “kz”."))


class CodeFilter(filters.CharFilter):  # type: ignore[misc]
    """Exactly one public code; a code that nothing public has gives an empty list, as a hidden one does."""

    pattern = CODE_PATTERN

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 100, "validators": [validate_code], **kwargs})


class CountryFilter(filters.CharFilter):  # type: ignore[misc]
    """A country by its two letters, in either case."""

    pattern = COUNTRY_PATTERN

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"validators": [validate_country], **kwargs})

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().filter(qs, value.upper())
        return rows


class DayFilter(filters.DateFilter):  # type: ignore[misc]
    """A day as ISO 8601 writes it, whatever the language of the request."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"input_formats": ["%Y-%m-%d"], **kwargs})


class OrganisationFilterSet(filters.FilterSet):  # type: ignore[misc]
    kind = filters.ChoiceFilter(choices=OrganisationKind.choices)
    country = CountryFilter("country__iso2")

    class Meta:
        model = Organisation
        fields: list[str] = []


class ElectionFilterSet(filters.FilterSet):  # type: ignore[misc]
    country = CountryFilter("country__iso2")
    type = filters.ChoiceFilter(choices=ElectionType.choices, method="of_type")
    status = filters.ChoiceFilter(choices=ElectionStatus.choices)
    polling_from = DayFilter("last_polling_day", lookup_expr="gte")
    polling_to = DayFilter("first_polling_day", lookup_expr="lte")

    class Meta:
        model = Election
        fields: list[str] = []

    def of_type(self, rows: QuerySet[Election], _name: str, value: str) -> QuerySet[Election]:
        return rows.filter(types__contains=[value])


class MissionFilterSet(filters.FilterSet):  # type: ignore[misc]
    country = CountryFilter("election__country__iso2")
    election = CodeFilter("election__code")
    organisation = CodeFilter("organisation__code")
    format = filters.ChoiceFilter(choices=MissionFormat.choices)

    class Meta:
        model = Mission
        fields: list[str] = []


class StatementFilterSet(filters.FilterSet):  # type: ignore[misc]
    """Filters that lead through missions see public missions only."""

    kind = filters.ChoiceFilter(choices=StatementKind.choices)
    language = filters.ChoiceFilter(choices=ContentLanguage.choices)
    authenticity = filters.ChoiceFilter(choices=Authenticity.choices)
    publisher = CodeFilter("publisher__code")
    published_from = DayFilter("published_on", lookup_expr="gte")
    published_to = DayFilter("published_on", lookup_expr="lte")
    mission = CodeFilter(method="of_mission")
    election = CodeFilter(method="of_election")
    organisation = CodeFilter(method="of_organisation")
    country = CountryFilter(method="of_country")

    class Meta:
        model = Statement
        fields: list[str] = []

    def of_mission(self, rows: QuerySet[Statement], _name: str, value: str) -> QuerySet[Statement]:
        return self._linked(rows, mission__code=value)

    def of_election(self, rows: QuerySet[Statement], _name: str, value: str) -> QuerySet[Statement]:
        return self._linked(rows, mission__election__code=value)

    def of_organisation(self, rows: QuerySet[Statement], _name: str, value: str) -> QuerySet[Statement]:
        return self._linked(rows, mission__organisation__code=value)

    def of_country(self, rows: QuerySet[Statement], _name: str, value: str) -> QuerySet[Statement]:
        return self._linked(rows, mission__election__country__iso2=value.upper())

    def _linked(self, rows: QuerySet[Statement], **wanted: str) -> QuerySet[Statement]:
        public = MissionQuerySet.public_condition(at=None, prefix="mission__")
        links = MissionStatement.objects.filter(public, statement=OuterRef("pk"), **wanted)
        return rows.filter(Exists(links))


class ClaimFilterSet(filters.FilterSet):  # type: ignore[misc]
    """What all kinds of claims can be asked for."""

    country = CountryFilter("mission__election__country__iso2")
    election = CodeFilter("mission__election__code")
    mission = CodeFilter("mission__code")
    organisation = CodeFilter("mission__organisation__code")
    voice = filters.ChoiceFilter(choices=Voice.choices)
    statement = CodeFilter(method="in_statement")
    authenticity = filters.ChoiceFilter(choices=Authenticity.choices, method="of_authenticity")

    def in_statement(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        return rows.filter(selectors.cited_in(value, claim=Evidence.link_to(rows.model)))

    def of_authenticity(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        retold = selectors.retold(claim=Evidence.link_to(rows.model))
        match Authenticity(value):
            case Authenticity.RETOLD:
                return rows.filter(retold)
            case Authenticity.ORIGINAL:
                return rows.exclude(retold)


class FindingFilterSet(ClaimFilterSet):
    topic = filters.ChoiceFilter(choices=Topic.choices)
    sentiment = filters.ChoiceFilter(choices=Sentiment.choices)

    class Meta:
        model = Finding
        fields: list[str] = []


class FigureFilterSet(ClaimFilterSet):
    measure = filters.ChoiceFilter(choices=Measure.choices)
    comparator = filters.ChoiceFilter(choices=Comparator.choices)
    source = filters.ChoiceFilter(choices=FigureSource.choices)

    class Meta:
        model = Figure
        fields: list[str] = []


class RecommendationFilterSet(ClaimFilterSet):
    topic = filters.ChoiceFilter(choices=Topic.choices)
    priority = filters.ChoiceFilter(choices=RecommendationPriority.choices)
    addressee = filters.ChoiceFilter(choices=Addressee.choices)

    class Meta:
        model = Recommendation
        fields: list[str] = []


class DeliverableFilterSet(ClaimFilterSet):
    report = filters.ChoiceFilter(choices=ReportType.choices)
    due_from = DayFilter("due_on", lookup_expr="gte")
    due_to = DayFilter("due_on", lookup_expr="lte")

    class Meta:
        model = Deliverable
        fields: list[str] = []
