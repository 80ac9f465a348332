"""Loads an invented election day into missions of its own, which stay drafts: nobody takes them for an observation."""

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction

from apps.elections.models import Country, Election, Region
from apps.missions.models import Mission, Organisation
from apps.visits.choices import FormKind, LoadOrigin
from apps.visits.drafts import default_forms
from apps.visits.models import PollingStation, Questionnaire
from apps.visits.services.load import LoadCounts
from apps.visits.services.questionnaires import add_default_forms
from apps.visits.services.start import Goal, begin, run_here, take_in
from apps.visits.simulation import DAY, Plan, Sent, Station, day_of, register

COUNTRY: Final = "KZ"
NAMES: Final = ("a", "b")


@dataclass(frozen=True, slots=True)
class Stage:
    """What a day is played on: two missions to one election, its stations, and what each mission's teams will send."""

    missions: dict[str, Mission]
    stations: list[Station]
    sent: dict[str, list[Sent]]


@transaction.atomic
def set_up(plan: Plan) -> Stage:
    """An election of its own for this seed, unless it is there already; a second time nothing is added."""
    country = Country.objects.get(iso2=COUNTRY)
    code = f"{COUNTRY.lower()}-{DAY.date()}-simulation-{plan.seed}"
    names = {"en": "Simulated election day", "ru": "Учебный день голосования", "kk": "Оқу сайлау күні"}
    day = {"types": ["local"], "first_polling_day": DAY.date(), "last_polling_day": DAY.date(), "names": names}
    election, is_new = Election.objects.get_or_create(code=code, defaults={"country": country, **day})
    regions = {region.code: region for region in Region.objects.filter(country=country).in_force(DAY.date())}
    stations = register(plan, sorted(regions))
    if is_new:
        PollingStation.objects.bulk_create(
            PollingStation(election=election, code=one.code, region=regions[one.region], registered_voters=one.voters)
            for one in stations
        )
    missions = {name: _mission(election, name) for name in NAMES}
    forms = {kind: form.questions for kind, form in default_forms().items()}
    sent = {name: day_of(plan, name=name, stations=stations, forms=forms) for name in NAMES}
    return Stage(missions, stations, sent)


def _mission(election: Election, name: str) -> Mission:
    title = f"Simulation {name.upper()}"
    organisation, _ = Organisation.objects.get_or_create(
        code=f"simulation-{name}", defaults={"short_name": title, "kind": "citizen", "names": {"en": title}}
    )
    mission, is_new = Mission.objects.get_or_create(
        code=f"simulation-{name}-{election.code}",
        defaults={"election": election, "organisation": organisation, "format": "eom"},
    )
    if is_new:
        add_default_forms(mission=mission)
    return mission


def play(stage: Stage, *, batches: int, after_each: Callable[[int, LoadCounts], None]) -> None:
    """Load the day as it arrives, both missions by turns, a batch of all forms at a time."""
    sheets = {name: _sheets(mission) for name, mission in stage.missions.items()}
    for number in range(batches):
        total = LoadCounts()
        for name in stage.missions:
            for form, rows in _by_form(_slice(stage.sent[name], number, batches)).items():
                _load(sheets[name][form], rows, f"{name}-{number + 1}-{form}.ndjson", total)
        after_each(number + 1, total)


def _sheets(mission: Mission) -> dict[str, Questionnaire]:
    return {sheet.form: sheet for sheet in mission.questionnaires.select_related("mission__election")}


def _slice(sent: Sequence[Sent], number: int, batches: int) -> Sequence[Sent]:
    return sent[len(sent) * number // batches : len(sent) * (number + 1) // batches]


def _by_form(sent: Sequence[Sent]) -> dict[FormKind, list[dict[str, Any]]]:
    found: dict[FormKind, list[dict[str, Any]]] = defaultdict(list)
    for item in sent:
        found[item.form].append(item.row)
    return found


def _load(sheet: Questionnaire, rows: list[dict[str, Any]], name: str, total: LoadCounts) -> None:
    """As a file of an observers' tool, by the way of every file."""
    lines = [f"{json.dumps(row)}\n".encode() for row in rows]
    load = take_in(pieces=lines, name=name, goal=Goal(questionnaire=sheet), origin=LoadOrigin.COMMAND)
    begin(load=load, mapping=load.mapping, wake=False)
    load = run_here(load)
    for counted in ("rows", "added", "replaced", "same", "refused"):
        setattr(total, counted, getattr(total, counted) + getattr(load, counted))
