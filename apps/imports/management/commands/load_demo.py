"""`manage.py load_demo`: the demonstration briefings, imported, decided and published, and their claims as a table."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from apps.imports.printing import claims_table, console
from apps.imports.services.demo import DemoFailed, load_demo


class Command(BaseCommand):
    help = "Imports and publishes the demonstration texts; run again, it changes nothing."

    def handle(self, *_args: Any, **_options: Any) -> None:
        try:
            runs = load_demo(at=timezone.now())
        except DemoFailed as error:
            raise CommandError(str(error)) from error
        for run in runs:
            console(self.stdout).print(claims_table(run))
