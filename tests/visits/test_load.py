"""Loading visits: what loads, what is told, and that a second load adds nothing."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from apps.missions.models import Mission
from apps.visits.answers import Fault
from apps.visits.choices import LoadOrigin
from apps.visits.mapping import STATION_FIELDS, propose
from apps.visits.models import Load as LoadRow
from apps.visits.models import LoadProblem, Questionnaire, Visit
from apps.visits.report import harmless
from apps.visits.selectors import statistics
from apps.visits.services import work
from apps.visits.services.load import LoadCounts
from apps.visits.services.rebuild import compare
from apps.visits.services.start import Goal, begin, pieces_of, run_here, take_in
from apps.visits.sources import Unreadable, headings_of
from tests.visits import builders

HEAD = "instanceID,station,arrived_at,overall,team,ink,order,who,voters,remark,opened"
GOOD = 'u1,0,2021-01-10T07:10+06:00,good,T1,yes,Fair,a c,"1 200,5",Calm,7:05'
Load = Callable[..., tuple[LoadCounts, list[LoadProblem]]]


@pytest.fixture
def mission(db: None) -> Mission:
    made = builders.eom()
    builders.stations(made)
    builders.sheet(made)
    return made


@pytest.fixture
def loaded(mission: Mission, tmp_path: Path) -> Load:
    """Loads a CSV text, and returns the counts and what was wrong."""

    def do(*lines: str, name: str = "visits.csv") -> tuple[LoadCounts, list[LoadProblem]]:
        path = tmp_path / name
        path.write_text("\n".join(lines), encoding="utf-8")
        return _load(mission, path)

    return do


def load_file(mission: Mission, path: Path) -> LoadRow:
    """Load a file as the proposed mapping has it."""
    sheet = Questionnaire.objects.select_related("mission__election").get(mission=mission)
    load = take_in(pieces=pieces_of(path), name=path.name, goal=Goal(questionnaire=sheet), origin=LoadOrigin.COMMAND)
    begin(load=load, mapping=load.mapping, wake=False)
    load = run_here(load)
    assert load.state == "done"
    return load


def load_lines(mission: Mission, path: Path, *lines: str) -> LoadRow:
    path.write_text("\n".join(lines), encoding="utf-8")
    return load_file(mission, path)


def _load(mission: Mission, path: Path) -> tuple[LoadCounts, list[LoadProblem]]:
    load = load_file(mission, path)
    counts = LoadCounts(load.rows, load.added, load.replaced, load.same, load.refused)
    return counts, list(load.problems.all())


def test_a_row_becomes_a_visit(loaded: Load) -> None:
    counts, problems = loaded(HEAD, GOOD)
    visit = Visit.objects.get()

    assert (counts, problems) == (LoadCounts(rows=1, added=1), [])
    assert (visit.submission_id, visit.station.code, visit.region_id) == ("u1", "0", visit.station.region_id)  # type: ignore[union-attr]
    assert (visit.overall, visit.team_code, f"{visit.arrived_at:%H:%M %Z}") == ("good", "T1", "01:10 UTC")
    assert visit.answers == {
        "ink": "yes", "order": "fair", "who": ["a", "c"], "voters": 1200.5, "remark": "Calm", "opened": "07:05",
    }  # fmt: skip


def test_could_not_observe_is_kept_and_an_empty_cell_is_not(loaded: Load) -> None:
    loaded(HEAD, "u1,0,,,,could not observe,,,,,")

    assert Visit.objects.get().answers == {"ink": None}


def test_the_same_file_twice_adds_nothing(loaded: Load) -> None:
    loaded(HEAD, GOOD)
    counts, _problems = loaded(HEAD, GOOD)

    assert (counts, Visit.objects.count()) == (LoadCounts(rows=1, same=1), 1)


def test_a_corrected_submission_replaces_and_keeps_the_old_one(loaded: Load, mission: Mission) -> None:
    loaded(HEAD, GOOD)
    counts, _problems = loaded(HEAD, GOOD.replace("yes", "no"))
    old, new = Visit.objects.order_by("pk")

    assert (counts.replaced, counts.added) == (1, 0)
    assert (old.standing, old.successor, new.standing, new.answers["ink"]) == ("replaced", new, "stands", "no")
    assert (statistics(mission, protect=False)["coverage"]["visits"], compare()) == (1, [])


def test_a_correction_further_down_in_the_file_counts(loaded: Load) -> None:
    counts, _problems = loaded(HEAD, GOOD, GOOD.replace("good", "bad"), GOOD.replace("good", "bad"))

    assert (counts.added, counts.replaced, counts.same) == (1, 1, 1)
    assert Visit.objects.get(standing="stands").overall == "bad"


def test_a_quarantine_outlives_a_correction(loaded: Load) -> None:
    loaded(HEAD, GOOD)
    Visit.objects.update(standing="quarantined", note="doubt")
    loaded(HEAD, GOOD.replace("yes", "no"))

    assert Visit.objects.get(answers__ink="no").standing == "quarantined"


def test_every_fault_is_told_and_good_rows_load(loaded: Load) -> None:
    counts, problems = loaded(
        HEAD, GOOD, "u2,0,,so-so,,perhaps,,d,many,,25:00", "u3,99,,,,,,,,,", ",0,,,,,,,,,", "u5,,,,,,,,,,"
    )

    assert (counts.added, counts.refused) == (1, 4)
    assert [(p.line, p.column, p.value, p.fault) for p in problems] == [
        (3, "overall", "so-so", Fault.NO_GRADE),
        (3, "ink", "perhaps", Fault.NOT_YES_OR_NO),
        (3, "who", "d", Fault.NO_CHOICE),
        (3, "voters", "many", Fault.NO_NUMBER),
        (3, "opened", "25:00", Fault.NO_TIME),
        (4, "station", "99", Fault.NO_STATION),
        (5, "", "", Fault.NO_SUBMISSION),
        (6, "", "", Fault.NO_PLACE),
    ]


def test_chunks_add_up(loaded: Load, mission: Mission, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "BLOCK", 3)
    rows = [f"u{number},{number % 8},,good,,yes,,,,," for number in range(10)]
    counts, _problems = loaded(HEAD, *rows)

    assert (counts.added, statistics(mission, protect=False)["forms"][0]["visits"], compare()) == (10, 10, [])


def test_nested_groups_of_kobo_and_odk_are_read(mission: Mission, tmp_path: Path) -> None:
    path = tmp_path / "submissions.json"
    inner = {"ink": "no", "who": "a b", "order": "good"}
    submissions = [
        {"_uuid": "k1", "visit": {"station": "1"}, "voting": inner, "_geolocation": [43.2, 76.9], "_notes": [{}]},
        {"_uuid": "k2", "visit/station": "2", "voting/ink": "yes"},
    ]
    path.write_text(json.dumps({"count": 2, "results": submissions}))
    counts, problems = _load(mission, path)

    assert (counts.added, problems) == (2, [])
    assert Visit.objects.get(submission_id="k1").answers == {"ink": "no", "who": ["a", "b"], "order": "good"}


def test_lines_of_json_are_read(mission: Mission, tmp_path: Path) -> None:
    path = tmp_path / "visits.ndjson"
    path.write_text('{"submission_id": "n1", "station": "3", "ink": "yes"}\n\n')

    assert _load(mission, path)[0].added == 1


def test_a_workbook_is_read(mission: Mission, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Submission ID", "Station", "ink", "voters"])
    sheet.append(["x1", 4, "Yes", 812.0])
    book.save(tmp_path / "visits.xlsx")
    _load(mission, tmp_path / "visits.xlsx")

    assert Visit.objects.get().answers == {"ink": "yes", "voters": 812}


def test_a_workbook_that_inflates_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)

    with pytest.raises(Unreadable, match="too large"):
        headings_of(path)


@pytest.mark.parametrize("name", ["a.xlsx", "a.json", "a.ndjson", "a.csv", "a.exe"])
def test_a_file_that_is_something_else_is_refused_in_words(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"\xff\xfe\x00 nothing")

    with pytest.raises(Unreadable):
        headings_of(path)


def test_headings_of_other_tools_are_known() -> None:
    mapping = propose(
        ["meta-instanceID", "Polling Station Code", "group/ink", "Команда", "Прибытие"],
        codes={"ink": ["Was ink used?"]},
    )

    assert mapping == {
        "ink": "group/ink",
        "submission_id": "meta-instanceID",
        "station": "Polling Station Code",
        "arrived_at": "Прибытие",
        "team_code": "Команда",
    }


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (["УИК", "Регион", "Избирателей"], ["code", "region", "registered_voters"]),
        (["№ участка", "Адрес", "Название"], ["code", "place", "name"]),
        (["Учаске нөмірі", "Облыс", "Сайлаушылар"], ["code", "region", "registered_voters"]),
    ],
)
def test_headings_of_registers_in_russian_and_kazakh_are_known(headings: list[str], fields: list[str]) -> None:
    assert propose(headings, codes={}, fields=STATION_FIELDS) == dict(zip(fields, headings, strict=True))


@pytest.mark.parametrize(
    ("text", "safe"), [("=1+1", "'=1+1"), ("@x", "'@x"), ("-5", "'-5"), ("\tx", "'\tx"), ("plain", "plain")]
)
def test_the_report_holds_no_formula(text: str, safe: str) -> None:
    assert harmless(text) == safe


def test_the_command_loads_and_reports(mission: Mission, tmp_path: Path) -> None:
    path, report, out = tmp_path / "visits.csv", tmp_path / "faults.csv", io.StringIO()
    path.write_text(f"{HEAD.replace('station', 'uik')}\n{GOOD}\nu2,0,,=cmd(),,,,,,,\n", encoding="utf-8")
    call_command(
        "load_visits", str(path), "--mission", mission.code, "--form", "voting", "--report", str(report), stdout=out
    )
    (_heading, fault) = csv.reader(report.read_text(encoding="utf-8-sig").splitlines())

    assert "2 rows: 1 added, 0 replaced, 0 there already, 1 refused" in out.getvalue()
    assert fault[:4] == ["3", "overall", "'=cmd()", "no_grade"]


def test_the_command_shows_the_mapping_and_loads_nothing(mission: Mission, tmp_path: Path) -> None:
    path, out = tmp_path / "visits.csv", io.StringIO()
    path.write_text(f"{HEAD}\n{GOOD}\n", encoding="utf-8")
    call_command("load_visits", str(path), "--mission", mission.code, "--form", "voting", "--show", stdout=out)

    assert ("submission_id: instanceID" in out.getvalue(), Visit.objects.count()) == (True, 0)


def test_the_command_says_what_is_missing(mission: Mission, tmp_path: Path) -> None:
    path = tmp_path / "visits.csv"
    path.write_text("station,ink\n0,yes\n", encoding="utf-8")

    with pytest.raises(CommandError, match="tells submissions apart"):
        call_command("load_visits", str(path), "--mission", mission.code, "--form", "voting")
