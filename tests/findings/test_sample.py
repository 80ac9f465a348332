"""The invented ledger is a ledger like any other: readers see what is public of it, and it goes nowhere else."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import F
from django.db.models.functions import Substr
from django.test import Client

from apps.core.audit import written_by
from apps.core.models import PageChange, SearchEntry
from apps.findings.models import Deliverable, Figure, Finding, Recommendation
from apps.findings.sample import Plan
from apps.findings.sample_filling import fill_with_sample
from apps.statements.models import Quote
from tests import factories as make

PLAN = Plan(elections=2, findings=50)


@pytest.fixture
def sample(db: None) -> None:
    make.country()
    make.organisation("one", "One")
    make.organisation("two", "Two")
    with written_by("command generate_sample"):
        fill_with_sample(plan=PLAN, tell=lambda line: None)


def test_it_holds_claims_of_every_kind_in_every_state(sample: None) -> None:
    assert Finding.objects.count() == 200
    assert {"draft", "published", "withdrawn"} == set(Finding.objects.values_list("state", flat=True))
    assert all(model.objects.public().exists() for model in (Finding, Figure, Recommendation, Deliverable))


def test_its_quotes_are_exact(sample: None) -> None:
    words = Substr("version__body", F("start") + 1, F("end") - F("start"))
    assert not Quote.objects.annotate(words=words).exclude(words=F("exact")).exists()


def test_what_triggers_keep_is_there(sample: None) -> None:
    assert SearchEntry.objects.filter(kind="finding").count() == 200
    assert PageChange.objects.exists()


def test_a_row_entered_afterwards_takes_the_next_number(sample: None) -> None:
    last = Finding.objects.latest("id")
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('findings_finding', 'id'))")
        assert cursor.fetchone() == (last.pk + 1,)


def test_its_pages_open(sample: None, client: Client) -> None:
    finding = Finding.objects.public().first()
    assert finding is not None
    for path in (finding.get_absolute_url(), finding.mission.get_absolute_url(), "/en/search/?q=voting"):
        assert client.get(path).status_code == 200, path


def test_a_ledger_that_holds_something_is_left_alone(sample: None) -> None:
    with pytest.raises(ValidationError, match="not empty"):
        fill_with_sample(plan=PLAN, tell=lambda line: None)


@pytest.mark.django_db
def test_it_needs_the_reference_data() -> None:
    with pytest.raises(ValidationError, match="load_reference"):
        fill_with_sample(plan=PLAN, tell=lambda line: None)


@pytest.mark.django_db
def test_the_command_says_which_sizes_it_takes() -> None:
    with pytest.raises(CommandError, match="numbers from 1"):
        call_command("generate_sample", elections=0)
