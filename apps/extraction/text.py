"""Canonical text: what is normalised once at ingestion, and the folding that matching uses afterwards."""

import re
import unicodedata

# Soft hyphen, zero-width characters, byte order mark, directional marks and NUL carry no words and shift offsets.
_INVISIBLE: dict[int, None] = dict.fromkeys(
    [0x00, 0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F)], None
)
_TO_CYRILLIC = str.maketrans(dict(zip("aceiopxyοκACEIOPXYKMHTB", "асеіорхуокАСЕІОРХУКМНТВ", strict=True)))
_TO_LATIN = str.maketrans(dict(zip("асеіорхуАСЕІОРХУКМНТВ", "aceiopxyACEIOPXYKMHTB", strict=True)))
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[A-Za-z\u03bf\u03ba]")
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "`": "'", "ё": "е"})


def normalise(text: str) -> str:
    """The canonical form that offsets refer to: NFC, line feeds only, without invisible characters.

    Call it once, when a text is taken in; every offset afterwards counts code points of the result.
    """
    unbroken = text.replace("\r\n", "\n").replace("\r", "\n").translate(_INVISIBLE)
    return unicodedata.normalize("NFC", unbroken)


def mend(word: str) -> str:
    """A word with look-alike letters of another script put right, at the same length; the majority script wins.

    Live texts mix scripts inside a word: Greek ο in Russian, Latin i in Ukrainian.
    """
    if word.isascii():
        return word
    cyrillic = len(_CYRILLIC.findall(word))
    foreign = len(_LATIN.findall(word))
    if not cyrillic or not foreign:
        return word
    towards_cyrillic = word.translate(_TO_CYRILLIC)
    if cyrillic >= foreign or not _LATIN.search(towards_cyrillic):
        return towards_cyrillic
    return word.translate(_TO_LATIN)


def fold(word: str) -> str:
    """A word as matching sees it: look-alikes mended, case-folded, ё as е, one kind of apostrophe."""
    return mend(word).casefold().translate(_APOSTROPHES)
