"""Deletes what tells who observed where and when, of missions whose time is over."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.missions.models import Mission
from apps.visits.services.forget import forget, forget_observers


class Command(BaseCommand):
    help = "Delete teams, people and exact times of visits, and loaded files, as beat does daily; answers stay."

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
            told = forget(mission=mission)
            done = [told] if told else []
        for told in done:
            what = f"{told.visits} visits and {told.loads} loads no longer tell who observed"
            self.stdout.write(f"{told.mission.code}: {what}")
        if not done:
            self.stdout.write("nothing is due")
