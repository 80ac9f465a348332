"""Cards on other sites: framed by anybody, running nothing, setting nothing, and honest about what they show."""

import base64
import hashlib
import json
import re
from urllib.parse import quote

import pytest
from django.test import Client

from apps.core.services import withdraw
from tests import factories as make
from tests.web.world import World

KINDS = ("criticism", "figure", "recommendation", "promise")


def card(world: World, name: str, language: str = "en") -> str:
    kind = "finding" if name in ("criticism", "praise") else name
    return f"/{language}/embed/{kind}/{getattr(world, name).code}/"


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_kind_has_a_card_in_every_language(client: Client, world: World, name: str, language: str) -> None:
    response = client.get(card(world, name, language))
    assert response.status_code == 200
    assert f'<html lang="{language}">' in response.content.decode()


def test_any_site_may_frame_a_card_and_nothing_else(client: Client, world: World) -> None:
    response = client.get(card(world, "praise"))
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "X-Frame-Options" not in response
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    page = client.get(world.paths["finding"])
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"


def test_a_card_is_one_request_that_runs_nothing(client: Client, world: World) -> None:
    response = client.get(card(world, "praise"))
    html, policy = response.content.decode(), response["Content-Security-Policy"]
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert not re.search(r"<script|<img|<link rel=\"(?:stylesheet|icon)|\sstyle=|\ssrc=", html)


def test_a_card_sets_no_cookie_and_is_never_answered_from_the_pages_cache(client: Client, world: World) -> None:
    response = client.get(card(world, "praise"))
    assert not response.cookies
    assert "ETag" not in response  # a 304 would put the policy of ordinary pages in the place of the card's
    assert response["Cache-Control"] == "public, max-age=300"


def test_own_words_stand_in_quotation_marks_and_retold_ones_are_marked(client: Client, world: World) -> None:
    own, retold = (client.get(card(world, name)).content.decode() for name in ("praise", "criticism"))
    assert "<q>open and competitive</q>" in own
    assert "<q>" not in retold
    assert "Retold for demonstration: these are not anybody’s words." in retold


def test_a_withdrawn_claim_says_so_on_its_card(client: Client, world: World) -> None:
    withdraw(record=world.praise, by=make.editor(), at=make.NOW, note="Cited in part only.")
    html = client.get(card(world, "praise")).content.decode()
    assert "Withdrawn on 12 January 2021." in html
    assert "Cited in part only." in html


def test_a_card_without_a_language_leads_to_one(client: Client, world: World) -> None:
    path = card(world, "praise").removeprefix("/en")
    response = client.get(path, headers={"accept-language": "kk"})
    assert (response.status_code, response["Location"]) == (302, f"/kk{path}")


def oembed(client: Client, url: str, **parameters: object) -> dict[str, object]:
    query = "".join(f"&{name}={value}" for name, value in parameters.items())
    answer: dict[str, object] = json.loads(client.get(f"/oembed/?url={quote(url, safe='')}{query}").content)
    return answer


def test_software_learns_of_the_card_from_the_page(client: Client, world: World) -> None:
    html = client.get(world.paths["finding"]).content.decode()
    (found,) = re.findall(r'type="application/json\+oembed" href="([^"]+)"', html)
    answer = json.loads(client.get(found.replace("&amp;", "&").removeprefix("http://testserver")).content)
    assert answer["type"] == "rich"
    assert f"/embed/finding/{world.criticism.code}/" in answer["html"]


@pytest.mark.parametrize("path", ["/ru/findings/{}/", "/ru/embed/finding/{}/"])
def test_the_card_speaks_the_language_of_the_address(client: Client, world: World, path: str) -> None:
    answer = oembed(client, f"http://testserver{path.format(world.praise.code)}")
    assert f'src="http://testserver/ru/embed/finding/{world.praise.code}/"' in str(answer["html"])


def test_a_card_is_no_larger_than_asked_for(client: Client, world: World) -> None:
    answer = oembed(client, f"http://testserver/c/{world.praise.code}", maxwidth=400, maxheight=200)
    assert (answer["width"], answer["height"]) == (400, 200)
    assert 'width="400" height="200"' in str(answer["html"])


@pytest.mark.parametrize(
    "url",
    [
        "",
        "x",
        "http://[",
        "http://elsewhere.example/en/findings/{}/",
        "http://testserver/en/",
        "http://testserver/en/findings/f-00000000/",
    ],
)
def test_what_is_no_claim_of_ours_has_no_card(client: Client, world: World, url: str) -> None:
    address = quote(url.format(world.praise.code), safe="")
    assert client.get(f"/oembed/?url={address}").status_code == 404


def test_another_format_is_not_offered(client: Client, world: World) -> None:
    assert client.get("/oembed/?url=x&format=xml").status_code == 501
