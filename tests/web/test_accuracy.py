"""What the methodology page says of extraction's errors."""

import json

from django.conf import settings
from django.test import Client

from apps.web.accuracy import FIGURES, measured_sets, read_sets, telling
from tests.web.test_pages import page, text_of


def counted(
    name: str, *, tuned: bool = True, texts: int = 5, right: int = 8, wrong: int = 2, missed: int = 4
) -> object:
    fields = [{"field": "finding", "tp": right, "fp": wrong, "fn": missed}]
    return {"name": name, "collection": name, "part": "all", "tuned": tuned, "texts": texts, "fields": fields}


def test_errors_are_counted_in_a_hundred() -> None:
    (found,) = read_sets({"sets": [counted("own")]})
    (field,) = found.fields
    assert (field.present, field.proposed) == (12, 10)
    assert (field.wrong_in_a_hundred, field.missed_in_a_hundred) == (20, 33)


def test_texts_whose_errors_nobody_looked_at_tell_most() -> None:
    sets = read_sets({"sets": [counted("a", texts=50), counted("b", tuned=False, texts=7), counted("c", texts=90)]})
    found = telling(sets)
    assert found is not None
    assert found.name == "b"


def test_sets_and_fields_that_are_new_stand_under_their_own_names() -> None:
    new = {"name": "wire", "part": "wire:de", "fields": [{"field": "mood", "tp": 1, "fp": 0, "fn": 0}]}
    (found,) = read_sets({"sets": [new]})
    assert found.label == "wire: wire, German"
    assert found.fields[0].label == "mood"


def test_what_counts_nothing_is_left_out() -> None:
    empty = {"name": "x", "fields": [{"field": "finding", "tp": 0, "fp": 0, "fn": 0}, {"field": "date"}]}
    assert list(read_sets({"sets": [empty]})) == []
    assert list(read_sets({})) == []


def test_the_page_shows_every_set_of_the_file(client: Client, db: None) -> None:
    names = {item["name"] for item in json.loads((settings.BASE_DIR / FIGURES).read_text())["sets"]}
    assert {item.name for item in measured_sets()} == names
    html = page(client, "/en/methodology/")
    assert html.count("<details") >= len(names)
    assert "People decide, beside the text" in text_of(html)
