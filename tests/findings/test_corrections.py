"""Correcting a public claim: a draft that takes its place, and the old claim public until then."""

import pytest
from django.test import Client
from django.urls import reverse

from apps.core.services import NotAllowed
from apps.findings.models import ClaimObligation, Finding, Obligation
from apps.findings.obligations import load_obligations
from apps.findings.services import correct
from tests import factories
from tests.admin.people import analyst, editor, enter, message_texts

pytestmark = pytest.mark.django_db


def test_the_draft_says_the_same_on_the_same_words() -> None:
    old, by = factories.public_world(), factories.editor()
    draft = correct(claim=old, by=by)
    assert (draft.topic, draft.sentiment, draft.replaces, draft.entered_by) == (old.topic, old.sentiment, old, by)
    assert [item.quote for item in draft.evidence.all()] == [item.quote for item in old.evidence.all()]
    assert draft.is_draft
    assert draft.code != old.code


def test_the_draft_touches_the_same_obligations() -> None:
    load_obligations()
    old = factories.public_world()
    touched = Obligation.objects.all()[0]
    ClaimObligation.objects.create(finding=old, obligation=touched, relation="at_odds")
    draft = correct(claim=old, by=factories.editor())
    assert list(draft.obligations.values_list("obligation", "relation")) == [(touched.pk, "at_odds")]


def test_a_claim_without_a_text_is_corrected_with_its_reference() -> None:
    place = factories.mission()
    factories.published(place.election)
    factories.published(place)
    old = factories.published(factories.without_text(place))
    assert correct(claim=old, by=factories.editor()).entered_from_place == old.entered_from_place


def test_the_old_claim_stays_public_until_the_new_one_is() -> None:
    old = factories.public_world()
    draft = correct(claim=old, by=factories.editor())
    assert list(Finding.objects.public()) == [old]
    Finding.objects.filter(pk=draft.pk).update(correction_reason="Misread.")
    factories.published(draft)
    assert list(Finding.objects.public()) == [draft]


def test_correcting_twice_opens_the_same_draft() -> None:
    old = factories.public_world()
    assert correct(claim=old, by=factories.editor()) == correct(claim=old, by=factories.editor())


def test_a_draft_is_not_corrected() -> None:
    place = factories.mission()
    draft = factories.finding(place, factories.statement(of=place))
    with pytest.raises(NotAllowed, match="Only a public claim"):
        correct(claim=draft, by=factories.editor())


def page(claim: Finding, name: str) -> str:
    return reverse(f"admin:findings_finding_{name}", args=[claim.pk])


def test_a_correction_without_a_reason_is_not_published() -> None:
    draft = correct(claim=factories.public_world(), by=factories.editor())
    answer = enter(editor()).post(page(draft, "publish"), follow=True)
    assert "say why" in message_texts(answer)
    draft.refresh_from_db()
    assert draft.is_draft


def test_the_button_leads_to_the_draft() -> None:
    old = factories.public_world()
    answer = enter(analyst()).post(page(old, "correct"))
    assert answer["Location"] == page(Finding.objects.get(replaces=old), "change")


def test_a_draft_is_published_from_its_page() -> None:
    place = factories.mission()
    draft = factories.finding(place, factories.statement(of=place))
    enter(editor()).post(page(draft, "publish"))
    draft.refresh_from_db()
    assert draft.is_published


def test_an_analyst_does_not_publish_from_its_page() -> None:
    place = factories.mission()
    draft = factories.finding(place, factories.statement(of=place))
    assert enter(analyst()).post(page(draft, "publish")).status_code == 403


@pytest.mark.parametrize("name", ["publish", "correct"])
def test_nothing_is_done_by_following_a_link(name: str) -> None:
    assert enter(editor()).get(page(factories.public_world(), name)).status_code == 405


def test_a_stranger_is_sent_to_log_in() -> None:
    assert "login" in Client().post(page(factories.public_world(), "correct"))["Location"]
