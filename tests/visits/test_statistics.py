"""Shares against values worked out by hand, and the tables that readers see against an attack by subtraction."""

import itertools
import random
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pytest

from apps.visits import statistics as arithmetic
from apps.visits.choices import FormKind, QuestionType, TallyKind
from apps.visits.coverage import Reach, coverage_table
from apps.visits.statistics import Share, wilson
from apps.visits.tables import Asked, FormCounts, Rules, form_table

READERS = Rules(by_mandate=True, population=None, protect=True)
ANALYSTS = Rules(by_mandate=True, population=None, protect=False)
GRADES = ("very_good", "good", "bad", "very_bad")
PLACES = ("A", "B", "C")


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


def test_a_random_half_of_all_stations_counts_as_about_twice_its_size() -> None:
    # 100 of 200 stations: 100 · 199 / 100 = 199 of an endless population; 50 % of 199 by hand is 0.4312 to 0.5688.
    assert wilson(successes=50, n=100, population=200) == Share(value=0.5, low=0.4312, high=0.5688)


def test_a_count_of_all_stations_has_no_error() -> None:
    assert wilson(successes=3, n=10, population=10) == Share(value=0.3, low=0.3, high=0.3)


def _table(rules: Rules = READERS, /, missing: int = 0, **tally: int) -> dict[str, Any]:
    return form_table(FormCounts(FormKind.VOTING, {"A": {**tally, "": missing}}), rules)


def test_denominator_is_assessed_visits_and_missing_ones_are_told() -> None:
    form = _table(very_good=50, good=30, bad=12, very_bad=8, missing=7)

    assert (form["visits"], form["assessed"], form["missing"]) == (107, 100, 7)


def test_positive_is_very_good_and_good() -> None:
    form = _table(very_good=50, good=30, bad=12, very_bad=8)

    # 80 of 100: centre (0.8 + 0.019207) / 1.038415 = 0.78890, half width 0.07773.
    assert (form["positive"], form["negative"]) == (80, 20)
    assert form["positive_share"] == {"value": 0.8, "low": 0.7112, "high": 0.8666}


def test_small_grade_takes_its_neighbour_along_since_their_sum_is_shown() -> None:
    form = _table(very_good=50, good=30, bad=12, very_bad=4)

    assert [form["counts"][grade] for grade in GRADES] == [50, 30, None, None]
    assert (form["negative"], form["withheld"]) == (16, ["small_cell"])


def test_small_half_takes_everything_along_since_the_base_is_shown() -> None:
    form = _table(very_good=50, good=30, bad=3, very_bad=1)

    assert (set(form["counts"].values()), form["positive"], form["positive_share"]) == ({None}, None, None)


def test_zero_points_at_nobody_and_is_shown() -> None:
    form = _table(very_good=50, good=30)

    assert (form["counts"]["very_bad"], form["negative"]) == (0, 0)


def test_few_visits_show_not_even_their_number() -> None:
    form = _table(very_good=4)

    assert (form["visits"], form["assessed"], form["withheld"]) == (None, None, ["few_visits"])


@pytest.mark.parametrize(("good", "has_share"), [(29, False), (30, True)])
def test_share_needs_thirty_assessed_visits(good: int, has_share: bool) -> None:
    assert (_table(good=good, missing=50)["positive_share"] is not None) == has_share


def test_analysts_see_every_count() -> None:
    form = _table(ANALYSTS, good=2, bad=1)

    assert (form["positive"], form["counts"]["bad"]) == (2, 1)


def test_limited_mission_counts_visits_and_judges_nothing() -> None:
    rules = Rules(by_mandate=False, population=None, protect=True)
    form = _table(rules, very_good=50, bad=12)

    assert (form["visits"], form["positive_share"], form["withheld"]) == (62, None, ["mandate"])


def _asked(answers: Mapping[str, Mapping[tuple[str, str], int]], **fields: Any) -> Asked:
    values = {
        "code": "q",
        "type": QuestionType.YES_NO,
        "labels": {},
        "section": {},
        "condition": "",
        "choices": [("yes", {}), ("no", {})],
        "asked": {place: sum(row.values()) for place, row in answers.items()},
        "answers": answers,
        **fields,
    }
    return Asked(**values)


def _form(rows: Mapping[str, tuple[int, int]], *questions: Asked) -> FormCounts:
    return FormCounts(FormKind.VOTING, {place: {"good": sum(row)} for place, row in rows.items()}, questions)


def _yes_no(rows: Mapping[str, tuple[int, int]]) -> Asked:
    return _asked({place: {("value", "yes"): yes, ("value", "no"): no} for place, (yes, no) in rows.items()})


def test_missing_and_could_not_observe_stand_apart() -> None:
    answers = {"A": {("value", "yes"): 40, ("unseen", ""): 7}}
    form = form_table(FormCounts(FormKind.VOTING, {"A": {"good": 50}}, [_asked(answers, asked={"A": 50})]), READERS)
    (question,) = form["questions"]

    assert (question["answered"], question["could_not_observe"], question["missing"]) == (40, 7, 3)


def test_whom_another_answer_spares_a_question_is_not_missing() -> None:
    gate = _asked({"A": {("value", "yes"): 20, ("value", "no"): 30}}, code="gate")
    then = _asked({"A": {("value", "yes"): 18}}, code="then", condition="${gate} = 'yes'", asked={"A": 50})
    form = form_table(FormCounts(FormKind.VOTING, {"A": {"good": 50}}, [gate, then]), READERS)

    assert (form["questions"][1]["not_asked"], form["questions"][1]["missing"]) == (30, 2)


def test_a_choice_of_several_is_hidden_where_few_chose_it_or_few_did_not() -> None:
    counts = {("value", ""): 40, ("chosen", "a"): 38, ("chosen", "b"): 10, ("chosen", "c"): 3}
    choices: list[tuple[str, dict[str, str]]] = [("a", {}), ("b", {}), ("c", {})]
    asked = _asked({"A": counts}, type=QuestionType.MULTIPLE_CHOICE, choices=choices, asked={"A": 40})
    form = form_table(FormCounts(FormKind.VOTING, {"A": {"good": 40}}, [asked]), READERS)

    assert [value["count"] for value in form["questions"][0]["values"]] == [None, 10, None]


def test_regions_with_few_visits_are_shown_together() -> None:
    form = form_table(_form({"A": (40, 20), "B": (3, 0), "C": (10, 6)}), READERS)

    assert [row["regions"] for row in form["regions"]] == [["A"], ["B", "C"]]


def test_regions_stand_in_the_order_of_their_codes_and_groups_last() -> None:
    cells = {"D": (30, 30), "B": (3, 0), "A": (40, 20), "C": (10, 6)}
    readers, analysts = (form_table(_form(cells), rules)["regions"] for rules in (READERS, ANALYSTS))

    assert [row["regions"] for row in readers] == [["A"], ["D"], ["B", "C"]]
    assert [row["regions"] for row in analysts] == [["A"], ["B"], ["C"], ["D"]]


def _known(form: dict[str, Any]) -> Iterator[tuple[np.ndarray, int]]:
    """All that a reader learns of six counts (three places, yes and no), as sums of them."""

    def row(names: list[str], *columns: int) -> np.ndarray:
        cells = np.zeros((3, 2), dtype=int)
        for name in names or PLACES:
            cells[PLACES.index(name), list(columns)] = 1
        return cells.ravel()

    for table, columns in ((form, (0, 1)), *((question, (0, 1)) for question in form["questions"])):
        for part in ({**table, "regions": []}, *table["regions"]):
            if part["visits"] is not None:
                yield row(part["regions"], *columns), part["visits"]
            for column, value in enumerate(part.get("values", [])):
                if value["count"] is not None:
                    yield row(part["regions"], column), value["count"]


# Small enough to try every world: here counts of 1 and 2 are small, and no cell holds more than 3.
SMALL = {1, 2}
WORLDS = np.array(list(itertools.product(range(7), repeat=6)), dtype=np.int8)
_random = random.Random(20210110)  # noqa: S311
TABLES = [tuple(_random.choice([0, 1, 2, 3]) for _cell in range(6)) for _table in range(30)]


def _possible(form: dict[str, Any]) -> list[set[int]]:
    """For each of the six counts, its values in all worlds that fit what a reader learns."""
    fits = np.ones(len(WORLDS), dtype=bool)
    for sums, value in _known(form):
        fits &= WORLDS @ sums == value
    assert fits.any()
    return [set(WORLDS[fits][:, cell].tolist()) for cell in range(6)]


@pytest.mark.parametrize("cells", [*TABLES, (3, 3, 3, 1, 3, 3), (3, 0, 1, 3, 3, 3), (0, 3, 3, 0, 2, 1)])
def test_no_small_count_follows_from_all_that_is_shown(cells: tuple[int, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arithmetic, "SMALLEST_CELL", 3)
    rows = {place: (cells[2 * number], cells[2 * number + 1]) for number, place in enumerate(PLACES)}
    form = form_table(_form(rows, _yes_no(rows)), READERS)

    assert [possible for possible in _possible(form) if possible <= SMALL] == []


def test_the_attack_finds_a_count_that_is_shown_by_mistake() -> None:
    rows = {"A": (3, 1), "B": (3, 3), "C": (3, 3)}
    form = form_table(_form(rows, _yes_no(rows)), ANALYSTS)

    assert _possible(form)[1] == {1}


def _coverage(**fields: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "visited": Reach({"A": 50, "B": 3, "C": 6}, {"A": 50_000, "B": 900, "C": 4_000}),
        "register": Reach({"A": 200, "B": 100, "C": 50, "D": 10}, {"A": 200_000, "B": 30_000, "C": 30_000, "D": 5_000}),
        "visits": {"voting": 100, "opening": 20},
        "regions": {"A"},
        "regions_total": 17,
        "protect": True,
        **fields,
    }
    return coverage_table(**values)


def test_coverage_is_told_of_stations_regions_and_voters() -> None:
    coverage = _coverage()

    assert (coverage["visits"], coverage["stations_visited"], coverage["stations_total"]) == (120, 59, 360)
    assert (coverage["voters_covered"], coverage["voters_total"]) == (54_900, 265_000)
    assert (coverage["regions_visited"], coverage["regions_total"]) == (3, 17)


def test_a_visit_that_names_only_its_region_counts_for_the_region() -> None:
    assert _coverage(regions={"A", "D"})["regions_visited"] == 4
    assert _coverage(visited=Reach({}, {}), regions={"A", "D"})["regions_visited"] == 2


def test_stations_in_no_known_region_are_no_region() -> None:
    assert _coverage(visited=Reach({"": 9}, {}), regions=())["regions_visited"] == 0


def test_few_stations_of_a_region_are_shown_with_another_region() -> None:
    assert [(part["regions"], part["stations_visited"]) for part in _coverage()["regions"]] == [
        (["A"], 50),
        (["B", "C"], 9),
    ]


def test_the_sum_of_visits_goes_with_a_hidden_form() -> None:
    assert _coverage(visits={"opening": 3, "voting": 100})["visits"] is None


def test_unknown_totals_are_not_zero() -> None:
    coverage = _coverage(register=Reach({}, {}), regions_total=0)

    assert (coverage["stations_total"], coverage["regions_total"], coverage["voters_covered"]) == (None, None, None)


def test_words_of_the_counts_are_those_of_the_tables() -> None:
    assert {kind.value for kind in TallyKind} == {"value", "chosen", "unseen", "aside"}
