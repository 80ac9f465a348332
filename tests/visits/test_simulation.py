"""A simulated election day ends with the numbers of an independent count, which pandas makes from what was sent."""

from typing import Any

import pandas as pd
import pytest

from apps.missions.models import Mission
from apps.visits.choices import Assessment, QuestionType
from apps.visits.dashboard import dashboard
from apps.visits.drafts import FormDraft, default_forms
from apps.visits.selectors import by_hour, statistics
from apps.visits.services.checks import check_visits
from apps.visits.services.rebuild import compare
from apps.visits.services.simulate import Stage, play, set_up
from apps.visits.simulation import UNSEEN, Plan, day_of, register
from tests import factories as make

# 60 observers and 900 visits of two missions, as in the issue but for the size.
PLAN = Plan(teams=15, visits=450, seed=7)
REGIONS = ("KZ-ALA", "KZ-AST", "KZ-KAR", "KZ-AKT")


def received(stage: Stage, name: str) -> pd.DataFrame:
    """What a mission's teams sent, as it should stand at the end: the last good row of each submission."""
    rows = [{"form": sent.form.value, **sent.row} for sent in stage.sent[name] if not sent.mistake]
    frame = pd.DataFrame(rows).drop_duplicates("submission_id", keep="last")
    places = pd.DataFrame([{"station": one.code, "region": one.region, "voters": one.voters} for one in stage.stations])
    return frame.merge(places, on="station", how="left")


def counted(frame: pd.DataFrame) -> dict[str, Any]:
    visited = frame.drop_duplicates("station")
    return {
        "stations": visited.groupby("region").size().to_dict(),
        "voters": visited.groupby("region")["voters"].sum().to_dict(),
        "hours": frame.groupby([frame["arrived_at"].str[:13], "form"]).size().to_dict(),
        "overall": frame.groupby(["form", "region", "overall"]).size().to_dict(),
        "answers": {
            (form, question.code): _answers(frame[frame["form"] == form], question.code, QuestionType(question.type))
            for form, draft in _forms(frame).items()
            for question in draft.questions
        },
    }


def _forms(frame: pd.DataFrame) -> dict[str, FormDraft]:
    return {kind.value: draft for kind, draft in default_forms().items() if kind.value in set(frame["form"])}


def _answers(frame: pd.DataFrame, code: str, kind: QuestionType) -> dict[str, Any]:
    column = frame[code] if code in frame else pd.Series(dtype=str)
    given = column.dropna()
    seen = given[given != UNSEEN]
    values = seen.str.split(" ").explode() if kind == QuestionType.MULTIPLE_CHOICE else seen
    with_values = kind in (QuestionType.YES_NO, QuestionType.SCALE, QuestionType.SINGLE_CHOICE)
    counts = values.value_counts().to_dict() if with_values or kind == QuestionType.MULTIPLE_CHOICE else {}
    mean = round(pd.to_numeric(seen).mean(), 2) if kind == QuestionType.NUMBER and len(seen) else None
    return {
        "answered": len(seen),
        "unseen": len(given) - len(seen),
        "open": len(frame) - len(given),
        "values": counts,
        "mean": mean,
    }


def kept(mission: Mission) -> dict[str, Any]:
    """The same from what the triggers counted."""
    numbers = statistics(mission, protect=False)
    regions = {part["regions"][0]: part for part in numbers["coverage"]["regions"] if part["stations_visited"]}
    grades = [*(grade.value for grade in Assessment), ""]
    return {
        "stations": {code: part["stations_visited"] for code, part in regions.items()},
        "voters": {code: part["voters_covered"] for code, part in regions.items()},
        "hours": {(row["hour"].isoformat()[:13], row["form"]): row["count"] for row in by_hour(mission)},
        "overall": {
            (form["form"], part["regions"][0], grade): count
            for form in numbers["forms"]
            for part in form["regions"]
            for grade, count in zip(grades, [*part["counts"].values(), part["missing"]], strict=True)
            if count
        },
        "answers": {
            (form["form"], question["code"]): {
                "answered": question["answered"],
                "unseen": question["could_not_observe"],
                "open": question["missing"] + question["not_asked"],
                "values": {value["value"]: value["count"] for value in question["values"] if value["count"]},
                "mean": question["mean"],
            }
            for form in numbers["forms"]
            for question in form["questions"]
        },
    }


@pytest.mark.django_db
def test_a_day_ends_with_the_numbers_of_an_independent_count() -> None:
    for code in REGIONS:
        make.region(code)
    stage = set_up(PLAN)
    first = stage.missions["a"]
    seen: list[int] = []
    play(stage, batches=4, after_each=lambda _number, _counts: seen.append(dashboard(first).visits))
    for mission in stage.missions.values():
        check_visits(mission=mission)

    assert {name: kept(mission) for name, mission in stage.missions.items()} == {
        name: counted(received(stage, name)) for name in stage.missions
    }
    assert (seen == sorted(seen), seen[-1], compare()) == (True, len(received(stage, "a")), [])


def test_a_day_holds_delays_duplicates_corrections_and_mistakes() -> None:
    plan = Plan(teams=50, visits=1500, seed=7)
    stations = register(plan, REGIONS)
    forms = {kind: draft.questions for kind, draft in default_forms().items()}
    sent = day_of(plan, name="a", stations=stations, forms=forms)
    rows = pd.DataFrame([{**item.row, "at": item.at, "mistake": item.mistake} for item in sent])
    good = rows[rows["mistake"] == ""]
    same = good.duplicated([name for name in good if name != "at"], keep=False)
    late = pd.to_datetime(rows["at"]) - pd.to_datetime(rows["departed_at"]) > pd.Timedelta(hours=1)

    assert set(rows["mistake"]) == {"", "station", "overall", "times"}
    assert all([same.any(), late.any(), good[~same].duplicated("submission_id").any()])
    assert sent == day_of(plan, name="a", stations=stations, forms=forms)
