"""`manage.py data_dictionary`: write docs/data-dictionary.md from the models."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from apps.core.data_dictionary import dictionary

PAGE = Path(settings.BASE_DIR) / "docs" / "data-dictionary.md"


class Command(BaseCommand):
    help = "Write the data dictionary from the models; with --check, only say whether it is current."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing, fail where the page is out of date")

    def handle(self, *_args: Any, **options: Any) -> None:
        text = dictionary()
        if not options["check"]:
            PAGE.write_text(text, encoding="utf-8")
            self.stdout.write(f"Written: {PAGE.name}")
        elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text:
            raise CommandError(f"{PAGE.name} is out of date: run manage.py data_dictionary")
