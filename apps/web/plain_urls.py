"""Addresses of the public site that have no language."""

from django.urls import path

from apps.web.views import embeds, plain

app_name = "web_plain"

urlpatterns = [
    path("c/<slug:code>", plain.short, name="short"),
    path("oembed/", embeds.oembed, name="oembed"),
    path("robots.txt", plain.robots, name="robots"),
    path("sitemap.xml", plain.sitemap, name="sitemap"),
    path("sitemap-<slug:name>-<int:number>.xml", plain.sitemap_part, name="sitemap_part"),
]
