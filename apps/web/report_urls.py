"""Readers' reports, below the prefix of each language.

They have a namespace of their own: their pages are for one reader and one moment, so they have no tag and no 304.
"""

from django.urls import path

from apps.web.views import reports

app_name = "web_reports"

urlpatterns = [
    path("<slug:code>/", reports.report, name="report"),
    path("<slug:code>/sent/", reports.sent, name="sent"),
]
