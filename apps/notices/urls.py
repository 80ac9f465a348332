"""Addresses of a person's own notices; they stand before the admin's own."""

from django.urls import path

from apps.notices import views

app_name = "notices"

urlpatterns = [
    path("", views.notices, name="list"),
    path("read/", views.read, name="read"),
    path("<int:pk>/open/", views.open_notice, name="open"),
    path("choices/", views.choices, name="choices"),
]
