"""`manage.py load_reference`: countries, regions, organisations, publishers and the groups of people."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from apps.elections.services import load_countries, load_regions
from apps.findings.obligations import load_obligations
from apps.imports.services.groups import ensure_groups
from apps.missions.services import load_organisations, load_publishers


class Command(BaseCommand):
    help = "Load the reference data that ships with the code. Running it again changes nothing that people entered."

    @transaction.atomic
    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(
            f"Reference data: {load_countries()} countries, {load_regions()} regions, "
            f"{load_organisations()} organisations added, {load_publishers()} publishers added, "
            f"{load_obligations()} obligations, {ensure_groups()} groups."
        )
