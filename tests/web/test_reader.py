"""A text cut at every edge of its quotes."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.findings.choices import Voice
from apps.web.reader import Paragraph, Span, paragraphs

QUOTE, PARAPHRASE = Voice.MISSION_QUOTE, Voice.MISSION_PARAPHRASE


def marked(paragraph: Paragraph) -> list[tuple[str, int]]:
    return [(piece.text, piece.depth) for piece in paragraph.pieces]


def test_overlapping_quotes_are_cut_at_every_edge() -> None:
    spans = [Span(0, 7, QUOTE, 1), Span(4, 11, PARAPHRASE, 2)]
    (only,) = paragraphs("one two three", spans)
    assert marked(only) == [("one ", 1), ("two", 2), (" thr", 1), ("ee", 0)]


def test_the_voice_nearest_to_the_mission_colours_shared_words() -> None:
    (only,) = paragraphs("one two", [Span(0, 7, PARAPHRASE, 1), Span(0, 3, QUOTE, 2)])
    assert [piece.voice for piece in only.pieces] == [QUOTE, PARAPHRASE]


def test_offsets_count_code_points() -> None:
    (only,) = paragraphs("🙂👍🏽 vote", [Span(4, 8, QUOTE, 1)])
    assert marked(only)[-1] == ("vote", 1)


def test_a_quote_over_two_lines_opens_once_and_closes_once() -> None:
    first, second = paragraphs("one two\n\nthree four", [Span(4, 14, QUOTE, 1)])
    assert [len(piece.opens) for item in (first, second) for piece in item.pieces] == [0, 1, 0, 0]
    assert [len(piece.closes) for item in (first, second) for piece in item.pieces] == [0, 0, 1, 0]


def test_a_quote_that_ends_in_blank_lines_closes_with_its_words() -> None:
    first, _ = paragraphs("one\n\ntwo", [Span(0, 5, QUOTE, 1)])
    assert [len(piece.closes) for piece in first.pieces] == [1]


def test_an_anchor_without_a_number_marks_no_words() -> None:
    (only,) = paragraphs("one two", [Span(0, 3)])
    assert [(piece.depth, len(piece.opens), len(piece.closes)) for piece in only.pieces] == [(0, 1, 0), (0, 0, 0)]


@st.composite
def cited_texts(draw: st.DrawFn) -> tuple[str, list[Span]]:
    body = draw(st.text(alphabet="ab 🙂ё\n", min_size=1, max_size=60))
    places = st.tuples(st.integers(0, len(body) - 1), st.integers(1, len(body)))
    chosen = draw(st.sets(places.filter(lambda place: place[0] < place[1]), max_size=8))
    quotes = [place for place in sorted(chosen) if body[place[0] : place[1]].strip()]
    return body, [Span(start, end, QUOTE, number) for number, (start, end) in enumerate(quotes, start=1)]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
@given(cited_texts())
def test_every_word_of_a_text_is_shown_once(cited: tuple[str, list[Span]]) -> None:
    body, spans = cited
    shown = ["".join(piece.text for piece in item.pieces) for item in paragraphs(body, spans)]
    assert shown == [line for line in body.split("\n") if line.strip()]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
@given(cited_texts())
def test_every_quote_has_one_address_and_one_number(cited: tuple[str, list[Span]]) -> None:
    body, spans = cited
    pieces = [piece for item in paragraphs(body, spans) for piece in item.pieces]
    opened = sorted(span.number or 0 for piece in pieces for span in piece.opens)
    closed = sorted(span.number or 0 for piece in pieces for span in piece.closes)
    assert opened == closed == [span.number for span in spans]
