"""Saved filters: everybody's own, by name, above the list that they belong to."""

import pytest
from django.urls import reverse

from apps.core.models import SavedFilter
from tests import factories as make
from tests.admin.people import analyst, enter
from tests.violations import Violation, rule_that_refuses

pytestmark = pytest.mark.django_db

LIST = "admin:findings_finding_changelist"
SAVE = "admin:findings_finding_saved_filters"


def saved(**fields: str) -> SavedFilter:
    values = {"table": "findings.finding", "name": "Mine", "query": "", **fields}
    return SavedFilter.objects.create(person=make.user(), **values)


def _named_twice() -> None:
    first = saved()
    SavedFilter.objects.create(person=first.person, table=first.table, name=first.name)


VIOLATIONS = [
    Violation("person_names_a_filter_once", _named_twice),
    Violation("saved_filter_has_a_name", lambda: saved(name="")),
]


@pytest.mark.parametrize("violation", VIOLATIONS, ids=str)
def test_the_database_refuses(violation: Violation) -> None:
    assert rule_that_refuses(violation.act) == violation.rule


def test_a_filter_is_saved_found_and_forgotten() -> None:
    client, stranger = enter(analyst()), enter(analyst())
    query = "state__exact=draft&topic__exact=media&p=2"
    answer = client.post(reverse(SAVE), {"name": " Media  drafts ", "query": query})
    assert answer["Location"] == f"{reverse(LIST)}?state__exact=draft&topic__exact=media"
    page = client.get(answer["Location"])
    assert [(str(item), here) for item, here in page.context["saved_filters"]] == [("Media drafts", True)]
    assert "Media drafts" not in stranger.get(reverse(LIST)).content.decode()
    stranger.post(reverse(SAVE), {"forget": "Media drafts"})
    assert SavedFilter.objects.count() == 1
    client.post(reverse(SAVE), {"forget": "Media drafts", "query": query})
    assert not SavedFilter.objects.exists()


def test_a_name_is_taken_once_and_a_filter_needs_one() -> None:
    client = enter(analyst())
    for query in ("q=a", "q=b"):
        client.post(reverse(SAVE), {"name": "Search", "query": query})
    client.post(reverse(SAVE), {"name": " ", "query": "q=c"})
    assert list(SavedFilter.objects.values_list("name", "query")) == [("Search", "q=b")]


def test_what_was_saved_leads_back_to_the_list_and_nowhere_else() -> None:
    answer = enter(analyst()).post(reverse(SAVE), {"name": "x", "query": "//example.org/?next=//example.org"})
    assert answer["Location"].startswith(reverse(LIST) + "?")


def test_who_does_not_see_the_list_saves_nothing() -> None:
    assert enter(make.user(is_staff=True)).post(reverse(SAVE), {"name": "x"}).status_code == 403
