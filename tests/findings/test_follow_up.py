"""What became of a recommendation: judged by a later mission, in words that are in one of its texts."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from apps.findings.models import Recommendation, RecommendationStatus
from apps.findings.services import correct
from apps.missions.models import Mission
from apps.statements.models import Statement
from tests import factories as make
from tests.admin.people import analyst, enter

pytestmark = pytest.mark.django_db

WORDS = "The law was amended in part."


@pytest.fixture
def recommendation() -> Recommendation:
    place = make.mission()
    return make.recommendation(place, make.statement(of=place))


@pytest.fixture
def later() -> Mission:
    day = date(2023, 3, 19)
    election = make.election("kz-2023-03-19-parliamentary", first_polling_day=day, last_polling_day=day)
    return make.mission("osce-odihr-kz-2023-03-19", election=election)


@pytest.fixture
def report(later: Mission) -> Statement:
    return make.statement(f"Final report\n\n{WORDS}\n", of=later, published_on=date(2023, 7, 3), kind="final_report")


@pytest.fixture
def client() -> Client:
    return enter(analyst())


def page(recommendation: Recommendation) -> str:
    return reverse("admin:findings_recommendation_follow_up", args=[recommendation.pk])


def form(later: Mission, report: Statement, **more: Any) -> dict[str, Any]:
    own = {"author": later.pk, "status": "partially", "version": report.versions.get().pk, "words": WORDS}
    return {f"judgement-{name}": value for name, value in {**own, **more}.items()}


def test_a_judgement_is_kept_with_its_words_author_and_election(
    client: Client, recommendation: Recommendation, later: Mission, report: Statement
) -> None:
    assert b"Nobody" in client.get(page(recommendation)).content
    assert client.post(page(recommendation), form(later, report)).status_code == 302
    status = RecommendationStatus.objects.get()
    assert (status.author, status.election, status.quote.exact) == (later, later.election, WORDS)
    assert status.assessed_on == date(2023, 7, 3)
    assert WORDS in client.get(page(recommendation)).content.decode()
    listed = client.get(reverse("admin:findings_recommendation_changelist"), {"latest": "partially"})
    assert list(listed.context["cl"].queryset) == [recommendation]


@pytest.mark.parametrize(
    ("more", "field", "words"),
    [
        ({"words": "It was all done."}, "words", "not in the chosen text"),
        ({"status": ""}, "status", "required"),
        ({"author": ""}, "author", "required"),
    ],
)
def test_what_is_wrong_is_named_at_its_field(
    client: Client, recommendation: Recommendation, later: Mission, report: Statement, more: Any, field: str, words: str
) -> None:
    answer = client.post(page(recommendation), form(later, report, **more))
    assert words in str(answer.context["form"].errors[field])
    assert not RecommendationStatus.objects.exists()


def test_the_same_mission_judges_once_a_day(
    client: Client, recommendation: Recommendation, later: Mission, report: Statement
) -> None:
    client.post(page(recommendation), form(later, report))
    answer = client.post(page(recommendation), form(later, report, status="fully"))
    assert "is here already" in str(answer.context["form"].errors["assessed_on"])


def test_an_earlier_mission_cannot_judge_it(client: Client, recommendation: Recommendation) -> None:
    day = date(2016, 3, 20)
    before = make.election("kz-2016-03-20-parliamentary", first_polling_day=day, last_polling_day=day)
    mission = make.mission("osce-odihr-kz-2016-03-20", election=before)
    text = make.statement(f"Report\n\n{WORDS}\n", of=mission)
    answer = client.post(page(recommendation), form(mission, text))
    assert "author" in answer.context["form"].errors


def test_a_correction_keeps_what_became_of_it(
    recommendation: Recommendation, later: Mission, report: Statement
) -> None:
    place = recommendation.mission
    for record in (place.election, place, Statement.objects.get(missions=place)):
        make.published(record)
    make.follow_up(recommendation, make.quote(WORDS, report), author=later)
    draft = correct(claim=make.published(recommendation), by=make.editor())
    assert [status.author for status in draft.statuses.all()] == [later]
