"""The filters of each list. Their choices come from public records alone, so that none betrays a hidden one."""

from collections.abc import Callable
from typing import Final

from django.db.models import Exists, OuterRef, Q, TextChoices
from django.db.models.functions import ExtractYear
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core.choices import ContentLanguage
from apps.elections.choices import ElectionStatus, ElectionType
from apps.elections.models import Election
from apps.findings.choices import FollowUp, RecommendationPriority, ReportType, Topic
from apps.findings.promises import Standing
from apps.missions.choices import OrganisationKind
from apps.missions.models import Mission, MissionStatement, Organisation
from apps.statements.choices import StatementKind
from apps.web import selectors
from apps.web.filters import Choices, Filter


class When(TextChoices):
    """Which side of today an election lies on."""

    UPCOMING = "upcoming", _("Upcoming")
    PAST = "past", _("Past")


def of(labels: type[TextChoices]) -> Callable[[], Choices]:
    """The choices of a closed set, in the reader's language."""
    return lambda: [(str(value), str(label)) for value, label in labels.choices]


def countries() -> Choices:
    found = [(item.iso2.lower(), str(item)) for item in selectors.countries_with_elections()]
    return sorted(found, key=lambda choice: choice[1])


def organisations() -> Choices:
    """Bodies with a public mission."""
    found = Organisation.objects.filter(Exists(Mission.objects.public().filter(organisation=OuterRef("pk"))))
    return sorted(((item.code, str(item)) for item in found), key=lambda choice: choice[1].lower())


def years() -> Choices:
    """The years in which public elections begin, newest first."""
    found = Election.objects.public().order_by().values_list(ExtractYear("first_polling_day"), flat=True).distinct()
    return [(str(year), str(year)) for year in sorted(found, reverse=True)]


def _upcoming_or_past(value: str) -> Q:
    upcoming = Q(last_polling_day__gte=timezone.localdate())
    return upcoming if value == When.UPCOMING else ~upcoming


def _observed_by(code: str) -> Q:
    return Q(pk__in=Mission.objects.public().filter(organisation__code=code).values("election"))


def _carries_words_of(code: str) -> Q:
    missions = Mission.objects.public().filter(organisation__code=code)
    return Q(pk__in=MissionStatement.objects.filter(mission__in=missions).values("statement"))


def _reports_from(iso2: str) -> Q:
    missions = Mission.objects.public().filter(election__country__iso2=iso2.upper())
    return Q(pk__in=MissionStatement.objects.filter(mission__in=missions).values("statement"))


OF_CLAIMS: Final = (
    Filter("country", _("Country"), countries, lambda iso2: Q(mission__election__country__iso2=iso2.upper())),
    Filter("organisation", _("Organisation"), organisations, lambda code: Q(mission__organisation__code=code)),
)
ELECTIONS: Final = (
    Filter("when", _("Time"), of(When), _upcoming_or_past),
    Filter("year", _("Year"), years, lambda year: Q(first_polling_day__year=int(year))),
    Filter("country", _("Country"), countries, lambda iso2: Q(country__iso2=iso2.upper())),
    Filter("type", _("Type"), of(ElectionType), lambda kind: Q(types__contains=[kind])),
    Filter("status", _("Status"), of(ElectionStatus), lambda status: Q(status=status)),
    Filter("organisation", _("Observed by"), organisations, _observed_by),
)
STATEMENTS: Final = (
    Filter("country", _("Country"), countries, _reports_from),
    Filter("organisation", _("Organisation"), organisations, _carries_words_of),
    Filter("kind", _("Kind of text"), of(StatementKind), lambda kind: Q(kind=kind)),
    Filter("language", _("Language"), of(ContentLanguage), lambda code: Q(language=code)),
)
RECOMMENDATIONS: Final = (
    *OF_CLAIMS,
    Filter("topic", _("Topic"), of(Topic), lambda topic: Q(topic=topic)),
    Filter("status", _("What became of it"), of(FollowUp), lambda status: Q(latest=status)),
    Filter("priority", _("Class"), of(RecommendationPriority), lambda priority: Q(priority=priority)),
)
PROMISES: Final = (
    *OF_CLAIMS,
    Filter("state", _("How it stands"), of(Standing), lambda state: Q(standing=state)),
    Filter("report", _("Report"), of(ReportType), lambda report: Q(report=report)),
)
FINDINGS: Final = (*OF_CLAIMS, Filter("topic", _("Topic"), of(Topic), lambda topic: Q(topic=topic)))
ORGANISATIONS: Final = (Filter("kind", _("Kind"), of(OrganisationKind), lambda kind: Q(kind=kind)),)
