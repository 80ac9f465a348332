"""Publishing and withdrawing from the lists, by those who may, with the reason asked for."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from apps.core.models import Change
from apps.elections.admin import ElectionAdmin
from apps.elections.models import Election
from apps.findings.models import Finding
from apps.statements.models import TextVersion
from tests import factories
from tests.admin.people import analyst, editor, enter, message_texts

LIST = "admin:findings_finding_changelist"


def act(client: Client, action: str, record: Any, **more: str) -> Any:
    data = {"action": action, "_selected_action": [record.pk], **more}
    return client.post(reverse(LIST), data, follow=True)


@pytest.fixture
def draft(db: None) -> Finding:
    place = factories.mission()
    return factories.finding(place, factories.statement(of=place))


def test_an_editor_publishes(draft: Finding) -> None:
    act(enter(editor()), "publish_selected", draft)
    draft.refresh_from_db()
    assert draft.is_published
    assert Change.objects.filter(code=draft.code, kind="published").exists()


def test_an_analyst_is_not_offered_to_publish(draft: Finding) -> None:
    act(enter(analyst()), "publish_selected", draft)
    draft.refresh_from_db()
    assert draft.is_draft


def test_a_claim_without_a_quote_is_not_published_and_the_page_says_why(draft: Finding) -> None:
    draft.evidence.all().delete()
    answer = act(enter(editor()), "publish_selected", draft)
    assert "No quote supports it yet" in message_texts(answer)
    # Such drafts are older than the rule of the database that forbids them now.
    transaction.set_rollback(True)


def test_withdrawing_asks_for_the_reason_first(db: None) -> None:
    claim = factories.public_world()
    answer = act(enter(editor()), "withdraw_selected", claim)
    claim.refresh_from_db()
    assert b'name="note"' in answer.content
    assert claim.is_published


def test_withdrawing_without_a_reason_asks_again(db: None) -> None:
    claim = factories.public_world()
    answer = act(enter(editor()), "withdraw_selected", claim, confirmed="yes", note="  ")
    assert answer.status_code == 422


def test_withdrawing_with_a_reason_keeps_it(db: None) -> None:
    claim = factories.public_world()
    act(enter(editor()), "withdraw_selected", claim, confirmed="yes", note="Misread")
    claim.refresh_from_db()
    assert (claim.state, claim.withdrawal_note) == ("withdrawn", "Misread")


def test_a_draft_is_not_withdrawn_and_the_page_says_why(draft: Finding) -> None:
    answer = act(enter(editor()), "withdraw_selected", draft, confirmed="yes", note="Misread")
    assert "Only a published record" in message_texts(answer)


def save(client: Client, election: Election, **more: Any) -> Any:
    data = {
        "code": election.code,
        "country": election.country_id,
        "types": ["parliamentary", "local"],
        "first_polling_day": "2021-01-10",
        "last_polling_day": "2021-01-10",
        "round": 1,
        "is_early": "unknown",
        "status": "held",
    }
    return client.post(reverse("admin:elections_election_change", args=[election.pk]), data | more)


def test_a_change_of_a_public_record_is_logged(db: None) -> None:
    election = factories.public_world().mission.election
    save(enter(editor()), election)
    assert Change.objects.filter(code=election.code, kind="changed").exists()


def test_who_saves_second_is_told_and_loses_nothing(db: None) -> None:
    election, first, second = factories.mission().election, enter(editor()), enter(editor())
    seen = second.get(reverse("admin:elections_election_change", args=[election.pk])).context["seen"]
    save(first, election, _seen=seen, status="postponed")
    answer = save(second, election, _seen=seen, round=2)
    assert "while you had it open" in str(answer.context["errors"])
    assert answer.context["adminform"].form["round"].value() == "2"
    election.refresh_from_db()
    assert (election.status, election.round) == ("postponed", 1)
    assert save(second, election, _seen=answer.context["seen"], round=2).status_code == 302


def test_polling_days_in_the_wrong_order_are_explained_at_their_field(db: None) -> None:
    data = {
        "country": factories.country().pk,
        "types": ["local"],
        "code": "kz-2021",
        "round": 1,
        "status": "held",
        "first_polling_day": "2021-01-10",
        "last_polling_day": "2021-01-09",
        "is_early": "unknown",
    }
    answer = enter(analyst()).post(reverse("admin:elections_election_add"), data)
    assert "cannot lie before" in str(answer.context["adminform"].form.errors["last_polling_day"])


def test_a_statement_entered_by_hand_comes_with_its_text(db: None) -> None:
    data = {
        "title": "A report",
        "kind": "final_report",
        "language": "en",
        "authenticity": "original",
        "text": "Word.\r\n",
    }
    enter(analyst()).post(reverse("admin:statements_statement_add"), data)
    assert TextVersion.objects.get(statement__title="A report").body == "Word."


def test_what_only_the_database_refuses_is_said_in_words(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    election = factories.election()

    def faster_person(*_args: Any, **_kwargs: Any) -> None:
        Election.objects.filter(pk=election.pk).update(last_polling_day=date(2020, 1, 1))

    monkeypatch.setattr(ElectionAdmin, "save_model", faster_person)
    data = {
        "country": election.country_id,
        "types": ["local"],
        "code": election.code,
        "round": 1,
        "status": "held",
        "first_polling_day": "2021-01-10",
        "last_polling_day": "2021-01-10",
        "is_early": "unknown",
    }
    address = reverse("admin:elections_election_change", args=[election.pk])
    answer = enter(analyst()).post(address, data, follow=True)
    assert "cannot lie before" in message_texts(answer)
