"""Message catalogues without GNU gettext."""

import gettext
from pathlib import Path

import polib
import pytest

from apps.core.messages import DJANGO_TEXT, Text, collect, compile_catalogue, merge, open_catalogue, save

PYTHON = """
from django.utils.translation import gettext as _, ngettext, pgettext
def titles(n):
    # Translators: a person's greeting
    return _("Hello, %(name)s."), ngettext("One visit", "%(n)d visits", n), pgettext("month", "May")
"""
TEMPLATE = """{% load i18n %}<p title="it's (unclosed">
        {% translate "Statement" %}
   {% translate "May" context "verb" %}
 {% blocktranslate count n=n trimmed %}
    One «quote» of {{ mission }}
 {% plural %}
    {{ n }} quotes of {{ mission }}
 {% endblocktranslate %}"""


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A tree with one Python file and one template."""
    (tmp_path / "apps").mkdir()
    (tmp_path / "apps" / "code.py").write_text(PYTHON)
    (tmp_path / "apps" / "page.html").write_text(TEMPLATE)
    return tmp_path


def test_texts_are_collected_from_code_and_templates(sources: Path) -> None:
    texts = collect(root=sources, folders=["apps"])
    assert {(text.context, text.singular, text.plural) for text in texts.values()} == {
        (None, "Hello, %(name)s.", None),
        (None, "One visit", "%(n)d visits"),
        ("month", "May", None),
        (None, "Statement", None),
        ("verb", "May", None),
        (None, "One «quote» of %(mission)s", "%(n)s quotes of %(mission)s"),
    }


def test_words_to_translators_are_kept(sources: Path) -> None:
    texts = collect(root=sources, folders=["apps"])
    assert texts[None, "Hello, %(name)s."].comments == ["Translators: a person's greeting"]


def test_merging_keeps_translations_and_sets_unused_texts_aside(tmp_path: Path) -> None:
    catalogue = open_catalogue(path=tmp_path / "django.po", language="ru")
    catalogue.append(polib.POEntry(msgid="Kept", msgstr="Оставлено"))
    catalogue.append(polib.POEntry(msgid="Gone", msgstr="Ушло"))
    catalogue.append(polib.POEntry(msgid="Log in", msgstr="Войти", tcomment=DJANGO_TEXT))
    merged = merge(catalogue=catalogue, texts={(None, "Kept"): Text(None, "Kept"), (None, "New"): Text(None, "New")})
    assert {entry.msgid: (entry.msgstr, bool(entry.obsolete)) for entry in merged} == {
        "Kept": ("Оставлено", False),
        "New": ("", False),
        "Gone": ("Ушло", True),
        "Log in": ("Войти", False),
    }


def test_collecting_twice_changes_nothing(sources: Path, tmp_path: Path) -> None:
    path = tmp_path / "locale" / "django.po"
    texts = collect(root=sources, folders=["apps"])
    save(catalogue=merge(catalogue=open_catalogue(path=path, language="ru"), texts=texts), path=path)
    first = path.read_text()
    save(catalogue=merge(catalogue=open_catalogue(path=path, language="ru"), texts=texts), path=path)
    assert path.read_text() == first


def test_a_compiled_catalogue_has_the_plural_forms_of_its_language(tmp_path: Path) -> None:
    path = tmp_path / "django.po"
    catalogue = open_catalogue(path=path, language="ru")
    forms = {0: "визит", 1: "визита", 2: "визитов"}
    catalogue.append(polib.POEntry(msgid="visit", msgid_plural="visits", msgstr_plural=forms))
    save(catalogue=catalogue, path=path)
    with compile_catalogue(path).open("rb") as file:
        translations = gettext.GNUTranslations(file)
    shown = [translations.ngettext("visit", "visits", n) for n in (1, 3, 11, 21)]
    assert shown == ["визит", "визита", "визитов", "визит"]
