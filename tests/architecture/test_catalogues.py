"""Every text that a person sees exists in every language of the interface."""

import ast
import re
from pathlib import Path

import polib
import pytest
from babel.messages.plurals import get_plural
from django.conf import settings

from apps.core.management.commands.collect_messages import FOLDERS
from apps.core.messages import collect
from tests.architecture.tracked import ROOT, name_of, tracked_files

LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
PLACEHOLDER = re.compile(r"%\(\w+\)[sdif]|\{\w*\}|%%")


def catalogue(language: str) -> polib.POFile:
    """The translations into one language."""
    path = Path(ROOT / "locale" / language / "LC_MESSAGES" / "django.po")
    assert path.exists(), f"{path.name} is missing: run `make messages`"
    return polib.pofile(str(path))


def current(language: str) -> list[polib.POEntry]:
    """The entries in use."""
    return [entry for entry in catalogue(language) if not entry.obsolete]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_code_is_in_the_catalogue(language: str) -> None:
    known = {(entry.msgctxt, entry.msgid) for entry in current(language)}
    assert set(collect(root=ROOT, folders=FOLDERS)) - known == set(), "run `make messages`"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language: str) -> None:
    assert [entry.msgid for entry in current(language) if not entry.translated()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_the_placeholders(language: str) -> None:
    wrong = []
    for entry in current(language):
        allowed = set(PLACEHOLDER.findall(entry.msgid)) | set(PLACEHOLDER.findall(entry.msgid_plural))
        for text in (entry.msgstr, *entry.msgstr_plural.values()):
            found = set(PLACEHOLDER.findall(text))
            # A plural form may leave the number out ("one station"); a plain text may leave nothing out.
            if found - allowed or (text and not entry.msgid_plural and found != allowed):
                wrong.append((entry.msgid, text))
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_have_all_forms_of_the_language(language: str) -> None:
    forms = set(range(get_plural(language).num_plurals))
    assert catalogue(language).metadata["Plural-Forms"] == get_plural(language).plural_forms
    assert [
        entry.msgid for entry in current(language) if entry.msgid_plural and set(entry.msgstr_plural) != forms
    ] == []


def texts_in_f_strings(code: str) -> list[int]:
    """The lines on which a text is asked for within an f-string, where Python 3.11 collects it from no catalogue."""
    names = {"gettext", "ngettext", "pgettext", "npgettext", "_"}
    return [
        call.lineno
        for formatted in ast.walk(ast.parse(code))
        if isinstance(formatted, ast.JoinedStr)
        for call in ast.walk(formatted)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in names
    ]


def test_no_text_hides_in_an_f_string() -> None:
    assert texts_in_f_strings("f\"{gettext('x')}\"") == [1]
    files = [path for path in tracked_files() if path.suffix == ".py" and path.is_relative_to(ROOT / "apps")]
    assert [name_of(path) for path in files if texts_in_f_strings(path.read_text(encoding="utf-8"))] == []
