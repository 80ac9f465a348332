"""Plays an invented election day, so that one can watch the dashboard while visits come in."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.elections.models import Country
from apps.visits.services.checks import check_visits
from apps.visits.services.load import LoadCounts
from apps.visits.services.rebuild import compare
from apps.visits.services.simulate import play, set_up
from apps.visits.simulation import Plan


class Command(BaseCommand):
    help = "Play an invented election day of two missions; they stay drafts, and readers never see them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--observers", type=int, default=2_000, help="Of both missions, in teams of two.")
        parser.add_argument("--visits", type=int, default=30_000, help="Of both missions.")
        parser.add_argument("--batches", type=int, default=60, help="In how many portions the day arrives.")
        parser.add_argument("--pause", type=float, default=0.0, help="Seconds between portions.")
        parser.add_argument("--seed", type=int, default=1, help="Another seed gives another day, of its own election.")

    def handle(self, *_args: Any, **options: Any) -> None:
        if min(options["observers"], options["visits"], options["batches"]) < 4:
            raise CommandError("give at least 4 observers, 4 visits and 4 batches")
        plan = Plan(teams=options["observers"] // 4, visits=options["visits"] // 2, seed=options["seed"])
        try:
            stage = set_up(plan)
        except Country.DoesNotExist as error:
            raise CommandError("the country is not known yet: run load_reference first") from error
        for mission in stage.missions.values():
            self.stdout.write(f"/admin/visits/visit/dashboard/{mission.pk}/")
        started = time.monotonic()

        def tell(number: int, counts: LoadCounts) -> None:
            self.stdout.write(
                f"{number}: {counts.added} added, {counts.replaced} replaced, {counts.same} there already, "
                f"{counts.refused} refused"
            )
            time.sleep(options["pause"])

        play(stage, batches=options["batches"], after_each=tell)
        for mission in stage.missions.values():
            check_visits(mission=mission)
        self.stdout.write(f"{time.monotonic() - started:.1f} s")
        if compare():
            raise CommandError("the counts differ from a full count")
