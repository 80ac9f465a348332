"""Pages stay small: they are read on election night, on a phone, in a crowd."""

import gzip
import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.web.test_pages import PAGES
from tests.web.world import World

PAGE_BYTES = 25_000
READER_BYTES = 60_000
STYLE_BYTES = 12_000
REQUESTS = 5


@pytest.mark.parametrize("name", PAGES)
def test_a_page_stays_within_its_weight(client: Client, world: World, name: str) -> None:
    limit = READER_BYTES if name == "statement" else PAGE_BYTES
    assert len(gzip.compress(client.get(world.paths[name]).content)) <= limit


def test_the_style_sheet_stays_within_its_weight() -> None:
    path = finders.find("css/site.css")
    assert isinstance(path, str)
    with open(path, "rb") as sheet:
        assert len(gzip.compress(sheet.read())) <= STYLE_BYTES


def test_a_page_asks_for_little_and_only_from_this_site(client: Client, world: World) -> None:
    html = client.get(world.paths["election"]).content.decode()
    asked = re.findall(r'<(?:link rel="(?:stylesheet|icon)"|img|script)[^>]*(?:href|src)="([^"]+)"', html)
    assert 1 <= len(asked) < REQUESTS
    assert all(address.startswith("/static/") for address in asked)
