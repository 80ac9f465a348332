"""Every write is in the audit, whatever its way, and nobody changes the audit unnoticed."""

import io
import logging
import random
from collections.abc import Callable
from typing import Any

import pghistory
import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from apps.core.audit import because, written_by
from apps.core.ledger import check, head
from apps.core.models import AuditEvent, LedgerLink
from apps.core.tasks import check_the_ledger
from apps.findings.models import Finding
from apps.missions.models import Organisation
from apps.statements.models import Publisher
from tests import factories as make
from tests.admin.people import administrator, enter, inline
from tests.violations import Violation, change, delete, rule_that_refuses, settle

TABLE = "missions_organisation"


def sql(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def an_event() -> AuditEvent:
    make.organisation()
    settle()
    return AuditEvent.objects.latest("id")


def emptied(table: str) -> None:
    sql("SET LOCAL electionwatch.may_empty_tables = 'off'", f"TRUNCATE {table} CASCADE")


def unknown_action() -> None:
    columns = 'at, "table", "row", source, reason, transaction, database_user'
    chosen = f"SELECT {columns}, 'guess' FROM core_auditevent WHERE id = {an_event().pk}"
    sql(f"INSERT INTO core_auditevent ({columns}, action) {chosen}")


def linked_twice() -> None:
    event = an_event()
    LedgerLink.objects.create(position=10**6, event=event, hash="0" * 64)


VIOLATIONS = [
    Violation("audit_is_append_only", lambda: change(an_event(), reason="Nothing happened."), "changed"),
    Violation("audit_is_append_only", lambda: delete(an_event()), "deleted"),
    Violation("ledger_is_append_only", lambda: change(an_event().link, hash="0" * 64), "changed"),
    Violation("ledger_is_append_only", lambda: delete(an_event().link), "deleted"),
    Violation("audit_action_is_known", unknown_action),
    Violation("core_ledgerlink_event_id_key", linked_twice),
    *(
        Violation("audited_table_is_never_emptied", lambda table=table: emptied(table), table)  # type: ignore[misc]
        for table in ("core_auditevent", "core_ledgerlink", "core_change", "auth_group", TABLE)
    ),
]

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("violation", VIOLATIONS, ids=str)
def test_the_database_refuses(violation: Violation) -> None:
    assert rule_that_refuses(violation.act) == violation.rule


# Machines write these, they are derived from others, or they keep a history of their own.
NOT_AUDITED = {
    "core.change": "append-only itself",
    "core.auditevent": "the audit",
    "core.ledgerlink": "the audit's chain",
    "core.searchentry": "derived",
    "core.pagechange": "derived",
    "notices.notice": "a log itself: it only ever says that it was read and mailed",
    "accounts.loginattempts": "counted, and gone with its window",
    "imports.rawfile": "named by its hash, never changed",
    "imports.decisiondraft": "not yet decided",
    "imports.reviewlock": "passes by itself",
    "visits.checkedmission": "how far the checks came",
    "visits.pollingstation": "loaded by the hundred thousand",
    "visits.loadproblem": "written once with its row, and gone with the file",
    **{f"visits.{kind}tally": "derived" for kind in ("visit", "answer", "station", "coverage", "register")},
}


def audited_tables() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%_is_audited'")
        return {table for (table,) in cursor.fetchall()}


def test_every_table_is_audited_or_named_here_with_a_reason() -> None:
    tables = {
        model._meta.label_lower: model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("apps.")
    }
    missing = {label for label, table in tables.items() if table not in audited_tables()}
    assert missing - set(NOT_AUDITED) == set(), "add audited(…) to the table's migration"


def three() -> list[Organisation]:
    return [Organisation(code=f"o-{n}", short_name=str(n), kind="intergovernmental", names={}) for n in range(3)]


WAYS: list[tuple[str, Callable[[], object], dict[str, int]]] = [
    ("save", lambda: make.organisation().save(), {"insert": 1}),
    ("bulk_create", lambda: Organisation.objects.bulk_create(three()), {"insert": 3}),
    (
        "update",
        lambda: (Organisation.objects.bulk_create(three()), Organisation.objects.update(kind="citizen")),
        {"insert": 3, "update": 3},
    ),
    (
        "bulk_update",
        lambda: Organisation.objects.bulk_update(
            [renamed(made) for made in Organisation.objects.bulk_create(three())], ["short_name"]
        ),
        {"insert": 3, "update": 3},
    ),
    ("raw SQL", lambda: raw_sql(), {"insert": 1, "update": 1, "delete": 1}),
    (
        "queryset delete",
        lambda: (Organisation.objects.bulk_create(three()), Organisation.objects.all().delete()),
        {"insert": 3, "delete": 3},
    ),
]


def raw_sql() -> None:
    make.organisation()
    sql(f"UPDATE {TABLE} SET short_name = 'raw'", f"DELETE FROM {TABLE}")


def renamed(made: Organisation) -> Organisation:
    made.short_name += "!"
    return made


@pytest.mark.parametrize(("act", "expected"), [way[1:] for way in WAYS], ids=[way[0] for way in WAYS])
def test_each_way_of_writing_is_audited(act: Callable[[], object], expected: dict[str, int]) -> None:
    act()
    actions = list(AuditEvent.objects.filter(table=TABLE).values_list("action", flat=True))
    assert {action: actions.count(action) for action in set(actions)} == expected


def test_a_change_says_before_and_after_of_what_changed() -> None:
    change(make.organisation(), short_name="ODIHR")
    event = AuditEvent.objects.filter(table=TABLE).latest("id")
    assert (event.before, event.after) == ({"short_name": "OSCE/ODIHR"}, {"short_name": "ODIHR"})


def test_a_change_of_nothing_is_no_event() -> None:
    make.organisation().save()
    assert AuditEvent.objects.filter(table=TABLE).count() == 1


def test_secrets_and_private_names_are_digests() -> None:
    make.user("dana", first_name="Secretname", email="dana@example.org")
    event = AuditEvent.objects.filter(table="auth_user").latest("id")
    assert event.after is not None
    assert {event.after[name][:7] for name in ("password", "first_name", "email")} == {"digest "}
    assert (event.after["username"], event.after["last_name"]) == ("dana", "")


def test_the_words_of_a_text_are_kept_once() -> None:
    make.statement()
    event = AuditEvent.objects.filter(table="statements_textversion").latest("id")
    assert make.BODY not in str(event.after)


def test_group_membership_is_audited() -> None:
    make.user().groups.add(Group.objects.create(name="readers"))
    assert AuditEvent.objects.filter(table="auth_user_groups").count() == 1


def test_a_request_says_who_why_and_in_which_batch() -> None:
    person = administrator()
    data = {"code": "daily", "names_en": "Daily", "kind": "press", "_reason": "A new paper."}
    enter(person).post(reverse("admin:statements_publisher_add"), data | inline("none"))
    event = AuditEvent.objects.filter(table="statements_publisher").latest("id")
    assert (event.actor, event.reason, event.batch is not None) == (person.pk, "A new paper.", True)
    assert event.source == "POST /admin/statements/publisher/add/"


def test_one_request_is_one_batch() -> None:
    with pghistory.context(user=7, source="two writes"):
        make.organisation("a", "A")
        make.organisation("b", "B")
    assert AuditEvent.objects.filter(table=TABLE).values("batch").distinct().count() == 1


def test_a_task_or_command_names_itself_and_a_reason() -> None:
    with written_by("task tidy"):
        because("It was due.")
        make.organisation()
    event = AuditEvent.objects.latest("id")
    assert (event.source, event.reason, event.actor) == ("task tidy", "It was due.", None)


def test_reading_opens_no_context(client: Client) -> None:
    assert client.get("/en/").headers.get("Vary", "").count("Cookie") == 0


# --- The chain ------------------------------------------------------------------------------------------------------


@pytest.fixture
def chain() -> list[AuditEvent]:
    for number in range(12):
        make.organisation(f"o-{number}", str(number))
    settle()
    return list(AuditEvent.objects.order_by("link__position"))


def tamper(*statements: str) -> None:
    """What the owner of the tables can do: switch the triggers off first."""
    off = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in ("core_auditevent", "core_ledgerlink")]
    sql(
        *off,
        *statements,
        "SET CONSTRAINTS ALL IMMEDIATE",
        "SET CONSTRAINTS ALL DEFERRED",
        *(line.replace("DISABLE", "ENABLE") for line in off),
    )


def removal(event: AuditEvent) -> tuple[str, str]:
    gone = f"WHERE event_id = {event.pk}"
    return f"DELETE FROM core_ledgerlink {gone}", f"DELETE FROM core_auditevent {gone.replace('event_id', 'id')}"


def test_an_untouched_chain_stands(chain: list[AuditEvent]) -> None:
    report = check()
    assert (report.fault, report.head.position) == ("", len(chain))


TAMPERINGS: list[Callable[[AuditEvent, AuditEvent], str]] = [
    lambda one, _two: f"UPDATE core_auditevent SET reason = 'x' WHERE id = {one.pk}",
    lambda one, _two: f"UPDATE core_auditevent SET actor = 1 WHERE id = {one.pk}",
    lambda one, _two: f"UPDATE core_auditevent SET after = '{{}}' WHERE id = {one.pk}",
    lambda one, _two: f"UPDATE core_auditevent SET at = at + interval '1 microsecond' WHERE id = {one.pk}",
    lambda one, _two: f"UPDATE core_ledgerlink SET hash = repeat('0', 64) WHERE event_id = {one.pk}",
    lambda one, two: (
        f'UPDATE core_auditevent SET ("table", "row", after) = '
        f'(SELECT "table", "row", after FROM core_auditevent WHERE id = {two.pk}) WHERE id = {one.pk}'
    ),
]


@pytest.mark.parametrize("spell", TAMPERINGS)
def test_the_first_tampered_entry_is_named(
    chain: list[AuditEvent], spell: Callable[[AuditEvent, AuditEvent], str]
) -> None:
    place = random.randrange(len(chain) - 1)  # noqa: S311 - any place will do
    tamper(spell(chain[place], chain[place + 1]))
    report = check()
    assert f"Entry {chain[place].pk} " in report.fault
    assert report.head.position == place


def test_a_removed_entry_is_named(chain: list[AuditEvent]) -> None:
    gone = chain[5]
    tamper(
        f"DELETE FROM core_ledgerlink WHERE event_id = {gone.pk}", f"DELETE FROM core_auditevent WHERE id = {gone.pk}"
    )
    assert check().fault == "Place 6 of the chain is missing."


def test_an_entry_put_in_without_the_trigger_is_named(chain: list[AuditEvent]) -> None:
    columns = 'at, "table", "row", action, source, reason, transaction, database_user'
    tamper(f"INSERT INTO core_auditevent ({columns}) SELECT {columns} FROM core_auditevent WHERE id = {chain[0].pk}")
    assert "is in no place of the chain" in check().fault


def test_a_cut_end_is_seen_by_the_head_that_was_kept(chain: list[AuditEvent]) -> None:
    known = head()
    last = chain[-1]
    tamper(
        f"DELETE FROM core_ledgerlink WHERE event_id = {last.pk}", f"DELETE FROM core_auditevent WHERE id = {last.pk}"
    )
    assert (check().fault, check(known=known).fault.startswith("The end is cut off")) == ("", True)


def test_a_chain_made_anew_is_seen_by_the_head_that_was_kept(chain: list[AuditEvent]) -> None:
    known = head()
    tamper("DELETE FROM core_ledgerlink", "DELETE FROM core_auditevent")
    for number in range(20):
        change(Organisation.objects.get(code="o-1"), short_name=f"again {number}")
    settle()
    assert (check().fault, "when the head was written down" in check(known=known).fault) == ("", True)


def test_the_command_prints_the_head_and_takes_it_back(chain: list[AuditEvent], tmp_path: Any) -> None:
    out = io.StringIO()
    call_command("check_ledger", "--write", str(tmp_path / "head"), stdout=out)
    kept = (tmp_path / "head").read_text().strip()
    assert f"Head: {kept}" in out.getvalue()
    call_command("check_ledger", "--head", kept, stdout=io.StringIO())
    with pytest.raises(CommandError, match="--head takes"):
        call_command("check_ledger", "--head", "7")


def test_the_nightly_check_leaves_the_head_or_the_fault_in_the_log(
    chain: list[AuditEvent], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "apps.core.tasks"):
        check_the_ledger()
        tamper("UPDATE core_auditevent SET reason = 'x'")
        check_the_ledger()
    assert [record.levelname for record in caplog.records] == ["INFO", "ERROR"]


# --- In the admin ---------------------------------------------------------------------------------------------------


def test_the_history_of_a_record_shows_before_and_after() -> None:
    made = make.organisation()
    change(made, short_name="ODIHR")
    page = enter(administrator()).get(reverse("admin:missions_organisation_history", args=[made.pk]))
    assert ("OSCE/ODIHR" in page.content.decode(), len(page.context["entries"])) == (True, 2)


def test_the_audit_names_tables_and_closed_sets_as_the_forms_do() -> None:
    made = make.election()
    change(made, status="postponed")
    client = enter(administrator())
    history = client.get(reverse("admin:elections_election_history", args=[made.pk])).context["entries"]
    _event, _who, values = history[0]
    assert [(item.before, item.after) for item in values if item.name == "Status"] == [("Held", "Postponed")]
    shown = client.get(reverse("admin:core_auditevent_changelist"), {"q": "postponed"}).content.decode()
    assert "Elections" in shown
    assert "elections_election</td>" not in shown


def test_the_list_finds_values_and_exports_without_formulas() -> None:
    publisher = Publisher.objects.create(code="p", names={"en": "=cmd()"}, kind="press")
    client, address = enter(administrator()), reverse("admin:core_auditevent_changelist")
    found = client.get(address, {"q": "=cmd()"}).context["cl"].result_list
    assert [event.row for event in found] == [str(publisher.pk)]
    data = {"action": "export_selected", "_selected_action": [found[0].pk]}
    answer: Any = client.post(address, data)
    assert answer["Content-Type"].startswith("text/csv")
    assert b"".join(answer.streaming_content).splitlines()[0].startswith(b"id,at,table")


def test_only_administrators_see_the_whole_audit() -> None:
    analyst = make.editor()
    assert enter(analyst).get(reverse("admin:core_auditevent_changelist")).status_code == 403


def test_history_is_only_for_those_who_see_the_record() -> None:
    finding = make.finding(make.mission(), make.statement())
    assert isinstance(finding, Finding)
    address = reverse("admin:findings_finding_history", args=[finding.pk])
    assert enter(make.user(is_staff=True)).get(address).status_code == 403
