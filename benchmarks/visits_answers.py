"""What visit number n answers to question j: one rule, written for PostgreSQL and for numpy.

Visits share five thousand different documents of answers, since making each one anew would be most of the work.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

STATIONS: Final = 10_000
BASE: Final = 1_000
"""The number of the first visit."""
OVERALL: Final = ("very_good", "very_good", "good", "good", "good", "bad", "very_bad", "")
DOCUMENTS: Final = 5_000
DOCUMENT_OF: Final = f"((n * 7 + n / {DOCUMENTS}) %% {DOCUMENTS})"
TYPES: Final = {
    **dict.fromkeys(range(1, 21), "yes_no"),
    **dict.fromkeys(range(21, 26), "scale"),
    **dict.fromkeys(range(26, 31), "number"),
}
WORDS: Final = {
    "yes_no": ("null", None, '"yes"', '"yes"', '"yes"', '"yes"', '"yes"', '"yes"', '"no"', '"no"'),
    "scale": ("null", None, '"a"', '"b"', '"c"', '"d"', '"a"', '"b"', '"a"', '"d"'),
}
"""By the rest of a division by ten; null could not be observed, None was left open."""


def sql_of_answers() -> str:
    """An expression over the number n of a document that gives the document."""
    parts = []
    for j, kind in TYPES.items():
        rest = f"((n * {2 * j + 1} + n / {j + 1}) %% 10)::int"
        if kind == "number":
            parts.append(f"'\"q{j}\": ' || {rest}")
            continue
        words = ",".join("NULL" if word is None else f"'\"q{j}\": {word}'" for word in WORDS[kind])
        parts.append(f"(ARRAY[{words}])[1 + {rest}]")
    return f"('{{{{' || concat_ws(',', {', '.join(parts)}) || '}}}}')::jsonb".replace("{{", "{").replace("}}", "}")


def answers(n: npt.NDArray[np.int64], j: int) -> npt.NDArray[np.int8]:
    """The rest for each visit, which says what it answered."""
    document = (n * 7 + n // DOCUMENTS) % DOCUMENTS
    return ((document * (2 * j + 1) + document // (j + 1)) % 10).astype(np.int8)
