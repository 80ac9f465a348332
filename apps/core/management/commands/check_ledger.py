"""`manage.py check_ledger`: whether anybody changed the audit."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.core.ledger import Head, check


class Command(BaseCommand):
    help = "Check the audit's chain of hashes, and print its head to be kept on another machine."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--head", default="", help="a head that was printed before; it must still be there")
        parser.add_argument("--write", type=Path, help="write the head into a file, besides printing it")

    def handle(self, *_args: Any, **options: Any) -> None:
        report = check(known=self._known(options["head"]))
        if report.fault:
            raise CommandError(report.fault)
        self.stdout.write(f"{report.head.position} entries, each in its place.")
        self.stdout.write(f"Head: {report.head}")
        if options["write"]:
            options["write"].write_text(f"{report.head}\n", encoding="utf-8")

    @staticmethod
    def _known(text: str) -> Head | None:
        if not text:
            return None
        try:
            return Head.parse(text)
        except ValueError:
            raise CommandError(
                "--head takes what this command printed before, such as 1234:9f86d0…, number, colon and hash."
            ) from None
