"""Addresses of the public site, below the prefix of each language."""

from django.urls import path, register_converter
from django.views.generic import RedirectView

from apps.web.converters import CitationConverter, ClaimKindConverter
from apps.web.feeds import CorrectionFeed, ElectionFeed, FindingFeed, SearchFeed, StatementFeed
from apps.web.views import (
    calendars,
    claims,
    countries,
    downloads,
    elections,
    home,
    lists,
    missions,
    organisations,
    pages,
    previews,
    search,
    statements,
)

app_name = "web"

register_converter(ClaimKindConverter, "claims")
register_converter(CitationConverter, "citation")

urlpatterns = [
    path("", home.home, name="home"),
    path("elections/", elections.election_list, name="elections"),
    path("elections/feed/", ElectionFeed(), name="elections_feed"),
    path("elections/calendar.ics", calendars.elections, name="elections_calendar"),
    path("elections/<slug:code>/", elections.election, name="election"),
    path("countries/<slug:iso2>/", countries.country, name="country"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/<slug:code>/", organisations.organisation, name="organisation"),
    path("missions/<slug:code>/", missions.mission, name="mission"),
    path("missions/<slug:code>/visits.csv", missions.visit_tables, name="mission_visits"),
    path("findings/feed/", FindingFeed(), name="findings_feed"),
    path("findings/<slug:code>/", claims.finding, name="finding"),
    path("figures/<slug:code>/", claims.figure, name="figure"),
    path("recommendations/", lists.recommendations, name="recommendations"),
    path("recommendations/<slug:code>/", claims.recommendation, name="recommendation"),
    path("promises/", lists.promised, name="promises"),
    path("promises/calendar.ics", calendars.deadlines, name="promises_calendar"),
    path("promises/<slug:code>/", claims.deliverable, name="deliverable"),
    path("corrections/", lists.corrected, name="corrections"),
    path("corrections/feed/", CorrectionFeed(), name="corrections_feed"),
    path("statements/", lists.statements, name="statements"),
    path("statements/feed/", StatementFeed(), name="statements_feed"),
    path("cite/<claims:kind>/<slug:code>.<citation:form>", claims.citation, name="citation"),
    path("preview/<slug:kind>/<slug:code>.png", previews.preview, name="preview"),
    path("statements/<slug:code>/", statements.statement, name="statement"),
    path("statements/<slug:code>/changes/", statements.changes, name="statement_changes"),
    path("statements/<slug:code>/beside/", statements.beside, name="statement_beside"),
    path("search/", search.search_page, name="search"),
    path("search/feed/", SearchFeed(), name="search_feed"),
    path("methodology/", pages.methodology, name="methodology"),
    path("data/", pages.about_data, name="data"),
    path("downloads/", downloads.downloads, name="downloads"),
    path("downloads/datapackage.json", downloads.package, name="package"),
    path("downloads/<slug:name>.<slug:kind>", downloads.download, name="download"),
    path("api-guide/", pages.api_guide, name="api_guide"),
    path("about/", RedirectView.as_view(pattern_name="web:methodology"), name="about"),
]
