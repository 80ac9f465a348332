"""Publishing an import, and what readers see before and after."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied

from apps.core.models import Change
from apps.core.services import NotAllowed
from apps.findings.models import Finding
from apps.imports.models import ImportRun
from apps.imports.services.bulk import accept_all
from apps.imports.services.publication import publish_run
from apps.statements.models import Statement
from tests import factories
from tests.factories import NOW
from tests.imports.conftest import Import


@pytest.fixture
def accepted(imported: Import, editor: User) -> ImportRun:
    run = imported()
    accept_all(run=run, by=editor, at=NOW)
    return run


def test_nothing_is_public_before(accepted: ImportRun) -> None:
    assert not Finding.objects.public().exists()


def test_publishing_shows_election_mission_text_and_claims(accepted: ImportRun, editor: User) -> None:
    counts = publish_run(run=accepted, by=editor, at=NOW)
    assert counts["finding"] == Finding.objects.public().count() > 0
    assert (counts["election"], counts["mission"], counts["statement"]) == (1, 1, 1)
    assert Statement.objects.public().exists()


def test_each_record_leaves_one_line_in_the_change_log(accepted: ImportRun, editor: User) -> None:
    counts = publish_run(run=accepted, by=editor, at=NOW)
    assert Change.objects.count() == sum(counts.values())


def test_publishing_twice_changes_nothing(accepted: ImportRun, editor: User) -> None:
    publish_run(run=accepted, by=editor, at=NOW)
    assert sum(publish_run(run=accepted, by=editor, at=NOW).values()) == 0


def test_a_run_with_nothing_accepted_is_not_published(imported: Import, editor: User) -> None:
    with pytest.raises(NotAllowed):
        publish_run(run=imported(), by=editor, at=NOW)


def test_deciding_is_not_publishing(accepted: ImportRun) -> None:
    with pytest.raises(PermissionDenied):
        publish_run(run=accepted, by=factories.user("analyst", "core.decide"), at=NOW)
    assert not Change.objects.exists()
