"""A mission with one form and a register, to load invented visits into; needs Django to be set up."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection

from apps.core import originals
from apps.elections.models import Country, Election, Region
from apps.missions.models import Mission, Organisation
from apps.visits.choices import LoadOrigin
from apps.visits.models import Load, PollingStation, Question, Questionnaire
from apps.visits.services.rebuild import compare
from apps.visits.services.start import Goal, begin, pieces_of, run_here, take_in

REGIONS = 16
DAY = date(2021, 1, 10)


class World:
    """One mission; its visits come and go."""

    def __init__(self, questions: Any, stations: int) -> None:
        call_command("migrate", verbosity=0)
        country = Country.objects.create(iso2="KZ", iso3="KAZ", names={"en": "Kazakhstan"})
        regions = Region.objects.bulk_create(
            Region(country=country, code=f"KZ-{number:02d}", names={"en": str(number)}) for number in range(REGIONS)
        )
        election = Election.objects.create(
            code="kz-2021-01-10-parliamentary", country=country, types=["parliamentary"], first_polling_day=DAY,
            last_polling_day=DAY,
        )  # fmt: skip
        organisation = Organisation.objects.create(code="cis", short_name="CIS", kind="intergovernmental")
        mission = Mission.objects.create(code="cis-kz-2021", election=election, organisation=organisation, format="eom")
        self.sheet = Questionnaire.objects.create(mission=mission, form="voting")
        Question.objects.bulk_create(
            Question(questionnaire=self.sheet, code=code, position=n, type=kind, choices=choices, labels={"en": code})
            for n, (code, kind, _values, choices) in enumerate(questions, start=1)
        )
        PollingStation.objects.bulk_create(
            PollingStation(election=election, code=str(n), region=regions[n % REGIONS], registered_voters=1_000)
            for n in range(stations)
        )

    def load(self, path: Path) -> None:
        load = take_in(
            pieces=pieces_of(path), name=path.name, goal=Goal(questionnaire=self.sheet), origin=LoadOrigin.COMMAND
        )
        begin(load=load, mapping=load.mapping, wake=False)
        load = run_here(load)
        if load.refused or not load.added:
            raise SystemExit(f"{load.rows} rows: {load.added} added, {load.refused} refused")

    def empty(self) -> None:
        """Without its visits, as before the first load."""
        with connection.cursor() as cursor:
            # The trigger that refuses to empty the table is for everybody else.
            cursor.execute("SET session_replication_role = replica")
            cursor.execute(
                "TRUNCATE visits_visit, visits_visittally, visits_answertally, visits_stationtally,"
                " visits_coveragetally CASCADE"
            )
            cursor.execute("SET session_replication_role = origin")

    def faults(self) -> str:
        return "; ".join(f"{one.table}: {one.missing} missing, {one.surplus} too many" for one in compare())

    def forget(self) -> None:
        for sha256 in set(Load.objects.values_list("sha256", flat=True)):
            originals.forget(sha256, originals.VISITS)
