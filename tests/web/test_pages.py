"""What the public pages show, and how many queries they take."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.core.services import withdraw
from apps.statements.models import Statement
from tests import factories as make
from tests.web.world import World

QUERY_BUDGET = 12
RETOLD = "Retold for demonstration"


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


def test_every_page_stays_within_its_query_budget(client: Client, full_world: World) -> None:
    for name, path in full_world.pages.items():
        with CaptureQueriesContext(connection) as queries:
            page(client, path)
        assert len(queries) <= QUERY_BUDGET, "\n".join([name, *(query["sql"][:160] for query in queries)])


@pytest.mark.parametrize("name", ["home", "country", "election", "mission", "statement", "recommendations", "promises"])
def test_more_claims_take_no_more_queries(client: Client, world: World, name: str) -> None:
    with CaptureQueriesContext(connection) as few:
        page(client, world.paths[name])
    by = make.editor()
    for topic in ("media", "campaign", "overall", "minorities"):
        make.published(make.finding(world.limited, world.report, topic=topic), by=by)
        make.published(make.figure(world.limited, world.report, measure="observers_deployed"), by=by)
        make.published(make.recommendation(world.limited, world.report, topic=topic), by=by)
        make.published(make.deliverable(world.limited, world.report), by=by)
    with CaptureQueriesContext(connection) as many:
        page(client, world.paths[name])
    assert len(many) == len(few)


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_every_page_opens_in_every_language(client: Client, full_world: World, language: str) -> None:
    for path in full_world.pages.values():
        assert f'<html lang="{language}">' in page(client, path.replace("/en/", f"/{language}/")), path


def test_every_page_is_sound(client: Client, full_world: World) -> None:
    """No inline style or script, no name given twice, and links to a place on the page lead there."""
    for name, path in full_world.pages.items():
        html = page(client, path)
        places = re.findall(r'\sid="([^"]+)"', html)
        assert not re.search(r'<style|<script(?! type="application/ld\+json">)|\sstyle=|\son\w+=', html), name
        assert len(places) == len(set(places)), name
        assert set(re.findall(r'href="#([^"]+)"', html)) <= set(places), name


@pytest.mark.parametrize(
    "name",
    [
        "home",
        "country",
        "election",
        "mission",
        "finding",
        "figure",
        "recommendation",
        "promise",
        "statement",
        "statements",
        "recommendations",
        "promises",
    ],
)
def test_retold_words_are_marked_wherever_they_appear(client: Client, world: World, name: str) -> None:
    assert RETOLD in page(client, world.paths[name])


def test_original_words_carry_no_mark_of_retelling(client: Client, world: World) -> None:
    assert RETOLD not in page(client, f"/en/statements/{world.own_text.code}/")


def test_only_a_missions_own_original_words_stand_in_quotation_marks(client: Client, world: World) -> None:
    quoted = re.findall(r"<q [^>]*>([^<]+)</q>", page(client, world.paths["election"]))
    assert quoted == ["Voting was orderly.", "open and competitive"]


def test_the_language_of_words_is_told(client: Client, world: World) -> None:
    source = make.statement("Заголовок\n\nВыборам не хватало конкуренции.", of=world.limited, language="ru")
    make.published(source)
    claim = make.published(make.finding(world.limited, source, "не хватало конкуренции"))
    assert '<blockquote class="passage" lang="ru">' in page(client, claim.get_absolute_url())


def test_the_words_of_every_claim_lead_to_their_place_in_the_text(client: Client, world: World) -> None:
    html = page(client, world.paths["election"])
    links = set(re.findall(r'href="/en(/statements/[^"?]+/)\?version=1#(q-\d+-\d+)"', html))
    assert len(links) == 6  # three findings, a figure, a promise and the headline
    for path, anchor in links:
        assert f'id="{anchor}"' in page(client, f"/en{path}?version=1")


def test_a_figure_is_said_with_its_comparator(client: Client, world: World) -> None:
    assert "more than 90" in text_of(page(client, world.paths["election"]))


def test_missions_that_judge_differently_are_pointed_out(client: Client, world: World) -> None:
    html = page(client, world.paths["election"])
    assert 'href="#t-political_environment_competition"' in html.split("differ-list")[1].split("</ul>")[0]


def test_empty_cells_say_why_they_are_empty(client: Client, world: World) -> None:
    by = make.editor()
    silent = make.mission("sco-kz", format="eom", organisation=make.organisation("sco", "SCO"))
    make.published(silent, by=by)
    media = make.finding(world.limited, world.report, topic="media")
    make.published(media, by=by)
    table = page(client, world.paths["election"]).split("<tbody")[1].split("</tbody>")[0]
    rows = dict(re.findall(r'<tr id="t-(\w+)"(.*?)</tr>', table, re.DOTALL))
    kinds = {topic: re.findall(r'class="gap gap-(\w+)"', row) for topic, row in rows.items()}
    assert kinds["election_day_voting"] == ["not_observed", "not_imported"]
    assert kinds["media"] == ["not_mentioned", "not_imported"]


def test_a_headline_never_stands_for_the_mission(client: Client, world: World) -> None:
    headline = make.finding(
        world.limited, world.report, "Mission praises", topic="overall", sentiment="positive", voice="reporter"
    )
    make.published(headline)
    assert headline.code not in page(client, world.paths["election"])
    apart = page(client, world.paths["mission"]).split('id="in-other-words"')[1]
    assert headline.code in apart


def test_a_headline_that_the_text_does_not_bear_out_is_flagged_with_the_reason(client: Client, world: World) -> None:
    text = text_of(page(client, world.paths["statement"]))
    assert "Headline not borne out. The headline reports approval; the text also attributes criticism" in text


def test_overlapping_quotes_have_each_their_note(client: Client, world: World) -> None:
    by = make.editor()
    make.published(make.finding(world.limited, world.report, "genuine competition, the head", topic="media"), by=by)
    html = page(client, world.paths["statement"])
    assert re.findall(r'<mark class="hl [^"]*deep">([^<]+)</mark>', html) == ["genuine competition"]
    assert html.count('id="q-') == html.count('class="note-number"')


def test_notes_lead_to_the_words_and_back(client: Client, world: World) -> None:
    html = page(client, world.paths["statement"])
    notes = re.findall(r'id="n-(\d+)">\s*<a class="note-number" href="#(q-[\d-]+)"', html)
    assert notes
    for number, anchor in notes:
        assert f'href="#n-{number}"' in html
        assert f'id="{anchor}"' in html


def test_an_older_version_keeps_its_quotes_under_its_number(client: Client, world: World) -> None:
    make.version(world.report, "Corrected headline\n\nOther words.\n")
    path = world.paths["statement"]
    assert "lacked genuine competition" in text_of(page(client, f"{path}?version=1"))
    assert "lacked genuine competition" not in text_of(page(client, path))


@pytest.mark.parametrize("number", ["2", "0", "x", "01", "9" * 30])
def test_a_version_that_is_not_there_is_not_found(client: Client, world: World, number: str) -> None:
    assert client.get(f"{world.paths['statement']}?version={number}").status_code == 404


def test_a_withdrawn_claim_keeps_its_page_with_the_reason(client: Client, world: World) -> None:
    withdraw(record=world.criticism, by=make.editor(), at=make.NOW, note="Cited in part only.")
    successor = make.finding(world.limited, world.report, replaces=world.criticism)
    make.published(successor)
    html = page(client, world.paths["finding"])
    assert "Cited in part only." in html
    assert successor.code in html


def test_the_reason_for_a_correction_is_told_once_on_either_page(client: Client, world: World) -> None:
    reason = "One word was read over."
    successor = make.published(
        make.finding(world.limited, world.report, replaces=world.criticism, correction_reason=reason)
    )
    for claim in (world.criticism, successor):
        assert page(client, claim.get_absolute_url()).count(reason) == 1, claim


def test_the_reason_for_taking_a_claim_back_is_told_once(client: Client, world: World) -> None:
    assert page(client, world.withdrawn.get_absolute_url()).count("Read into the words.") == 1


def test_the_language_switch_keeps_the_page_and_the_version(client: Client, world: World) -> None:
    html = page(client, f"{world.paths['statement']}?version=1")
    for language in ("ru", "kk"):
        assert f'href="/{language}/statements/{world.report.code}/?version=1"' in html


def test_a_missing_page_answers_in_the_language_of_its_address(client: Client, db: None) -> None:
    response = client.get("/kk/elections/nowhere/")
    assert response.status_code == 404
    assert b'<html lang="kk">' in response.content


def test_markup_in_a_text_is_shown_and_not_obeyed(client: Client, world: World) -> None:
    hostile = make.published(make.statement("A title\n\n<script>alert(1)</script> & so on.", of=world.limited))
    html = page(client, hostile.get_absolute_url())
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; so on." in html


@pytest.mark.django_db
def test_an_empty_site_says_so(client: Client) -> None:
    assert not Statement.objects.exists()
    assert "No election has been published yet." in page(client, "/en/")
