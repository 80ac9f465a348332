"""Writes a questionnaire as an XLSForm, for KoboToolbox or ODK."""

from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.visits.choices import FormKind
from apps.visits.models import Questionnaire
from apps.visits.sources import Unreadable
from apps.visits.stored_forms import draft_of
from apps.visits.xlsform_writing import write_xlsform


class Command(BaseCommand):
    help = "Write a mission's questionnaire as an XLSForm."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--mission", required=True, help="The mission's code.")
        parser.add_argument("--form", required=True, choices=FormKind.values)
        parser.add_argument("--sheet", type=int, help="Version of the form; the newest by default.")

    def handle(self, *_args: Any, **options: Any) -> None:
        found = Questionnaire.objects.filter(mission__code=options["mission"], form=options["form"])
        if options["sheet"] is not None:
            found = found.filter(version=options["sheet"])
        sheet = found.order_by("-version").first()
        if sheet is None:
            raise CommandError("the mission has no such questionnaire: import a form, or add the default forms")
        target = BytesIO()
        form_id = f"{options['mission']}-{options['form']}".replace("-", "_")
        try:
            write_xlsform(draft_of(sheet), form_id=form_id, version=sheet.version, target=target)
            options["file"].write_bytes(target.getvalue())
        except (Unreadable, OSError) as reason:
            raise CommandError(str(reason)) from reason
        self.stdout.write(f"version {sheet.version} written")
