"""The pages of visits in the admin: who sees them, what they show, what they change."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.core.models import MissionAccess
from apps.imports.services.groups import ensure_groups
from apps.missions.models import Mission
from apps.visits.models import Questionnaire, Visit, VisitMerge
from apps.visits.services.checks import check_visits
from tests import factories as make
from tests.admin.people import enter, message_texts
from tests.visits import builders

pytestmark = pytest.mark.django_db


def page(name: str, *args: int) -> str:
    return reverse(f"admin:visits_visit_{name}", args=args)


def member(role: str, *missions: Mission) -> User:
    """Somebody of a group, restricted to the given missions."""
    ensure_groups()
    person = make.user("", is_staff=True)
    person.groups.add(Group.objects.get(name=role))
    for mission in missions:
        MissionAccess.objects.create(user=person, mission=mission)
    return person


@pytest.fixture
def mission() -> Mission:
    """Forty visits, two of them at one station and time."""
    made = builders.eom()
    sheet = builders.sheet(made)
    places = builders.stations(made, 4)
    came = {"arrived_at": make.NOW, "departed_at": make.NOW + timedelta(hours=1)}
    builders.visits(made, 30, region=make.region(), questionnaire=sheet, overall="good", answers={"ink": "yes"}, **came)
    builders.visits(made, 8, region=make.region("KZ-AST"), questionnaire=sheet, answers={"ink": None})
    for ink in ("yes", "no"):
        builders.visits(
            made, 1, station=places[0], questionnaire=sheet, overall="bad", answers={"ink": ink}, team_code=ink, **came
        )
    check_visits(mission=made)
    return made


@pytest.fixture
def analyst(mission: Mission) -> Client:
    return enter(member("analyst", mission))


PAGES = ("dashboard", "rows", "conflicts", "tables", "file")


@pytest.mark.parametrize("name", PAGES)
def test_pages_of_a_mission_are_for_its_analysts_alone(mission: Mission, analyst: Client, name: str) -> None:
    other = builders.eom("other", organisation=make.organisation("cis", "CIS"))
    stranger, observer = enter(member("analyst", other)), enter(member("observer", mission))
    address = page(name, mission.pk)

    assert [client.get(address).status_code for client in (analyst, stranger, observer)] == [200, 404, 403]
    assert Client().get(address).headers["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("name", ["look", "beside"])
def test_a_visit_is_for_analysts_of_its_mission_alone(mission: Mission, analyst: Client, name: str) -> None:
    visit = Visit.objects.latest("pk")
    other = builders.eom("other", organisation=make.organisation("cis", "CIS"))
    stranger = enter(member("analyst", other))

    assert [client.get(page(name, visit.pk)).status_code for client in (analyst, stranger)] == [200, 404]


def shown(client: Client, mission: Mission, question: str = "") -> Any:
    return client.get(page("dashboard", mission.pk) + question).context


def test_the_dashboard_shows_what_was_counted(mission: Mission, analyst: Client) -> None:
    context = shown(analyst, mission, "?form=voting")
    ink = context["questions"][0]

    assert (context["board"].visits, ink["answered"], ink["could_not_observe"]) == (40, 32, 8)
    assert context["rows"][0]["positive_share"]["value"] == round(30 / 32, 4)


@pytest.mark.parametrize(
    ("question", "visits"),
    [("?region=KZ-AST", 8), (f"?hour={make.NOW.isoformat().replace('+', '%2B')}", 32), ("?form=opening", 0)],
)
def test_the_dashboard_is_cut_by_region_hour_and_form(
    mission: Mission, analyst: Client, question: str, visits: int
) -> None:
    assert shown(analyst, mission, question)["board"].visits == visits


def test_a_question_is_shown_by_region(mission: Mission, analyst: Client) -> None:
    rows = shown(analyst, mission, "?form=voting&question=ink")["chosen"]["rows"]

    assert {(row["name"], row["answered"], row["could_not_observe"]) for row in rows} == {
        ("Almaty", 32, 0),
        ("Almaty", 0, 8),
    }


def test_htmx_gets_the_numbers_alone(mission: Mission, analyst: Client) -> None:
    part = analyst.get(page("dashboard", mission.pk), headers={"HX-Request": "true"})

    assert next(template.name for template in part.templates) == "desk/visits_live.html"


def test_a_limited_mission_shows_no_share_and_says_why() -> None:
    limited = builders.eom("limited", format="leom")
    builders.visits(limited, 40, region=make.region(), overall="good")
    answer = enter(member("analyst", limited)).get(page("dashboard", limited.pk))

    assert "does not observe election day systematically" in answer.content.decode()
    assert "100.0%" not in answer.content.decode()


def test_the_dashboard_reads_no_visit_and_as_much_whatever_their_number(mission: Mission, analyst: Client) -> None:
    def queries() -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            analyst.get(page("dashboard", mission.pk) + "?form=voting&question=ink")
        return [query["sql"] for query in captured]

    first = queries()
    builders.visits(mission, 60, region=make.region(), overall="good")

    assert (len(queries()), [sql for sql in first if 'FROM "visits_visit"' in sql]) == (len(first), [])


def test_rows_come_a_page_at_a_time(mission: Mission, analyst: Client) -> None:
    builders.visits(mission, 20, region=make.region())
    first = analyst.get(page("rows", mission.pk)).context
    second = analyst.get(f"{page('rows', mission.pk)}?{first['next']}").context

    assert (len(first["visits"]), len(second["visits"]), second["next"]) == (50, 10, "")


@pytest.mark.parametrize(
    ("question", "count"),
    [("rule=two_observers&result=flagged", 2), ("quality=missing", 8), ("region=KZ-AST", 8), ("standing=merged", 0)],
)
def test_rows_are_narrowed(mission: Mission, analyst: Client, question: str, count: int) -> None:
    assert len(analyst.get(f"{page('rows', mission.pk)}?{question}").context["visits"]) == count


def test_a_visit_is_taken_out_of_the_statistics_with_a_reason(mission: Mission, analyst: Client) -> None:
    visit = Visit.objects.latest("pk")
    without = analyst.post(page("decide", visit.pk), {"what": "quarantine", "reason": ""}, follow=True)
    analyst.post(page("decide", visit.pk), {"what": "quarantine", "reason": "Made up"})
    visit.refresh_from_db()

    assert ("Say why" in message_texts(without), visit.standing, visit.note) == (True, "quarantined", "Made up")


def test_two_visits_are_merged_side_by_side_and_taken_apart_again(mission: Mission, analyst: Client) -> None:
    first, second = Visit.objects.order_by("-pk")[:2]
    sent = {"visit": [first.code, second.code], "holds-ink": second.code, "reason": "T2 saw it"}
    analyst.post(page("beside", first.pk), sent)
    merge = VisitMerge.objects.get()
    held = merge.visit.answers
    analyst.post(page("decide", merge.visit_id), {"what": "undo_merge", "reason": "Two rooms"})

    assert (held, Visit.objects.filter(standing="stands").count()) == ({"ink": second.answers["ink"]}, 40)


def test_a_merge_without_a_choice_keeps_what_was_typed(mission: Mission, analyst: Client) -> None:
    first, second = Visit.objects.order_by("-pk")[:2]
    answer = analyst.post(page("beside", first.pk), {"visit": [first.code, second.code], "reason": "T2 saw it"})

    assert (answer.status_code, "T2 saw it" in answer.content.decode(), VisitMerge.objects.count()) == (422, True, 0)


def test_files_for_analysts_run_nothing_in_a_spreadsheet(mission: Mission, analyst: Client) -> None:
    Visit.objects.update(team_code="=1+1")
    lines = analyst.get(page("file", mission.pk)).getvalue().decode()

    assert ("'=1+1" in lines, ",=1+1" in lines, lines.count("\n")) == (True, False, 41)


TYPED = {
    "submission_id": "typed:v-abcd1234",
    "station": "2",
    "arrived_at": "2021-01-10T08:00",
    "departed_at": "2021-01-10T08:40",
    "overall": "good",
    "q-ink": "__unseen__",
    "q-order": "",
    "q-who": ["a", "b"],
    "q-voters": "12",
    "q-opened": "07:00",
    "unseen-remark": "on",
}


@pytest.fixture
def observer(mission: Mission) -> Client:
    return enter(member("observer", mission))


def test_an_observer_types_in_a_visit_once(mission: Mission, observer: Client) -> None:
    sheet = Questionnaire.objects.get()
    for _twice in range(2):
        observer.post(page("enter", sheet.pk), TYPED)
    visit = Visit.objects.get(submission_id=TYPED["submission_id"])

    assert visit.answers == {"ink": None, "who": ["a", "b"], "voters": 12, "remark": None, "opened": "07:00"}
    assert observer.get(page("own", visit.pk)).status_code == 200


def test_an_observer_sees_no_visit_of_others(mission: Mission, observer: Client) -> None:
    other = Visit.objects.latest("pk")

    assert observer.get(page("own", other.pk)).status_code == 403
    assert list(observer.get(page("mine")).context["visits"]) == []


def test_an_observer_types_in_nothing_for_another_mission(mission: Mission) -> None:
    other = builders.eom("other", organisation=make.organisation("cis", "CIS"))
    stranger = enter(member("observer", other))

    assert stranger.get(page("enter", Questionnaire.objects.get().pk)).status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "word"),
    [
        ("station", "999", "no polling station"),
        ("q-voters", "many", "no number"),
        ("departed_at", "2021-01-10T07:00", "before"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_lost(
    mission: Mission, observer: Client, field: str, value: str, word: str
) -> None:
    answer = observer.post(page("enter", Questionnaire.objects.get().pk), {**TYPED, field: value})
    text = answer.content.decode()

    assert (answer.status_code, word in text, value in text, Visit.objects.count()) == (422, True, True, 40)


def test_a_question_that_another_answer_rules_out_is_not_kept(mission: Mission, observer: Client) -> None:
    sheet = builders.sheet(mission, form="opening")
    sheet.questions.filter(code="voters").update(condition="${ink} = 'yes'")
    observer.post(page("enter", sheet.pk), {**TYPED, "q-ink": "no"})

    assert "voters" not in Visit.objects.get(form="opening").answers
