"""The addresses of the house: public pages by language, everything else plain."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path

from apps.api.views.root import NotFoundView
from electionwatch.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("admin/", include("apps.accounts.urls")),
    path("admin/notices/", include("apps.notices.urls")),
    path("admin/", include("apps.desk.urls")),
    path("admin/", admin.site.urls),
    path("api/v1/", include("apps.api.urls")),
    re_path(r"^api/", NotFoundView.as_view()),
    path("", include("apps.web.plain_urls")),
    # LocaleMiddleware sends "/" to the reader's own language.
    *i18n_patterns(
        path("embed/", include("apps.web.card_urls")),
        path("report/", include("apps.web.report_urls")),
        path("", include("apps.web.urls")),
        prefix_default_language=True,
    ),
]
