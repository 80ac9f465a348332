"""Reasons that the house gives by itself for taking a record back: kept as a code, told in the reader's language.

A note of a person is kept as it was written. A code begins with “@”, so that the two cannot be taken for each other:
whoever begins a note of their own with “@” and one of these words sees it explained, which says the same.
"""

from typing import Final

from django.utils.translation import gettext as _

REPLACED: Final = "@replaced"
NEWER_STATISTICS: Final = "@newer-statistics"


def replaced_by(code: str) -> str:
    """The note of a record whose place another one takes."""
    return f"{REPLACED} {code}"


def in_words(note: str) -> str:
    """A note as readers see it."""
    reason, _space, code = note.partition(" ")
    if reason == REPLACED and code:
        return _("Replaced by %(code)s.") % {"code": code}
    if note == NEWER_STATISTICS:
        return _("Newer statistics were released.")
    return note
