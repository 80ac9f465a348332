"""Loads the register of polling stations of an election from a file."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.elections.models import Election
from apps.visits.management.loading import add_options, run
from apps.visits.services.start import Goal


class Command(BaseCommand):
    help = "Load polling stations from CSV or XLSX; known stations are brought up to date, bad rows are reported."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--election", required=True, help="The election's code.")
        add_options(parser)

    def handle(self, *_args: Any, **options: Any) -> None:
        election = Election.objects.filter(code=options["election"]).first()
        if election is None:
            raise CommandError(f"there is no election “{options['election']}”")
        run(self, Goal(election=election), options)
