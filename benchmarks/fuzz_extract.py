"""Feeds extraction with invented inputs: it must never raise, and every quote must be its slice.

    make fuzz RUNS=1000000

Without atheris a plain generator does the same with random recombinations: `--plain 100000`.
"""

import importlib
import random
import sys
import time
from datetime import date

from apps.extraction.drafts import Extraction
from apps.extraction.pipeline import extract
from apps.extraction.text import normalise

LANGUAGES = (None, "ru", "en", "kk", "uk", "fr", "es")
PIECES = (
    "Миссия ОБСЕ",
    "БДИПЧ",
    "наблюдатели",
    " - сказал он",
    "«",
    "»",
    '"',
    "“",
    ", ",
    ". ",
    "\n",
    "\n\n",
    "не ",
    "нарушений",
    "зафиксировано",
    "выборы",
    " 13 из 17 регионов",
    "более ",
    "90",
    " участков",
    "63%",
    "10 января",
    " 2021",
    "через восемь недель",
    "итоговый отчет",
    "Кристиан Вигенин",
    "The mission",
    " said that ",
    "elections",
    " were not ",
    "free and fair",
    " but ",
    "however",
    " while ",
    "despite ",
    "we ",
    "observers",
    "(EMDS)",
    "Election Watch Network",
    "[a](https://b.c/d 'e')",
    "![x](y)",
    "la mission ",
    "élections",
    "observadores ",
    "сайлау",
    "байқаушы",
    "300-ге жуық ",
    "вибори",
    "спостерігачі ",
    "COVID-19",
    "— ",
    "…",
    "А.",
    "1.143",
    "\u00ad",
    "\u200b",
    "😀",
    "İ",
    "ſ",
    "й",
    "\x00",
    "пο",
    "1 300",
    "١٢",
    "½",
    "²",
    "٪",
)


class QuoteIsNotItsSlice(AssertionError):
    """A draft cites words that do not stand where it says."""


def check(text: str, extraction: Extraction) -> None:
    """Raises QuoteIsNotItsSlice."""
    for draft in (*extraction.findings, *extraction.quantities, *extraction.people, *extraction.organisations):
        if draft.quote != text[draft.start : draft.end] or draft.start >= draft.end:
            raise QuoteIsNotItsSlice(f"{draft.rule} at {draft.start}:{draft.end}")


def one_input(data: bytes) -> None:
    """The first byte chooses the language; the rest is text, in UTF-8 or as choices among pieces that rules know."""
    if not data:
        return
    language = LANGUAGES[data[0] % len(LANGUAGES)]
    body = data[1:]
    text = body.decode("utf-8", "replace") if data[0] & 0x80 else "".join(PIECES[byte % len(PIECES)] for byte in body)
    for each in {text, normalise(text)}:
        check(each, extract(each, language=language, published=date(2021, 1, 11)))


def plain(count: int) -> None:
    """Random inputs from a fixed seed; prints how many and how fast."""
    chance, started, slowest = random.Random(2021), time.perf_counter(), 0.0  # noqa: S311
    for _ in range(count):
        began = time.perf_counter()
        one_input(chance.randbytes(chance.randrange(2, 60)))
        slowest = max(slowest, time.perf_counter() - began)
    taken = time.perf_counter() - started
    sys.stdout.write(f"{count} inputs in {taken:.0f} s, slowest {slowest * 1000:.0f} ms, none failed\n")


def main() -> None:
    if "--plain" in sys.argv:
        plain(int(sys.argv[sys.argv.index("--plain") + 1]))
        return
    atheris = importlib.import_module("atheris")
    atheris.instrument_all()
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
