"""Addresses of the way in; they stand before the admin's own."""

from django.urls import path

from apps.accounts import views

app_name = "accounts"

urlpatterns = [
    path("second-factor/", views.second_factor, name="second_factor"),
    path("second-factor/set-up/", views.set_up_second_factor, name="set_up_second_factor"),
    path("invitation/<str:secret>/", views.invitation, name="invitation"),
]
