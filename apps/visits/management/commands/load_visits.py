"""Loads visits of one form of a mission from a file."""

from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.visits.choices import FormKind
from apps.visits.management.loading import add_options, run
from apps.visits.models import Questionnaire
from apps.visits.services.start import Goal


class Command(BaseCommand):
    help = "Load visits from CSV, XLSX, JSON or NDJSON; good rows load, bad ones are reported."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--mission", required=True, help="The mission's code.")
        parser.add_argument("--form", required=True, choices=FormKind.values)
        parser.add_argument("--sheet", type=int, help="Version of the form; the newest by default.")
        parser.add_argument("--zone", default="UTC", help="Time zone of times without an offset, such as Asia/Almaty.")
        add_options(parser)

    def handle(self, *_args: Any, **options: Any) -> None:
        goal = Goal(questionnaire=self._questionnaire(options), zone=_zone(options["zone"]))
        run(self, goal, options)

    def _questionnaire(self, options: dict[str, Any]) -> Questionnaire:
        found = Questionnaire.objects.filter(mission__code=options["mission"], form=options["form"])
        if options["sheet"] is not None:
            found = found.filter(version=options["sheet"])
        sheet = found.select_related("mission__election").order_by("-version").first()
        if sheet is None:
            raise CommandError("the mission has no such questionnaire: enter it in the admin first")
        return sheet


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise CommandError(f"“{name}” is no time zone: give one such as Asia/Almaty") from error
