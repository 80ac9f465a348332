"""What follows from two releases of one mission's statistics by taking one from the other. Pure functions.

Who keeps an earlier release can subtract it from a later one: the difference is a table of the visits that came in
between, and is held to the rule for every table, no count from 1 to 4. Regions that are told together in one release
and apart in the other are compared as far as both tell of the same regions.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias

from apps.visits.choices import Assessment, QuestionType
from apps.visits.statistics import Withheld, is_small

Numbers: TypeAlias = Mapping[str, Any]
Part: TypeAlias = frozenset[str]
"""Regions whose counts are told together; the empty one stands for the whole country."""
Key: TypeAlias = tuple[str, str, str]
"""Form, table and column: a table is that of the overall assessment, of one question, or of coverage."""
Cells: TypeAlias = dict[Key, dict[Part, int]]

WHOLE: Final[Part] = frozenset()
OVERALL: Final = ""
COVERAGE: Final = "coverage"
REGIONAL: Final = "regional"
VISITS: Final = "visits"
GRADES: Final = tuple(grade.value for grade in Assessment)


def cells_of(numbers: Numbers) -> Cells:
    """Every count of a release, and the counts that follow within one row."""
    found: Cells = {}

    def tell(form: str, table: str, row: Mapping[str, Any], columns: Iterable[tuple[str, int | None]]) -> None:
        for column, count in columns:
            if count is not None:
                found.setdefault((form, table, column), {})[frozenset(row.get("regions_of_row", ()))] = count

    for form in numbers.get("forms", []):
        for row in _rows(form):
            tell(form["form"], OVERALL, row, _grades(row))
        for question in form["questions"]:
            for row in _rows(question):
                tell(form["form"], question["code"], row, _answers(row, question["type"]))
    coverage = numbers.get("coverage")
    if coverage:
        tell("", COVERAGE, {}, [(VISITS, coverage["visits"])])
        for row in _rows(coverage):
            tell("", COVERAGE, row, [("stations", row["stations_visited"])])
    for region, (low, high) in (numbers.get("regional") or {"bands": {}})["bands"].items():
        tell("", REGIONAL, {"regions_of_row": [region]}, [(VISITS, low if low == high else None)])
    return found


def _rows(table: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The row of the whole, and those of regions."""
    yield {**table, "regions_of_row": ()}
    for row in table["regions"]:
        yield {**row, "regions_of_row": row["regions"]}


def _grades(row: Mapping[str, Any]) -> Iterator[tuple[str, int | None]]:
    yield VISITS, row["visits"] or 0
    yield from ((name, row[name]) for name in ("assessed", "positive", "negative"))
    yield from row["counts"].items()


def _answers(row: Mapping[str, Any], kind: str) -> Iterator[tuple[str, int | None]]:
    yield VISITS, row["visits"]
    yield "answered", row["answered"]
    shown = {value["value"]: value["count"] for value in row["values"] if value["count"] is not None}
    yield from ((f"={value}", count) for value, count in shown.items())
    if row["answered"] is None:
        return
    if kind == QuestionType.MULTIPLE_CHOICE:
        yield from ((f"not {value}", row["answered"] - count) for value, count in shown.items())
    elif len(shown) < len(row["values"]):
        hidden = ",".join(value["value"] for value in row["values"] if value["value"] not in shown)
        yield f"={hidden}", row["answered"] - sum(shown.values())


def given_away(new: Numbers, old: Numbers) -> dict[tuple[str, str], set[tuple[str, bool]]]:
    """By form and table, the columns whose difference is small, and whether it is so for the whole country."""
    before = cells_of(old)
    found: dict[tuple[str, str], set[tuple[str, bool]]] = {}
    for key, parts in cells_of(new).items():
        form, table, column = key
        for is_whole, difference in _differences(parts, before.get(key, {})):
            if is_small(abs(difference)):
                found.setdefault((form, table), set()).add((column, is_whole))
    return found


def _differences(new: Mapping[Part, int], old: Mapping[Part, int]) -> Iterator[tuple[bool, int]]:
    if WHOLE in new and WHOLE in old:
        yield True, new[WHOLE] - old[WHOLE]
    later, earlier = ({part: n for part, n in side.items() if part} for side in (new, old))
    if not later or not earlier:
        return
    # A region that a table does not tell had no visit.
    for one, other in ((later, earlier), (earlier, later)):
        missing = frozenset().union(*other) - frozenset().union(*one)
        one.update({frozenset([region]): 0 for region in missing})
    for together in _common(later, earlier):
        yield (
            False,
            sum(later[part] for part in later if part <= together)
            - sum(earlier[part] for part in earlier if part <= together),
        )


def _common(one: Iterable[Part], other: Iterable[Part]) -> list[Part]:
    """The smallest groups of regions that both tell of, as one part or as several."""
    groups: list[Part] = []
    for part in [*one, *other]:
        touching = [group for group in groups if group & part]
        groups = [group for group in groups if not group & part] + [part.union(*touching)]
    return groups


def held_back(numbers: dict[str, Any], earlier: Iterable[Numbers]) -> dict[str, Any]:
    """A release without what would, with an earlier one, show a few visits; changes what it is given.

    Regions go first, then the columns of the whole. What no holding back can mend, the visits themselves, is for
    `given_away` to say once more.
    """
    for old in earlier:
        for (form, table), columns in given_away(numbers, old).items():
            whole = {column for column, is_whole in columns if is_whole}
            if table == COVERAGE:
                _hold_back_coverage(numbers["coverage"], whole)
            elif table == REGIONAL:
                numbers["regional"] = {"precision": "hidden", "bands": {}, "withheld": [Withheld.SMALL_CELL.value]}
            else:
                _hold_back_table(numbers, form, table, whole)
    return numbers


def _hold_back_coverage(coverage: dict[str, Any], whole: set[str]) -> None:
    coverage["regions"] = []
    if VISITS in whole:
        coverage["visits"] = None
    if "stations" in whole:
        coverage |= {"stations_visited": None, "voters_covered": None}


def _hold_back_table(numbers: dict[str, Any], form: str, table: str, whole: set[str]) -> None:
    told = next(item for item in numbers["forms"] if item["form"] == form)
    if table != OVERALL:
        question = next(item for item in told["questions"] if item["code"] == table)
        question["regions"] = []
        if VISITS in whole:
            told["questions"].remove(question)
        elif whole:
            _hide_answers(question)
        return
    told["regions"] = []
    if whole - {VISITS}:
        told["counts"] = dict.fromkeys(GRADES)
        _withhold(told)
    if whole & {"assessed", "positive", "negative"}:
        told |= dict.fromkeys(("positive", "negative", "positive_share"))
    if "assessed" in whole:
        told |= dict.fromkeys(("assessed", "missing"))


def _hide_answers(question: dict[str, Any]) -> None:
    question |= dict.fromkeys(("mean", "answered", "could_not_observe", "missing", "not_asked", "set_aside"))
    question["values"] = [{**value, "count": None, "share": None} for value in question["values"]]
    _withhold(question)


def _withhold(row: dict[str, Any]) -> None:
    if Withheld.SMALL_CELL.value not in row["withheld"]:
        row["withheld"].insert(0, Withheld.SMALL_CELL.value)
