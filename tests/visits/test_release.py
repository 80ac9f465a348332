"""Readers see what an editor released, and nothing else."""

import pytest
from django.urls import reverse

from apps.missions.models import Mission
from apps.visits.models import StatisticsRelease
from apps.visits.regional import Band, Precision
from apps.visits.selectors import released_statistics, visit_statistics
from apps.visits.services.release import draft_release, why_not_release
from tests import factories as make
from tests.admin.people import administrator, enter, message_texts
from tests.visits import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def mission() -> Mission:
    made = builders.eom()
    builders.visits(made, 40, region=make.region(), overall="good")
    make.published(made.election)
    return make.published(made)


def test_a_draft_is_not_what_readers_see(mission: Mission) -> None:
    draft_release(mission=mission)

    assert released_statistics(mission) is None


def test_a_release_keeps_its_numbers_while_visits_go_on(mission: Mission) -> None:
    release = make.published(draft_release(mission=mission))
    builders.visits(mission, 10, region=make.region(), overall="bad")

    shown = released_statistics(mission)
    assert shown == release
    assert shown.numbers["forms"][0]["visits"] == 40


def test_a_newer_release_replaces_the_older(mission: Mission) -> None:
    first = make.published(draft_release(mission=mission))
    builders.visits(mission, 10, region=make.region(), overall="bad")
    second = make.published(draft_release(mission=mission))
    first.refresh_from_db()

    assert (released_statistics(mission), first.state) == (second, "withdrawn")


def test_a_release_of_a_hidden_mission_is_hidden() -> None:
    hidden = builders.eom("hidden")
    builders.visits(hidden, 40, region=make.region(), overall="good")
    make.published(draft_release(mission=hidden))

    assert released_statistics(hidden) is None


@pytest.mark.parametrize(("more", "refused"), [(1, True), (4, True), (5, False), (0, False)])
def test_releases_that_differ_by_few_visits_are_refused(mission: Mission, more: int, refused: bool) -> None:
    make.published(draft_release(mission=mission))
    builders.visits(mission, more, region=make.region(), overall="bad")

    assert bool(why_not_release(draft_release(mission=mission))) == refused


def test_a_mission_without_visits_has_nothing_to_release() -> None:
    assert "no visits" in why_not_release(draft_release(mission=builders.eom()))


def test_an_editor_drafts_and_publishes_in_the_admin(mission: Mission) -> None:
    client = enter(administrator())
    client.post(reverse("admin:visits_statisticsrelease_add"), {"mission": mission.pk})
    release = StatisticsRelease.objects.get()
    answer = client.post(
        reverse("admin:visits_statisticsrelease_changelist"),
        {"action": "publish_selected", "_selected_action": [release.pk]},
        follow=True,
    )

    assert ("published" in message_texts(answer), released_statistics(mission)) == (True, release)


def test_pages_draw_what_was_released(mission: Mission) -> None:
    make.published(draft_release(mission=mission))
    builders.visits(mission, 10, region=make.region(), overall="bad")

    shown = visit_statistics(mission)

    assert (shown.coverage.visits, shown.forms[0].positive, shown.forms[0].negative) == (40, 40, 0)
    assert shown.regional.bands == {make.region().pk: Band(40, 40)}


def test_pages_draw_nothing_where_nothing_is_released(mission: Mission) -> None:
    shown = visit_statistics(mission)

    assert (shown.forms, shown.coverage.visits, shown.regional.precision) == ((), None, Precision.HIDDEN)


def test_regions_are_not_told_where_a_form_puts_some_together(mission: Mission) -> None:
    for code, count in (("KZ-ALA", 3), ("KZ-AST", 20)):
        builders.visits(mission, count, region=make.region(code), form="opening")
    make.published(draft_release(mission=mission))

    assert visit_statistics(mission).regional.precision is Precision.HIDDEN
