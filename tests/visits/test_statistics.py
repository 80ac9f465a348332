"""Statistics of visits against values worked out by hand, and what must not be worked out from them."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.missions.models import Mission
from apps.visits.choices import Assessment, FormKind
from apps.visits.models import PollingStation, Visit
from apps.visits.selectors import visit_statistics
from apps.visits.statistics import Coverage, FormStatistics, Share, Withheld, assess, cover, wilson
from tests import factories as make


def _voting(*, by_mandate: bool = True, missing: int = 0, **tally: int) -> FormStatistics:
    return assess(form=FormKind.VOTING, tally={**tally, "": missing}, by_mandate=by_mandate)


# By hand: 81 of 263 is example 1 of Newcombe (Statistics in Medicine 1998), 0.2553 to 0.3662; 15 of 148 example 2,
# 0.0624 to 0.1605; 0 of 20 example 3, 0 to 0.1611; 1 of 29 example 4, 0.0061 to 0.1718.
@pytest.mark.parametrize(
    ("successes", "n", "value", "low", "high"),
    [
        (81, 263, 0.3080, 0.2553, 0.3662),
        (15, 148, 0.1014, 0.0624, 0.1605),
        (0, 20, 0.0, 0.0, 0.1611),
        (1, 29, 0.0345, 0.0061, 0.1718),
        (20, 20, 1.0, 0.8389, 1.0),
    ],
)
def test_wilson_interval(successes: int, n: int, value: float, low: float, high: float) -> None:
    assert wilson(successes=successes, n=n) == Share(value=value, low=low, high=high)


@pytest.mark.parametrize(("successes", "n"), [(0, 0), (-1, 5), (6, 5)])
def test_what_is_no_share_is_refused(successes: int, n: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson(successes=successes, n=n)


def test_denominator_is_assessed_visits_and_missing_ones_are_told() -> None:
    form = _voting(very_good=50, good=30, bad=12, very_bad=8, missing=7)

    assert (form.visits, form.assessed, form.missing) == (107, 100, 7)


def test_positive_is_very_good_and_good() -> None:
    form = _voting(very_good=50, good=30, bad=12, very_bad=8)

    # 80 of 100: centre (0.8 + 0.019207) / 1.038415 = 0.78890, half width 0.07773.
    assert (form.positive, form.negative) == (80, 20)
    assert form.positive_share == Share(value=0.8, low=0.7112, high=0.8666)


def test_nothing_is_withheld_from_large_cells() -> None:
    assert _voting(very_good=50, good=30, bad=12, very_bad=8).withheld == ()


def test_small_grade_takes_its_neighbour_along_since_their_sum_is_shown() -> None:
    form = _voting(very_good=50, good=30, bad=12, very_bad=4)

    assert [form.counts[grade] for grade in Assessment] == [50, 30, None, None]
    assert (form.negative, form.withheld) == (16, (Withheld.SMALL_CELL,))


def test_small_half_takes_everything_along_since_the_base_is_shown() -> None:
    form = _voting(very_good=50, good=30, bad=3, very_bad=1)

    assert set(form.counts.values()) == {None}
    assert (form.positive, form.negative, form.positive_share) == (None, None, None)


@pytest.mark.parametrize("tally", [(50, 30, 12, 4), (50, 30, 3, 1), (4, 30, 5, 5), (30, 0, 0, 3), (2, 2, 40, 0)])
def test_no_count_from_1_to_4_follows_by_subtraction(tally: tuple[int, int, int, int]) -> None:
    """Solves for each hidden grade with every sum that is shown."""
    true = dict(zip(Assessment, tally, strict=True))
    form = assess(form=FormKind.VOTING, tally={grade.value: count for grade, count in true.items()}, by_mandate=True)
    halves = [(form.positive, [*Assessment][:2]), (form.negative, [*Assessment][2:]), (form.assessed, [*Assessment])]

    for total, grades in halves:
        hidden = [grade for grade in grades if form.counts[grade] is None]
        assert total is None or len(hidden) != 1

    assert all(count is None or count == 0 or count >= 5 for count in form.counts.values())


def test_zero_points_at_nobody_and_is_shown() -> None:
    form = _voting(very_good=50, good=30)

    assert (form.counts[Assessment.VERY_BAD], form.negative) == (0, 0)


def test_few_visits_show_not_even_their_number() -> None:
    form = _voting(very_good=4)

    assert (form.visits, form.assessed, set(form.counts.values()), form.withheld) == (
        None,
        None,
        {None},
        (Withheld.FEW_VISITS,),
    )


@pytest.mark.parametrize(("good", "has_share"), [(29, False), (30, True)])
def test_share_needs_thirty_assessed_visits(good: int, has_share: bool) -> None:
    form = _voting(good=good, missing=50)

    assert (form.positive_share is not None, Withheld.FEW_FOR_SHARE in form.withheld) == (has_share, not has_share)


def test_limited_mission_counts_visits_and_judges_nothing() -> None:
    form = _voting(by_mandate=False, very_good=50, good=30, bad=12, very_bad=8)

    assert (form.visits, form.positive_share, form.withheld) == (100, None, (Withheld.MANDATE,))
    assert set(form.counts.values()) == {None}


def test_unknown_assessment_is_an_error() -> None:
    with pytest.raises(ValueError, match="splendid"):
        _voting(splendid=9)


def _cover(**numbers: Any) -> Coverage:
    known = {"stations_visited": 90, "stations_total": 10_061, "regions_visited": 13, "regions_total": 17}
    return cover(**{"forms": {FormKind.VOTING: 100}, **known, **numbers})


def test_coverage_adds_forms_up() -> None:
    assert _cover(forms={FormKind.OPENING: 20, FormKind.VOTING: 100}).visits == 120


def test_sum_goes_with_a_hidden_form() -> None:
    assert _cover(forms={FormKind.OPENING: 3, FormKind.VOTING: 100}).visits is None


def test_few_stations_are_not_counted_out() -> None:
    assert _cover(stations_visited=4).stations_visited is None


def test_unknown_totals_are_not_zero() -> None:
    coverage = _cover(stations_total=0, regions_total=0)

    assert (coverage.stations_total, coverage.regions_total) == (None, None)


def _visits(mission: Mission, count: int, **fields: Any) -> None:
    start = Visit.objects.count()
    Visit.objects.bulk_create(
        Visit(mission=mission, submission_id=f"s{start + number}", **{"form": "voting", **fields})
        for number in range(count)
    )


@pytest.fixture
def observed(db: None) -> Mission:
    """Forty visits to six of eight stations in two of three regions, and six to a region without a station."""
    mission = make.mission("cis-kz", format="eom")
    regions = [make.region(code) for code in ("KZ-ALA", "KZ-AST", "KZ-KAR")]
    stations = [
        PollingStation.objects.create(election=mission.election, code=str(number), region=regions[number % 2])
        for number in range(8)
    ]
    for number in range(6):
        _visits(mission, 5, station=stations[number], overall="good")
    _visits(mission, 10, station=stations[0], overall="bad")
    _visits(mission, 6, region=regions[0], form="opening")
    return mission


def test_database_counts_coverage(observed: Mission) -> None:
    assert visit_statistics(observed).coverage == Coverage(
        visits=46, stations_visited=6, stations_total=8, regions_visited=2, regions_total=3
    )


def test_database_counts_assessments_by_form(observed: Mission) -> None:
    opening, voting = visit_statistics(observed).forms

    assert (opening.form, opening.visits, opening.missing) == (FormKind.OPENING, 6, 6)
    assert (voting.positive, voting.negative, voting.assessed) == (30, 10, 40)


def test_visits_of_other_missions_do_not_count(observed: Mission) -> None:
    other = make.mission("other", election=observed.election, organisation=make.organisation("cis", "CIS"))
    _visits(other, 9, region=make.region(), overall="very_bad")

    assert visit_statistics(observed).coverage.visits == 46


def test_mission_without_visits_has_no_forms(db: None) -> None:
    assert visit_statistics(make.mission()).forms == ()


def test_three_queries_whatever_the_number_of_visits(observed: Mission) -> None:
    with CaptureQueriesContext(connection) as queries:
        visit_statistics(observed)

    assert len(queries) == 3
