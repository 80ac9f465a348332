"""Templates leave script and style to files, so that the content policy of the public pages can forbid the rest."""

import re

import pytest

from tests.architecture.tracked import files_with, name_of

FORBIDDEN = {
    "a script without a source": re.compile(r"<script(?![^>]*\b(?:src=|type=\"application/(?:ld\+)?json\"))", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "an event handler attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "a javascript: address": re.compile(r"javascript:", re.I),
    "something from another host": re.compile(r"<(?:script|link|img|iframe)\b[^>]*\b(src|href)=\"(https?:)?//", re.I),
}


@pytest.mark.parametrize("fault", FORBIDDEN)
def test_no_template_has(fault: str) -> None:
    guilty = [
        name_of(path)
        for path in files_with(".html", under=("templates", "apps"))
        if FORBIDDEN[fault].search(path.read_text())
    ]
    assert guilty == []
