from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "apps.notices"
    verbose_name = _("Notices")

    def ready(self) -> None:
        """Who logs in is remembered with the language of the page."""
        import_module("apps.notices.receivers")
