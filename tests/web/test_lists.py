"""What became of recommendations and promises, what was corrected, and who observed."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from apps.core.services import withdraw
from apps.findings.models import Deliverable
from apps.findings.promises import Standing
from apps.web.promises import counts, days_late, promises, standing_of
from tests import factories as make
from tests.web.test_pages import page, text_of
from tests.web.world import World

TODAY = date(2021, 3, 20)


def standing(promise: Deliverable) -> tuple[str, int]:
    """As the lists have it; the page of a single promise has to say the same."""
    found = promises(today=TODAY).get(pk=promise.pk)
    assert standing_of(found, today=TODAY) == found.standing
    return found.standing, days_late(found, today=TODAY)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"due_on": date(2021, 3, 8)}, ("overdue", 12)),
        ({"due_on": TODAY}, ("open", 0)),
        ({"due_on": None}, ("undated", 0)),
        ({"due_on": date(2021, 3, 8), "fulfilled_on": date(2021, 3, 8)}, ("kept", 0)),
        ({"due_on": date(2021, 3, 8), "fulfilled_on": date(2021, 3, 11)}, ("late", 3)),
        ({"due_on": None, "fulfilled_on": date(2021, 3, 11)}, ("kept", 0)),
    ],
)
def test_how_a_promise_stands(world: World, fields: dict[str, Any], expected: tuple[str, int]) -> None:
    promise = make.published(make.deliverable(world.limited, world.report, **fields))
    assert standing(promise) == expected


def test_a_report_that_is_not_public_keeps_no_promise(world: World) -> None:
    hidden = make.statement("A title\n\nBody.", of=world.limited)
    promise = make.deliverable(world.limited, world.report, fulfilled_by=hidden, fulfilled_on=date(2021, 3, 9))
    assert standing(make.published(promise)) == ("overdue", 12)


def test_promises_are_counted_by_how_they_stand(world: World) -> None:
    make.published(make.deliverable(world.limited, world.report, due_on=None))
    assert dict(counts(promises(today=TODAY)))[Standing.UNDATED] == 1
    assert dict(counts(promises(today=TODAY)))[Standing.OVERDUE] == 1


def test_promises_are_narrowed_by_how_they_stand(client: Client, world: World) -> None:
    assert world.promise.code in page(client, "/en/promises/?state=overdue")
    assert world.promise.code not in page(client, "/en/promises/?state=kept")


def test_days_have_plural_forms_in_every_language(client: Client, world: World) -> None:
    due = timezone.localdate() - timedelta(days=3)
    make.published(make.deliverable(world.limited, world.report, due_on=due))
    assert "на 3 дня" in text_of(page(client, "/ru/promises/?state=overdue"))
    assert "3 күнге" in text_of(page(client, "/kk/promises/?state=overdue"))


def test_a_status_stands_with_who_gave_it_and_their_words(client: Client, world: World) -> None:
    make.follow_up(world.recommendation, make.quote("open and competitive", world.own_text), author=world.other)
    text = text_of(page(client, "/en/recommendations/").split('class="track"')[1])
    assert "Partially implemented" in text
    assert "CIS" in text
    assert "open and competitive" in text


def test_the_newest_judgement_decides_where_a_recommendation_stands(client: Client, world: World) -> None:
    words = make.quote("open and competitive", world.own_text)
    make.follow_up(world.recommendation, words, author=world.other, status="fully", assessed_on=date(2023, 1, 1))
    make.follow_up(world.recommendation, words, author=world.other, assessed_on=date(2022, 1, 1))
    assert world.recommendation.code in page(client, "/en/recommendations/?status=fully")
    assert world.recommendation.code not in page(client, "/en/recommendations/?status=partially")


def test_what_nobody_judged_is_not_assessed(client: Client, world: World) -> None:
    assert world.recommendation.code in page(client, "/en/recommendations/?status=not_assessed")


def test_a_carried_out_recommendation_is_no_longer_open(client: Client, world: World) -> None:
    words = make.quote("open and competitive", world.own_text)
    assert world.recommendation.code in page(client, "/en/countries/kz/")
    make.follow_up(world.recommendation, words, author=world.other, status="fully")
    assert world.recommendation.code not in page(client, "/en/countries/kz/")


def test_a_correction_shows_before_after_and_the_reason(client: Client, world: World) -> None:
    by = make.editor()
    successor = make.finding(world.limited, world.report, sentiment="mixed", replaces=world.criticism)
    make.published(successor, by=by, at=make.NOW + timedelta(days=1))
    first = page(client, "/en/corrections/").split('class="correction"')[1]
    before, after = first.split('class="correction-after')
    assert world.criticism.code in before
    assert successor.code in after
    assert "It was misread." in before


def test_a_withdrawal_says_that_nothing_stands_in_its_place(client: Client, world: World) -> None:
    withdraw(record=world.figure, by=make.editor(), at=make.NOW, note="Miscounted.")
    text = text_of(page(client, "/en/corrections/"))
    assert "Miscounted." in text
    assert "Nothing stands in its place" in text


def test_an_organisation_shows_its_missions_and_statements(client: Client, world: World) -> None:
    html = page(client, "/en/organisations/cis/")
    assert world.other.code in html
    assert world.own_text.code in html
    assert world.limited.code not in html


def test_a_parent_shows_the_missions_of_its_parts(client: Client, world: World) -> None:
    parent = make.organisation("osce", "OSCE")
    world.limited.organisation.parent = parent
    world.limited.organisation.save()
    assert world.limited.code in page(client, "/en/organisations/osce/")
    assert "Part of OSCE" in page(client, f"/en/organisations/{world.limited.organisation.code}/")


def test_an_organisation_without_a_public_mission_has_no_page(client: Client, world: World) -> None:
    make.organisation("idle", "Idle")
    assert client.get("/en/organisations/idle/").status_code == 404
    assert "Idle" not in page(client, "/en/organisations/")


def test_a_withdrawn_text_is_told_of_with_its_reason(client: Client, world: World) -> None:
    withdraw(record=world.own_text, by=make.editor(), at=make.NOW, note="It was a draft of theirs.")
    text = text_of(page(client, "/en/corrections/"))
    assert world.own_text.title in text
    assert "It was a draft of theirs." in text


def test_withdrawn_missions_and_elections_are_told_of(client: Client, world: World) -> None:
    withdraw(record=world.other, by=make.editor(), at=make.NOW, note="Nobody went.")
    withdraw(record=world.election, by=make.editor(), at=make.NOW, note="Entered twice.")
    text = text_of(page(client, "/en/corrections/"))
    assert "Nobody went." in text
    assert "Entered twice." in text
    assert "CIS at Kazakhstan, 10 January 2021" in text


def test_a_withdrawn_text_comes_with_the_feed_of_corrections(client: Client, world: World) -> None:
    withdraw(record=world.own_text, by=make.editor(), at=make.NOW, note="It was a draft of theirs.")
    assert b"It was a draft of theirs." in client.get("/en/corrections/feed/").content
