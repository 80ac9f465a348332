"""Loads visits of one form of a mission from a file."""

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.visits.choices import FormKind
from apps.visits.mapping import FIELDS
from apps.visits.models import Questionnaire
from apps.visits.report import Report
from apps.visits.services.load import LoadCounts, load_visits, mapping_for
from apps.visits.sources import Unreadable, headings_of, rows_of


class Command(BaseCommand):
    help = "Load visits from CSV, XLSX, JSON or NDJSON; good rows load, bad ones are reported."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--mission", required=True, help="The mission's code.")
        parser.add_argument("--form", required=True, choices=FormKind.values)
        parser.add_argument("--sheet", type=int, help="Version of the form; the newest by default.")
        parser.add_argument(
            "--column", action="append", default=[], metavar="FIELD=HEADING", help="Correct the mapping."
        )
        parser.add_argument("--zone", default="UTC", help="Time zone of times without an offset, such as Asia/Almaty.")
        parser.add_argument("--report", type=Path, help="Where the report of bad rows goes; the screen by default.")
        parser.add_argument("--show", action="store_true", help="Print the mapping and load nothing.")

    def handle(self, *_args: Any, **options: Any) -> None:
        sheet = self._questionnaire(options)
        try:
            mapping = self._mapping(sheet, options)
            for target, heading in mapping.items():
                self.stdout.write(f"{target}: {heading}")
            if not options["show"]:
                self._load(sheet, mapping, options)
        except Unreadable as reason:
            raise CommandError(f"{options['file'].name}: {reason}") from reason
        except OSError as reason:
            raise CommandError(str(reason)) from reason

    def _questionnaire(self, options: dict[str, Any]) -> Questionnaire:
        found = Questionnaire.objects.filter(mission__code=options["mission"], form=options["form"])
        if options["sheet"] is not None:
            found = found.filter(version=options["sheet"])
        sheet = found.select_related("mission__election").order_by("-version").first()
        if sheet is None:
            raise CommandError("the mission has no such questionnaire: enter it in the admin first")
        return sheet

    def _mapping(self, sheet: Questionnaire, options: dict[str, Any]) -> dict[str, str]:
        mapping = mapping_for(sheet, headings_of(rows_of(options["file"])))
        known = {*FIELDS, *sheet.questions.values_list("code", flat=True)}
        for correction in options["column"]:
            target, _, heading = correction.partition("=")
            if target not in known or not heading:
                raise CommandError(f"“{correction}”: give one of {', '.join(sorted(known))}, “=” and a heading")
            mapping[target] = heading
        if "submission_id" not in mapping:
            raise CommandError("no column tells submissions apart: name it with --column submission_id=HEADING")
        return mapping

    def _load(self, sheet: Questionnaire, mapping: dict[str, str], options: dict[str, Any]) -> None:
        with ExitStack() as stack:
            path = options["report"]
            target = stack.enter_context(path.open("w", encoding="utf-8-sig", newline="")) if path else sys.stderr
            counts = load_visits(
                rows=rows_of(options["file"]),
                questionnaire=sheet,
                mapping=mapping,
                zone=_zone(options["zone"]),
                tell=Report(target).add,
                watch=self._tell,
            )
        if counts.rows and counts.refused == counts.rows:
            raise CommandError("no row could be loaded: see the report")

    def _tell(self, counts: LoadCounts) -> None:
        self.stdout.write(
            f"{counts.rows} rows: {counts.added} added, {counts.replaced} replaced, "
            f"{counts.same} there already, {counts.refused} refused"
        )


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise CommandError(f"“{name}” is no time zone: give one such as Asia/Almaty") from error
