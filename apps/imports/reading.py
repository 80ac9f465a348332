"""From bytes to the canonical text that quotes count in, with what the source says of itself."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import trafilatura

from apps.extraction.text import normalise
from apps.imports.choices import Problem
from apps.imports.problems import Rejected

MAX_BYTES = 2_000_000
MAX_TAGS = 20_000
MAX_TAG_LENGTH = 4_000
# libxml2 silently drops what lies deeper than 256 elements, so such a page is refused rather than half read.
MAX_DEPTH = 200
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
    # Their end tags may be left out.
    | {"p", "li", "option", "tr", "td", "th"}
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_BLOCKS = frozenset({"p", "head", "quote", "item", "cell"})


@dataclass(frozen=True, slots=True)
class Document:
    """A text as it will be stored, and what its source told about it."""

    text: str
    headline: str | None = None
    published_on: date | None = None
    author: str = ""
    media_type: str = "text/plain"


def read(data: bytes, *, media_type: str = "", name: str = "") -> Document:
    """Read plain text or HTML. Raises Rejected where the bytes are empty, too many, or no text."""
    if len(data) > MAX_BYTES:
        raise Rejected(Problem.TOO_LARGE)
    if not data.strip():
        raise Rejected(Problem.EMPTY)
    if _is_html(data, media_type=media_type, name=name):
        return _read_html(data, media_type=media_type)
    return _read_plain(data)


def _is_html(data: bytes, *, media_type: str, name: str) -> bool:
    if media_type.split(";")[0].strip().lower() in {"text/html", "application/xhtml+xml"}:
        return True
    if name.lower().endswith((".html", ".htm", ".xhtml")):
        return True
    return data[:1000].lstrip().lower().startswith((b"<!doctype html", b"<html"))


def decode(data: bytes) -> str:
    """Canonical text from UTF-8, UTF-16 with a byte order mark, or Windows-1251, which Russian sites still use."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ["utf-16"] if marked else ["utf-8-sig", "cp1251"]:
        try:
            text = normalise(data.decode(encoding))
        except UnicodeDecodeError:
            continue
        # What is valid UTF-8 is UTF-8: any bytes at all would pass for Windows-1251 afterwards.
        if _looks_like_text(text):
            return text
        break
    raise Rejected(Problem.NOT_TEXT)


def _looks_like_text(text: str) -> bool:
    """No control characters but line ends and tabs, and letters make up a fair part of what is printed."""
    sample = text[:20_000]
    if any(ord(character) < 32 and character not in "\t\n\r\f" for character in sample):
        return False
    printed = [character for character in sample if not character.isspace()]
    return not printed or sum(character.isalpha() for character in printed) >= len(printed) * 0.4


def _read_plain(data: bytes) -> Document:
    text = decode(data).strip()
    if not text:
        raise Rejected(Problem.EMPTY)
    return Document(text=text)


def _read_html(data: bytes, *, media_type: str) -> Document:
    _guard(data.decode("latin-1"))
    page: Any = trafilatura.bare_extraction(
        data,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        # Without these a page that has no date gets one from its copyright line.
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    blocks = _blocks(page.body) if page is not None and page.body is not None else []
    if not blocks:
        raise Rejected(Problem.NO_WORDS)
    headline = normalise(page.title or "").strip()
    if headline and blocks[0] != headline:
        blocks.insert(0, headline)
    text = normalise("\n\n".join(blocks)).strip()
    return Document(
        text=text,
        headline=headline or None,
        published_on=_day(page.date),
        author=(page.author or "")[:200],
        media_type="text/html",
    )


def _blocks(body: Any) -> list[str]:
    """Paragraphs, headings, quotes and list items in order; their outermost element decides where a block ends."""
    found: list[str] = []
    for element in body:
        words = [" ".join("".join(part.itertext()).split()) for part in _leaves(element)]
        found += [block for block in words if block]
    return found


def _leaves(element: Any) -> list[Any]:
    inner = [child for child in element if child.tag in _BLOCKS or child.tag in {"list", "table", "row"}]
    if not inner:
        return [element]
    return [leaf for child in inner for leaf in _leaves(child)]


def _guard(html: str) -> None:
    """Refuse pages made to exhaust the parser; one pass over the tags, so its own cost is linear."""
    depth = 0
    for count, match in enumerate(_TAG.finditer(html), start=1):
        if count > MAX_TAGS:
            raise Rejected(Problem.TOO_LARGE, "tags")
        if html.find(">", match.end(), match.end() + MAX_TAG_LENGTH) < 0:
            raise Rejected(Problem.NOT_TEXT, "tag")
        if match.group(2).lower() in _VOID:
            continue
        depth = max(0, depth - 1) if match.group(1) else depth + 1
        if depth > MAX_DEPTH:
            raise Rejected(Problem.TOO_LARGE, "depth")


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
