"""Entering claims by hand: quotes by their exact words, rules in words, and nothing past the database's rules."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from apps.findings.models import Evidence, Finding
from apps.statements.models import Quote, Statement
from tests import factories
from tests.admin.people import analyst, enter, inline

WORDS = "lacked genuine competition"


@pytest.fixture
def source(db: None) -> Statement:
    return factories.statement("Title\n\nThe elections lacked genuine\ncompetition. It was calm. It was calm.\n")


@pytest.fixture
def client(db: None) -> Client:
    return enter(analyst())


def form(source: Statement | None, words: str = WORDS, **row: Any) -> dict[str, Any]:
    rows = [{"version": source.versions.get().pk, "words": words, "relation": "supports", **row}] if source else []
    return {
        "mission": factories.mission().pk,
        "topic": "overall",
        "sentiment": "negative",
        "voice": "mission_quote",
        "language": "en",
        "summary_en": "No real choice",
        **inline("evidence", *rows),
        **inline("obligations"),
    }


def add(client: Client, data: dict[str, Any]) -> Any:
    return client.post(reverse("admin:findings_finding_add"), data)


def quote_errors(answer: Any, field: str) -> str:
    return " ".join(answer.context["inline_admin_formsets"][0].formset.forms[0].errors.get(field, []))


def test_the_form_finds_the_words_across_line_breaks(client: Client, source: Statement) -> None:
    assert add(client, form(source)).status_code == 302
    quote = Evidence.objects.get(finding__summary={"en": "No real choice"}).quote
    assert quote.exact == "lacked genuine\ncompetition"


REFERENCE = {
    "entered_from_title": "Report",
    "entered_from_publisher": "OSCE",
    "entered_from_date": "1999-10-11",
    "entered_from_place": "https://example.org/report.pdf",
    "voice": "mission_paraphrase",
}


def test_a_claim_without_a_text_is_entered_with_a_reference(client: Client, db: None) -> None:
    assert add(client, form(None) | REFERENCE).status_code == 302
    claim = Finding.objects.get()
    assert (claim.has_reference, claim.evidence.count()) == (True, 0)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"entered_from_date": ""}, "entered_from_date"),
        ({"entered_from_place": ""}, "entered_from_place"),
        ({"summary_en": ""}, "summary"),
        ({"voice": "mission_quote"}, "voice"),
    ],
)
def test_a_reference_that_is_not_whole_names_the_field(client: Client, change: dict[str, str], field: str) -> None:
    answer = add(client, form(None) | REFERENCE | change)
    assert field in answer.context["adminform"].form.errors


def test_a_claim_rests_on_words_or_on_a_reference(client: Client, source: Statement) -> None:
    for data, words in ((form(None), "exact words that it rests on"), (form(source) | REFERENCE, "one or the other")):
        errors = add(client, data).context["inline_admin_formsets"][0].formset.non_form_errors()
        assert words in str(errors)


def test_words_that_are_not_in_the_text_are_named_at_their_field(client: Client, source: Statement) -> None:
    answer = add(client, form(source, "was free and fair"))
    assert "not in the chosen text" in quote_errors(answer, "words")
    assert not Finding.objects.exists()


def test_ambiguous_words_ask_which_one(client: Client, source: Statement) -> None:
    assert "occur 2 times" in quote_errors(add(client, form(source, "It was calm")), "words")


def test_the_occurrence_chooses_among_equal_words(client: Client, source: Statement) -> None:
    add(client, form(source, "It was calm", occurrence=2))
    quote = Quote.objects.get()
    assert quote.start == source.versions.get().body.rindex("It was calm")


def test_an_occurrence_that_there_is_not_is_refused(client: Client, source: Statement) -> None:
    assert "only 2 times" in quote_errors(add(client, form(source, "It was calm", occurrence=3)), "occurrence")


def test_the_same_words_twice_are_refused(client: Client, source: Statement) -> None:
    row = {"version": source.versions.get().pk, "words": WORDS, "relation": "supports"}
    data = form(source) | inline("evidence", row, row)
    assert add(client, data).status_code == 200
    assert not Finding.objects.exists()


def test_a_speaker_of_another_mission_is_refused(client: Client, source: Statement) -> None:
    other = factories.role(factories.mission("cis-kz", organisation=factories.organisation("cis", "CIS")))
    answer = add(client, form(source) | {"speaker": other.pk})
    assert "speaks for another mission" in str(answer.context["adminform"].form.errors["speaker"])


def test_a_claim_starts_without_a_topic_chosen_for_the_analyst(client: Client) -> None:
    answer = client.get(reverse("admin:findings_finding_add"))
    assert answer.context["adminform"].form["topic"].value() in (None, "")


def test_the_last_quote_of_an_imported_claim_stays(client: Client, source: Statement) -> None:
    place = factories.mission()
    claim = factories.finding(place, source, "The elections", origin="imported")
    kept = claim.evidence.get()
    data = form(None) | inline("evidence", {"id": kept.pk, "finding": claim.pk, "DELETE": "on"}, initial=1)
    answer = client.post(reverse("admin:findings_finding_change", args=[claim.pk]), data)
    assert "keeps at least one quote" in str(answer.context["inline_admin_formsets"][0].formset.non_form_errors())
    assert Evidence.objects.filter(pk=kept.pk).exists()


def test_a_published_claim_is_shown_but_not_changed(client: Client) -> None:
    claim = factories.public_world()
    address = reverse("admin:findings_finding_change", args=[claim.pk])
    assert b"it no longer changes" in client.get(address).content
    assert client.post(address, form(None)).status_code == 403


def test_a_published_claim_says_its_texts_and_its_language_in_words(client: Client, db: None) -> None:
    claim = factories.finding(factories.mission(), factories.statement(), summary={"kk": "<b>Дауыс"}, language="ru")
    factories.published(claim)
    page = client.get(reverse("admin:findings_finding_change", args=[claim.pk])).content.decode()
    assert '<dt>Kazakh</dt><dd lang="kk">&lt;b&gt;Дауыс</dd>' in page
    assert "Russian" in page


def test_a_published_claim_is_not_deleted(client: Client) -> None:
    claim = factories.public_world()
    assert client.post(reverse("admin:findings_finding_delete", args=[claim.pk]), {"post": "yes"}).status_code == 403
    bulk = {"action": "delete_selected", "_selected_action": [claim.pk], "post": "yes"}
    client.post(reverse("admin:findings_finding_changelist"), bulk)
    assert Finding.objects.filter(pk=claim.pk).exists()


def test_a_draft_is_deleted_with_its_quotes(client: Client, source: Statement) -> None:
    claim = factories.finding(factories.mission(), source, "The elections")
    client.post(reverse("admin:findings_finding_delete", args=[claim.pk]), {"post": "yes"})
    assert not Evidence.objects.exists()
