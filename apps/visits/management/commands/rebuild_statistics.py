"""Counts all visits anew, to compare with the kept counts or to replace them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.visits.services.rebuild import compare, rebuild


class Command(BaseCommand):
    help = "Replace the counts of visits by a full count, or compare them with one (--check)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="Write nothing; fail where the counts differ.")

    def handle(self, *_args: Any, **options: Any) -> None:
        if not options["check"]:
            rebuild()
            self.stdout.write("counted anew")
            return
        found = compare()
        for one in found:
            self.stdout.write(f"{one.table}: {one.missing} lines missing, {one.surplus} too many")
        if found:
            raise CommandError("the counts differ from a full count: run it without --check")
        self.stdout.write("the counts are those of a full count")
