"""From bytes to text: what is read, and what is refused with which reason."""

import pytest

from apps.imports.choices import Problem
from apps.imports.problems import Rejected
from apps.imports.reading import MAX_BYTES, Document, decode, read

PAGE = """<!doctype html><html><head><title>Mission praises vote</title>
<meta property="article:published_time" content="2021-01-11T10:00:00+06:00"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Mission praises vote</h1>
<p>The elections lacked genuine competition, the head of the observation mission said on Monday in the capital.</p>
<blockquote><p>We could not visit every polling station, but preparations were efficient, the head of mission said.</p>
</blockquote><ul><li>More than ninety polling stations were visited by the observers of the mission.</li></ul>
</article><footer>© 2021</footer></body></html>"""


def problem_of(data: bytes, **hints: str) -> Problem:
    with pytest.raises(Rejected) as caught:
        read(data, **hints)
    return caught.value.problem


@pytest.mark.parametrize("data", [b"", b"  \n\t ", "\u200b\ufeff".encode()])
def test_nothing_to_read_is_empty(data: bytes) -> None:
    assert problem_of(data) == Problem.EMPTY


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"PK\x03\x04\x14\x00", b"\xff\xfe\x00"])
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    assert problem_of(data) == Problem.NOT_TEXT


def test_numbers_and_signs_alone_are_no_text() -> None:
    assert problem_of(b"12;34;56;78\n" * 50) == Problem.NOT_TEXT


def test_more_than_the_cap_is_refused() -> None:
    assert problem_of(b"a" * (MAX_BYTES + 1)) == Problem.TOO_LARGE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_russian_is_decoded_whatever_the_encoding(encoding: str) -> None:
    assert decode("Миссия признала выборы".encode(encoding)) == "Миссия признала выборы"


def test_plain_text_is_normalised_once() -> None:
    assert read("Line\r\nwith soft\u00adhyphen и\u0306".encode()).text == "Line\nwith softhyphen й"


def html() -> Document:
    return read(PAGE.encode(), media_type="text/html; charset=utf-8")


def test_html_keeps_headline_paragraphs_quotes_and_items_in_order() -> None:
    blocks = html().text.split("\n\n")
    assert [block.split()[0] for block in blocks] == ["Mission", "The", "We", "More"]


def test_html_tells_headline_and_date() -> None:
    page = html()
    assert (page.headline, str(page.published_on)) == ("Mission praises vote", "2021-01-11")


def test_a_copyright_year_is_no_date_of_publication() -> None:
    undated = PAGE.replace('<meta property="article:published_time" content="2021-01-11T10:00:00+06:00">', "")
    assert read(undated.encode(), media_type="text/html").published_on is None


@pytest.mark.parametrize(
    ("hostile", "problem"),
    [
        ("<div>" * 300, Problem.TOO_LARGE),
        ("<a>" * 25_000, Problem.TOO_LARGE),
        ("<p " + "x" * 5_000 + ">", Problem.NOT_TEXT),
        ("<script>" * 30_000, Problem.TOO_LARGE),
    ],
    ids=["deep", "many tags", "long tag", "unclosed scripts"],
)
def test_pages_made_to_exhaust_the_parser_are_refused(hostile: str, problem: Problem) -> None:
    assert problem_of(f"<html><body>{hostile}".encode()) == problem


def test_a_page_without_words_says_so() -> None:
    assert problem_of(b"<html><body></body></html>") == Problem.NO_WORDS
