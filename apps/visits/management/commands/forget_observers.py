"""Deletes what tells who observed where and when, of missions whose time is over."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.missions.models import Mission
from apps.visits.services.forget import forget, forget_observers


class Command(BaseCommand):
    help = "Delete teams, people and exact times of visits, as beat does daily; answers and counts stay."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--mission", help="The code of one mission that is to be forgotten now, before its time.")

    def handle(self, *_args: Any, **options: Any) -> None:
        code = options["mission"]
        if code is None:
            done = forget_observers()
        else:
            mission = Mission.objects.filter(code=code).first()
            if mission is None:
                raise CommandError(f"there is no mission “{code}”")
            done = {code: forget(mission=mission)}
        for name, count in done.items():
            self.stdout.write(f"{name}: {count} visits no longer tell who made them")
        if not done:
            self.stdout.write("nothing is due")
