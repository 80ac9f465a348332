"""Makes an XLSForm the newest version of a mission's questionnaire."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.missions.models import Mission
from apps.visits.choices import FormKind
from apps.visits.services.questionnaires import add_version
from apps.visits.sources import Unreadable
from apps.visits.xlsform_problems import stands_in_the_way
from apps.visits.xlsform_reading import read_xlsform


class Command(BaseCommand):
    help = "Import an XLSForm as a new version of a mission's questionnaire."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--mission", required=True, help="The mission's code.")
        parser.add_argument("--form", required=True, choices=FormKind.values)
        parser.add_argument("--show", action="store_true", help="Print the questions and import nothing.")

    def handle(self, *_args: Any, **options: Any) -> None:
        mission = Mission.objects.filter(code=options["mission"]).first()
        if mission is None:
            raise CommandError(f"there is no mission “{options['mission']}”")
        try:
            draft, problems = read_xlsform(options["file"])
        except Unreadable as reason:
            raise CommandError(f"{options['file'].name}: {reason}") from reason
        except OSError as reason:
            raise CommandError(str(reason)) from reason
        for problem in problems:
            self.stderr.write(str(problem))
        if stands_in_the_way(problems):
            raise CommandError("nothing was imported: correct the workbook where the lines above say so")
        for question in draft.questions if options["show"] else ():
            self.stdout.write(f"{question.code} ({question.type}) {question.condition}".rstrip())
        if not options["show"]:
            made, is_new = add_version(mission=mission, form=options["form"], draft=draft)
            self.stdout.write(f"version {made.version} {'added' if is_new else 'is the same: nothing added'}")
