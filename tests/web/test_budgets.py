"""Pages stay small: they are read on election night, on a phone, in a crowd."""

import gzip
import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.test import Client

from tests.web.world import World

PAGE_BYTES = 25_000
READER_BYTES = 60_000
STYLE_BYTES = 12_000
REQUESTS = 5


def test_every_page_stays_within_its_weight(client: Client, full_world: World) -> None:
    weights = {name: len(gzip.compress(client.get(path).content)) for name, path in full_world.pages.items()}
    limits = {name: READER_BYTES if "/statements/s-" in full_world.pages[name] else PAGE_BYTES for name in weights}
    assert {name: weight for name, weight in weights.items() if weight > limits[name]} == {}


def test_the_style_sheets_of_a_page_stay_within_their_weight() -> None:
    paths = [finders.find(f"css/{name}.css") for name in ("site", "records")]
    assert sum(len(gzip.compress(Path(str(path)).read_bytes())) for path in paths) <= STYLE_BYTES


def test_every_page_asks_for_little_and_only_from_this_site(client: Client, full_world: World) -> None:
    for name, path in full_world.pages.items():
        html = client.get(path).content.decode()
        asked = re.findall(r'<(?:link rel="(?:stylesheet|icon)" href|img src|script src)="([^"]+)"', html)
        assert 1 <= len(asked) < REQUESTS, name
        assert all(address.startswith("/static/") for address in asked), name
