"""The review screen over a whole import of a real pipeline: every kind of proposal, before and after its decision."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from apps.findings.models import Finding
from apps.imports.choices import ProposalKind
from apps.imports.demo_texts import load
from apps.imports.models import ImportRun, Proposal
from apps.imports.services.bulk import accept_all
from apps.imports.services.start import ImportOptions, start_text
from apps.imports.services.work import perform
from tests import factories
from tests.imports.conftest import data_dir as data_dir

pytestmark = pytest.mark.django_db


@pytest.fixture
def run() -> ImportRun:
    factories.country()
    factories.organisation("osce", "OSCE")
    started = start_text(text=load().texts[0].text, options=ImportOptions(published_on=date(2021, 1, 11)), wake=False)
    perform(run_id=started.pk)
    return ImportRun.objects.get(pk=started.pk)


def address(run: ImportRun, name: str = "review") -> str:
    return reverse(f"admin:imports_importrun_{name}", args=[run.pk])


def test_every_kind_of_proposal_can_be_shown_open_and_accepted(client: Client, run: ImportRun) -> None:
    by = factories.editor()
    client.force_login(by)
    assert {ProposalKind.ELECTION, ProposalKind.MISSION, ProposalKind.ROLE, ProposalKind.HEADLINE} <= set(
        Proposal.objects.filter(run=run).values_list("kind", flat=True)
    )
    assert client.get(address(run)).status_code == 200
    accept_all(run=run, by=by, at=factories.NOW)
    assert client.get(address(run)).status_code == 200


def test_two_clicks_bring_an_import_to_the_public(client: Client, run: ImportRun) -> None:
    client.force_login(factories.editor())
    client.post(address(run, "accept_all"))
    client.post(address(run, "publish"))
    assert Finding.objects.public().exists()


def test_a_failed_import_is_tried_again_from_the_list(client: Client, run: ImportRun) -> None:
    failed = start_text(text="Words of a mission", wake=False)
    ImportRun.objects.filter(pk=failed.pk).update(state="failed", problem="gave_up", attempts=5)
    client.force_login(factories.editor())
    client.post(
        reverse("admin:imports_importrun_changelist"),
        {"action": "retry_selected", "_selected_action": [failed.pk, run.pk]},
    )
    states = dict(ImportRun.objects.values_list("pk", "state"))
    assert (states[failed.pk], states[run.pk]) == ("queued", "ready")
