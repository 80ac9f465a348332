"""The data dictionary is current, and leaves nothing out."""

import io
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.utils import translation

from apps.core.data_dictionary import MEANINGS, dictionary
from apps.core.management.commands import data_dictionary as command
from apps.core.reference import read_table

MODELS = [
    model for config in apps.get_app_configs() if config.name.startswith("apps.") for model in config.get_models()
]


def test_the_page_is_current() -> None:
    call_command("data_dictionary", "--check", stdout=io.StringIO())


def test_a_page_that_is_out_of_date_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "page.md"
    page.write_text("old", encoding="utf-8")
    monkeypatch.setattr(command, "PAGE", page)
    with pytest.raises(CommandError, match="is out of date"):
        call_command("data_dictionary", "--check")
    call_command("data_dictionary", stdout=io.StringIO())
    assert page.read_text(encoding="utf-8") == dictionary()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_and_rule_of_a_model_is_on_the_page(model: type) -> None:
    section = dictionary().partition(f"### {model.__name__}\n")[2].partition("\n### ")[0]
    meta = model._meta  # type: ignore[attr-defined]
    expected = [f"| `{field.name}` |" for field in [*meta.local_fields, *meta.local_many_to_many]]
    expected += [f"- `{constraint.name}`" for constraint in meta.constraints]
    assert [entry for entry in expected if entry not in section] == []


def test_triggers_are_among_the_rules() -> None:
    assert {"- `quote_is_the_exact_words`", "- `finding_rests_on_a_quote`"} <= set(dictionary().splitlines())


def test_the_page_is_the_same_whatever_the_reader_speaks() -> None:
    english = dictionary()
    with translation.override("ru"):
        assert dictionary() == english


def test_no_meaning_is_given_for_a_field_that_is_gone() -> None:
    fields = {model.__name__: {field.name for field in model._meta.get_fields()} for model in MODELS}
    fields["every"] = fields["claims"] = set().union(*fields.values())
    gone = [
        f"{section}.{name}"
        for section, names in read_table(MEANINGS).items()
        for name in names
        if name not in fields.get(section, set())
    ]
    assert gone == []
