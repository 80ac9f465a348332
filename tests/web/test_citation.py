"""Citations: escaped for their format, with both addresses, and never a retold word as a quotation."""

import re
from datetime import date

import pytest
from django.test import Client

from apps.core.services import withdraw
from apps.web.citation import Form, Reference, cite
from tests import factories as make
from tests.web.world import World

HOSTILE = Reference(
    code="f-12345678",
    speaker="A & B, C",
    words="50% of {x} \\ y_z ~ ^ # $",
    quoted=True,
    note="",
    title="Title",
    publisher="Paper",
    published_on=date(2021, 1, 11),
    language="en",
    original="https://example.org/a_b?c=1&d=%20",
    address="https://watch.example/c/f-12345678",
    accessed=date(2021, 2, 3),
)


def test_latex_signs_are_escaped() -> None:
    title = re.search(r"title = \{(.*)\},", cite(Form.BIBTEX, HOSTILE))
    assert title is not None
    assert title[1] == (r"{50\% of \{x\} \textbackslash{} y\_z \textasciitilde{} \textasciicircum{} \# \$}")


def test_braces_of_bibtex_are_balanced() -> None:
    text = re.sub(r"\\[{}]", "", cite(Form.BIBTEX, HOSTILE))
    assert text.count("{") == text.count("}")


def test_bibtex_says_when_it_was_read_and_where_both_texts_are() -> None:
    text = cite(Form.BIBTEX, HOSTILE)
    assert "urldate = {2021-02-03}" in text
    assert "url = {https://watch.example/c/f-12345678}" in text
    assert r"Original: https://example.org/a\_b?c=1\&d=\%20" in text


def test_every_line_of_ris_is_a_tag_and_the_record_ends() -> None:
    lines = cite(Form.RIS, HOSTILE).split("\r\n")
    assert lines[-1] == ""
    assert all(re.match(r"^[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])
    assert (lines[0], lines[-2]) == ("TY  - ELEC", "ER  - ")
    assert "Y2  - 2021/02/03/" in lines


def test_words_tell_all_in_one_line() -> None:
    assert cite(Form.TEXT, HOSTILE) == (
        "A & B, C: “50% of {x} \\ y_z ~ ^ # $”. In: Title. Paper, 11 January 2021. "
        "https://example.org/a_b?c=1&d=%20. Electionwatch, f-12345678, https://watch.example/c/f-12345678, "
        "accessed 3 February 2021.\n"
    )


@pytest.mark.parametrize("form", Form)
def test_a_line_break_in_a_text_breaks_no_field(client: Client, world: World, form: Form) -> None:
    source = make.published(make.statement("A title\n\nObservers saw\r\nER  - many things.", of=world.limited))
    words = "saw\r\nER  - many"
    claim = make.published(make.finding(world.limited, source, words, voice="mission_quote"))
    text = client.get(f"/en/cite/finding/{claim.code}.{form}").content.decode()
    assert "saw ER - many" in text
    assert "\nER  - many" not in text


def test_a_file_has_its_type_and_its_name(client: Client, world: World) -> None:
    response = client.get(f"/en/cite/finding/{world.praise.code}.bib")
    assert response["Content-Type"] == "application/x-bibtex; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="electionwatch-{world.praise.code}.bib"'


def test_own_words_stand_in_quotation_marks_and_retold_ones_never(client: Client, world: World) -> None:
    own = client.get(f"/en/cite/finding/{world.praise.code}.txt").content.decode()
    retold = client.get(f"/en/cite/finding/{world.criticism.code}.txt").content.decode()
    assert "“open and competitive”" in own
    assert "“" not in retold
    assert "Retold for demonstration: nobody said these words" in retold


def test_a_withdrawn_claim_is_cited_as_withdrawn(client: Client, world: World) -> None:
    withdraw(record=world.praise, by=make.editor(), at=make.NOW, note="Wrong.")
    assert "Withdrawn on 12 January 2021" in client.get(f"/en/cite/finding/{world.praise.code}.ris").content.decode()


@pytest.mark.parametrize("path", ["finding/{}.pdf", "finding/{}", "election/{}.txt", "figure/{}.txt"])
def test_other_forms_and_kinds_are_no_address(client: Client, world: World, path: str) -> None:
    assert client.get(f"/en/cite/{path.format(world.praise.code)}").status_code == 404


def test_the_page_offers_what_the_files_say(client: Client, world: World) -> None:
    html = client.get(f"/en/findings/{world.praise.code}/").content.decode()
    assert f'href="/en/cite/finding/{world.praise.code}.ris"' in html
    assert f"@misc{{electionwatch-{world.praise.code}," in html
    assert "&lt;iframe src=&quot;http://testserver/en/embed/finding/" in html
