"""The tables of a mission's visits as one long file: counts and per cent stand in columns of their own, never mixed."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

HEADINGS: Final = (
    "table", "form", "question", "regions", "value", "count", "base", "visits", "missing", "could_not_observe",
    "not_asked", "set_aside", "percent", "percent_low", "percent_high", "withheld",
)  # fmt: skip
Row = tuple[Any, ...]


def table_rows(numbers: Mapping[str, Any]) -> Iterator[Row]:
    """Rows of statistics as `statistics` makes them or a release keeps them; what is not shown is empty.

    `base` is the denominator of the per cent: assessed visits, or those that answered. `regions` holds one code,
    several where small ones are told together, and none for the whole country.
    """
    coverage = numbers.get("coverage")
    if coverage:
        yield from _coverage(coverage)
    for form in numbers.get("forms", []):
        yield from _overall(form["form"], "", form)
        for part in form["regions"]:
            yield from _overall(form["form"], " ".join(part["regions"]), part)
        for question in form["questions"]:
            yield from _question(form["form"], question, "", question)
            for part in question["regions"]:
                yield from _question(form["form"], question, " ".join(part["regions"]), part)


def _coverage(coverage: Mapping[str, Any]) -> Iterator[Row]:
    for part in ({**coverage, "regions": []}, *coverage["regions"]):
        regions = " ".join(part["regions"])
        for name, of in (("stations", "stations_total"), ("voters", "voters_total")):
            count = part["stations_visited"] if name == "stations" else part["voters_covered"]
            yield _row("coverage", regions=regions, value=name, count=count, base=part[of])
    yield _row("coverage", value="regions", count=coverage["regions_visited"], base=coverage["regions_total"])
    yield _row("coverage", value="visits", count=coverage["visits"])


def _overall(form: str, regions: str, part: Mapping[str, Any]) -> Iterator[Row]:
    shared = {
        "form": form,
        "regions": regions,
        "base": part["assessed"],
        "visits": part["visits"],
        "missing": part["missing"],
        "withheld": " ".join(part["withheld"]),
    }
    for grade, count in part["counts"].items():
        yield _row("overall", value=grade, count=count, **shared)
    yield _row("overall", value="positive", count=part["positive"], share=part["positive_share"], **shared)
    yield _row("overall", value="negative", count=part["negative"], **shared)


def _question(form: str, question: Mapping[str, Any], regions: str, part: Mapping[str, Any]) -> Iterator[Row]:
    shared = {
        "form": form,
        "question": question["code"],
        "regions": regions,
        "base": part["answered"],
        "visits": part["visits"],
        "withheld": " ".join(part["withheld"]),
        **{name: part[name] for name in ("missing", "could_not_observe", "not_asked", "set_aside")},
    }
    if not part["values"]:
        yield _row("question", count=part["answered"], value="answered", **shared)
    for value in part["values"]:
        yield _row("question", value=value["value"], count=value["count"], share=value["share"], **shared)


def _row(table: str, *, share: Mapping[str, float] | None = None, **cells: Any) -> Row:
    """One line in the order of the headings."""
    percent = {f"percent{end}": None if share is None else round(share[key] * 100, 2) for end, key in _ENDS}
    line = {"table": table, **cells, **percent}
    return tuple(line.get(heading) for heading in HEADINGS)


_ENDS: Final = (("", "value"), ("_low", "low"), ("_high", "high"))
