"""Bring the message catalogues up to date with the code; needs no GNU gettext."""

from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand

from apps.core.messages import collect, merge, open_catalogue, save

FOLDERS: Final = ("apps", "electionwatch", "templates")


class Command(BaseCommand):
    help = "Collect the texts of code and templates into locale/, keeping the translations."
    requires_system_checks = ()

    def handle(self, *_args: Any, **_options: Any) -> None:
        texts = collect(root=settings.BASE_DIR, folders=FOLDERS)
        for language, _name in settings.LANGUAGES:
            if language != settings.LANGUAGE_CODE:
                path = Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"
                catalogue = merge(catalogue=open_catalogue(path=path, language=language), texts=texts)
                save(catalogue=catalogue, path=path)
                missing = len(catalogue.untranslated_entries())
                self.stdout.write(f"{language}: {len(texts)} texts, {missing} without a translation")
