"""An anonymous reader who follows every link meets no dead end and nothing hidden."""

import re
from collections import Counter, deque
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.apps import apps
from django.conf import settings
from django.test import Client
from django.utils import timezone

from apps.core.models import Publishable
from tests.web.states import SECRET
from tests.web.test_leaks import HIDDEN
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


def states_missing() -> list[str]:
    """Public models of which there is no draft, no withdrawn, no published or no embargoed row."""
    missing = []
    for model in apps.get_models():
        if issubclass(model, Publishable):
            rows = model._default_manager.all()
            states = {*rows.values_list("state", flat=True)}
            under_embargo = rows.filter(state="published", embargo_until__gt=timezone.now()).exists()
            if states != {"draft", "published", "withdrawn"} or not under_embargo:
                missing.append(f"{model._meta.label}: {sorted(states)}, embargoed: {under_embargo}")
    return missing


def test_who_follows_every_link_meets_no_dead_end_and_nothing_hidden(client: Client, world: World) -> None:
    """One walk, since it takes long, over a site that has every public model in every state."""
    for hide in HIDDEN:
        hide(world)
    assert states_missing() == []

    crawled = crawl(client, "/en/")
    assert {address: status for address, (status, _) in crawled.items() if status != 200} == {}
    assert [address for address, (_, content) in crawled.items() if SECRET.encode() in content] == []

    reached = {address.partition("?")[0] for address in crawled}
    assert {name for name, path in world.paths.items() if path.partition("?")[0] not in reached} == set()
    assert {path for path in (world.forms["report"], world.forms["report of a text"]) if path not in reached} == set()
    assert {code for code, _name in settings.LANGUAGES} <= {address.split("/")[1] for address in crawled}
