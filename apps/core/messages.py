"""Message catalogues without GNU gettext: texts out of Python and templates into .po files, .po into .mo files."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Final

import polib
from babel.messages.catalog import Message
from babel.messages.extract import extract
from babel.messages.plurals import get_plural
from django.utils.translation.template import templatize

KEYWORDS: Final = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
TEMPLATE_SUFFIXES: Final = frozenset({".html", ".txt", ".xml"})
COMMENT_TAG: Final = "Translators:"
# Where Django's own translation lacks a text, ours supplies it; such an entry carries this comment and is kept.
DJANGO_TEXT: Final = "A text of Django's own."

Key = tuple[str | None, str]


@dataclass(slots=True)
class Text:
    """One translatable text: its context, its plural, the files that use it and what they tell translators."""

    context: str | None
    singular: str
    plural: str | None = None
    files: set[str] = field(default_factory=set)
    comments: list[str] = field(default_factory=list)

    @property
    def key(self) -> Key:
        return (self.context, self.singular)


def collect(*, root: Path, folders: Iterable[str]) -> dict[Key, Text]:
    """All texts of the Python files and templates under the folders, in a stable order."""
    texts: dict[Key, Text] = {}
    for path in _sources(root, folders):
        name = path.relative_to(root).as_posix()
        for text in _texts_of(path, name):
            known = texts.setdefault(text.key, text)
            known.plural = known.plural or text.plural
            known.files.add(name)
            known.comments += [comment for comment in text.comments if comment not in known.comments]
    return dict(sorted(texts.items(), key=lambda item: (item[0][1], item[0][0] or "")))


def merge(*, catalogue: polib.POFile, texts: dict[Key, Text]) -> polib.POFile:
    """The catalogue brought up to date: translations kept, new texts empty, unused ones set aside as obsolete."""
    known: dict[Key, polib.POEntry] = {(entry.msgctxt, entry.msgid): entry for entry in catalogue}
    merged = polib.POFile(wrapwidth=118)
    merged.metadata = catalogue.metadata
    forms = get_plural(catalogue.metadata["Language"]).num_plurals
    merged.extend(_updated(known.get(key), text, forms) for key, text in texts.items())
    for key, entry in known.items():
        if key not in texts:
            entry.obsolete = entry.obsolete or DJANGO_TEXT not in entry.tcomment
            merged.append(entry)
    return merged


def open_catalogue(*, path: Path, language: str) -> polib.POFile:
    """The catalogue at the path, or an empty one with the language's plural rule."""
    if path.exists():
        return polib.pofile(str(path), wrapwidth=118)
    catalogue = polib.POFile()
    catalogue.metadata = {
        "Project-Id-Version": "electionwatch",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": get_plural(language).plural_forms,
    }
    return catalogue


def save(*, catalogue: polib.POFile, path: Path) -> None:
    """Write the .po file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path), newline="\n")


def compile_catalogue(path: Path) -> Path:
    """Write the .mo file beside a .po file; a reader at the same moment sees the old one or the new one, whole."""
    target = path.with_suffix(".mo")
    draft = path.with_suffix(".mo.new")
    polib.pofile(str(path)).save_as_mofile(str(draft))
    return draft.replace(target)


def _sources(root: Path, folders: Iterable[str]) -> Iterator[Path]:
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix == ".py" or path.suffix in TEMPLATE_SUFFIXES:
                yield path


def _texts_of(path: Path, name: str) -> Iterator[Text]:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # Templates become calls between placeholders; their indentation means nothing and would not parse.
        source = "\n".join(line.strip() for line in templatize(source, origin=name).splitlines())
    found = extract("python", BytesIO(source.encode()), KEYWORDS, (COMMENT_TAG,), {"encoding": "utf-8"})
    for _line, message, comments, context in found:
        singular, plural = message if isinstance(message, tuple) else (message, None)
        if singular:
            yield Text(context, singular, plural, {name}, list(comments))


def _updated(entry: polib.POEntry | None, text: Text, forms: int) -> polib.POEntry:
    fresh = entry or polib.POEntry(msgctxt=text.context, msgid=text.singular)
    fresh.obsolete = False
    if text.plural and fresh.msgid_plural != text.plural:
        fresh.msgid_plural = text.plural
        fresh.msgstr_plural = fresh.msgstr_plural or dict.fromkeys(range(forms), "")
    fresh.occurrences = [(name, "") for name in sorted(text.files)]
    fresh.comment = "\n".join(text.comments)
    is_format = Message((text.singular, text.plural) if text.plural else text.singular).python_format
    fresh.flags = ["python-format"] if is_format else []  # no translation is ever guessed, so none is fuzzy
    return fresh
