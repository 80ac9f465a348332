"""Compile the message catalogues; needs no GNU gettext."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from apps.core.messages import compile_catalogue


class Command(BaseCommand):
    help = "Compile every message catalogue in locale/ so that the translations show."
    requires_system_checks = ()

    def handle(self, *_args: Any, **_options: Any) -> None:
        for folder in settings.LOCALE_PATHS:
            for path in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
                compile_catalogue(path)
