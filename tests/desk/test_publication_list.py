"""Publishing a statement from its check list: what is asked, what stands in the way, one by one or all at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.findings.models import Figure, Finding
from apps.imports.models import ImportRun
from apps.imports.services.decide import accept
from tests import factories
from tests.admin.people import a_proposal, a_run, analyst, editor, enter, message_texts

FINDING = {"topic": "media", "sentiment": "negative", "voice": "mission_paraphrase"}
FIGURE = {"measure": "regions_covered", "value": 13, "comparator": "eq", "voice": "reporter", "source": "mission"}


@pytest.fixture
def run(db: None) -> ImportRun:
    place = factories.mission()
    made = a_run(factories.statement(of=place))
    by = factories.editor()
    for words, kind, value in (
        ("Mission", "mission", {"organisation": "OSCE/ODIHR", "match": place.code, "format": "leom"}),
        ("Observers", "election", {"match": place.election.code}),
        ("lacked genuine competition", "finding", FINDING),
        ("13 of 17 regions", "figure", FIGURE),
    ):
        accept(proposal=a_proposal(made, words, kind, value), by=by, at=factories.NOW)
    return made


@pytest.fixture
def client(db: None) -> Client:
    return enter(editor())


def entries(client: Client, run: ImportRun) -> dict[str, Any]:
    answer = client.get(reverse("admin:imports_importrun_checklist", args=[run.pk]))
    return {entry.key.partition(":")[0]: entry for entry in answer.context["list"].entries}


def publish(client: Client, run: ImportRun, **data: Any) -> str:
    answer = client.post(reverse("admin:imports_importrun_publish", args=[run.pk]), data, follow=True)
    return message_texts(answer)


def test_settled_claims_have_nothing_to_confirm(client: Client, run: ImportRun) -> None:
    assert all(not entry.to_confirm and not entry.obstacles for entry in entries(client, run).values())


def test_one_claim_is_published_by_itself_with_what_it_stands_on(client: Client, run: ImportRun) -> None:
    publish(client, run, only=entries(client, run)["finding"].key)
    assert Finding.objects.public().exists()
    assert Figure.objects.get().is_draft


def test_where_nothing_is_chosen_nothing_is_published(client: Client, run: ImportRun) -> None:
    assert "Nothing is chosen" in publish(client, run, chosen="yes")
    assert not Finding.objects.public().exists()
    assert run.statement is not None
    assert run.statement.is_draft


def test_a_figure_that_differs_has_to_be_confirmed(client: Client, run: ImportRun) -> None:
    figure = Figure.objects.get()
    other = factories.figure(figure.mission, factories.statement("Another text, 14 regions\n"), "14 regions")
    Figure.objects.filter(pk=other.pk).update(measure="regions_covered", value=14, source="mission")
    key = entries(client, run)["figure"].key
    assert "It differs from" in publish(client, run)
    assert Finding.objects.get().is_draft
    publish(client, run, confirmed=key)
    figure.refresh_from_db()
    assert figure.is_published


def test_words_that_a_newer_text_lost_have_to_be_confirmed(client: Client, run: ImportRun) -> None:
    factories.version(run.statement, "Quite other words\n")  # type: ignore[arg-type]
    assert entries(client, run)["finding"].to_confirm


def test_a_withdrawn_mission_stands_in_the_way(client: Client, run: ImportRun) -> None:
    mission = Finding.objects.get().mission
    type(mission).objects.filter(pk=mission.pk).update(
        state="published", published_at=factories.NOW, published_by=factories.user()
    )
    type(mission).objects.filter(pk=mission.pk).update(
        state="withdrawn", withdrawn_at=factories.NOW, withdrawn_by=factories.user(), withdrawal_note="Wrong"
    )
    assert "was withdrawn" in publish(client, run)


def test_an_embargo_is_said_with_its_end(client: Client, run: ImportRun) -> None:
    Finding.objects.update(embargo_until=timezone.now() + timedelta(days=1))
    words = [check.words for check in entries(client, run)["finding"].checks]
    assert any("Under embargo" in word for word in words)


def test_an_analyst_reads_the_list_and_is_not_offered_to_publish(run: ImportRun) -> None:
    answer = enter(analyst()).get(reverse("admin:imports_importrun_checklist", args=[run.pk]))
    assert "An editor publishes" in answer.content.decode()
    assert b"Publish what is chosen" not in answer.content
