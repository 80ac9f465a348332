"""Missions with visits, for tests."""

from typing import Any

from apps.missions.models import Mission
from apps.visits.models import PollingStation, Question, Questionnaire, Visit
from tests import factories as make

LIKERT = [{"code": code, "labels": {"en": code.title()}} for code in ("good", "fair", "poor")]


def eom(code: str = "cis-kz", **fields: Any) -> Mission:
    return make.mission(code, **{"format": "eom", **fields})


def sheet(mission: Mission, *, form: str = "voting", version: int = 1) -> Questionnaire:
    """A questionnaire with a question of each type."""
    made = Questionnaire.objects.create(mission=mission, form=form, version=version)
    asked: list[dict[str, Any]] = [
        {"code": "ink", "type": "yes_no"},
        {"code": "order", "type": "scale", "choices": LIKERT},
        {"code": "who", "type": "multiple_choice", "choices": [{"code": c, "labels": {}} for c in ("a", "b", "c")]},
        {"code": "voters", "type": "number"},
        {"code": "remark", "type": "text"},
        {"code": "opened", "type": "time"},
    ]
    Question.objects.bulk_create(
        Question(questionnaire=made, position=number, labels={"en": item["code"]}, **item)
        for number, item in enumerate(asked, start=1)
    )
    return made


def stations(mission: Mission, count: int = 8, regions: tuple[str, ...] = ("KZ-ALA", "KZ-AST")) -> list[PollingStation]:
    places = [make.region(code) for code in regions]
    return PollingStation.objects.bulk_create(
        PollingStation(
            election=mission.election,
            code=str(number),
            region=places[number % len(places)],
            registered_voters=1000 + number,
        )
        for number in range(count)
    )


def visits(mission: Mission, count: int, **fields: Any) -> list[Visit]:
    start = Visit.objects.count()
    return Visit.objects.bulk_create(
        Visit(mission=mission, submission_id=f"s{start + number}", **{"form": "voting", **fields})
        for number in range(count)
    )
