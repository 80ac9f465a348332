"""Exports of the tools that observers use, under the headings that those tools write."""

from pathlib import Path

import pytest

from apps.missions.models import Mission
from apps.visits.models import Load, Visit
from tests.visits import builders
from tests.visits.test_load import load_lines

# As `SubmissionService.export_list` of nditech/apollo writes them, for a survey and for a checklist.
APOLLO_SURVEY = (
    "Serial,Participant ID,Name,DB Phone,Recent Phone,Region,Location,Location Code,Latitude,Longitude,"
    "Registered Voters,Voting updated,ink,who,Timestamp,Comment,Quarantine Status"
)
APOLLO_CHECKLIST = APOLLO_SURVEY.removeprefix("Serial,")
# As `Results::Csv::HeaderMap` of thecartercenter/nemo writes them.
NEMO = "ResponseID,Shortcode,Form,Submitter,DateSubmitted,Reviewed,GroupName,GroupLevel,station,ink,who"
# ODK Central writes groups with “-” in CSV and nested in JSON; KoboToolbox with “/”.
CENTRAL = "SubmissionDate,visit-station,visit-arrived_at,voting-ink,voting-who,meta-instanceID,KEY,SubmitterID"
KOBO = "start,end,visit/station,voting/ink,voting/who,_id,_uuid,_submission_time,_submitted_by,__version__"


@pytest.fixture
def mission(db: None) -> Mission:
    made = builders.eom()
    builders.stations(made)
    builders.sheet(made)
    return made


def only(load: Load) -> tuple[str, str, str, dict[str, object]]:
    assert list(load.problems.values_list("line", "column", "value", "fault")) == []
    visit = Visit.objects.select_related("station").get()
    assert visit.station is not None
    return visit.submission_id, visit.station.code, visit.team_code, visit.answers


ANSWERS = {"ink": "yes", "who": ["a", "b"]}


def test_a_survey_of_apollo(mission: Mission, tmp_path: Path) -> None:
    row = 'S77,700123,Ann,+7,+7,KZ-ALA,School,3,43.2,76.9,900,2021-01-10 08:00:00,1,"a,b",2021-01-10 08:01:00,,'
    load = load_lines(mission, tmp_path / "a.csv", APOLLO_SURVEY, row)

    assert only(load) == ("S77", "3", "700123", ANSWERS)


def test_a_checklist_of_apollo_is_told_apart_by_participant_and_location(mission: Mission, tmp_path: Path) -> None:
    row = '700123,Ann,+7,+7,KZ-ALA,School,3,43.2,76.9,900,2021-01-10 08:00:00,1,"a,b",2021-01-10 08:01:00,,'
    load = load_lines(mission, tmp_path / "a.csv", APOLLO_CHECKLIST, row)

    assert load.mapping["submission_id"] == "Participant ID + Location Code"
    assert only(load) == ("700123/3", "3", "700123", ANSWERS)


def test_responses_of_nemo_without_the_lines_of_repeated_groups(mission: Mission, tmp_path: Path) -> None:
    lines = ("id1,ab-1,Voting,Ann,2021-01-10 06:30:00-06,true,,0,3,yes,a;b", "id1,ab-1,Voting,Ann,,true,Fruit,1,3,no,c")
    load = load_lines(mission, tmp_path / "n.csv", NEMO, *lines)

    assert only(load) == ("id1", "3", "Ann", ANSWERS)


def test_submissions_of_odk_central(mission: Mission, tmp_path: Path) -> None:
    row = "2021-01-10T02:00:00Z,3,2021-01-10T07:10:00.000+06:00,yes,a b,uuid:1,uuid:1,12"
    load = load_lines(mission, tmp_path / "c.csv", CENTRAL, row)

    assert only(load) == ("uuid:1", "3", "", ANSWERS)
    assert f"{Visit.objects.get().arrived_at:%H:%M}" == "01:10"


def test_submissions_of_kobotoolbox(mission: Mission, tmp_path: Path) -> None:
    row = "2021-01-10T07:10:00.000+06:00,2021-01-10T07:40:00.000+06:00,3,yes,a b,991,k-1,2021-01-10T02:00:00,ann,v1"
    load = load_lines(mission, tmp_path / "k.csv", KOBO, row)

    assert only(load) == ("k-1", "3", "ann", ANSWERS)


def test_nested_json_of_odk_central(mission: Mission, tmp_path: Path) -> None:
    row = (
        '{"value": [{"__id": "uuid:2", "__system": {"submitterName": "ann"}, "meta": {"instanceID": "uuid:2"},'
        ' "visit": {"station": "3"}, "voting": {"ink": "yes", "who": "a b"}}]}'
    )
    load = load_lines(mission, tmp_path / "c.json", row)

    assert only(load) == ("uuid:2", "3", "ann", ANSWERS)
