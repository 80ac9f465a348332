"""The admin's pages of a load: a file is sent in, its columns are confirmed, and what became of it is told."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.missions.models import Mission
from apps.visits.models import Load, PollingStation, Visit
from apps.visits.services.start import run_here
from tests import factories as make
from tests.visits import builders

PAGE = "/admin/visits/load/"
FILE = b"instanceID,uik,arrived_at,ink,odd\nu1,0,2021-01-10T07:10+06:00,yes,=1+1\nu2,99,,perhaps,\n"
RIGHTS = ("visits.add_visit", "visits.view_visit", "visits.add_pollingstation")


@pytest.fixture
def mission(db: None) -> Mission:
    made = builders.eom()
    builders.stations(made)
    builders.sheet(made)
    return made


def client_of(*rights: str, username: str = "") -> Client:
    client = Client()
    client.force_login(make.user(username, *rights, is_staff=True))
    return client


@pytest.fixture
def analyst(db: None) -> Client:
    return client_of(*RIGHTS)


def send(client: Client, mission: Mission, content: bytes = FILE, name: str = "visits.csv") -> Load:
    sheet = mission.questionnaires.get()
    upload = SimpleUploadedFile(name, content)
    answer = client.post(f"{PAGE}add/", {"questionnaire": sheet.pk, "file": upload, "zone": "Asia/Almaty"})
    assert answer.status_code == 302, answer.context["form"].errors
    return Load.objects.latest("pk")


def confirm(client: Client, load: Load, **chosen: str) -> Load:
    page = client.get(f"{PAGE}{load.pk}/change/").context["form"]
    values = {name: field.initial for name, field in page.fields.items()}
    answer = client.post(f"{PAGE}{load.pk}/change/", {**values, **chosen})
    assert answer.status_code == 302
    return run_here(load)


def test_a_file_goes_from_upload_over_its_columns_to_the_report(analyst: Client, mission: Mission) -> None:
    load = send(analyst, mission)
    shown = analyst.get(f"{PAGE}{load.pk}/change/").content.decode()

    assert (load.state, Visit.objects.count()) == ("mapping", 0)
    assert "2021-01-10T07:10+06:00" in shown

    load = confirm(analyst, load)
    page = analyst.get(f"{PAGE}{load.pk}/change/")
    report = b"".join(analyst.get(f"{PAGE}{load.pk}/report/").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]

    assert (load.state, load.rows, load.added, load.refused) == ("done", 2, 1, 1)
    assert [(p.line, p.column, p.value) for p in page.context["problems"]] == [(3, "ink", "perhaps"), (3, "uik", "99")]
    assert "3,ink,perhaps,not_yes_or_no" in report
    assert page.context["left_out"] == ["odd"]


def test_the_same_file_again_is_told_before_and_adds_nothing(analyst: Client, mission: Mission) -> None:
    first = confirm(analyst, send(analyst, mission))
    again = send(analyst, mission)
    shown = analyst.get(f"{PAGE}{again.pk}/change/")
    again = confirm(analyst, again)

    assert shown.context["before"] == first
    assert (again.added, again.same, Visit.objects.count()) == (0, 1, 1)


def test_a_corrected_mapping_is_kept_for_the_same_headings(analyst: Client, mission: Mission) -> None:
    confirm(analyst, send(analyst, mission), **{"column-4": "remark"})
    again = send(analyst, mission, FILE + b"u3,1,,,Calm\n")

    assert again.mapping["remark"] == "odd"


def test_two_columns_cannot_mean_the_same(analyst: Client, mission: Mission) -> None:
    load = send(analyst, mission)
    answer = analyst.post(
        f"{PAGE}{load.pk}/change/", {"column-0": "submission_id", "column-1": "station", "column-4": "station"}
    )

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["column-4"])


def test_columns_without_an_id_are_refused_in_words(analyst: Client, mission: Mission) -> None:
    load = send(analyst, mission)
    answer = analyst.post(f"{PAGE}{load.pk}/change/", {"column-1": "station"})

    assert "No column tells submissions apart" in answer.content.decode()


def test_a_file_that_cannot_be_read_is_told_beside_its_field(analyst: Client, mission: Mission) -> None:
    sheet = mission.questionnaires.get()
    upload = SimpleUploadedFile("visits.exe", b"MZ")
    answer = analyst.post(f"{PAGE}add/", {"questionnaire": sheet.pk, "file": upload, "zone": "UTC"})

    assert answer.status_code == 422
    assert "“.exe” is not known" in answer.content.decode()
    assert not Load.objects.exists()


def test_a_discarded_file_is_gone(analyst: Client, mission: Mission) -> None:
    load = send(analyst, mission)
    analyst.post(f"{PAGE}{load.pk}/discard/")

    assert not Load.objects.exists()


def test_progress_is_a_part_of_the_page_until_it_is_over(analyst: Client, mission: Mission) -> None:
    load = send(analyst, mission)
    Load.objects.update(state="waiting")

    assert "HX-Refresh" not in analyst.get(f"{PAGE}{load.pk}/progress/")
    run_here(load)
    assert analyst.get(f"{PAGE}{load.pk}/progress/")["HX-Refresh"] == "true"


def test_stations_are_loaded_by_the_same_pages(analyst: Client, mission: Mission) -> None:
    content = "УИК,Название,Область,Избирателей\n0,Школа,KZ-ALA,900\n77,,KZ-AST,\n"
    upload = SimpleUploadedFile("register.csv", content.encode())
    answer = analyst.post(f"{PAGE}stations/", {"election": mission.election_id, "file": upload})
    load = confirm(analyst, Load.objects.get(), **{"column-0": "code"})

    assert answer.status_code == 302
    assert (load.state, load.added, load.replaced) == ("done", 1, 1)
    assert PollingStation.objects.get(code="0").registered_voters == 900


def test_an_observer_sees_only_what_they_sent_in(mission: Mission) -> None:
    mine, other = client_of("visits.add_visit", username="a"), client_of("visits.add_visit", username="b")
    load = send(mine, mission)

    assert mine.get(f"{PAGE}{load.pk}/change/").status_code == 200
    assert other.get(f"{PAGE}{load.pk}/change/").status_code == 404
    assert other.get(f"{PAGE}{load.pk}/report/").status_code == 404
    assert other.post(f"{PAGE}stations/").status_code == 403
    assert load.code not in other.get(PAGE).content.decode()


def test_who_is_restricted_neither_sees_nor_sends_to_other_missions(analyst: Client, mission: Mission) -> None:
    load = send(analyst, mission)
    person = make.user("restricted", *RIGHTS, is_staff=True)
    own = builders.eom("own", organisation=make.organisation("other", "Other"))
    person.mission_access.create(mission=own)
    client = Client()
    client.force_login(person)
    sent = client.post(
        f"{PAGE}add/",
        {"questionnaire": mission.questionnaires.get().pk, "file": SimpleUploadedFile("v.csv", FILE), "zone": "UTC"},
    )

    assert (sent.status_code, list(sent.context["form"].errors)) == (422, ["questionnaire"])
    assert client.get(f"{PAGE}{load.pk}/change/").status_code == 404
