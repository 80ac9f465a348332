"""Claims of which no text is held: shown as what they are, without quotation marks, and no sooner than others."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.findings.models import Deliverable, Figure, Finding, Recommendation
from apps.missions.models import Mission
from apps.web.citation import Form
from apps.web.kinds import kind_of
from tests import factories as make

SAID = "The media favoured one side."
NOTE = "No text of it is held here"

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Mission:
    mission = make.mission()
    make.published(mission.election)
    return make.published(mission)


def body(client: Client, address: str) -> str:
    return client.get(address, follow=True).content.decode()


@pytest.mark.parametrize("kind", [Finding, Figure, Recommendation, Deliverable])
def test_its_page_says_where_it_was_entered_from_and_quotes_nothing(client: Client, place: Mission, kind: Any) -> None:
    claim = make.published(make.without_text(place, kind))
    page = body(client, claim.get_absolute_url())
    for part in (SAID, "Report on the observation", "Fund 7, file 41", "11 October 1999", "p.\u00a012"):
        assert part in page
    assert "<q" not in page
    assert "<blockquote" not in page
    mission = body(client, place.get_absolute_url())
    assert NOTE in mission
    assert SAID in mission or kind is Figure


def test_a_card_and_a_citation_say_that_no_text_is_held(client: Client, place: Mission) -> None:
    claim = make.published(make.without_text(place))
    kind = kind_of(claim)
    assert NOTE in body(client, reverse("web_cards:card", args=[kind, claim.code]))
    text = body(client, reverse("web:citation", args=[kind, claim.code, Form.TEXT]))
    assert "no text is held" in text
    assert SAID.rstrip(".") in text


def test_search_finds_it(client: Client, place: Mission) -> None:
    claim = make.published(make.without_text(place))
    assert claim.get_absolute_url() in body(client, "/en/search/?q=favoured")


def test_the_api_gives_the_reference_and_no_evidence(client: Client, place: Mission) -> None:
    claim = make.published(make.without_text(place))
    said = client.get(f"/api/v1/findings/{claim.code}/").json()
    assert said["evidence"] == []
    assert said["entered_from"] == {
        "title": "Report on the observation",
        "publisher": "Archive of the Inter-Parliamentary Union",
        "published_on": "1999-10-11",
        "page": "12",
        "place": "Fund 7, file 41",
    }


@pytest.mark.parametrize("hide", ["draft", "embargo", "mission"])
def test_it_shows_no_sooner_than_other_claims(client: Client, place: Mission, hide: str) -> None:
    if hide == "draft":
        claim = make.without_text(place)
    elif hide == "embargo":
        claim = make.published(make.without_text(place, embargo_until=timezone.now() + timedelta(days=1)))
    else:
        hidden = make.mission("hidden", organisation=make.organisation("hidden", "Hidden"))
        claim = make.published(make.without_text(hidden))
    assert client.get(claim.get_absolute_url()).status_code == 404
    assert client.get(f"/api/v1/findings/{claim.code}/").status_code == 404
    assert not Finding.objects.public().exists()
