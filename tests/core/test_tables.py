"""Tables that go out safely and come back whole or not at all, with each fault named by line and column."""

import csv
import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from apps.core.models import AuditEvent, Change, MissionAccess
from apps.elections.models import Election
from apps.findings.models import ClaimObligation, Obligation, Recommendation
from apps.findings.obligations import load_obligations
from apps.missions.models import Mission, MissionRole, Organisation
from tests import factories as make
from tests.admin.people import analyst, enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return enter(analyst())


def rows(client: Client, label: str, kind: str = "csv", query: str = "") -> list[list[Any]]:
    answer = client.get(reverse(f"admin:{label}_take", args=[kind]) + query)
    if kind == "csv":
        return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def bring(client: Client, label: str, table: str | bytes, do: str = "keep", name: str = "table.csv") -> Any:
    data = table.encode() if isinstance(table, str) else table
    return client.post(reverse(f"admin:{label}_bring"), {"file": SimpleUploadedFile(name, data), "do": do})


def faults(answer: Any) -> list[tuple[int | None, str]]:
    return [(fault.line, fault.column) for fault in answer.context["faults"]]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula_and_each_comes_back_as_it_was(client: Client, start: str) -> None:
    name = f"{start}SUM(A1)"
    make.organisation("odd", "Odd", names={"en": name})
    header, row = rows(client, "missions_organisation")
    assert row[header.index("names_en")] == f"'{name}"
    _header, plain = rows(client, "missions_organisation", "xlsx")
    assert plain[header.index("names_en")].strip() == name.strip()
    table = client.get(reverse("admin:missions_organisation_take", args=["csv"])).content
    assert bring(client, "missions_organisation", table).status_code == 302
    assert Organisation.objects.get(code="odd").names == {"en": name.strip() if start in "\t\r" else name}


def test_a_table_adds_changes_and_leaves_in_one_batch(client: Client) -> None:
    make.organisation("odihr", "ODIHR", names={"en": "Office", "kk": "Бюро"})
    make.organisation("cis", "CIS", names={"en": "Commonwealth"})
    table = (
        "code;short_name;kind;names_en\n"
        "odihr;ODIHR;intergovernmental;The Office\n"
        "cis;CIS;intergovernmental;Commonwealth\n"
        "sco;SCO;regional;Shanghai\n"
    )
    assert bring(client, "missions_organisation", table, do="check").context["counts"]["new"] == 1
    assert not Organisation.objects.filter(code="sco").exists()
    assert bring(client, "missions_organisation", table).status_code == 302
    assert Organisation.objects.get(code="odihr").names == {"en": "The Office", "kk": "Бюро"}
    events = AuditEvent.objects.filter(table="missions_organisation", reason="Table: table.csv")
    assert sorted(events.values_list("action", flat=True)) == ["insert", "update"]
    assert events.values("batch").distinct().count() == 1


def test_each_fault_is_named_by_line_and_column_and_nothing_is_kept(client: Client) -> None:
    table = (
        "code,short_name,kind,country\n"
        "good,Good,citizen,\n"
        "bad,Bad,clan,\n"
        "worse,Worse,citizen,XX\n"
        "no code here,Code,citizen,\n"
    )
    answer = bring(client, "missions_organisation", table)
    assert answer.status_code == 422
    assert sorted(set(faults(answer))) == [(3, "kind"), (4, "country"), (5, "code")]
    assert "Choose one of: intergovernmental, " in answer.content.decode()
    assert not Organisation.objects.filter(code="good").exists()


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("code,colour\nx,red\n", "no column “colour”"),
        ("short_name\nx\n", "column “code” is missing"),
        ("", "empty"),
        ("код,название\n".encode("cp1251"), "not in UTF-8"),
    ],
)
def test_a_file_that_is_no_such_table_says_why(client: Client, table: str | bytes, words: str) -> None:
    answer = bring(client, "missions_organisation", table)
    assert words in answer.content.decode()


def test_a_file_that_only_claims_to_be_xlsx_is_refused(client: Client) -> None:
    answer = bring(client, "missions_organisation", b"PK not really", name="table.xlsx")
    assert "cannot be read as XLSX" in answer.content.decode()


def test_the_rules_of_the_database_are_told_in_words(client: Client) -> None:
    make.country()
    header = "code,country,types,first_polling_day,last_polling_day,status"
    table = f"{header}\nkz-1,KZ,parliamentary,2021-01-10,2021-01-09,held\n"
    answer = bring(client, "elections_election", table)
    assert "cannot lie before the first polling day" in answer.content.decode()
    assert faults(answer) == [(2, "last_polling_day")]


def test_a_changed_public_record_is_in_the_log_of_changes(client: Client) -> None:
    make.published(make.election())
    table = "code,names_en\nkz-2021-01-10-parliamentary,Parliament\n"
    assert bring(client, "elections_election", table).status_code == 302
    assert Election.objects.get().names == {"en": "Parliament"}
    assert Change.objects.latest("id").kind == "changed"


def test_people_are_named_by_mission_name_and_role(client: Client) -> None:
    place = make.mission()
    make.role(place, "Kristian Vigenin")
    table = f"mission,name,kind,names_ru\n{place.code},Kristian Vigenin,special_coordinator,Кристиан Вигенин\n"
    assert bring(client, "missions_missionrole", table).status_code == 302
    assert MissionRole.objects.get().names == {"ru": "Кристиан Вигенин"}


def test_whoever_is_restricted_takes_and_brings_only_what_is_theirs() -> None:
    own, other = make.mission(), make.mission("another", organisation=make.organisation("another", "Another"))
    person = analyst()
    MissionAccess.objects.create(user=person, mission=own)
    client = enter(person)
    assert [row[0] for row in rows(client, "missions_mission")[1:]] == [own.code]
    answer = bring(client, "missions_missionrole", f"mission,name,kind\n{other.code},Somebody,spokesperson\n")
    assert answer.status_code == 422
    assert not MissionRole.objects.exists()
    assert Mission.objects.count() == 2


def test_who_may_not_change_a_list_brings_nothing_in() -> None:
    client = enter(make.user("", "missions.view_organisation", is_staff=True))
    assert client.get(reverse("admin:missions_organisation_bring")).status_code == 403
    assert len(rows(client, "missions_organisation")) == 1
    assert (
        enter(make.user(is_staff=True)).get(reverse("admin:missions_organisation_take", args=["csv"])).status_code
        == 403
    )


HEADER = (
    "code,mission,topic,priority,addressee,voice,language,summary_en,statement,words,"
    "entered_from_title,entered_from_publisher,entered_from_date,entered_from_place\n"
)


def test_recommendations_come_with_their_words_or_with_a_reference(client: Client) -> None:
    place = make.mission()
    source = make.statement(of=place)
    middle = f",{place.code},media,priority,legislature,mission_paraphrase,en,Said"
    table = (
        f"{HEADER}{middle},{source.code},Preparations were efficient,,,,\n{middle},,,Report,OSCE,1999-10-11,Fund 7\n"
    )
    assert bring(client, "findings_recommendation", table).status_code == 302
    cited, entered = Recommendation.objects.order_by("id")
    assert [item.quote.exact for item in cited.evidence.all()] == ["Preparations were efficient"]
    assert entered.has_reference
    answer = bring(
        client, "findings_recommendation", f"{HEADER}{middle},{source.code},No such words,,,,\n{middle},,,,,,\n"
    )
    assert faults(answer) == [(2, "words"), (3, "")]
    assert Recommendation.objects.count() == 2
    exported = rows(client, "findings_recommendation")
    assert exported[1][exported[0].index("words")] == "Preparations were efficient"


def test_a_public_recommendation_stays_as_it_is(client: Client) -> None:
    place = make.mission()
    claim = make.published(make.recommendation(place, make.statement(of=place)))
    answer = bring(client, "findings_recommendation", f"code,topic\n{claim.code},media\n")
    assert "no longer changes" in answer.content.decode()


def test_obligations_of_claims_are_named_by_both_codes(client: Client) -> None:
    load_obligations()
    place = make.mission()
    claim = make.finding(place, make.statement(of=place))
    touched = Obligation.objects.all()[0]
    for relation in ("cited", "at_odds"):
        table = f"claim,obligation,relation\n{claim.code},{touched.code},{relation}\n"
        assert bring(client, "findings_claimobligation", table).status_code == 302
    assert ClaimObligation.objects.get().relation == "at_odds"
    answer = bring(client, "findings_claimobligation", f"claim,obligation,relation\nf-none,{touched.code},cited\n")
    assert faults(answer) == [(2, "claim")]
    assert len(rows(client, "findings_obligation")) == Obligation.objects.count() + 1


def test_the_filter_of_the_list_holds_for_the_file(client: Client) -> None:
    make.organisation("a", "A", kind="citizen")
    make.organisation("b", "B", kind="regional")
    assert [row[0] for row in rows(client, "missions_organisation", query="?kind__exact=citizen")[1:]] == ["a"]
