"""Addresses of the public site, below the prefix of each language."""

from django.urls import path, register_converter
from django.views.generic import RedirectView

from apps.web.converters import CitationConverter, ClaimKindConverter
from apps.web.feeds import SearchFeed
from apps.web.views import claims, countries, elections, home, missions, pages, search, statements

app_name = "web"

register_converter(ClaimKindConverter, "claims")
register_converter(CitationConverter, "citation")

urlpatterns = [
    path("", home.home, name="home"),
    path("elections/", elections.election_list, name="elections"),
    path("elections/<slug:code>/", elections.election, name="election"),
    path("countries/<slug:iso2>/", countries.country, name="country"),
    path("missions/<slug:code>/", missions.mission, name="mission"),
    path("findings/<slug:code>/", claims.finding, name="finding"),
    path("figures/<slug:code>/", claims.figure, name="figure"),
    path("recommendations/<slug:code>/", claims.recommendation, name="recommendation"),
    path("promises/<slug:code>/", claims.deliverable, name="deliverable"),
    path("cite/<claims:kind>/<slug:code>.<citation:form>", claims.citation, name="citation"),
    path("statements/<slug:code>/", statements.statement, name="statement"),
    path("statements/<slug:code>/changes/", statements.changes, name="statement_changes"),
    path("statements/<slug:code>/beside/", statements.beside, name="statement_beside"),
    path("search/", search.search_page, name="search"),
    path("search/feed/", SearchFeed(), name="search_feed"),
    path("methodology/", pages.methodology, name="methodology"),
    path("about/", RedirectView.as_view(pattern_name="web:methodology"), name="about"),
]
