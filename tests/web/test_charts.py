"""Charts: whole XML, named for those who do not see them, with the very numbers drawn, and no style of their own."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from xml.etree.ElementTree import Element, fromstring

import pytest
from django.utils.safestring import SafeString

from apps.core.charts.bars import Bar, Part, stacked_bars
from apps.core.charts.places import Place, outline_map, tile_map
from apps.core.charts.short import short_names
from apps.core.charts.svg import WIDTH
from apps.findings.choices import Sentiment
from apps.web.charts.days import Event, Mark, time_line
from apps.web.charts.dots import MOST_ON_A_SIDE, Group, Units, unit_chart

HOSTILE = "<b>\"&' </b>"
NAMES = {"name": "x", "title": HOSTILE, "description": "What it shows."}


def bars(*parts: Part) -> SafeString:
    return stacked_bars([Bar("Voting", "n = 100", parts), Bar("Opening", "n = 10", (Part("plain", 10),))], **NAMES)


def tiles() -> SafeString:
    places = [
        Place("Alm", "Almaty Region", "12", 2, at=(1, 1)),
        Place("ALM", "Almaty", "0", 0, is_city=True, at=(0, 0)),
    ]
    return tile_map(places, columns=2, rows=2, **NAMES)


def outlines() -> SafeString:
    return outline_map([Place("A", "A", "7", 1, at=(10, 20), path="M0 0l9 9z")], height=500, **NAMES)


def units(counts: dict[Sentiment, int] | None = None) -> SafeString:
    heads = ("less", "between", "more")
    return unit_chart([Group("Media", (Units("CIS", counts or {Sentiment.MIXED: 2}),))], heads=heads, **NAMES)


def days() -> SafeString:
    events = [
        Event(Mark.POLLING, date(2021, 1, 10), 1),
        Event(Mark.STATEMENT, date(2021, 1, 11), 2),
        Event(Mark.STATEMENT, date(2021, 1, 11), 3),
        Event(Mark.LATE, date(2021, 3, 8), 4, until=date(2021, 3, 26)),
        Event(Mark.OVERDUE, date(2021, 2, 1), 5),
    ]
    return time_line(events, ticks=[(date(2021, 1, 10), "10 Jan"), (date(2021, 1, 11), "11 Jan")], **NAMES)


def drawn(markup: SafeString) -> Element:
    return fromstring(markup)  # noqa: S314 - our own markup


def of_class(root: Element, kind: str) -> list[Element]:
    return [node for node in root.iter() if kind in (node.get("class") or "").split()]


def texts(root: Element, kind: str) -> list[str]:
    return [node.text or "" for node in of_class(root, kind)]


@pytest.mark.parametrize("make", [lambda: bars(Part("good", 5)), tiles, outlines, units, days])
def test_a_picture_is_named_and_has_no_style_of_its_own(make: Callable[[], SafeString]) -> None:
    root = drawn(make())
    named = [root.find(tag) for tag in ("title", "desc")]
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == " ".join(str(node.get("id")) for node in named if node is not None)
    assert named[0] is not None
    assert named[0].text == HOSTILE
    assert not any("style" in node.attrib or name.startswith("on") for node in root.iter() for name in node.attrib)


def test_bars_are_as_long_as_their_counts_on_one_scale() -> None:
    root = drawn(bars(Part("very_good", 50), Part("good", 30), Part("bad", 12), Part("missing", 8)))
    lengths = [float(node.get("width") or 0) for node in of_class(root, "c-part")]
    assert lengths == [WIDTH * count / 100 for count in (50, 30, 12, 8, 10)]
    assert texts(root, "c-count") == ["50", "30", "12", "8", "10"]


def test_pieces_of_a_bar_stand_beside_each_other() -> None:
    parts = of_class(drawn(bars(Part("very_good", 50), Part("good", 30), Part("bad", 20))), "c-part")[:3]
    edges = [(float(node.get("x") or 0), float(node.get("width") or 0)) for node in parts]
    assert [left + wide for left, wide in edges[:-1]] == [left for left, _wide in edges[1:]]


def test_counts_that_would_meet_are_left_to_the_table() -> None:
    assert texts(drawn(bars(Part("very_good", 97), Part("bad", 2), Part("very_bad", 1))), "c-count") == [
        "97",
        "2",
        "10",
    ]


def test_neighbouring_surfaces_differ_by_a_pattern_that_is_there() -> None:
    root = drawn(bars(Part("very_good", 50), Part("good", 50)))
    fills = [node.get("fill") for node in of_class(root, "c-part")]
    patterns = {f"url(#{node.get('id')})" for node in root.iter("pattern")}
    assert fills[:2] == [None, "url(#x-good)"]
    assert {fill for fill in fills if fill} == patterns


def test_a_tile_stands_in_its_place_with_its_number() -> None:
    root = drawn(tiles())
    places = [(node.get("x"), node.get("y")) for node in of_class(root, "c-tile")]
    assert texts(root, "c-short") == ["Alm", "ALM"]
    assert texts(root, "c-value") == ["12", "0"]
    assert float(places[0][0] or 0) > float(places[1][0] or 0)
    assert float(places[0][1] or 0) > float(places[1][1] or 0)
    assert [node.find("title").text for node in root.iter("g")] == ["Almaty Region: 12", "Almaty: 0"]  # type: ignore[union-attr]


def test_a_city_is_told_by_its_shape() -> None:
    region, city = (float(node.get("rx") or 0) for node in of_class(drawn(tiles()), "c-tile"))
    assert city > 5 * region


def test_an_outline_carries_its_number() -> None:
    root = drawn(outlines())
    assert [node.get("d") for node in of_class(root, "c-region")] == ["M0 0l9 9z"]
    assert texts(root, "c-on-map") == ["7"]


def test_each_finding_is_one_mark_on_its_side() -> None:
    root = drawn(units({Sentiment.NEGATIVE: 2, Sentiment.POSITIVE: 3, Sentiment.NEUTRAL: 1}))
    at = {
        kind: [
            float((node.get("transform") or "").removeprefix("translate(").split()[0])
            for node in of_class(root, f"s-{kind}")
        ]
        for kind in Sentiment
    }
    assert [len(at[kind]) for kind in Sentiment] == [3, 2, 0, 1]
    assert max(at[Sentiment.NEGATIVE]) < min(at[Sentiment.NEUTRAL]) < min(at[Sentiment.POSITIVE])


def test_a_long_run_of_marks_ends_in_its_number() -> None:
    root = drawn(units({Sentiment.POSITIVE: 40}))
    marks = len(of_class(root, "c-unit"))
    assert marks <= MOST_ON_A_SIDE
    assert texts(root, "c-count") == [f"+{40 - marks}"]


def test_events_stand_in_the_order_of_their_days_and_none_covers_another() -> None:
    root = drawn(days())
    marks = {node.find("text").text: node.find("circle") for node in root.iter("g")}  # type: ignore[union-attr]
    x = {number: float(mark.get("cx") or 0) for number, mark in marks.items() if mark is not None}
    y = {number: float(mark.get("cy") or 0) for number, mark in marks.items() if mark is not None}
    assert x["1"] < x["2"] == x["3"]
    assert len(set(y.values())) == 3


def test_promises_stand_under_the_line_with_their_delay() -> None:
    root = drawn(days())
    squares = [node for node in root.iter("g") if node.find("rect") is not None]
    assert [node.find("text").text for node in squares] == ["5", "4"]  # type: ignore[union-attr]
    assert len(of_class(root, "c-delay")) == 2


def test_days_that_would_meet_are_written_once() -> None:
    assert texts(drawn(days()), "c-small") == ["10 Jan"]


def test_short_names_differ_and_say_what_is_a_city() -> None:
    names = [
        ("Almaty Region", False),
        ("Almaty", True),
        ("North Kazakhstan Region", False),
        ("West Kazakhstan Region", False),
    ]
    assert short_names(names) == ["Alm", "ALM", "NKa", "WKa"]


@pytest.mark.parametrize("names", [["Абайская область", "Абай"], ["Karaganda", "Karabalta", "Karakol"], ["()", "()"]])
def test_no_two_short_names_are_the_same(names: list[str]) -> None:
    made = short_names([(name, False) for name in names])
    assert all(one != other for one, other in pairwise(sorted(made)))
