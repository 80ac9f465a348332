"""Default forms, import and export, as analysts and commands use them."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from apps.visits.drafts import default_forms
from apps.visits.models import Questionnaire
from apps.visits.services.questionnaires import add_default_forms, add_version
from apps.visits.stored_forms import draft_of
from tests import factories as make
from tests.visits import builders as build

pytestmark = pytest.mark.django_db
PAGE = "/admin/visits/questionnaire/"


def client_of(*permissions: str) -> Client:
    client = Client()
    client.force_login(make.user("", *permissions, is_staff=True))
    return client


@pytest.fixture
def analyst(db: None) -> Client:
    return client_of("visits.add_questionnaire", "visits.view_questionnaire", "visits.change_questionnaire")


def written(tmp_path: Path) -> Path:
    mission = build.eom("source", organisation=make.organisation("other", "Other"))
    add_default_forms(mission=mission)
    path = tmp_path / "voting.xlsx"
    call_command("export_form", str(path), mission="source", form="voting", stdout=StringIO())
    return path


def test_default_forms_are_added_once() -> None:
    mission = build.eom()

    assert [form.form for form in add_default_forms(mission=mission)] == list(default_forms())
    assert add_default_forms(mission=mission) == []


def test_a_form_that_the_mission_has_is_left_alone() -> None:
    own = build.sheet(build.eom())

    added = add_default_forms(mission=own.mission)

    assert "voting" not in {form.form for form in added}
    assert own.questions.count() == 6


def test_the_same_form_twice_is_one_version_and_another_form_the_next() -> None:
    mission, forms = build.eom(), list(default_forms().values())

    assert add_version(mission=mission, form="voting", draft=forms[0])[1]
    assert not add_version(mission=mission, form="voting", draft=forms[0])[1]
    assert add_version(mission=mission, form="voting", draft=forms[1])[0].version == 2


def test_the_admin_adds_the_default_forms(analyst: Client) -> None:
    mission = build.eom()

    assert analyst.get(f"{PAGE}default/").status_code == 200
    analyst.post(f"{PAGE}default/", {"mission": mission.pk})

    assert Questionnaire.objects.filter(mission=mission).count() == 4


def test_an_upload_is_shown_first_and_imported_when_confirmed(analyst: Client, tmp_path: Path) -> None:
    upload = SimpleUploadedFile("voting.xlsx", written(tmp_path).read_bytes())
    mission = build.eom("target")

    page = analyst.post(f"{PAGE}import/", {"mission": mission.pk, "form": "voting", "file": upload})
    assert not Questionnaire.objects.filter(mission=mission).exists()
    analyst.post(f"{PAGE}import/confirm/", {"mission": mission.pk, "form": "voting", "draft": page.context["sealed"]})

    assert draft_of(Questionnaire.objects.get(mission=mission)) == default_forms()["voting"]  # type: ignore[index]


def test_a_preview_that_was_tampered_with_imports_nothing(analyst: Client) -> None:
    mission = build.eom()

    analyst.post(f"{PAGE}import/confirm/", {"mission": mission.pk, "form": "voting", "draft": "made:up:words"})

    assert not Questionnaire.objects.exists()


def test_a_file_that_is_no_workbook_is_refused_in_words(analyst: Client) -> None:
    data = {"mission": build.eom().pk, "form": "voting", "file": SimpleUploadedFile("a.xlsx", b"no zip")}

    assert "cannot be opened" in analyst.post(f"{PAGE}import/", data).content.decode()


def test_the_admin_exports_a_workbook(analyst: Client) -> None:
    sheet = build.sheet(build.eom())

    answer = analyst.get(f"{PAGE}{sheet.pk}/export/")

    assert answer.content.startswith(b"PK")
    assert f"/{sheet.pk}/export/" in analyst.get(PAGE).content.decode()


@pytest.mark.parametrize("page", ["default/", "import/"])
def test_who_may_not_add_questionnaires_sees_no_page_for_it(page: str) -> None:
    assert client_of("visits.view_questionnaire").get(PAGE + page).status_code == 403


def test_commands_take_a_form_from_one_mission_to_another(tmp_path: Path) -> None:
    path = written(tmp_path)
    build.eom("target")

    call_command("import_form", str(path), mission="target", form="voting", stdout=StringIO(), stderr=StringIO())

    assert Questionnaire.objects.get(mission__code="target").questions.count() == 16


def test_showing_a_form_imports_nothing(tmp_path: Path) -> None:
    path, out = written(tmp_path), StringIO()
    build.eom("target")

    call_command("import_form", str(path), "--show", mission="target", form="voting", stdout=out, stderr=StringIO())

    assert "secrecy (yes_no)" in out.getvalue()
    assert not Questionnaire.objects.filter(mission__code="target").exists()


def test_a_mission_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no mission “nowhere”"):
        call_command("import_form", str(tmp_path / "a.xlsx"), mission="nowhere", form="voting")
