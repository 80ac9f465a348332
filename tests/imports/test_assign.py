"""Whose work an import is: somebody who may see it, told once, with a line in the audit."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from apps.core.models import AuditEvent, MissionAccess
from apps.imports.models import ImportRun
from apps.imports.services.assign import assign
from apps.imports.services.start import start_text
from apps.imports.services.work import perform
from apps.notices.models import Notice
from tests import factories
from tests.admin.people import a_proposal, a_run, analyst, enter
from tests.imports.texts import STATEMENT

pytestmark = pytest.mark.django_db


def test_whoever_gets_work_is_told_and_the_audit_knows() -> None:
    run, giver, taker = a_run(), analyst(), analyst()
    assert assign(run=run, to=taker, by=giver, at=factories.NOW)
    assert not assign(run=run, to=taker, by=giver, at=factories.LATER)
    assert list(Notice.objects.values_list("person", "kind")) == [(taker.pk, "assigned")]
    event = AuditEvent.objects.filter(table="imports_importrun", action="update").get()
    assert (event.after or {})["assigned_to_id"] == taker.pk
    assert assign(run=run, to=None, by=giver, at=factories.LATER)
    assert Notice.objects.count() == 1


def test_whoever_takes_work_is_not_told_of_it() -> None:
    run, me = a_run(), analyst()
    a_proposal(run, "Observers", "figure", {"value": 1})
    client = enter(me)
    rows = {"action": "assign_to_me", "_selected_action": [run.pk]}
    client.post(reverse("admin:imports_importrun_changelist"), rows)
    run.refresh_from_db()
    assert (run.assigned_to, Notice.objects.count()) == (me, 0)
    assert run.code in client.get(reverse("admin:imports_importrun_changelist"), {"assigned": "me"}).content.decode()
    assert run.statement is not None
    assert run.statement.title in client.get(reverse("admin:index")).content.decode()


def test_nobody_gets_what_they_may_not_see() -> None:
    place = factories.mission()
    run = a_run(factories.statement(of=place))
    stranger = analyst()
    other = factories.mission("another", organisation=factories.organisation("another", "Another"))
    MissionAccess.objects.create(user=stranger, mission=other)
    with pytest.raises(ValidationError, match="may see this import"):
        assign(run=run, to=stranger, by=analyst(), at=factories.NOW)
    answer = enter(analyst()).post(
        reverse("admin:imports_importrun_assign", args=[run.pk]), {"to": stranger.pk}, follow=True
    )
    assert b"may see this import" in answer.content


@pytest.mark.usefixtures("data_dir")
def test_whoever_brought_a_text_in_is_told_once_when_it_is_ready() -> None:
    me = analyst()
    started = start_text(text=STATEMENT, by=me, wake=False)
    perform(run_id=started.pk)
    perform(run_id=started.pk)
    run = ImportRun.objects.get(pk=started.pk)
    notice = Notice.objects.get()
    assert (run.state, notice.person, notice.kind) == ("ready", me, "import_ready")
    assert notice.address == reverse("admin:imports_importrun_change", args=[run.pk])
