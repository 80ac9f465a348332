"""Publishing and withdrawing: once, in order, with a reason, and with one line in the change log."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from apps.core.choices import ChangeKind, PublicationState
from apps.core.models import Change
from apps.core.services import NotAllowed, publish, withdraw
from apps.elections.models import Election
from tests import factories as make

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(days=1)


def _log(of: Election) -> list[tuple[str, str, str]]:
    return list(
        Change.objects.filter(record="election", code=of.code).order_by("id").values_list("kind", "code", "note")
    )


def test_publishing_says_who_and_when() -> None:
    by = make.editor()
    election = publish(record=make.election(), by=by, at=make.NOW)
    election.refresh_from_db()
    assert (election.state, election.published_by, election.published_at) == ("published", by, make.NOW)


def test_publishing_writes_one_line_of_the_log() -> None:
    election = make.published(make.election())
    assert _log(election) == [(ChangeKind.PUBLISHED, election.code, "")]


def test_publishing_twice_changes_nothing() -> None:
    election = make.published(make.election())
    again = publish(record=election, by=make.editor(), at=LATER)
    assert (again.published_at, len(_log(election))) == (make.NOW, 1)


def test_publishing_looks_at_the_stored_row_and_not_at_the_one_in_hand() -> None:
    stale = make.election()
    publish(record=make.election(), by=make.editor(), at=make.NOW)
    assert publish(record=stale, by=make.editor(), at=LATER).published_at == make.NOW


def test_a_withdrawn_record_is_not_published_again() -> None:
    election = make.published(make.election())
    withdraw(record=election, by=make.editor(), at=LATER, note="Entered twice.")
    with pytest.raises(NotAllowed, match="cannot be published again"):
        publish(record=election, by=make.editor(), at=LATER)


def test_withdrawing_says_who_when_and_why() -> None:
    by = make.editor()
    election = withdraw(record=make.published(make.election()), by=by, at=LATER, note="  Entered twice. ")
    election.refresh_from_db()
    assert (election.state, election.withdrawn_by, election.withdrawn_at, election.withdrawal_note) == (
        PublicationState.WITHDRAWN, by, LATER, "Entered twice.",
    )  # fmt: skip


def test_withdrawing_writes_the_reason_into_the_log() -> None:
    election = make.published(make.election())
    withdraw(record=election, by=make.editor(), at=LATER, note="Entered twice.")
    assert _log(election)[1:] == [(ChangeKind.WITHDRAWN, election.code, "Entered twice.")]


def test_a_replacement_is_logged_as_one() -> None:
    election = make.published(make.election())
    withdraw(record=election, by=make.editor(), at=LATER, note="Corrected.", kind=ChangeKind.REPLACED)
    assert _log(election)[1:] == [(ChangeKind.REPLACED, election.code, "Corrected.")]


@pytest.mark.parametrize("note", ["", "   ", "\n"])
def test_withdrawing_needs_a_reason(note: str) -> None:
    election = make.published(make.election())
    with pytest.raises(ValidationError) as refused:
        withdraw(record=election, by=make.editor(), at=LATER, note=note)
    assert "note" in refused.value.message_dict


def test_a_draft_cannot_be_withdrawn() -> None:
    with pytest.raises(NotAllowed, match="Only a published record"):
        withdraw(record=make.election(), by=make.editor(), at=LATER, note="Never mind.")


def test_a_refused_step_writes_no_line() -> None:
    election = make.election()
    with pytest.raises(NotAllowed):
        withdraw(record=election, by=make.editor(), at=LATER, note="Never mind.")
    assert _log(election) == []


def test_the_log_keeps_an_embargoed_record_back_until_its_moment() -> None:
    make.published(make.election(embargo_until=LATER))
    assert Change.objects.get().visible_from == LATER


def test_an_embargo_that_is_over_delays_nothing() -> None:
    make.published(make.election(embargo_until=make.NOW - timedelta(days=1)))
    assert Change.objects.get().visible_from == make.NOW


def test_the_claim_under_a_quote_is_published_with_it() -> None:
    finding = make.public_world()
    assert Change.objects.latest("id").code == finding.code


def test_publishing_a_correction_withdraws_what_it_replaces() -> None:
    old = make.public_world()
    source = old.evidence.get().quote.version.statement
    new = make.finding(
        old.mission, source, "Preparations were efficient", replaces=old, correction_reason="The topic was misread."
    )
    new = make.published(new)
    old.refresh_from_db()
    assert (old.state, new.state) == (PublicationState.WITHDRAWN, PublicationState.PUBLISHED)
    assert old.withdrawal_note == "The topic was misread."


def test_a_correction_under_embargo_waits_so_that_readers_never_see_neither() -> None:
    old = make.public_world()
    source = old.evidence.get().quote.version.statement
    new = make.finding(old.mission, source, "Preparations were efficient", replaces=old, embargo_until=LATER)
    with pytest.raises(NotAllowed, match="until then readers see the old one"):
        make.published(new)
    old.refresh_from_db()
    assert old.is_published


def test_the_log_keeps_silent_until_the_last_embargo_is_over() -> None:
    mission = make.mission(embargo_until=LATER)
    source = make.statement(of=mission, embargo_until=LATER + timedelta(days=1))
    made = make.published(make.finding(mission, source))
    assert Change.objects.get(code=made.code).visible_from == LATER + timedelta(days=1)
