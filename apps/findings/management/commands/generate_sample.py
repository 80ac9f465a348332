"""`manage.py generate_sample`: an invented ledger of any size in an empty database, to measure the site with."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from apps.findings.sample import MISSIONS_PER_ELECTION, Plan
from apps.findings.sample_filling import analyse, fill_with_sample


class Command(BaseCommand):
    help = "Fill an empty database with an invented ledger; never where something is entered already."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--elections", type=int, default=50, help="how many; each has two missions (default: 50)")
        parser.add_argument("--findings", type=int, default=100, help="how many for each mission (default: 100)")

    def handle(self, *_args: Any, elections: int, findings: int, **_options: Any) -> None:
        if elections < 1 or findings < 1:
            raise CommandError("--elections and --findings take numbers from 1.")
        try:
            fill_with_sample(plan=Plan(elections=elections, findings=findings), tell=self.stdout.write)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        analyse()
        total = elections * MISSIONS_PER_ELECTION
        self.stdout.write(f"{elections} elections, {total} missions, {total * findings} findings")
