"""Addresses that stand before the admin's own, so that its skin's pages of the same address are never asked."""

from django.contrib import admin
from django.urls import path

from apps.desk.site_pages import search_view, view_on_site

app_name = "desk"

urlpatterns = [
    path("search/", admin.site.admin_view(search_view), name="search"),
    path("r/<path:content_type_id>/<path:object_id>/", admin.site.admin_view(view_on_site), name="view_on_site"),
]
