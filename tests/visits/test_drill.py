"""Pages of visits: every visit once, the latest arrival first, whatever is asked for, and by the index made for it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.missions.models import Mission
from apps.visits.drill import Place, page_of
from apps.visits.models import PollingStation, Visit
from apps.visits.models.visits import NEVER
from apps.visits.reading import Cut
from tests import factories as make
from tests.visits import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def mission() -> Mission:
    """Visits in two regions and in none, at three hours and at none, with two forms."""
    made = builders.eom()
    nowhere = PollingStation.objects.create(election=made.election, code="nowhere")
    places: list[dict[str, Any]] = [{"region": make.region()}, {"region": make.region("KZ-AST")}, {"station": nowhere}]
    moments = [None, *(make.NOW + timedelta(minutes=minutes) for minutes in (0, 59, 60, 125))]
    for place in places:
        for moment in moments:
            for form in ("opening", "voting"):
                builders.visits(made, 2, form=form, arrived_at=moment, **place)
    return made


def all_of(mission: Mission, cut: Cut, most: int = 4) -> list[Visit]:
    found: list[Visit] = []
    while page := page_of(
        mission, cut, standing="stands", quality="", after=Place.of(found[-1]) if found else Place(), most=most
    ):
        found += page
    return found


def expected(mission: Mission, cut: Cut) -> list[int]:
    rows = Visit.objects.filter(mission=mission)
    rows = rows.filter(form=cut.form) if cut.form else rows
    if cut.region:
        rows = rows.filter(region=None) if cut.region == "-" else rows.filter(region__code=cut.region)
    if cut.hour:
        rows = rows.filter(arrived_at__gte=cut.hour, arrived_at__lt=cut.hour + timedelta(hours=1))
    return [row.pk for row in sorted(rows, key=lambda row: (row.arrived_at or NEVER, row.pk), reverse=True)]


@pytest.mark.parametrize(
    ("cut", "count"),
    [
        (Cut(), 60),
        (Cut(form="opening"), 30),
        (Cut(region="KZ-AST"), 20),
        (Cut(region="-"), 20),
        (Cut(hour=make.NOW), 24),
        (Cut(form="voting", region="KZ-ALA", hour=make.NOW), 4),
        (Cut(form="tabulation"), 0),
        (Cut(region="KZ-NOWHERE"), 0),
    ],
    ids=str,
)
def test_pages_hold_every_visit_once_in_order(mission: Mission, cut: Cut, count: int) -> None:
    found = [visit.pk for visit in all_of(mission, cut)]

    assert (found, len(found)) == (expected(mission, cut), count)


def test_only_visits_of_the_standing_and_quality_are_shown(mission: Mission) -> None:
    aside, fine = Visit.objects.order_by("pk")[:2]
    Visit.objects.filter(pk=aside.pk).update(standing="quarantined", note="Made up")
    Visit.objects.exclude(pk=fine.pk).update(quality="flagged")

    assert page_of(mission, Cut(), standing="quarantined", quality="", after=Place(), most=99) == [aside]
    assert page_of(mission, Cut(), standing="stands", quality="ok", after=Place(), most=99) == [fine]


@pytest.mark.parametrize(
    "given", ["", "x", "12", "_5", "5_", "5_-1", "99999999999999999999_1", "5_99999999999999999999"]
)
def test_an_address_that_makes_no_sense_is_the_beginning(given: str) -> None:
    assert Place.read(given) == Place()


def test_a_place_comes_back_from_its_address(mission: Mission) -> None:
    visit = Visit.objects.filter(arrived_at__isnull=False).latest("pk")
    unknown = Visit.objects.filter(arrived_at=None).latest("pk")

    assert [Place.read(str(Place.of(one))) for one in (visit, unknown)] == [Place.of(visit), Place.of(unknown)]


def test_the_index_is_used(mission: Mission) -> None:
    """Its expressions have to be those of the query, word by word."""
    with CaptureQueriesContext(connection) as captured:
        page_of(mission, Cut(form="voting"), standing="stands", quality="", after=Place(), most=5)
    (sql,) = [query["sql"] for query in captured.captured_queries if "CROSS JOIN LATERAL" in query["sql"]]
    with connection.cursor() as cursor:
        # So small a table would be read as a whole.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute(f"EXPLAIN {sql}")
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "visit_by_place_and_arrival" in plan
    assert plan.count("Sort Key") == 1, plan
