"""Cutting a text at the edges of overlapping spans."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.desk.segments import Mark, cut

TEXT = "Они были технически подготовлены 🗳 эффективно"
SPANS = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).filter(lambda span: span[0] < span[1])


# A busy machine may take seconds over the first draw; nothing of it is measured here.
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(SPANS, max_size=8))
def test_segments_join_to_the_text_and_carry_exactly_their_marks(spans: list[tuple[int, int]]) -> None:
    marks = [Mark(start, end, number, "open") for number, (start, end) in enumerate(spans)]
    segments = list(cut(TEXT, marks))
    assert "".join(segment.text for segment in segments) == TEXT
    for mark in marks:
        assert "".join(part.text for part in segments if mark in part.marks) == TEXT[mark.start : mark.end]


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(SPANS, max_size=8))
def test_each_mark_begins_once(spans: list[tuple[int, int]]) -> None:
    marks = [Mark(start, end, number, "open") for number, (start, end) in enumerate(spans)]
    begun = [mark.number for segment in cut(TEXT, marks) for mark in segment.begins]
    assert sorted(begun) == list(range(len(marks)))


def test_a_mark_outside_the_text_is_an_error() -> None:
    with pytest.raises(ValueError, match="outside"):
        list(cut("short", [Mark(0, 6, 1, "open")]))
