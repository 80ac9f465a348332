"""Addresses of the API. Everything below /api/v1/ that is not listed answers 404 as JSON."""

from django.urls import URLPattern, URLResolver, include, path, re_path
from rest_framework.routers import SimpleRouter

from apps.api.views import imports, records, root, statistics, visit_loads

app_name = "api"

router = SimpleRouter()
router.register("countries", records.CountryView, "country")
router.register("organisations", records.OrganisationView, "organisation")
router.register("elections", records.ElectionView, "election")
router.register("missions", records.MissionView, "mission")
router.register("statements", records.StatementView, "statement")
router.register("findings", records.FindingView, "finding")
router.register("figures", records.FigureView, "figure")
router.register("recommendations", records.RecommendationView, "recommendation")
router.register("deliverables", records.DeliverableView, "deliverable")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", root.RootView.as_view(), name="root"),
    path("schema/", root.SchemaView.as_view(), name="schema"),
    path(
        "missions/<slug:code>/visit-statistics/",
        statistics.VisitStatisticsView.as_view(),
        name="mission-visit-statistics",
    ),
    path("missions/<slug:code>/visits/", visit_loads.MissionVisitsView.as_view(), name="mission-visits"),
    path("visit-loads/<slug:code>/", visit_loads.VisitLoadView.as_view(), name="visit-load-detail"),
    path("visit-loads/<slug:code>/problems/", visit_loads.LoadProblemsView.as_view(), name="visit-load-problems"),
    path("imports/", imports.ImportsView.as_view(), name="import-list"),
    path("imports/<slug:code>/", imports.ImportView.as_view(), name="import-detail"),
    path("", include(router.urls)),
    re_path(r"", root.NotFoundView.as_view()),
]
