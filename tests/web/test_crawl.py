"""An anonymous reader who follows every link meets no dead end and nothing hidden."""

import re
from collections import Counter, deque
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.test import Client

from tests.web.test_leaks import HIDDEN, SECRET
from tests.web.world import World

LINK = re.compile(r"""<(?:a|link|form|iframe|img|source)\b[^>]*?\b(?:href|src|action)="([^"]*)\"""")
# Filters and facets combine into endless addresses; so many of each path are followed.
QUERIES_OF_A_PATH = 6
# Pages behind a login, and files that the web server serves.
ELSEWHERE = ("/admin/", "/static/")


def links(html: str, path: str) -> set[str]:
    """The addresses on this site that a page leads to, without fragments."""
    found = set()
    for link in LINK.findall(html):
        parts = urlsplit(urljoin(f"http://testserver{path}", unescape(link)))
        if parts.netloc == "testserver" and not parts.path.startswith(ELSEWHERE):
            found.add(parts.path + (f"?{parts.query}" if parts.query else ""))
    return found


def crawl(client: Client, start: str) -> dict[str, tuple[int, bytes]]:
    """Every address that can be reached, with the status and the content of its answer."""
    seen: dict[str, tuple[int, bytes]] = {}
    queries: Counter[str] = Counter()
    waiting = deque([start])
    while waiting:
        address = waiting.popleft()
        path = address.partition("?")[0]
        if address in seen or ("?" in address and queries[path] >= QUERIES_OF_A_PATH):
            continue
        queries[path] += "?" in address
        answer = client.get(address, follow=True)
        content = answer.getvalue()
        seen[address] = (answer.status_code, content)
        if answer["Content-Type"].startswith("text/html"):
            waiting.extend(sorted(links(content.decode(), path)))
    return seen


@pytest.fixture
def crawled(client: Client, world: World) -> dict[str, tuple[int, bytes]]:
    for hide in HIDDEN:
        hide(world)
    return crawl(client, "/en/")


def test_no_link_leads_nowhere_and_nothing_hidden_is_met(crawled: dict[str, tuple[int, bytes]], world: World) -> None:
    assert {address: status for address, (status, _) in crawled.items() if status != 200} == {}
    assert [address for address, (_, content) in crawled.items() if SECRET.encode() in content] == []


def test_every_kind_of_page_can_be_reached(crawled: dict[str, tuple[int, bytes]], world: World) -> None:
    reached = {address.partition("?")[0] for address in crawled}
    missing = {name for name, path in world.paths.items() if path.partition("?")[0] not in reached}
    assert missing == set()


def test_every_language_can_be_reached(crawled: dict[str, tuple[int, bytes]]) -> None:
    assert {code for code, _name in settings.LANGUAGES} <= {address.split("/")[1] for address in crawled}
