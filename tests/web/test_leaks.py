"""Nothing unpublished shows, not in a count, a link or a kind of answer."""

from collections.abc import Callable
from itertools import chain

import pytest
from django.test import Client

from apps.core.services import withdraw
from apps.findings.models import AnyClaim
from apps.web.views.plain import SECTIONS
from tests import factories as make
from tests.web.states import EVERY_STATE, SECRET, embargoed
from tests.web.world import World

HIDDEN_BODY = f"{SECRET} stand in a title\n\nObservers {SECRET} lacked genuine competition.\n"


def pages(client: Client, world: World) -> str:
    """Every public page of the world, as one text, and what other sites and programs read."""
    paths = {*world.paths.values(), *world.machine_paths.values(), *world.files.values()}
    return "".join(client.get(path).getvalue().decode() for path in sorted(paths))


def draft_statement(world: World) -> list[str]:
    return [make.statement(HIDDEN_BODY, of=world.limited).get_absolute_url()]


def embargoed_statement(world: World) -> list[str]:
    hidden = make.statement(HIDDEN_BODY, of=world.limited, **embargoed())
    return [make.published(hidden).get_absolute_url()]


def published_claim_of_a_draft_statement(world: World) -> list[str]:
    source = make.statement(HIDDEN_BODY, of=world.limited)
    claims: list[AnyClaim] = [
        make.finding(world.limited, source, SECRET, summary={"en": SECRET}),
        make.figure(world.limited, source, SECRET),
        make.recommendation(world.limited, source, SECRET, summary={"en": SECRET}),
        make.deliverable(world.limited, source, SECRET),
    ]
    return [make.published(claim).get_absolute_url() for claim in claims]


def draft_claim(world: World) -> list[str]:
    claim = make.finding(world.limited, world.report, topic="minorities", summary={"en": SECRET})
    return [claim.get_absolute_url()]


def embargoed_claim(world: World) -> list[str]:
    claim = make.finding(world.limited, world.report, summary={"en": SECRET}, **embargoed())
    return [make.published(claim).get_absolute_url()]


def claim_withdrawn_under_embargo(world: World) -> list[str]:
    claim = make.published(make.finding(world.limited, world.report, **embargoed()))
    withdraw(record=claim, by=make.editor(), at=make.NOW, note=SECRET)
    return [claim.get_absolute_url()]


def text_withdrawn_under_embargo(world: World) -> list[str]:
    source = make.published(make.statement(HIDDEN_BODY, of=world.limited, **embargoed()))
    withdraw(record=source, by=make.editor(), at=make.NOW, note=SECRET)
    return [source.get_absolute_url()]


def mission_withdrawn_before_its_election_was_public(world: World) -> list[str]:
    hidden = make.published(make.mission("zq-11", election=make.election("zq-12", names={"en": SECRET})))
    withdraw(record=hidden, by=make.editor(), at=make.NOW, note=SECRET)
    return [hidden.get_absolute_url()]


def draft_mission(world: World) -> list[str]:
    hidden = make.mission("zq-7", format="eom", organisation=make.organisation("hush", SECRET))
    claim = make.published(make.finding(hidden, world.report, summary={"en": SECRET}))
    return [hidden.get_absolute_url(), claim.get_absolute_url(), "/en/organisations/hush/"]


def draft_election(world: World) -> list[str]:
    hidden = make.election("zq-8", names={"en": SECRET})
    mission = make.published(make.mission("zq-9", election=hidden))
    return [hidden.get_absolute_url(), mission.get_absolute_url()]


def draft_translation_and_copy(world: World) -> list[str]:
    translation = make.statement(HIDDEN_BODY, translation_of=world.report)
    copy = make.statement(HIDDEN_BODY, copy_of=world.report, publisher=make.publisher("hush", names={"en": SECRET}))
    return [translation.get_absolute_url(), copy.get_absolute_url()]


def draft_correction(world: World) -> list[str]:
    claim = make.finding(world.limited, world.report, replaces=world.criticism, correction_reason=SECRET)
    return [claim.get_absolute_url()]


def embargoed_member_of_a_joint_mission(world: World) -> list[str]:
    hidden = make.mission(
        "zq-6", joint_mission=world.limited, organisation=make.organisation("hm", f"{SECRET} of members"), **embargoed()
    )
    return [make.published(hidden).get_absolute_url()]


def draft_headline_check(world: World) -> list[str]:
    source = make.published(make.statement(f"A line\n\n{world.limited.code} and more.", of=world.limited))
    make.headline_check(source, "A line", reason="not_in_body")
    return []


def role_from_a_draft_statement(world: World) -> list[str]:
    source = make.statement(HIDDEN_BODY, of=world.limited)
    make.role(world.limited, f"{SECRET} person", quote=make.quote(SECRET, source))
    return []


def draft_follow_up(world: World) -> list[str]:
    source = make.statement(HIDDEN_BODY, of=world.limited)
    make.follow_up(world.recommendation, make.quote(SECRET, source))
    return []


def draft_successor(world: World) -> list[str]:
    make.election("zq-10", names={"en": SECRET}, replaces=world.election)
    return []


def successor_of_a_withdrawn_claim(world: World) -> list[str]:
    """The withdrawn claim shows; what is to replace it does not yet."""
    make.finding(world.limited, world.report, summary={"en": SECRET}, replaces=world.withdrawn)
    return []


HIDDEN: list[Callable[[World], list[str]]] = [
    draft_statement,
    embargoed_statement,
    published_claim_of_a_draft_statement,
    draft_claim,
    embargoed_claim,
    claim_withdrawn_under_embargo,
    text_withdrawn_under_embargo,
    mission_withdrawn_before_its_election_was_public,
    draft_mission,
    draft_election,
    role_from_a_draft_statement,
    draft_follow_up,
    draft_successor,
    successor_of_a_withdrawn_claim,
    draft_translation_and_copy,
    draft_correction,
    embargoed_member_of_a_joint_mission,
    *EVERY_STATE,
]


@pytest.mark.parametrize("hide", HIDDEN)
def test_hidden_records_change_no_page(client: Client, world: World, hide: Callable[[World], list[str]]) -> None:
    before = pages(client, world)
    hide(world)
    assert pages(client, world) == before


@pytest.mark.parametrize("hide", HIDDEN)
def test_a_hidden_address_answers_like_one_that_never_was(
    client: Client, world: World, hide: Callable[[World], list[str]]
) -> None:
    for path in hide(world):
        code = path.rstrip("/").rsplit("/", 1)[1]
        unknown = "x" * len(code)
        answer, other = client.get(path), client.get(path.replace(code, unknown))
        assert answer.status_code == other.status_code == 404
        assert answer.content.replace(code.encode(), b"") == other.content.replace(unknown.encode(), b"")


KINDS = {"f": "finding", "n": "figure", "r": "recommendation", "d": "promise"}


@pytest.mark.parametrize("hide", HIDDEN)
def test_a_hidden_code_answers_like_one_that_never_was(
    client: Client, world: World, hide: Callable[[World], list[str]]
) -> None:
    """Short addresses, cards, citations and oEmbed."""
    for path in hide(world):
        code = path.rstrip("/").rsplit("/", 1)[1]
        kind = KINDS.get(code[0], "finding")
        unknown = f"{code[:2]}{'x' * (len(code) - 2)}"
        for address in (
            "/c/{}",
            f"/en/embed/{kind}/{{}}/",
            f"/en/cite/{kind}/{{}}.bib",
            "/oembed/?url=http://testserver/c/{}",
        ):
            answer, other = client.get(address.format(code)), client.get(address.format(unknown))
            assert answer.status_code == other.status_code == 404
            assert answer.content.replace(code.encode(), b"") == other.content.replace(unknown.encode(), b"")


@pytest.mark.parametrize("hide", HIDDEN)
def test_hidden_records_change_no_map_for_machines(
    client: Client, world: World, hide: Callable[[World], list[str]]
) -> None:
    paths = ["/sitemap.xml", *(f"/sitemap-{name}-1.xml" for name in ("pages", *SECTIONS))]
    before = [client.get(path).content for path in paths]
    hide(world)
    assert [client.get(path).content for path in paths] == before


def test_a_headline_check_shows_only_once_it_is_published(client: Client, world: World) -> None:
    draft_headline_check(world)
    assert "gives a verdict that the text does not attribute" not in pages(client, world)


def test_an_editor_sees_the_public_site_as_everybody_does(client: Client, world: World) -> None:
    draft_claim(world)
    anonymous = pages(client, world)
    client.force_login(make.editor())
    assert pages(client, world) == anonymous


def test_a_promise_kept_by_a_hidden_report_is_not_kept_yet(client: Client, world: World) -> None:
    hidden = make.statement(HIDDEN_BODY, of=world.limited, kind="final_report")
    promise = make.deliverable(
        world.limited, world.report, fulfilled_by=hidden, fulfilled_on=make.NOW.date(), due_on=None
    )
    make.published(promise)
    html = client.get(promise.get_absolute_url()).content.decode()
    assert "not in our records yet" in html
    assert SECRET not in html


def test_a_withdrawn_claim_stands_in_no_list(client: Client, world: World) -> None:
    withdraw(record=world.criticism, by=make.editor(), at=make.NOW, note="Wrong.")
    elsewhere = chain.from_iterable(
        client.get(path).getvalue().decode().split()
        for name, path in {**world.paths, **world.files}.items()
        if name not in {"finding", "corrections", "corrections feed"}
    )
    assert not [word for word in elsewhere if world.criticism.code in word]
